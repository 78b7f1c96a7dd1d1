// Corrections of our reading: what a claim was before a newer revision of its package, and what a load added,
// revised or withdrew. It is about versions of the dataset, never about what sources published when.
import type { ClaimChangeRow, ChangeFilter, ToldChangeRow } from '../db/queries/change.ts'
import type { ObservationRow } from '../db/queries/observation.ts'
import type { ChangeAction } from '../db/lists.ts'
import type { Loaders } from '../loaders/index.ts'
import type { Reference } from '../loaders/reference.ts'
import { date } from '../values/period.ts'
import { given } from './given.ts'
import { known } from './known.ts'
import { rootPage, type Page, type PageArguments } from './page.ts'
import { readArgument, UserError } from './user-error.ts'

/** A claim as it stood: the columns of its row that packages state. */
export type ClaimState = Omit<ObservationRow, 'value_whole' | 'value_nano'>

export interface ClaimChange extends ClaimChangeRow {
  /** Both null where there was or is none, and where the vocabulary has lost what it was about. */
  readonly stateBefore: ClaimState | null
  readonly stateAfter: ClaimState | null
}

interface Needs {
  readonly loaders: Pick<Loaders, 'changes' | 'changesByClaim' | 'observationsByKey' | 'asOf'>
  readonly reference: Reference
}

/** The state that the history keeps; null where there is none, or where its indicator is in the vocabulary no more. */
function stateOf(json: string | null, { indicators, units }: Reference): ClaimState | null {
  if (json === null) return null
  const state = JSON.parse(json) as ClaimState
  const isKnown =
    indicators.all.some(({ id }) => id === state.indicator_id) &&
    (state.unit_id === null || units.all.some(({ id }) => id === state.unit_id))
  return isKnown ? state : null
}

/** The changes of one claim: each has what stood before it and, in the next one or in the present row, what came after. */
export function revisions(
  changes: readonly ClaimChangeRow[],
  present: ObservationRow,
  reference: Reference,
): ClaimChange[] {
  return changes.map((change, place) => {
    const next = changes[place + 1]
    const after = next ? stateOf(next.before, reference) : present
    return {
      ...change,
      stateBefore: stateOf(change.before, reference),
      stateAfter: change.action === 'REMOVED' ? null : after,
    }
  })
}

/** The earlier states of an observation, first to last. */
export async function revisionsOf(
  row: ObservationRow,
  { loaders, reference }: Needs,
): Promise<ClaimChange[]> {
  const source = reference.sources.id(row.source_id).code
  return revisions(await loaders.changesByClaim.load({ source, key: row.key }), row, reference)
}

interface Since {
  readonly sinceVersion: number
  readonly sinceTime: string
}

/** What `since` names: a version, after which changes are told, or a day or time from which on. */
export function sinceOf(text: string | null): Since {
  if (text === null) return { sinceVersion: 0, sinceTime: '' }
  if (/^\d{1,15}$/.test(text)) return { sinceVersion: Number(text), sinceTime: '' }
  if (/^\d{4}-\d{2}-\d{2}$/.test(text))
    return { sinceVersion: 0, sinceTime: `${readArgument('since', () => date(text))}T00:00:00.000Z` }
  const time = /^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:\d{2})$/.test(text) ? new Date(text) : null
  if (time && !Number.isNaN(time.getTime())) return { sinceVersion: 0, sinceTime: time.toISOString() }
  throw new UserError(
    `since: found ${JSON.stringify(text.slice(0, 40))}, expected a version of the dataset (7), a day ("2026-01-31") or a time ("2026-01-31T08:00:00Z")`,
    'since',
  )
}

export interface ChangesArguments extends PageArguments {
  readonly since?: string | number | null | undefined
  readonly filter?:
    | {
        readonly sources?: readonly string[] | null | undefined
        readonly actions?: readonly ChangeAction[] | null | undefined
      }
    | null
    | undefined
}

/** A page of the changes of claims, in the order of the loads. Throws UserError for an unknown source or an impossible `since`. */
export async function changes(
  { since, filter, ...page }: ChangesArguments,
  { loaders, reference }: Needs,
): Promise<Page<ToldChangeRow>> {
  const sources = filter?.sources?.map((code) => known.source(reference, code, 'filter.sources').id)
  const limits: ChangeFilter = given({ sources, actions: filter?.actions })
  const list = { filter: limits, ...sinceOf(since == null ? null : String(since)), asOf: loaders.asOf(null) }
  return rootPage(loaders.changes, list, { field: 'LOADED', descending: false }, page)
}

/** A change of a list with its states. */
export async function told(
  { after, superseded, ...change }: ToldChangeRow,
  { loaders, reference }: Needs,
): Promise<ClaimChange> {
  const stateBefore = stateOf(change.before, reference)
  if (change.action === 'REMOVED') return { ...change, stateBefore, stateAfter: null }
  const stateAfter = superseded
    ? stateOf(after, reference)
    : await loaders.observationsByKey.load(`${change.package}/${change.key}`)
  return { ...change, stateBefore, stateAfter }
}
