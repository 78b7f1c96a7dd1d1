import { fc, test as property } from '@fast-check/vitest'
import { expect, test } from 'vitest'
import { decimal, decimalText, scaled } from '../../values/decimal.ts'
import { shortProduct } from '../../values/short-number.ts'

const digits = (length: number) => fc.stringMatching(new RegExp(`^[0-9]{1,${length}}$`))
const number = fc
  .tuple(fc.boolean(), digits(12), fc.option(digits(10)))
  .map(
    ([negative, whole, fraction]) =>
      `${negative ? '-' : ''}${whole}${fraction === null ? '' : `.${fraction}`}`,
  )
const factor = fc.oneof(fc.constantFrom(1, 15, 100, 1500, 10_000, 100_000_000), fc.nat())

property.prop([number, factor], { numRuns: 5000, seed: 5 })(
  'a short number times a whole factor is what exact decimals give, or is left to them',
  (text, times) => {
    const short = shortProduct(text, times)
    if (short === null) return
    const product = decimal(text).times(times)
    const { whole, nano } = scaled(product)
    expect(short).toEqual({ value: decimalText(product), whole: Number(whole), nano })
  },
)

test.each([
  ['310.13', 10_000, { value: '3101300', whole: 3_101_300, nano: 0 }],
  ['-0.16', 1, { value: '-0.16', whole: -1, nano: 840_000_000 }],
  ['-0', 10_000, { value: '0', whole: 0, nano: 0 }],
  ['0.000000001', 1, { value: '0.000000001', whole: 0, nano: 1 }],
])('%s times %d', (text, times, product) => {
  expect(shortProduct(text, times)).toEqual(product)
})

test.each([
  ['a number of too many digits', '9007199254740993', 1],
  ['a product beyond safe integers', '999999999999', 100_000_000],
  ['more places than are stored', '0.0000000001', 1],
])('%s is left to exact decimals', (_, text, times) => {
  expect(shortProduct(text, times)).toBe(null)
})
