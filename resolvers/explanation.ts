// A discrepancy in one sentence, in Chinese or English: the figures as printed, and where each is printed.
import { decimal, decimalText, quotient, type ExactDecimal } from '../values/decimal.ts'
import type { Disagreement, Discrepancy, GrowthMismatch, TotalMismatch } from './discrepancy.ts'
import type { ObservedClaim } from './point.ts'

export type ExplanationLanguage = 'ZH' | 'EN'

/** The names that a sentence needs, in its language. */
export interface Names {
  readonly subject: string
  readonly indicator: string
  /** Commodity and partner, where the claims name them. */
  readonly scope: readonly string[]
  /** The title of a claim's source. */
  readonly titleOf: (claim: ObservedClaim) => string
}

const KINDS: Record<ObservedClaim['row']['kind'], readonly [zh: string, en: string]> = {
  ACTUAL: ['实际', 'actual'],
  TARGET: ['目标', 'target'],
  CAPACITY: ['能力', 'capacity'],
  DEMAND: ['需求', 'demand'],
  PLANNED: ['计划', 'planned'],
}
const DIRECTIONS = { IMPORT: ['进境', 'import'], EXPORT: ['出境', 'export'], TOTAL: null } as const
const QUALIFIED: Partial<Record<ObservedClaim['qualifier'], readonly [zh: string, en: string]>> = {
  ABOUT: ['约#', 'about #'],
  AT_LEAST: ['#以上', 'at least #'],
  AT_MOST: ['#以下', 'at most #'],
}

/** One language's words and marks. */
interface Tongue {
  readonly pick: (pair: readonly [zh: string, en: string]) => string
  readonly comma: string
  readonly semicolon: string
  readonly bracketed: (text: string) => string
}

const TONGUES: Record<ExplanationLanguage, Tongue> = {
  ZH: { pick: ([zh]) => zh, comma: '、', semicolon: '；', bracketed: (text) => `（${text}）` },
  EN: { pick: ([, en]) => en, comma: ', ', semicolon: '; ', bracketed: (text) => ` (${text})` },
}

/** What one sentence is told with. */
interface Teller extends Tongue {
  /** A text with the place of its claim in brackets. */
  readonly cited: (text: string, claim: ObservedClaim) => string
}

/** The source is named where it changes; after that the place alone is enough. */
function teller(lang: ExplanationLanguage, { titleOf }: Names): Teller {
  const tongue = TONGUES[lang]
  let named: string | null = null
  const cited = (text: string, claim: ObservedClaim): string => {
    const title = titleOf(claim)
    const source = claim.source === named ? '' : tongue.pick([`《${title}》`, `${title}, `])
    named = claim.source
    return text + tongue.bracketed(source + claim.row.locator)
  }
  return { ...tongue, cited }
}

/** The figure as printed, with a word for its qualifier. */
function figure({ row, qualifier }: ObservedClaim, { pick }: Tongue): string {
  const printed = `${row.printed ?? ''}${row.printed_unit ?? ''}`
  return pick(QUALIFIED[qualifier] ?? ['#', '#']).replace('#', () => printed)
}

/** Whose figure of what: "Mandula road checkpoint, freight volume (target, 2025)". */
function heading({ row }: ObservedClaim, names: Names, { pick, comma, bracketed }: Tongue): string {
  const direction = DIRECTIONS[row.direction]
  const words = [
    pick(KINDS[row.kind]),
    row.period_label,
    direction && pick(direction),
    ...names.scope,
    row.part,
  ]
  const scope = words.filter((word) => word !== null).join(comma)
  return `${names.subject}${pick(['', ', '])}${names.indicator}${bracketed(scope)}${pick(['：', ': '])}`
}

function disagreementSentence({ claims }: Disagreement, tell: Teller): string {
  const printed = claims
    .filter(({ value }) => value !== null)
    .map((claim) => tell.cited(figure(claim, tell), claim))
    .join(tell.semicolon)
  return tell.pick([`所印数值不一：${printed}。`, `the printed figures differ: ${printed}.`])
}

/** A range of growth in the unit in which the growth is printed, rounded outward to two places. */
function growthRange({ grown: [first], gives }: GrowthMismatch, { pick }: Tongue): string {
  const times = first.row.growth_unit === '倍'
  const scale = times ? '1' : '100'
  const bound = (value: ExactDecimal | null, round: (scaled: ExactDecimal) => ExactDecimal): string =>
    value ? decimalText(round(value.times(scale)).div(100)) : '…'
  const low = bound(gives.within.low, (scaled) => scaled.floor())
  const high = bound(gives.within.high, (scaled) => scaled.ceil())
  return times
    ? pick([`${low} 至 ${high} 倍`, `${low} to ${high} times (倍)`])
    : pick([`${low}% 至 ${high}%`, `${low}% to ${high}%`])
}

function growthSentence(mismatch: GrowthMismatch, tell: Teller): string {
  const { grown, now, before } = mismatch
  const printed = grown.map((claim) => tell.cited(claim.row.growth_printed ?? '', claim)).join(tell.semicolon)
  const base = before.row.period_label ?? ''
  const earlier = tell.cited(figure(before, tell), before)
  const current = tell.cited(figure(now, tell), now)
  const range = growthRange(mismatch, tell)
  return tell.pick([
    `所印增速为${printed}，而由 ${base} 的${earlier}到${current}，按所印精度只能得出 ${range}。`,
    `growth is printed as ${printed}, but from ${earlier} in ${base} to ${current} the printed precision can only give ${range}.`,
  ])
}

function totalSentence({ total, parts, sum }: TotalMismatch, tell: Teller): string {
  const printed = tell.cited(figure(total, tell), total)
  const named = parts
    .map((part) => figure(part, tell) + (part.row.part === null ? '' : tell.bracketed(part.row.part)))
    .join(tell.comma)
  const added = `${decimalText(quotient(decimal(sum), decimal(total.factor)))}${total.row.printed_unit ?? ''}`
  return tell.pick([
    `合计印作${printed}，而所列各项${named}相加为${added}。`,
    `the total is printed as ${printed}, but its listed parts, ${named}, add to ${added}.`,
  ])
}

/** The sentence. */
export function explanation(discrepancy: Discrepancy, lang: ExplanationLanguage, names: Names): string {
  const tell = teller(lang, names)
  const subject = heading(discrepancy.claims[0], names, tell)
  switch (discrepancy.kind) {
    case 'CLAIMS_DISAGREE':
      return subject + disagreementSentence(discrepancy, tell)
    case 'GROWTH_MISMATCH':
      return subject + growthSentence(discrepancy, tell)
    case 'TOTAL_MISMATCH':
      return subject + totalSentence(discrepancy, tell)
  }
}
