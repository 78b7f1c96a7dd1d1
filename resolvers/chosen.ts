// Chosen claims and their echoes: of all claims about the same thing the rule of values/claim.ts picks one. The
// choice among all that is published is kept with the data; for an earlier day it is made here.
import type { ObservationRow } from '../db/queries/observation.ts'
import type { ObservationFilter, ObservationList } from '../db/queries/observation-list.ts'
import type { Loaders } from '../loaders/index.ts'
import type { Reference } from '../loaders/reference.ts'
import { seesAll } from './as-of.ts'
import { choices, observedClaim } from './point.ts'
import { UserError } from './user-error.ts'

export type Thing = Pick<
  ObservationRow,
  | 'subject_id'
  | 'indicator_id'
  | 'kind'
  | 'period_label'
  | 'direction'
  | 'commodity_id'
  | 'partner_id'
  | 'part'
>

/** One text for all claims about the same thing. */
export const thingOf = (row: Thing): string =>
  JSON.stringify([
    row.subject_id,
    row.indicator_id,
    row.kind,
    row.period_label,
    row.direction,
    row.commodity_id,
    row.partner_id,
    row.part,
  ])

/** Of all claims about some things, the ids of those that are not chosen. */
function echoes(rows: readonly ObservationRow[], reference: Reference): number[] {
  const claims = rows.map((row) => observedClaim(row, reference))
  return [...choices(claims, ({ row }) => thingOf(row)).values()].flatMap((answer) =>
    answer.claims.filter((claim) => claim !== answer.chosen).map(({ row }) => row.id),
  )
}

interface Needs {
  readonly loaders: Pick<Loaders, 'claimsOfSameThing' | 'choiceByClaim' | 'observations'>
  readonly reference: Reference
}

/** Is it the chosen claim of those published by a day? */
export async function isChosen(
  { id, asOf }: { readonly id: number; readonly asOf: string },
  { loaders, reference }: Needs,
): Promise<boolean> {
  if (seesAll(asOf, reference)) {
    const choice = await loaders.choiceByClaim.load(id)
    return choice === null || choice.chosen_id === id
  }
  const claims = await loaders.claimsOfSameThing.load({ observation: id, asOf })
  return !echoes(claims, reference).includes(id)
}

/** The list's chosen claims (true), or its echoes (false). */
export async function chosenOnly(
  list: ObservationList,
  chosen: boolean,
  needs: Needs,
): Promise<ObservationList> {
  const { filter, asOf } = list
  if (!seesAll(asOf, needs.reference)) return chosenOnEarlierDay(list, chosen, needs)
  return { filter: { ...filter, ...(chosen ? { chosen } : { echo: true }) }, asOf }
}

/** Filters that tell claims about the same thing apart. The choice is among all of them, whoever says it and how. */
const OF_CLAIMS: readonly (keyof ObservationFilter)[] = ['sources', 'statuses', 'qualifiers', 'detail']

/** The rest of a filter: it keeps a thing with all of its claims, or none of them. */
export function filterOfThings(filter: ObservationFilter): ObservationFilter {
  return Object.fromEntries(
    Object.entries(filter).filter(([name]) => !OF_CLAIMS.includes(name as keyof ObservationFilter)),
  )
}

const WHOLE = { limit: Number.MAX_SAFE_INTEGER, cursor: null, descending: false, backward: false } as const

/** Echoes of the lists of earlier days last asked for, for each version of the dataset: every page of a list leaves out the same ones. */
const REMEMBERED = new WeakMap<Reference, Map<string, readonly number[]>>()
const REMEMBERED_LISTS = 20

async function remembered(
  reference: Reference,
  name: string,
  find: () => Promise<readonly number[]>,
): Promise<readonly number[]> {
  const lists = REMEMBERED.get(reference) ?? new Map<string, readonly number[]>()
  const ids = lists.get(name) ?? (await find())
  lists.delete(name)
  lists.set(name, ids)
  for (const oldest of lists.keys()) if (lists.size > REMEMBERED_LISTS) lists.delete(oldest)
  REMEMBERED.set(reference, lists)
  return ids
}

/** The same as of an earlier day: only things that have several claims today can have had several then. */
async function chosenOnEarlierDay(
  { filter, asOf }: ObservationList,
  chosen: boolean,
  { loaders, reference }: Needs,
): Promise<ObservationList> {
  const contested: ObservationList = { filter: { ...filterOfThings(filter), contested: true }, asOf }
  const ids = await remembered(reference, JSON.stringify(contested), async () =>
    echoes(await loaders.observations.page(contested, 'READING', WHOLE), reference),
  )
  return { filter: { ...filter, ...(chosen ? { without: ids } : { among: ids }) }, asOf }
}

/** Claims behind one answer at most: what a request may hold in memory. */
export const LARGEST_AGGREGATE = 50_000

/** The chosen claims that a filter keeps, in reading order. Throws UserError where they are too many. */
export async function chosenRows(list: ObservationList, needs: Needs): Promise<ObservationRow[]> {
  const { observations } = needs.loaders
  const count = await observations.count(list)
  if (count > LARGEST_AGGREGATE) {
    throw new UserError(
      `filter: found ${count} claims, expected at most ${LARGEST_AGGREGATE}: narrow it by subjects, indicators or periods`,
      'filter',
    )
  }
  return observations.page(await chosenOnly(list, true, needs), 'READING', WHOLE)
}
