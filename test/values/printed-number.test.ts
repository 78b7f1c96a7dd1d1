import { fc, test as property } from '@fast-check/vitest'
import { expect, test } from 'vitest'
import { printedNumber } from '../../values/printed-number.ts'
import { ValueError } from '../../values/value-error.ts'

test.each([
  ['310.13', '万吨', '310.13', null],
  ['10．9%', '%', '10.9', null],
  ['１２．５％', '%', '12.5', null],
  ['1亿1293', '万元', '11293', null],
  ['1亿1293', '元', '100001293', null],
  ['2亿', '万元', '20000', null],
  ['2亿', '吨', '200000000', null],
  ['两', '个', '2', null],
  ['十二', '条', '12', null],
  ['二十', '条', '20', null],
  ['5000 0', '万元', '50000', null],
  ['4. 19', '亿元', '4.19', null],
  ['3—5', '个', '3', '5'],
  ['10至15', '秒', '10', '15'],
  ['10~15', '秒', '10', '15'],
  ['3-5%', '%', '3', '5'],
  ['下降 0.16%', '%', '-0.16', null],
  ['减少3.5%', '%', '-3.5', null],
  ['-0.2%', '%', '-0.2', null],
  ['15倍', '倍', '15', null],
  ['1/2', '', '0.5', null],
  ['8.40', '亿元', '8.40', null],
  ['８．４０', '亿元', '8.40', null],
  ['下降 0.50%', '%', '-0.50', null],
  ['3.0—5.50', '个', '3.0', '5.50'],
  ['100.00', '%', '100.00', null],
  ['007', '个', '7', null],
  ['-0.00%', '%', '0.00', null],
])('%s before %s is %s up to %s', (printed, unit, value, valueMax) => {
  expect(printedNumber(printed, unit)).toEqual({ value, valueMax })
})

test.each(['', '-', '很多', '1-2-3', '0x10', '1e5', '1..2', '亿', '1/3', '二百', '%', '万'])(
  '%j is no printed number',
  (printed) => {
    expect(() => printedNumber(printed)).toThrow(ValueError)
  },
)

const fullWidth = (text: string) =>
  text.replace(/[0-9.%]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0))

const numbers = fc
  .tuple(
    fc.nat({ max: 10 ** 9 }),
    fc.option(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 4 })),
  )
  .map(([whole, fraction]) => (fraction === null ? String(whole) : `${whole}.${fraction.join('')}`))

property.prop([numbers])(
  'a strict number reads to itself, last zeros too, in full width, with spaces and with a sign',
  (number) => {
    expect(printedNumber(number).value).toBe(number)
    expect(printedNumber(fullWidth(number)).value).toBe(number)
    expect(printedNumber([...number].join(' ')).value).toBe(number)
    expect(printedNumber(`${number}%`).value).toBe(number)
    expect(printedNumber(`下降${number}%`).value).toBe(Number(number) === 0 ? number : `-${number}`)
  },
)

property.prop([numbers, numbers, fc.constantFrom('—', '-', '~', '～', '至', '–')])(
  'two numbers with a dash between them are a range',
  (low, high, dash) => {
    expect(printedNumber(`${low}${dash}${high}`)).toEqual({ value: low, valueMax: high })
  },
)

property.prop([fc.integer({ min: 1, max: 99 })])('Chinese numerals below a hundred read', (number) => {
  const digits = '零一二三四五六七八九'
  const [tens, ones] = [Math.floor(number / 10), number % 10]
  const spelled = `${tens > 1 ? digits.charAt(tens) : ''}${tens > 0 ? '十' : ''}${ones > 0 ? digits.charAt(ones) : ''}`
  expect(printedNumber(spelled).value).toBe(String(number))
})
