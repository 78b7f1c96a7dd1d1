import { fc, test as property } from '@fast-check/vitest'
import { expect, test } from 'vitest'
import {
  comparePeriods,
  contains,
  monthsElapsed,
  overlaps,
  period,
  yearEarlier,
} from '../../values/period.ts'
import { ValueError } from '../../values/value-error.ts'

const year = fc.integer({ min: 1949, max: 2100 }).map(String)
const month = fc.integer({ min: 1, max: 12 }).map((number) => String(number).padStart(2, '0'))
const day = fc
  .date({ min: new Date('1949-01-01'), max: new Date('2100-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))

const simple = fc.oneof(
  year,
  fc.tuple(year, fc.constantFrom('H1', 'H2', 'Q1', 'Q2', 'Q3', 'Q4')).map((parts) => parts.join('-')),
  fc.tuple(year, month).map((parts) => parts.join('-')),
  day,
)

/** Labels of every kind: those that `period` admits among ranges of simple ones. */
const labels = fc
  .oneof(
    simple,
    day.map((start) => `${start}/..`),
    fc.tuple(simple, simple).map((ends) => ends.join('/')),
  )
  .filter((label) => {
    try {
      return period(label).label === label
    } catch {
      return false
    }
  })
const periods = labels.map(period)

property.prop([labels])('a label reads to a period of that label, whose days are in order', (label) => {
  const { start, end, label: same } = period(label)
  expect(same).toBe(label)
  expect(end === null || start <= end).toBe(true)
})

property.prop([periods, periods, periods])('containment is reflexive and transitive', (a, b, c) => {
  expect(contains(a, a)).toBe(true)
  if (contains(a, b) && contains(b, c)) expect(contains(a, c)).toBe(true)
})

property.prop([periods, periods])('a period overlaps what it contains, either way round', (a, b) => {
  expect(overlaps(a, b)).toBe(overlaps(b, a))
  if (contains(a, b)) expect(overlaps(a, b)).toBe(true)
})

property.prop([periods, periods])('two periods that contain each other have the same days', (a, b) => {
  if (contains(a, b) && contains(b, a)) expect([b.start, b.end]).toEqual([a.start, a.end])
})

property.prop([fc.array(periods)])('the order of periods is total and stable', (list) => {
  const sorted = list.toSorted(comparePeriods)
  expect(list.toReversed().toSorted(comparePeriods)).toEqual(sorted)
  sorted.slice(1).forEach((later, at) => {
    expect((sorted[at]?.start ?? '') <= later.start).toBe(true)
  })
})

property.prop([year])('a year is its months, its quarters and its halves', (label) => {
  const whole = period(label)
  const parts = [
    ['H1', 'H2'],
    ['Q1', 'Q2', 'Q3', 'Q4'],
    ['01', '02', '03', '04', '05', '06', '07', '08', '09', '10', '11', '12'],
  ]
  for (const names of parts) {
    const within = names.map((name) => period(`${label}-${name}`))
    expect(within.every((part) => contains(whole, part))).toBe(true)
    expect(within.map((part) => monthsElapsed(part) ?? 0).reduce((total, count) => total + count)).toBe(12)
    expect([within.at(0)?.start, within.at(-1)?.end]).toEqual([whole.start, whole.end])
  }
})

test.each([
  ['2022', '2022-01-01', '2022-12-31', 'YEAR'],
  ['2023-H1', '2023-01-01', '2023-06-30', 'HALF_YEAR'],
  ['2024-Q3', '2024-07-01', '2024-09-30', 'QUARTER'],
  ['2024-02', '2024-02-01', '2024-02-29', 'MONTH'],
  ['2024-01/2024-11', '2024-01-01', '2024-11-30', 'YEAR_TO_DATE'],
  ['2002-12/2022-12', '2002-12-01', '2022-12-31', 'CUMULATIVE'],
  ['2016/2020', '2016-01-01', '2020-12-31', 'CUMULATIVE'],
  ['2020-05-08/..', '2020-05-08', null, 'CUMULATIVE'],
  ['2019-11-08', '2019-11-08', '2019-11-08', 'POINT'],
])('%s is from %s to %s, a %s', (label, start, end, frequency) => {
  expect(period(label)).toEqual({ label, start, end, frequency })
})

test.each([
  ['2023-02-29', 'a date that exists in the calendar'],
  ['2023-13', 'a month from 01 to 12'],
  ['2023-01/2023-06', "this period's one spelling, 2023-H1"],
  ['2023/2023', 'a period that ends after it starts'],
  ['2023/2022', 'a period that ends after it starts'],
  ['2023-1', 'a period: 2022'],
  ['2016/2020/2021', 'a period: 2022'],
  ['上半年', 'a period: 2022'],
])('%s is refused', (label, expected) => {
  expect(() => period(label)).toThrow(ValueError)
  expect(() => period(label)).toThrow(expected)
})

property.prop([simple])('the span a year earlier is as long and one year before', (label) => {
  fc.pre(!label.endsWith('-02-29'))
  const [now, before] = [period(label), period(yearEarlier(label))]
  expect(before.frequency).toBe(now.frequency)
  expect(Number(before.start.slice(0, 4))).toBe(Number(now.start.slice(0, 4)) - 1)
  expect(before.start.slice(4)).toBe(now.start.slice(4))
})
