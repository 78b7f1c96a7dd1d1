// The rule for choosing a claim. Claims about the same thing stand side by side; which one is shown
// first, and whether they agree, is decided here alone; the schema describes it at Decision and Point.agreed.
import { decimal, decimalPlaces, type ExactDecimal } from './decimal.ts'

/** In the order in which the rule prefers them. */
export const LOCATOR_KINDS = ['TABLE', 'TEXT', 'HEADLINE'] as const
export const QUALIFIERS = ['EXACT', 'ABOUT', 'AT_LEAST', 'AT_MOST', 'RANGE'] as const
/** After SDMX's code list for the observation status (CL_OBS_STATUS). */
export const STATUSES = [
  'NORMAL',
  'MISSING',
  'NOT_APPLICABLE',
  'SUPPRESSED',
  'PROVISIONAL',
  'ESTIMATED',
  'REVISED',
] as const

export type LocatorKind = (typeof LOCATOR_KINDS)[number]
export type Qualifier = (typeof QUALIFIERS)[number]
export type Status = (typeof STATUSES)[number]

/** What the rule looks at; numbers are exact decimal text in the indicator's base unit. */
export interface Claim {
  readonly value: string | null
  readonly valueMax: string | null
  /** The number as printed, strictly read; its decimal places are its precision. */
  readonly reported: string | null
  /** How many base units the printed unit is. */
  readonly factor: string
  readonly qualifier: Qualifier
  readonly status: Status
  /** Day on which the source was published. */
  readonly published: string
  readonly source: string
  readonly locatorKind: LocatorKind
  /** Reading order in the source. */
  readonly position: number
}

/** Which rule made the chosen claim the first one. */
export const DECISIONS = [
  'ONLY_CLAIM',
  'VALUE_BEFORE_NONE',
  'FINER_THAT_AGREES',
  'LATER_SOURCE',
  'TABLE_BEFORE_TEXT',
  'FINAL_BEFORE_ESTIMATE',
  'MORE_PRECISE',
  'PRINTED_FIRST',
  'EARLIER_SOURCE',
  'SUM_OF_CHECKPOINTS',
] as const
export type Decision = (typeof DECISIONS)[number]

export interface Choice<C extends Claim> {
  readonly chosen: C
  readonly decidedBy: Decision
  /** All claims, the chosen one first, then as the rule would choose. */
  readonly claims: readonly [C, ...C[]]
  /** true when every pair agrees. */
  readonly agreed: boolean
}

const ABOUT_SHARE = '0.05'
const locatorRank = ({ locatorKind }: Claim) => LOCATOR_KINDS.indexOf(locatorKind)

/** The size of the last printed digit, in the base unit: 10 000 for 310 万吨, 100 for 310.13 万吨. */
export function step(claim: Claim): ExactDecimal {
  return decimal('10')
    .pow(-decimalPlaces(claim.reported ?? ''))
    .times(claim.factor)
}

/** What a claim leaves possible; null is no bound. */
export interface Interval {
  readonly low: ExactDecimal | null
  readonly high: ExactDecimal | null
}

/** The values that a claim leaves possible: the last printed digit is rounded, a qualifier widens. */
export function interval(claim: Claim, value: ExactDecimal): Interval {
  const half = step(claim).div(2)
  switch (claim.qualifier) {
    case 'EXACT':
      return { low: value.minus(half), high: value.plus(half) }
    case 'ABOUT': {
      const share = value.abs().times(ABOUT_SHARE)
      const room = share.gt(half) ? share : half
      return { low: value.minus(room), high: value.plus(room) }
    }
    case 'AT_LEAST':
      return { low: value, high: null }
    case 'AT_MOST':
      return { low: null, high: value }
    case 'RANGE':
      return { low: value, high: decimal(claim.valueMax ?? '0') }
  }
}

/**
 * Do two claims about the same thing agree? Exact ones when they are equal after rounding to the coarser
 * one's printed precision, qualified ones when their intervals meet; a claim without a number contradicts none.
 */
export function agrees(a: Claim, b: Claim): boolean {
  if (a.value === null || b.value === null) return true
  const [first, second] = [decimal(a.value), decimal(b.value)]
  if (a.qualifier === 'EXACT' && b.qualifier === 'EXACT') {
    const [stepA, stepB] = [step(a), step(b)]
    const coarser = stepA.gt(stepB) ? stepA : stepB
    return first
      .minus(second)
      .abs()
      .lte(stepA.eq(stepB) ? 0 : coarser.div(2))
  }
  const [left, right] = [interval(a, first), interval(b, second)]
  return below(left.low, right.high) && below(right.low, left.high)
}

