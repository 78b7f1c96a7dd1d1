// Aggregates: points in groups, each group as one exact number with how many figures it stands on. What a
// group may not be asked is in refusal.ts.
import type { IndicatorRow, SourceRow } from '../db/queries/reference.ts'
import type { ObservationRow } from '../db/queries/observation.ts'
import { decimal, decimalText, quotient, sum } from '../values/decimal.ts'
import { comparePlaces, type AggregateGroup, type AggregateKey } from './aggregate-group.ts'
import { latest, type AggregateFunction } from './refusal.ts'
import type { Summand } from './summand.ts'

/** A group as a number. */
export interface Aggregate extends AggregateKey {
  /** What `value` is of; null where it is a count. */
  readonly measured: IndicatorRow | null
  /** Exact decimal text in the indicator's base unit, or a count; null where no figure has a value. */
  readonly value: string | null
  /** Figures with a value, without one, and with one that is not exact. */
  readonly count: number
  readonly missing: number
  readonly qualified: number
  /** By date of publication. */
  readonly sources: readonly SourceRow[]
  /** The claims whose values it is made of. */
  readonly claims: readonly ObservationRow[] | Promise<readonly ObservationRow[]>
  readonly place: AggregateGroup['place']
}

interface Valued extends Summand {
  readonly value: string
}

/** What a function gives for the points with a value, at least one: the number, and the points it is made of. */
type Reduce = (points: readonly [Valued, ...Valued[]]) => { value: string | null; of: readonly Summand[] }

/** The point that stands before all others; of equal ones the first. */
const extreme =
  (sign: 1 | -1): Reduce =>
  (points) => {
    const best = points.reduce((a, b) => (sign * decimal(b.value).comparedTo(a.value) < 0 ? b : a))
    return { value: best.value, of: [best] }
  }

const total = (points: readonly Valued[]): string => sum(points.map(({ value }) => value))

const REDUCE: Record<AggregateFunction, Reduce> = {
  SUM: (points) => ({ value: total(points), of: points }),
  AVG: (points) => ({
    value: decimalText(quotient(decimal(total(points)), decimal(String(points.length)))),
    of: points,
  }),
  MIN: extreme(1),
  MAX: extreme(-1),
  COUNT: (points) => ({ value: String(points.length), of: points }),
  LATEST: (points) => {
    const [last] = latest(points)
    return { value: last?.value ?? null, of: last ? [last] : [] }
  },
}

const isValued = (point: Summand): point is Valued => point.value !== null

/** The number of a group. */
export function aggregateOf({ key, place, points }: AggregateGroup, asked: AggregateFunction): Aggregate {
  const [first, ...others] = points.filter(isValued)
  const counted = first ? [first, ...others] : []
  const none = { value: asked === 'COUNT' ? '0' : null, of: [] }
  const { value, of } = first ? REDUCE[asked]([first, ...others]) : none
  const sources = [...new Set(points.flatMap((point) => point.sources))]
  return {
    ...key,
    place,
    measured: asked === 'COUNT' ? null : points[0].indicator,
    value,
    count: counted.length,
    missing: points.length - counted.length,
    qualified: counted.filter(({ qualifier }) => qualifier !== 'EXACT').length,
    sources: sources.sort((a, b) => (a.published + a.code < b.published + b.code ? -1 : 1)),
    claims: of.flatMap(({ claims }) => claims),
  }
}

export const AGGREGATE_ORDERS = ['KEY', 'VALUE', 'COUNT'] as const
export type AggregateOrder = (typeof AGGREGATE_ORDERS)[number]

type Compare = (a: Aggregate, b: Aggregate) => number

/** Exact; those without a value last, whichever way. */
const byValue =
  (sign: 1 | -1): Compare =>
  (a, b) =>
    a.value === null || b.value === null
      ? (a.value === null ? 1 : 0) - (b.value === null ? 1 : 0)
      : sign * decimal(a.value).comparedTo(b.value)

/** Groups in an order; those that are alike in it by their keys. */
export function orderedAggregates(
  aggregates: readonly Aggregate[],
  field: AggregateOrder,
  descending: boolean,
): Aggregate[] {
  const sign = descending ? -1 : 1
  const byKey =
    (way: 1 | -1): Compare =>
    (a, b) =>
      comparePlaces(a.place, b.place, way)
  const compare: Record<AggregateOrder, Compare> = {
    KEY: byKey(sign),
    VALUE: byValue(sign),
    COUNT: (a, b) => sign * (a.count - b.count),
  }
  return [...aggregates].sort((a, b) => compare[field](a, b) || byKey(1)(a, b))
}
