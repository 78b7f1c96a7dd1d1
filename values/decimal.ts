// Exact decimals: the only arithmetic that touches a figure. decimal.js does the work; this file
// fixes its precision, the strict grammar of a number and the plain notation that is stored.
import { Decimal } from 'decimal.js'
import { ValueError } from './value-error.ts'

/** 60 significant digits: products of printed figures and unit factors stay exact. */
const Exact = Decimal.clone({
  precision: 60,
  rounding: Decimal.ROUND_HALF_EVEN,
  toExpNeg: -1e9,
  toExpPos: 1e9,
})

export type ExactDecimal = Decimal

/** The strict grammar of a number, everywhere in packages: digits, one point, a leading minus. */
const NUMBER = /^-?\d+(\.\d+)?$/

/** Decimal places that a quotient keeps where it does not terminate (1/3). */
export const QUOTIENT_PLACES = 20

/** What the database stores exactly: up to 18 digits before the point and 9 after it. */
export const WHOLE_DIGITS = 18
export const FRACTION_DIGITS = 9

export const EXPECTED_NUMBER = 'a number: digits, at most one point, a leading minus'

/** Is a text a strict number? */
export const isNumber = (text: string): boolean => NUMBER.test(text)

/** Reads a strict number. Throws ValueError on anything else ("0x10", "1e400", "1,234", "NaN"). */
export function decimal(text: string): ExactDecimal {
  if (!isNumber(text)) throw new ValueError(text, EXPECTED_NUMBER)
  return new Exact(text)
}

/** Plain decimal notation without an exponent or needless zeros: "3101300", "-0.16", "0". */
export function decimalText(value: ExactDecimal): string {
  return value.isZero() ? '0' : value.toFixed()
}

/** a ÷ b; rounded half-even to QUOTIENT_PLACES only where the quotient does not terminate before. */
export function quotient(a: ExactDecimal, b: ExactDecimal): ExactDecimal {
  return a.div(b).toDecimalPlaces(QUOTIENT_PLACES)
}

/** Exact sum of strict numbers; "0" for none. */
export function sum(values: Iterable<string>): string {
  let total = new Exact(0)
  for (const value of values) total = total.plus(decimal(value))
  return decimalText(total)
}

/** Decimal places of a number as printed: 2 for "310.13", 0 for "310". */
export function decimalPlaces(text: string): number {
  const point = text.indexOf('.')
  return point < 0 ? 0 : text.length - point - 1
}

/** The number in two integers, whole + nano × 10⁻⁹ with 0 ≤ nano < 10⁹, so that a database adds and orders exactly. */
export interface ScaledInteger<Whole = bigint> {
  readonly whole: Whole
  readonly nano: number
}

/** Splits a number for storage. Throws ValueError beyond WHOLE_DIGITS or FRACTION_DIGITS. */
export function scaled(value: ExactDecimal): ScaledInteger {
  const whole = value.floor()
  const nano = value.minus(whole).times(1e9)
  if (!nano.isInteger() || whole.abs().gte(`1e${WHOLE_DIGITS}`)) {
    throw new ValueError(
      decimalText(value),
      `at most ${WHOLE_DIGITS} digits before the point and ${FRACTION_DIGITS} after it, in the base unit`,
    )
  }
  return { whole: BigInt(whole.toFixed()), nano: nano.toNumber() }
}

/** The number that two integers stand for; sums of `nano` beyond 10⁹ carry over. */
export function unscaled(whole: bigint | number, nano: bigint | number): string {
  // Most figures are whole, and an aggregate has thousands.
  if (nano === 0) return String(whole)
  return decimalText(new Exact(whole.toString()).plus(new Exact(nano.toString()).div(1e9)))
}
