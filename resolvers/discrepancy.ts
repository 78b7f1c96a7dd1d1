// Where sources contradict themselves or each other: claims about the same thing that disagree, a printed growth
// that the values cannot give, a total that its parts cannot give. All by what printed precision and qualifiers leave possible.
import { decimal, decimalText, quotient, sum, type ExactDecimal } from '../values/decimal.ts'
import { period, yearEarlier, type Period } from '../values/period.ts'
import { agrees, interval, type Interval } from '../values/claim.ts'
import { computedGrowth, meets, printedGrowth, type Rate } from './growth.ts'
import { choices, type Answer, type ObservedClaim } from './point.ts'

export const DISCREPANCY_KINDS = ['CLAIMS_DISAGREE', 'GROWTH_MISMATCH', 'TOTAL_MISMATCH'] as const
export type DiscrepancyKind = (typeof DISCREPANCY_KINDS)[number]

type Claims = readonly [ObservedClaim, ...ObservedClaim[]]

interface Found {
  /** All claims that it is about, the one in question first. */
  readonly claims: Claims
  readonly period: Period | null
  /** How large: see `differencePercent` in the schema. Exact decimal text; null where there is no share of a zero. */
  readonly difference: string | null
}

export interface Disagreement extends Found {
  readonly kind: 'CLAIMS_DISAGREE'
}

export interface GrowthMismatch extends Found {
  readonly kind: 'GROWTH_MISMATCH'
  /** The claims beside which the growth is printed. */
  readonly grown: Claims
  readonly now: ObservedClaim
  readonly before: ObservedClaim
  /** The growth that the values give. */
  readonly gives: Rate
}

export interface TotalMismatch extends Found {
  readonly kind: 'TOTAL_MISMATCH'
  readonly total: ObservedClaim
  readonly parts: Claims
  /** The sum of the parts as printed, in the base unit. */
  readonly sum: string
}

export type Discrepancy = Disagreement | GrowthMismatch | TotalMismatch

/** Decimal places of a difference, which no source prints. */
const PLACES = 9
const shown = (value: ExactDecimal): string => decimalText(value.toDecimalPlaces(PLACES))

/** What `part` is of `whole`, in per cent. */
const percent = (part: ExactDecimal, whole: ExactDecimal): string | null =>
  whole.isZero() ? null : shown(quotient(part.abs().times(100), whole.abs()))

const periodOf = ({ row }: ObservedClaim): Period | null =>
  row.period_label === null ? null : period(row.period_label)

/** Claims of one series are about the same thing where this is equal; the span is part of the label. */
const thing = ({ row }: ObservedClaim, label: string | null = row.period_label): string =>
  JSON.stringify([row.kind, row.direction, row.commodity_id, row.partner_id, row.part, label])

/** The contradictions among the claims of one subject and indicator, totals apart. */
export function discrepanciesOfSeries(claims: readonly ObservedClaim[]): Discrepancy[] {
  const answers = choices(claims, (claim) => thing(claim))
  return [...answers.values()].flatMap((answer) => [
    ...disagreement(answer),
    ...growthMismatches(answer, (label) => answers.get(thing(answer.chosen, label)) ?? null),
  ])
}

function disagreement({ chosen, claims, agreed }: Answer): Disagreement[] {
  if (agreed) return []
  const values = claims.flatMap(({ value }) => (value === null ? [] : [decimal(value)]))
  const [first, ...others] = values
  if (!first) return []
  const largest = others.reduce((a, b) => (b.gt(a) ? b : a), first)
  const smallest = others.reduce((a, b) => (b.lt(a) ? b : a), first)
  const all: Claims = [claims[0], ...claims.slice(1)]
  const difference = percent(largest.minus(smallest), decimal(chosen.value ?? '0'))
  return [{ kind: 'CLAIMS_DISAGREE', claims: all, period: periodOf(chosen), difference }]
}

type AnswerOf = (label: string) => Answer | null

/** Two ends between which a growth may be meant; null where an end is not known. */
interface Reading {
  readonly now: ObservedClaim
  readonly before: ObservedClaim
  readonly gives: Rate
}

