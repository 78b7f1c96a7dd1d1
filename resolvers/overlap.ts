// Points that count the same things twice when they are added: a whole with its parts, a region with what
// lies in it, a period with one inside it. Two points overlap when they do so in every dimension.
import { overlaps, comparePeriods, type Period } from '../values/period.ts'
import { nests, type Nested } from './nested.ts'
import type { Summand } from './summand.ts'

/** What tells two points of one indicator and kind apart, the place apart from the scope. */
export const DIMENSIONS = ['SUBJECT', 'COMMODITY', 'PARTNER', 'PART', 'DIRECTION', 'PERIOD'] as const
export type Dimension = (typeof DIMENSIONS)[number]

const VALUE_OF: Record<Dimension, (point: Summand) => string | null> = {
  SUBJECT: ({ subject }) => subject.row.code,
  COMMODITY: ({ commodity }) => commodity?.row.code ?? null,
  PARTNER: ({ partner }) => partner?.row.code ?? null,
  PART: ({ part }) => part,
  DIRECTION: ({ direction }) => direction,
  PERIOD: ({ period }) => period?.label ?? null,
}

/** A point's value in a dimension, as a client writes it; null is all, or that none is printed. */
export const valueIn = (dimension: Dimension, point: Summand): string | null => VALUE_OF[dimension](point)

/** The first dimension in which two points differ. */
export const difference = (a: Summand, b: Summand): Dimension =>
  DIMENSIONS.find((dimension) => valueIn(dimension, a) !== valueIn(dimension, b)) ?? 'PERIOD'

/** Null stands for all of a kind, and so for the other too. */
const meetIn = <Row extends { readonly id: number }>(a: Nested<Row> | null, b: Nested<Row> | null) =>
  a === null || b === null || nests(a, b)

/** What belongs to a group of countries no source lists, so that any may. */
const isGroup = ({ partner }: Summand): boolean => partner?.row.region_kind === 'GROUP'

/** Of one subject and time, or of a subject in the other: are there things that both count? */
function scopesMeet(a: Summand, b: Summand): boolean {
  return (
    (a.direction === b.direction || a.direction === 'TOTAL' || b.direction === 'TOTAL') &&
    (a.part === null || b.part === null || a.part === b.part) &&
    meetIn(a.commodity, b.commodity) &&
    (isGroup(a) || isGroup(b) || meetIn(a.partner, b.partner))
  )
}

const keyOf = (subject: number, { period }: Summand): string => `${subject} ${period?.label ?? ''}`

/** Two points of one period that count the same things, the wider first; null where there are none. */
export function overlappingPoints(points: readonly Summand[]): readonly [Summand, Summand] | null {
  const bySubject = new Map<string, Summand[]>()
  for (const point of points) {
    const key = keyOf(point.subject.row.id, point)
    const others = bySubject.get(key)
    if (others) others.push(point)
    else bySubject.set(key, [point])
  }
  for (const point of points) {
    const { row, within } = point.subject
    for (const { id } of [row, ...within]) {
      const other = bySubject.get(keyOf(id, point))?.find((one) => one !== point && scopesMeet(one, point))
      if (other) return isWider(point, other) ? [point, other] : [other, point]
    }
  }
  return null
}

const depth = (nested: { readonly within: readonly unknown[] } | null): number =>
  nested === null ? 0 : 1 + nested.within.length

/** How narrowly a point says what it counts. */
const narrowness = ({ commodity, partner, part, direction }: Summand): number =>
  depth(commodity) + depth(partner) + (part === null ? 0 : 1) + (direction === 'TOTAL' ? 0 : 1)

/** Of two that overlap: is the first about more? */
function isWider(a: Summand, b: Summand): boolean {
  return (a.subject.within.length - b.subject.within.length || narrowness(a) - narrowness(b)) < 0
}

/** The first two different periods of points that have a day in common; a point without one may lie in any. */
export function overlappingPeriods(points: readonly Summand[]): readonly [Summand, Summand] | null {
  const dated = new Map<string, Summand & { period: Period }>()
  for (const point of points) if (isDated(point)) dated.set(point.period.label, point)
  const [first] = dated.values()
  const undated = points.find(({ period }) => period === null)
  if (first && undated) return [first, undated]
  const inOrder = [...dated.values()].sort((a, b) => comparePeriods(a.period, b.period))
  let last: (Summand & { period: Period }) | undefined
  for (const point of inOrder) {
    if (last && overlaps(last.period, point.period)) return [last, point]
    last = point
  }
  return null
}

const isDated = (point: Summand): point is Summand & { period: Period } => point.period !== null
