// Groups of points: what the points of a group have in common, and the order of groups.
import type { CommodityRow, IndicatorRow, SourceRow } from '../db/queries/reference.ts'
import type { SubjectRow } from '../db/queries/subject.ts'
import type { Direction, ObservationKind } from '../db/lists.ts'
import type { Period } from '../values/period.ts'
import { regionOf } from './nested.ts'
import type { Summand } from './summand.ts'

export const AGGREGATE_GROUPINGS = [
  'SUBJECT',
  'REGION',
  'INDICATOR',
  'KIND',
  'PERIOD',
  'YEAR',
  'COMMODITY',
  'PARTNER',
  'PART',
  'DIRECTION',
  'SOURCE',
] as const
export type AggregateGrouping = (typeof AGGREGATE_GROUPINGS)[number]

/** What the points of a group have in common; null where they have none of it, or where it is not grouped by. */
export interface AggregateKey {
  readonly subject: SubjectRow | null
  readonly region: SubjectRow | null
  readonly indicator: IndicatorRow | null
  readonly kind: ObservationKind | null
  readonly period: Period | null
  readonly year: number | null
  readonly commodity: CommodityRow | null
  readonly partner: SubjectRow | null
  readonly part: string | null
  readonly direction: Direction | null
  readonly source: SourceRow | null
}

const NO_KEY: AggregateKey = {
  subject: null,
  region: null,
  indicator: null,
  kind: null,
  period: null,
  year: null,
  commodity: null,
  partner: null,
  part: null,
  direction: null,
  source: null,
}

/** The year that a period lies in; null where it lies in no one year. */
function yearOf(period: Period | null): number | null {
  const year = period?.start.slice(0, 4)
  return year !== undefined && period?.end?.slice(0, 4) === year ? Number(year) : null
}

/** A point's key in each grouping. A sum of claims from several sources has no one source. */
const KEY_OF: Record<AggregateGrouping, (point: Summand) => Partial<AggregateKey>> = {
  SUBJECT: ({ subject }) => ({ subject: subject.row }),
  REGION: ({ subject }) => ({ region: regionOf(subject) }),
  INDICATOR: ({ indicator }) => ({ indicator }),
  KIND: ({ kind }) => ({ kind }),
  PERIOD: ({ period }) => ({ period }),
  YEAR: ({ period }) => ({ year: yearOf(period) }),
  COMMODITY: ({ commodity }) => ({ commodity: commodity?.row ?? null }),
  PARTNER: ({ partner }) => ({ partner: partner?.row ?? null }),
  PART: ({ part }) => ({ part }),
  DIRECTION: ({ direction }) => ({ direction }),
  SOURCE: ({ sources: [source, ...others] }) => ({ source: others.length === 0 ? (source ?? null) : null }),
}

const FOREVER = '9999-12-31'

/** A text that orders keys of one grouping: periods and years by time, the rest by code. */
export const ORDER_OF: Record<AggregateGrouping, (key: AggregateKey) => string | null> = {
  SUBJECT: ({ subject }) => subject?.code ?? null,
  REGION: ({ region }) => region?.code ?? null,
  INDICATOR: ({ indicator }) => indicator?.code ?? null,
  KIND: ({ kind }) => kind,
  PERIOD: ({ period }) => period && `${period.start} ${period.end ?? FOREVER} ${period.label}`,
  YEAR: ({ year }) => (year === null ? null : String(year)),
  COMMODITY: ({ commodity }) => commodity?.code ?? null,
  PARTNER: ({ partner }) => partner?.code ?? null,
  PART: ({ part }) => part,
  DIRECTION: ({ direction }) => direction,
  SOURCE: ({ source }) => source?.code ?? null,
}

/** Points with their key, and the place of the key among keys: a text or null for each grouping. */
export interface AggregateGroup {
  readonly key: AggregateKey
  readonly place: readonly (string | null)[]
  readonly points: readonly [Summand, ...Summand[]]
}

/** The groups of points, in the order of their keys; none where there are no points. */
export function groupsOf(
  points: readonly Summand[],
  groupBy: readonly AggregateGrouping[],
): AggregateGroup[] {
  const groups = new Map<string, AggregateGroup & { points: [Summand, ...Summand[]] }>()
  for (const point of points) {
    const key: AggregateKey = Object.assign({}, NO_KEY, ...groupBy.map((by) => KEY_OF[by](point)))
    const place = groupBy.map((by) => ORDER_OF[by](key))
    const name = JSON.stringify(place)
    const group = groups.get(name)
    if (group) group.points.push(point)
    else groups.set(name, { key, place, points: [point] })
  }
  return [...groups.values()].sort((a, b) => comparePlaces(a.place, b.place, 1))
}

/** Key by key; null last, whichever way. */
export function comparePlaces(
  a: readonly (string | null)[],
  b: readonly (string | null)[],
  sign: 1 | -1,
): number {
  let differing = 0
  while (differing < a.length && a[differing] === b[differing]) differing += 1
  const [left = null, right = null] = [a[differing], b[differing]]
  if (left === null || right === null) return (left === null ? 1 : 0) - (right === null ? 1 : 0)
  return left < right ? -sign : sign
}