function below(low: ExactDecimal | null, high: ExactDecimal | null): boolean {
  return low === null || high === null || low.lte(high)
}

/** Is `a` the finer number: exact before qualified, then by the last printed digit? */
function comparePrecision(a: Claim, b: Claim): number {
  const qualified = (claim: Claim) => (claim.qualifier === 'EXACT' ? 0 : 1)
  return qualified(a) - qualified(b) || step(a).comparedTo(step(b))
}

const isEstimate = (claim: Claim) => (claim.status === 'ESTIMATED' || claim.status === 'PROVISIONAL' ? 1 : 0)
const text = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

type Criterion = readonly [Decision, (a: Claim, b: Claim) => number]

const LATER: Criterion = [
  'LATER_SOURCE',
  (a, b) => text(b.published, a.published) || text(a.source, b.source),
]
const EARLIER: Criterion = [
  'EARLIER_SOURCE',
  (a, b) => text(a.published, b.published) || text(a.source, b.source),
]
const PRECISE: Criterion = ['MORE_PRECISE', comparePrecision]

/** The rule, criterion by criterion; the first that tells two claims apart decides. */
const CRITERIA: readonly Criterion[] = [
  ['VALUE_BEFORE_NONE', (a, b) => (a.value === null ? 1 : 0) - (b.value === null ? 1 : 0)],
  LATER,
  ['TABLE_BEFORE_TEXT', (a, b) => locatorRank(a) - locatorRank(b)],
  ['FINAL_BEFORE_ESTIMATE', (a, b) => isEstimate(a) - isEstimate(b)],
  PRECISE,
  ['PRINTED_FIRST', (a, b) => a.position - b.position],
]

/** Named policies: the rule, or the rule with one criterion put first. */
export const POLICIES = {
  /** The rule of the hub. */
  LATEST: CRITERIA,
  /** The source that was published first. */
  EARLIEST: CRITERIA.map((criterion) => (criterion === LATER ? EARLIER : criterion)),
  /** The most precise number, whoever prints it. */
  MOST_PRECISE: [CRITERIA.slice(0, 1), [PRECISE], CRITERIA.slice(1)].flat(),
} as const satisfies Record<string, readonly Criterion[]>
export type Policy = keyof typeof POLICIES

function compareClaims(criteria: readonly Criterion[], a: Claim, b: Claim): number {
  for (const [, compare] of criteria) {
    const difference = compare(a, b)
    if (difference !== 0) return difference
  }
  return 0
}

function decision(criteria: readonly Criterion[], chosen: Claim, next: Claim | undefined): Decision {
  if (!next) return 'ONLY_CLAIM'
  return criteria.find(([, compare]) => compare(chosen, next) !== 0)?.[0] ?? 'PRINTED_FIRST'
}

/** Chooses among the claims about one thing. */
export function choice<C extends Claim>(claims: readonly [C, ...C[]], policy: Policy = 'LATEST'): Choice<C> {
  const criteria = POLICIES[policy]
  const ranked = [...claims].sort((a, b) => compareClaims(criteria, a, b)) as [C, ...C[]]
  const [first, next] = ranked
  // Who asks for a policy wants that claim shown first, coarse as it may be.
  const finer = policy === 'LATEST' ? ranked.find((claim) => displaces(claim, first)) : undefined
  const chosen = finer ?? first
  return {
    chosen,
    decidedBy: finer ? 'FINER_THAT_AGREES' : decision(criteria, first, next),
    claims: [chosen, ...ranked.filter((claim) => claim !== chosen)],
    agreed: ranked.every((a, place) => ranked.slice(place + 1).every((b) => agrees(a, b))),
  }
}

/** A coarser claim that agrees never displaces a finer one; an estimate, however fine, is not finer than a final figure. */
function displaces(finer: Claim, first: Claim): boolean {
  return (
    finer.value !== null &&
    first.value !== null &&
    isEstimate(finer) <= isEstimate(first) &&
    comparePrecision(finer, first) < 0 &&
    agrees(finer, first)
  )
}
