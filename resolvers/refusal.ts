// Answers that would mislead and are refused. Each refusal is one
// function: it names the argument, what was found in a group, and the question to ask instead.
import { difference, overlappingPeriods, overlappingPoints, valueIn, type Dimension } from './overlap.ts'
import type { Summand } from './summand.ts'
import { UserError } from './user-error.ts'

export const AGGREGATE_FUNCTIONS = ['SUM', 'AVG', 'MIN', 'MAX', 'COUNT', 'LATEST'] as const
export type AggregateFunction = (typeof AGGREGATE_FUNCTIONS)[number]

/** Things that are printed as the total of others, by the total's. */
export type PrintedTotals = ReadonlyMap<string, ReadonlySet<string>>

/** Looks at the points of one group; null where nothing is wrong. */
type Refusal = (points: readonly Summand[], totals: PrintedTotals) => UserError | null

function refused(argument: string, found: string, expected: string): UserError {
  return new UserError(`${argument}: found ${found} in one group, expected ${expected}`, argument)
}

/** `freight-volume of erenhot, 2024-01/2024-11, IMPORT, coal`. */
function named({ indicator, subject, period, direction, commodity, partner, part }: Summand): string {
  const scope = [direction === 'TOTAL' ? null : direction, commodity?.row.code, partner?.row.code, part]
  const when = period?.label ?? 'no period'
  return [`${indicator.code} of ${subject.row.code}`, when, ...scope.filter((one) => one != null)].join(', ')
}

/** The filter that keeps one of two points that differ in a dimension; null where there is none for it. */
const FILTER_BY: Record<Dimension, string | null> = {
  SUBJECT: 'filter.subjects',
  COMMODITY: 'filter.commodities',
  PARTNER: 'filter.partners',
  PART: null,
  DIRECTION: 'filter.directions',
  PERIOD: null,
}

/** Refuses two points that count the same things, with what would tell them apart. */
function refusedTogether(one: Summand, other: Summand, how: string): UserError {
  const dimension = difference(one, other)
  const filter = FILTER_BY[dimension]
  const [first, second] = [one, other].map((point) => valueIn(dimension, point))
  const instead = [`${dimension} among groupBy`]
  if (first === null || second === null) instead.push('filter.whole: true')
  else if (filter !== null) instead.push(`only one of ${first} and ${second} in ${filter}`)
  return refused(filter ?? 'groupBy', `${named(one)} and ${named(other)}, ${how},`, instead.join(', or '))
}

const known = (points: readonly Summand[]): Summand[] => points.filter(({ value }) => value !== null)

/** The first point that differs from the first of all in what `of` gives. */
function unlike(
  points: readonly Summand[],
  of: (point: Summand) => string | null,
): readonly [Summand, Summand] | null {
  const [first] = points
  const other = first && points.find((point) => of(point) !== of(first))
  return other ? [first, other] : null
}

const unlikeIndicators: Refusal = (points) => {
  const two = unlike(points, ({ indicator }) => indicator.code)
  const found = two?.map(({ indicator }) => indicator.code).join(' and ') ?? ''
  const expected = 'INDICATOR among groupBy, or one indicator in the filter'
  return two && refused('filter.indicators', found, expected)
}

const unlikeKinds: Refusal = (points) => {
  const two = unlike(points, ({ kind }) => kind)
  const found = two?.map(({ kind }) => kind).join(' and ') ?? ''
  return two && refused('filter.kinds', found, 'KIND among groupBy, or one kind in the filter')
}

const sumOfRates: Refusal = (points) => {
  const rate = points.find(({ indicator }) => indicator.nature === 'RATE')
  return rate
    ? new UserError(
        `function: found SUM of ${rate.indicator.code}, which is a rate and never adds, expected AVG, MIN, MAX, COUNT or LATEST of it, or another indicator`,
        'function',
      )
    : null
}

const sumOfStockOverTime: Refusal = (points) => {
  const stocks = known(points).filter(({ indicator }) => indicator.nature === 'STOCK')
  const two = unlike(stocks, ({ period }) => period?.label ?? null)
  return (
    two &&
    refused(
      'groupBy',
      `${two.map(named).join(' and ')} (a stock adds over place and never over time)`,
      'PERIOD among groupBy, or one period in filter.from and filter.to, or function LATEST or AVG',
    )
  )
}

const unlikeSpans: Refusal = (points) => {
  const flows = known(points).filter(({ indicator }) => indicator.nature === 'FLOW')
  const two = unlike(flows, ({ period }) => period?.frequency ?? null)
  return (
    two &&
    refused(
      'filter.frequencies',
      `${two.map(named).join(' and ')}, whose spans are not alike,`,
      'one frequency in the filter, or PERIOD among groupBy',
    )
  )
}

const timesOverlap: Refusal = (points) => {
  const two = overlappingPeriods(known(points))
  if (!two) return null
  const undated = two.some(({ period }) => period === null)
  const found = `${two.map(named).join(' and ')}, ${undated ? 'whose times cannot be told apart,' : 'whose times overlap,'}`
  return refused('filter.frequencies', found, 'PERIOD among groupBy, or one frequency in the filter')
}

const thingsOverlap: Refusal = (points) => {
  const two = overlappingPoints(known(points))
  return two && refusedTogether(...two, 'which may count the same things')
}

/** A source may print a total of what no tree ties to it: a port's capacity from two roads abroad. */
const totalWithParts: Refusal = (points, totals) => {
  const byThing = new Map(known(points).map((point) => [point.thing, point]))
  for (const total of byThing.values()) {
    const part = [...(totals.get(total.thing) ?? [])].map((thing) => byThing.get(thing)).find(Boolean)
    if (part) return refusedTogether(total, part, 'which is printed as a part of it')
  }
  return null
}

const severalLatest: Refusal = (points) => {
  const [first, ...others] = latest(points)
  if (!first || others.length === 0) return null
  const two = [first, ...others.slice(0, 1)] as [Summand, Summand]
  return refused(
    'groupBy',
    `${1 + others.length} latest figures (${two.map(named).join('; ')})`,
    `${difference(...two)} among groupBy`,
  )
}

const FOREVER = '9999-12-31'

/** The points with a value whose period ends last; of those that end together the ones that start last. */
export function latest(points: readonly Summand[]): Summand[] {
  const place = ({ period }: Summand) => (period ? `${period.end ?? FOREVER} ${period.start}` : '')
  const dated = known(points).filter(({ period }) => period !== null)
  const last = dated.map(place).reduce((a, b) => (a > b ? a : b), '')
  return dated.filter((point) => place(point) === last)
}

const LIKE: readonly Refusal[] = [unlikeIndicators, unlikeKinds]

/** What each function refuses, in this order. A count of points is never wrong. */
const REFUSALS: Record<AggregateFunction, readonly Refusal[]> = {
  SUM: [sumOfRates, ...LIKE, sumOfStockOverTime, timesOverlap, thingsOverlap, totalWithParts],
  AVG: [...LIKE, unlikeSpans, timesOverlap, thingsOverlap, totalWithParts],
  MIN: [...LIKE, unlikeSpans],
  MAX: [...LIKE, unlikeSpans],
  LATEST: [...LIKE, severalLatest],
  COUNT: [],
}

/** Why a function of the points of a group is refused; null where it is not. */
export function refusal(
  asked: AggregateFunction,
  points: readonly Summand[],
  totals: PrintedTotals,
): UserError | null {
  for (const refuse of REFUSALS[asked]) {
    const error = refuse(points, totals)
    if (error) return error
  }
  return null
}
