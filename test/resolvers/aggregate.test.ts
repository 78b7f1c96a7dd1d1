import { fc, test as property } from '@fast-check/vitest'
import { describe, expect, test } from 'vitest'
import { aggregateOf, orderedAggregates } from '../../resolvers/aggregate.ts'
import { groupsOf } from '../../resolvers/aggregate-group.ts'
import type { Summand } from '../../resolvers/summand.ts'
import { period } from '../../values/period.ts'

/** A point of a subject in a period. */
function point(value: string | null, time: string | null = '2022', rest: object = {}): Summand {
  return {
    subject: { row: { id: 1, code: 'harbour', kind: 'PORT' }, within: [] },
    indicator: { code: 'freight', nature: 'FLOW' },
    period: time === null ? null : period(time),
    qualifier: 'EXACT',
    sources: [],
    claims: [{ id: value }],
    value,
    ...rest,
  } as unknown as Summand
}

const only = (points: [Summand, ...Summand[]]) => ({ key: {}, place: [], points }) as never

describe('a group as a number', () => {
  test('adds exactly what binary floating point does not', () => {
    expect(aggregateOf(only([point('0.1'), point('0.2')]), 'SUM').value).toBe('0.3')
    expect(aggregateOf(only([point('9007199254740993'), point('2')]), 'SUM').value).toBe('9007199254740995')
  })

  test('says how many figures it stands on', () => {
    const points: [Summand, ...Summand[]] = [
      point('1'),
      point(null),
      point('2', '2023', { qualifier: 'ABOUT' }),
    ]
    expect(aggregateOf(only(points), 'SUM')).toMatchObject({
      value: '3',
      count: 2,
      missing: 1,
      qualified: 1,
      claims: [{ id: '1' }, { id: '2' }],
    })
  })

  test('is null and never zero where nothing is known, but for a count', () => {
    for (const asked of ['SUM', 'AVG', 'MIN', 'MAX', 'LATEST'] as const) {
      expect(aggregateOf(only([point(null)]), asked)).toMatchObject({ value: null, count: 0, missing: 1 })
    }
    expect(aggregateOf(only([point(null)]), 'COUNT').value).toBe('0')
  })

  test('compares numbers as numbers', () => {
    const points: [Summand, ...Summand[]] = [point('9'), point('10'), point('-3')]
    expect(aggregateOf(only(points), 'MAX')).toMatchObject({ value: '10', claims: [{ id: '10' }] })
    expect(aggregateOf(only(points), 'MIN').value).toBe('-3')
    expect(aggregateOf(only([point('1'), point('2'), point('2')]), 'AVG').value).toBe(
      '1.66666666666666666667',
    )
  })

  test('takes as latest what ends last, of what has a value and a time', () => {
    const points: [Summand, ...Summand[]] = [
      point('1', '2024-01/2024-11'),
      point('2', '2023'),
      point(null, '2025'),
      point('4', null),
    ]
    expect(aggregateOf(only(points), 'LATEST').value).toBe('1')
    expect(aggregateOf(only([point('4', null)]), 'LATEST').value).toBeNull()
  })
})

describe('groups', () => {
  test('come by key, times in time order, what has no key last', () => {
    const points = [point('1', '2023'), point('2', null), point('3', '2022-H1'), point('4', '2022')]
    const labels = groupsOf(points, ['PERIOD']).map(({ key }) => key.period?.label ?? null)
    expect(labels).toEqual(['2022-H1', '2022', '2023', null])
  })

  test('of a year hold the periods that lie in it', () => {
    const points = [point('1', '2022'), point('2', '2022-H1'), point('3', '2016/2020'), point('4', '2013/..')]
    expect(groupsOf(points, ['YEAR']).map(({ key, points: { length } }) => [key.year, length])).toEqual([
      [2022, 2],
      [null, 2],
    ])
  })

  test('in the order of their values have those without one last, both ways', () => {
    const points = [point('9', '2021'), point('10', '2022'), point(null, '2020')]
    const all = groupsOf(points, ['PERIOD']).map((group) => aggregateOf(group, 'SUM'))
    const values = (down: boolean) => orderedAggregates(all, 'VALUE', down).map(({ value }) => value)
    expect(values(false)).toEqual(['9', '10', null])
    expect(values(true)).toEqual(['10', '9', null])
  })
})

const amount = fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n })

property.prop([
  fc.array(fc.record({ amount, year: fc.integer({ min: 2000, max: 2005 }) }), { minLength: 1 }),
])('the sums of groups together are the plain sum, whatever they are grouped by', (amounts) => {
  const points = amounts.map((one) => point(String(one.amount), String(one.year)))
  const plain = amounts.reduce((total, one) => total + one.amount, 0n)
  for (const groupBy of [[], ['YEAR'], ['PERIOD', 'SUBJECT']] as const) {
    const sums = groupsOf(points, groupBy).map((group) => BigInt(aggregateOf(group, 'SUM').value ?? '0'))
    expect(sums.reduce((total, one) => total + one, 0n)).toBe(plain)
  }
})
