// Growth: as printed, and as the values give it. Interval arithmetic over the printed precision says
// whether the two can both be true.
import type { ObservationRow } from '../db/queries/observation.ts'
import { decimal, decimalPlaces, decimalText, quotient, type ExactDecimal } from '../values/decimal.ts'
import { agrees, interval, type Choice, type Claim, type Interval } from '../values/claim.ts'

/** A claim with the growth that is printed beside it. */
export interface GrownClaim extends Claim {
  readonly row: Pick<ObservationRow, 'growth' | 'growth_unit' | 'growth_basis' | 'growth_qualifier'>
}

export interface Growth {
  /** From the chosen value and that of the same span one year earlier; exact decimal text, null where unknowable. */
  readonly computedPercent: string | null
  /** As printed year on year, from the chosen claim, else from one that agrees with it; null where none is. */
  readonly publishedPercent: string | null
  /** false where no pair of values within their printed precision can give the printed growth; null where unknowable. */
  readonly consistent: boolean | null
}

/** A growth in per cent, and what printed precision and qualifiers leave possible. */
export interface Rate {
  readonly percent: ExactDecimal
  readonly within: Interval
}

/** Growth as printed, whatever it compares with, in per cent: 15倍 is 1500 %; null where none is printed. */
export function printedGrowth({ row }: GrownClaim): Rate | null {
  if (row.growth === null) return null
  const factor = row.growth_unit === '倍' ? '100' : '1'
  const percent = decimal(row.growth).times(factor)
  const half = decimal('10').pow(-decimalPlaces(row.growth)).times(factor).div(2)
  switch (row.growth_qualifier) {
    case 'AT_LEAST':
      return { percent, within: { low: percent, high: null } }
    case 'AT_MOST':
      return { percent, within: { low: null, high: percent } }
    case 'ABOUT': {
      const share = percent.abs().times('0.05')
      return { percent, within: around(percent, share.gt(half) ? share : half) }
    }
    default:
      return { percent, within: around(percent, half) }
  }
}

const around = (value: ExactDecimal, room: ExactDecimal): Interval => ({
  low: value.minus(room),
  high: value.plus(room),
})

/** The growth from `before` to `now` in per cent. */
const percentOf = (now: ExactDecimal, before: ExactDecimal): ExactDecimal =>
  quotient(now.minus(before).times(100), before)

/** Bounds that are open on one side leave a value unknowable. */
const isKnown = ({ qualifier, value }: Claim): boolean =>
  value !== null && (qualifier === 'EXACT' || qualifier === 'ABOUT')

/** The growth that two values give; null where one of them is missing or only bounded, or where the earlier may be zero. */
export function computedGrowth(now: Claim, before: Claim | null): Rate | null {
  if (before === null || !isKnown(now) || !isKnown(before)) return null
  const [value, earlier] = [decimal(now.value ?? '0'), decimal(before.value ?? '0')]
  const [room, earlierRoom] = [interval(now, value), interval(before, earlier)]
  if (!room.low || !room.high || !earlierRoom.low || !earlierRoom.high || earlierRoom.low.lte(0)) return null
  return {
    percent: percentOf(value, earlier),
    within: { low: percentOf(room.low, earlierRoom.high), high: percentOf(room.high, earlierRoom.low) },
  }
}

/** Have two intervals a number in common? */
export const meets = (a: Interval, b: Interval): boolean =>
  (a.low === null || b.high === null || a.low.lte(b.high)) &&
  (b.low === null || a.high === null || b.low.lte(a.high))

/** The growth of a point, given the chosen claim of the same span one year earlier. */
export function growth(point: Choice<GrownClaim>, before: Claim | null): Growth {
  const agreeing = point.claims.filter((claim) => claim === point.chosen || agrees(claim, point.chosen))
  const published =
    agreeing
      .filter(({ row }) => row.growth_basis === 'YEAR_ON_YEAR')
      .map(printedGrowth)
      .find((one) => one !== null) ?? null
  const given = computedGrowth(point.chosen, before)
  return {
    computedPercent: given && decimalText(given.percent),
    publishedPercent: published && decimalText(published.percent),
    consistent: given && published && meets(given.within, published.within),
  }
}
