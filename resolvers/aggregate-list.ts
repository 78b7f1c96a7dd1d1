// Aggregates asked for: points fetched through the loaders, grouped, refused where they would mislead, and
// the groups that are wanted in the order that is wanted.
import type { ObservationList } from '../db/queries/observation-list.ts'
import type { Loaders } from '../loaders/index.ts'
import type { Reference } from '../loaders/reference.ts'
import { decimal } from '../values/decimal.ts'
import { aggregateOf, orderedAggregates, type Aggregate, type AggregateOrder } from './aggregate.ts'
import { groupsOf, type AggregateGrouping } from './aggregate-group.ts'
import { thingOf } from './chosen.ts'
import { observationFilter, type ObservationFilterInput } from './observation-list.ts'
import { refusal, type AggregateFunction, type PrintedTotals } from './refusal.ts'
import { rolledUp } from './rolled-up.ts'
import { summands, type Summand, type SummandNeeds } from './summand.ts'
import { readArgument, UserError } from './user-error.ts'
import { exactIn } from './value.ts'

type Given<Value> = Value | null | undefined

/** Which groups; a missing bound is no limit. */
export interface AggregateHaving {
  readonly min?: Given<number>
  readonly max?: Given<number>
  readonly unit?: Given<string>
  readonly minCount?: Given<number>
  readonly maxMissing?: Given<number>
}

export interface AggregateArguments {
  readonly filter?: Given<ObservationFilterInput>
  readonly groupBy: readonly AggregateGrouping[]
  readonly function: AggregateFunction
  readonly having?: Given<AggregateHaving>
  readonly orderBy?: Given<{ readonly field: AggregateOrder; readonly direction: 'ASC' | 'DESC' }>
  readonly first?: Given<number>
  readonly asOf?: Given<string>
}

interface Needs extends SummandNeeds {
  readonly loaders: SummandNeeds['loaders'] &
    Pick<Loaders, 'printedTotals' | 'partsByTotal' | 'rollups' | 'anyRollup'>
}

/** The groups of the points that a filter keeps. Throws UserError for a question whose answer would mislead. */
export async function aggregates(args: AggregateArguments, needs: Needs): Promise<Aggregate[]> {
  const { first, orderBy, having } = args
  if (first != null && first < 0)
    throw new UserError(`first: found ${first}, expected a number from 0 on`, 'first')
  const filter = observationFilter(args.filter ?? {}, needs)
  const list = { filter, asOf: needs.loaders.asOf(args.asOf ?? null) }
  let points: Promise<Aggregate[]> | undefined
  const ofPoints = () => (points ??= aggregatesOfPoints(list, args, needs))
  const all = (await rolledUp(list, args, needs, claimsOf(ofPoints))) ?? (await ofPoints())
  const kept = having ? all.filter((one) => has(having, one, needs.reference)) : all
  const inOrder = orderBy ? orderedAggregates(kept, orderBy.field, orderBy.direction === 'DESC') : kept
  return first == null ? inOrder : inOrder.slice(0, first)
}

/** The claims of a group by its place, from the groups as made of points. */
function claimsOf(ofPoints: () => Promise<Aggregate[]>) {
  const name = (place: Aggregate['place']) => JSON.stringify(place)
  let byPlace: Promise<Map<string, Aggregate['claims']>> | undefined
  const found = async () => new Map((await ofPoints()).map(({ place, claims }) => [name(place), claims]))
  return async (place: Aggregate['place']) => (await (byPlace ??= found())).get(name(place)) ?? []
}

/** The groups, point by point, in the order of their keys. Throws UserError for what would mislead. */
export async function aggregatesOfPoints(
  list: ObservationList,
  { groupBy, function: asked }: Pick<AggregateArguments, 'groupBy' | 'function'>,
  needs: Needs,
): Promise<Aggregate[]> {
  const points = await summands(list, needs)
  const adds = asked === 'SUM' || asked === 'AVG'
  const totals = adds ? await printedTotals(points, list.asOf, needs) : new Map<string, never>()
  const groups = groupsOf(points, groupBy)
  for (const group of groups) {
    const error = refusal(asked, group.points, totals)
    if (error) throw error
  }
  return groups.map((group) => aggregateOf(group, asked))
}

/** The totals that sources print of the points' subjects and indicators, by what they are about. */
async function printedTotals(
  points: readonly Summand[],
  asOf: string,
  { loaders }: Needs,
): Promise<PrintedTotals> {
  const filter = {
    subjects: [...new Set(points.map(({ subject }) => subject.row.id))],
    indicators: [...new Set(points.map(({ indicator }) => indicator.id))],
  }
  const totals = await loaders.printedTotals.list({ filter, asOf })
  const parts = await Promise.all(totals.map(({ id }) => loaders.partsByTotal.load(id)))
  const byThing = new Map<string, Set<string>>()
  totals.forEach((total, place) => {
    const things = byThing.get(thingOf(total)) ?? new Set<string>()
    for (const part of parts[place] ?? []) things.add(thingOf(part))
    byThing.set(thingOf(total), things)
  })
  return byThing
}

/** Is a group within the bounds? One without a value is in none of value. Throws UserError for an impossible unit. */
function has(
  { min, max, unit, minCount, maxMissing }: AggregateHaving,
  one: Aggregate,
  reference: Reference,
): boolean {
  const value = exactAggregate(one, unit ?? null, reference)
  const bound = (number: number) => readArgument('having', () => decimal(String(number)))
  if (min != null && (value === null || decimal(value).lt(bound(min)))) return false
  if (max != null && (value === null || decimal(value).gt(bound(max)))) return false
  return (minCount == null || one.count >= minCount) && (maxMissing == null || one.missing <= maxMissing)
}

/** A group's number as exact decimal text in `unit` (null: in the base unit). Throws UserError for an impossible unit. */
export function exactAggregate(
  { measured, value }: Aggregate,
  unit: string | null,
  reference: Reference,
): string | null {
  if (measured !== null) return exactIn(reference, measured.id, value, unit)
  if (unit === null) return value
  throw new UserError(`unit: found ${JSON.stringify(unit)}, expected none: a count has no unit`, 'unit')
}

/** The same as a JSON number: the nearest double. */
export function aggregateNumber(one: Aggregate, unit: string | null, reference: Reference): number | null {
  const exact = exactAggregate(one, unit, reference)
  return exact === null ? null : Number(exact)
}