/** How a printed growth may be meant. A yearly average over 2016—2019 sets out from 2016, or from the year before. */
function readings(claim: ObservedClaim, answer: Answer, answerOf: AnswerOf): (Reading | null)[] {
  const { period_label: label, growth_basis: basis, growth_base_period: base } = claim.row
  const now = agrees(claim, answer.chosen) ? answer.chosen : claim
  if (basis === 'PERIOD') return base === null ? [] : [reading(now, answerOf(base))]
  if (label === null) return []
  if (basis === 'YEAR_ON_YEAR') return [reading(now, answerOf(yearEarlier(label)))]
  const { start, end } = period(label)
  const [from, to] = [Number(start.slice(0, 4)), Number(end?.slice(0, 4))]
  const last = answerOf(String(to))?.chosen
  if (!last || to <= from) return []
  return [from, from - 1].map((year) => reading(last, answerOf(String(year)), to - year))
}

function reading(now: ObservedClaim, before: Answer | null, years = 1): Reading | null {
  const whole = computedGrowth(now, before?.chosen ?? null)
  const gives = whole && perYear(whole, years)
  return before && gives && { now, before: before.chosen, gives }
}

/** The constant growth per year that makes up a growth over several years; null where it falls to nothing. */
function perYear({ percent: of, within }: Rate, years: number): Rate | null {
  if (years === 1) return { percent: of, within }
  const { low, high } = within
  if (low === null || high === null || low.lte(-100)) return null
  const root = (rate: ExactDecimal) => rate.div(100).plus(1).pow(decimal('1').div(years)).minus(1).times(100)
  return { percent: root(of), within: { low: root(low), high: root(high) } }
}

/** One for each base that growth printed with an answer's claims compares with and cannot come from. */
function growthMismatches(answer: Answer, answerOf: AnswerOf): GrowthMismatch[] {
  const byBase = new Map<ObservedClaim, GrowthMismatch>()
  for (const claim of answer.claims) {
    const printed = printedGrowth(claim)
    const meant = printed ? readings(claim, answer, answerOf) : []
    const [first] = meant
    if (!printed || !first || meant.some((one) => one === null || meets(one.gives.within, printed.within)))
      continue
    const { now, before, gives } = first
    const grown: Claims = [...(byBase.get(before)?.grown ?? []), claim] as unknown as Claims
    const claims = [...new Set([...grown, now, before])] as unknown as Claims
    const difference = byBase.get(before)?.difference ?? shown(printed.percent.minus(gives.percent).abs())
    byBase.set(before, {
      kind: 'GROWTH_MISMATCH',
      claims,
      period: periodOf(claim),
      difference,
      grown,
      now,
      before,
      gives,
    })
  }
  return [...byBase.values()]
}

/** What was is measured and its printed number rounded; what is planned or designed is set, and stands as printed. */
function roomOf(part: ObservedClaim, value: ExactDecimal): Interval {
  const isSet = part.row.kind === 'PLANNED' || part.row.kind === 'TARGET' || part.row.kind === 'CAPACITY'
  return isSet && part.qualifier === 'EXACT' ? { low: value, high: value } : interval(part, value)
}

const plus = (a: ExactDecimal | null, b: ExactDecimal | null): ExactDecimal | null => a && b && a.plus(b)

/** A printed total that its listed parts cannot give; null where they can, or where one of them has no number. */
export function totalMismatch(total: ObservedClaim, parts: readonly ObservedClaim[]): TotalMismatch | null {
  const [first, ...others] = parts
  const unlike = parts.some(({ value, row }) => value === null || row.indicator_id !== total.row.indicator_id)
  if (!first || total.value === null || unlike) return null
  const rooms = parts.map((part) => roomOf(part, decimal(part.value ?? '0')))
  const together = rooms.reduce((a, b) => ({ low: plus(a.low, b.low), high: plus(a.high, b.high) }))
  const value = decimal(total.value)
  if (meets(interval(total, value), together)) return null
  const added = sum(parts.map((part) => part.value ?? '0'))
  return {
    kind: 'TOTAL_MISMATCH',
    claims: [total, ...parts],
    period: periodOf(total),
    difference: percent(value.minus(added), value),
    total,
    parts: [first, ...others],
    sum: added,
  }
}
