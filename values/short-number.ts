// Exact arithmetic of short numbers: as long as a product stays a safe integer, whole numbers of ECMAScript
// give what decimal.js gives, and a large load has no time for more.
import type { ScaledInteger } from './decimal.ts'

/** A number in plain notation and in the two integers that are stored. */
export interface ShortNumber extends ScaledInteger<number> {
  readonly value: string
}

/** As many digits as are certainly a safe integer, with a sign and a point. */
const LONGEST = 15
const MOST_PLACES = 9
const POWERS = Array.from({ length: MOST_PLACES + 1 }, (_, places) => 10 ** places)

/** A strict number times a whole factor, exactly; null where either is too long for this. */
export function shortProduct(text: string, factor: number): ShortNumber | null {
  if (text.length > LONGEST) return null
  const point = text.indexOf('.')
  const places = point < 0 ? 0 : text.length - point - 1
  const power = POWERS[places]
  const product = Number(point < 0 ? text : text.slice(0, point) + text.slice(point + 1)) * factor
  if (power === undefined || !Number.isSafeInteger(product)) return null
  if (product === 0) return { value: '0', whole: 0, nano: 0 }
  const size = Math.abs(product)
  const [fraction, sign] = [size % power, product < 0 ? '-' : '']
  const whole = (size - fraction) / power
  if (fraction === 0) return { value: sign + String(whole), whole: product < 0 ? -whole : whole, nano: 0 }
  const nano = fraction * (1e9 / power)
  const decimals = String(fraction).padStart(places, '0').replace(/0+$/, '')
  return {
    value: `${sign}${whole}.${decimals}`,
    ...(product < 0 ? { whole: -whole - 1, nano: 1e9 - nano } : { whole, nano }),
  }
}
