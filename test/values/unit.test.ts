import { fc, test as property } from '@fast-check/vitest'
import { expect, test } from 'vitest'
import { decimal, decimalText, scaled, sum, unscaled } from '../../values/decimal.ts'
import { UnitTable, type Unit } from '../../values/unit.ts'
import { ValueError } from '../../values/value-error.ts'

const unit = (code: string, dimension: string, factor: string, ...spellings: string[]): Unit => ({
  code,
  dimension,
  factor,
  nameZh: code,
  nameEn: code,
  spellings,
})

const UNITS = new UnitTable([
  unit('t', 'mass', '1', '吨'),
  unit('kg', 'mass', '0.001', '千克', '公斤'),
  unit('10kt', 'mass', '10000', '万吨'),
  unit('mu', 'area', '1', '亩'),
  unit('m2', 'area', '0.0015', '平方米'),
  unit('ha', 'area', '15', '公顷'),
  unit('person', 'persons', '1', '人'),
  unit('10k-person', 'persons', '10000', '万人'),
  unit('10k-person-trip', 'person-trips', '10000', '万人次', '万人'),
  unit('person-trip', 'person-trips', '1', '人次'),
])

/** Strict numbers with up to twelve digits before the point and six after it. */
const numbers = fc
  .tuple(fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }), fc.integer({ min: 0, max: 6 }))
  .map(([digits, places]) => decimalText(decimal(digits.toString()).div(`1e${places}`)))

/** Units with the reference unit of their dimension, into which figures are normalised. */
const references = fc.constantFrom(['kg', 't'], ['10kt', 't'], ['m2', 'mu'], ['ha', 'mu'], ['t', 't'])

property.prop([numbers, references])(
  'a number into the reference unit and back is the same number',
  (value, [from = '', reference = '']) => {
    const there = UNITS.convert(value, from, reference)
    expect(UNITS.convert(there, reference, from)).toBe(decimalText(decimal(value)))
  },
)

property.prop([numbers])('a quotient that does not end is rounded at its twentieth place', (value) => {
  const error = decimal(UNITS.convert(UNITS.convert(value, 'mu', 'ha'), 'ha', 'mu')).minus(value)
  expect(error.abs().lte('0.000000000000000001')).toBe(true)
})

property.prop([numbers, numbers])('a sum of conversions is the conversion of the sum', (a, b) => {
  const into = (value: string) => UNITS.convert(value, '10kt', 't')
  expect(sum([into(a), into(b)])).toBe(into(sum([a, b])))
})

property.prop([numbers])('a number is what its two integers say', (value) => {
  const { whole, nano } = scaled(decimal(value))
  expect(unscaled(whole, BigInt(nano))).toBe(decimalText(decimal(value)))
})

property.prop([fc.array(numbers, { minLength: 1 })])('integers add up to the exact sum', (values) => {
  const parts = values.map((value) => scaled(decimal(value)))
  const whole = parts.reduce((total, part) => total + part.whole, 0n)
  const nano = parts.reduce((total, part) => total + BigInt(part.nano), 0n)
  expect(unscaled(whole, nano)).toBe(sum(values))
})

property.prop([numbers, numbers])('the integers are in the order of the numbers', (a, b) => {
  const [x, y] = [scaled(decimal(a)), scaled(decimal(b))]
  const byIntegers = x.whole === y.whole ? x.nano - y.nano : x.whole < y.whole ? -1 : 1
  expect(Math.sign(byIntegers)).toBe(decimal(a).cmp(b))
})

test.each([
  ['310.13', '10kt', 't', '3101300'],
  ['0.1', 't', 'kg', '100'],
  ['55', 'ha', 'mu', '825'],
  ['100000', 'm2', 'mu', '150'],
  ['1', 'm2', 'ha', '0.0001'],
])('%s %s is in %s %s', (value, from, to, expected) => {
  expect(UNITS.convert(value, from, to)).toBe(expected)
})

test('one spelling may stand in two dimensions, and the dimension decides', () => {
  expect(UNITS.printed('万人', 'persons').code).toBe('10k-person')
  expect(UNITS.printed('万人', 'person-trips').code).toBe('10k-person-trip')
})

test('what does not convert is refused with what does', () => {
  expect(() => UNITS.convert('1', 't', 'mu')).toThrow('expected a unit of mass, one of: t, kg, 10kt')
  expect(() => UNITS.printed('亩', 'mass')).toThrow('expected a unit of mass, one of: t, kg, 10kt')
  expect(() => UNITS.printed('万顿', 'mass')).toThrow('expected a printed unit, nearest: "万吨"')
  expect(() => UNITS.unit('10k')).toThrow('nearest: "10kt"')
})

test.each(['0x10', '1e400', '1,234', 'NaN', 'Infinity', '', ' 1', '1.', '.5', '+1', '１２', '--1'])(
  '%j is no strict number',
  (text) => {
    expect(() => decimal(text)).toThrow(ValueError)
  },
)

test('what cannot be stored exactly is refused, not rounded', () => {
  expect(() => scaled(decimal('0.0000000001'))).toThrow(ValueError)
  expect(() => scaled(decimal('1000000000000000000'))).toThrow(ValueError)
  expect(scaled(decimal('-0.5'))).toEqual({ whole: -1n, nano: 500_000_000 })
})
