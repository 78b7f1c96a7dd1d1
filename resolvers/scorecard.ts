// Plans measured: a target, where it set out from, how far things have come, and whether that is what the
// plan's own path expects by then. The rule's result is told at Score in the schema.
import type { Good, Nature } from '../db/lists.ts'
import { decimal, decimalText, quotient, type ExactDecimal } from '../values/decimal.ts'
import { monthsElapsed, type Period } from '../values/period.ts'
import { expectedIn, yearlyGrowth, type Station } from './target-path.ts'

export const SCORE_STATUSES = ['RED', 'YELLOW', 'GREEN', 'NO_DATA'] as const
export type ScoreStatus = (typeof SCORE_STATUSES)[number]

/** What the rule looks at in a point. */
export interface ScoredPoint {
  readonly period: Period | null
  readonly chosen: { readonly value: string | null; readonly published: string }
}

/** How an indicator adds, and which way is better. */
export interface Measure {
  readonly nature: Nature
  readonly good: Good
}

export interface Score<P> {
  readonly target: P
  /** The last whole-year actual that had ended when the target's source was published. */
  readonly baseline: P | null
  /** The latest comparable actual after the baseline. */
  readonly latest: P | null
  /** true where `latest` covers a part of a year and is annualised for the comparison. */
  readonly proRated: boolean
  /** Exact decimals in the base unit; null where there is none. */
  readonly annualised: string | null
  readonly expected: string | null
  readonly attainmentPercent: string | null
  readonly requiredAnnualGrowthPercent: string | null
  readonly status: ScoreStatus
}

/** YELLOW is this share of the path or more. */
const NEARLY = '0.9'
const MONTHS = 12

interface Dated<P> {
  readonly point: P
  readonly period: Period
  readonly value: ExactDecimal
  /** The year in which its period ends. */
  readonly year: number
  readonly end: string
}

/** Points with a number and an end; only such can be measured. */
function dated<P extends ScoredPoint>(points: readonly P[]): Dated<P>[] {
  return points.flatMap((point) => {
    const { period, chosen } = point
    if (period?.end == null || chosen.value === null) return []
    const year = Number(period.end.slice(0, 4))
    return [{ point, period, value: decimal(chosen.value), year, end: period.end }]
  })
}

/** The later end last, and of two that end together the longer. */
const byEnd = (a: Dated<unknown>, b: Dated<unknown>): number =>
  text(a.end, b.end) || text(b.period.start, a.period.start)
const text = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** A flow of a part of a year compares where it runs from January on; a stock or a rate as it stands. */
function comparable({ period }: Dated<unknown>, nature: Nature): boolean {
  if (period.frequency === 'CUMULATIVE') return false
  return nature !== 'FLOW' || (period.frequency !== 'POINT' && period.start.endsWith('-01-01'))
}

const isPartOfYear = ({ period }: Dated<unknown>, { nature }: Measure): boolean =>
  nature === 'FLOW' && period.frequency !== 'YEAR'

/** A part-year flow as if the year went on alike: by whole months elapsed. */
function wholeYear(actual: Dated<unknown>, measure: Measure): ExactDecimal {
  const months = isPartOfYear(actual, measure) ? monthsElapsed(actual.period) : null
  return months === null ? actual.value : quotient(actual.value.times(MONTHS), decimal(String(months)))
}

/** How much of `aim` is reached, in per cent: value ÷ aim, or aim ÷ value where less is better; null where that says nothing. */
function attainment(value: ExactDecimal, aim: ExactDecimal, good: Good): ExactDecimal | null {
  const [part, whole] = good === 'LESS' ? [aim, value] : [value, aim]
  return whole.gt(0) ? quotient(part.times(100), whole) : null
}

/** Where a value stands against what the path expects. */
export function standing(value: ExactDecimal, expected: ExactDecimal, good: Good): ScoreStatus {
  const [has, needs] = good === 'LESS' ? [expected, value] : [value, expected]
  if (has.gte(needs)) return 'GREEN'
  return has.gte(needs.times(NEARLY)) ? 'YELLOW' : 'RED'
}

/** The stations up to the target: the baseline, then the same source's targets for the years between. */
function pathTo<P>(target: Dated<P>, baseline: Dated<P> | undefined, others: readonly Dated<P>[]): Station[] {
  const between = others
    .filter(({ year }) => year < target.year && (baseline === undefined || year > baseline.year))
    .sort(byEnd)
  return [...(baseline ? [baseline] : []), ...between, target]
}

/**
 * The score of a whole year's target. `actuals` are the points of the same scope in whatever span,
 * `others` the same source's targets. null where the target has no number or is not for a whole year.
 */
export function score<P extends ScoredPoint>(
  target: P,
  actuals: readonly P[],
  others: readonly P[],
  measure: Measure,
): Score<P> | null {
  const [aim] = dated([target])
  if (aim?.period.frequency !== 'YEAR') return null
  const known = dated(actuals).filter((actual) => comparable(actual, measure.nature))
  const baseline = known
    .filter(({ period, end }) => period.frequency === 'YEAR' && end <= target.chosen.published)
    .filter(({ year }) => year < aim.year)
    .sort(byEnd)
    .at(-1)
  const latest = known
    .filter(({ year, end }) => year <= aim.year && (!baseline || end > baseline.end))
    .sort(byEnd)
    .at(-1)
  const path = pathTo(aim, baseline, dated(others))
  return { target, baseline: baseline?.point ?? null, ...progress(aim, latest, path, measure) }
}

type Progress<P> = Omit<Score<P>, 'target' | 'baseline'>

function progress<P>(
  aim: Dated<P>,
  latest: Dated<P> | undefined,
  path: readonly Station[],
  measure: Measure,
): Progress<P> {
  if (!latest) return NO_DATA
  const value = wholeYear(latest, measure)
  const proRated = isPartOfYear(latest, measure)
  const expected = expectedIn(latest.year, path, measure.nature === 'RATE')
  return {
    latest: latest.point,
    proRated,
    annualised: proRated ? decimalText(value) : null,
    expected: shown(expected),
    attainmentPercent: shown(attainment(value, aim.value, measure.good)),
    requiredAnnualGrowthPercent: shown(yearlyGrowth({ year: latest.year, value }, aim)),
    status: expected ? standing(value, expected, measure.good) : 'NO_DATA',
  }
}

const NO_DATA = {
  latest: null,
  proRated: false,
  annualised: null,
  expected: null,
  attainmentPercent: null,
  requiredAnnualGrowthPercent: null,
  status: 'NO_DATA',
} as const

/** Decimal places of what is compared, which no source prints. */
const PLACES = 9
const shown = (value: ExactDecimal | null): string | null =>
  value && decimalText(value.toDecimalPlaces(PLACES))
