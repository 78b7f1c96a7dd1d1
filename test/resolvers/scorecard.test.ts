import { describe, expect, test } from 'vitest'
import { score, standing, type Measure, type ScoredPoint } from '../../resolvers/scorecard.ts'
import { expectedIn, yearlyGrowth } from '../../resolvers/target-path.ts'
import { decimal } from '../../values/decimal.ts'
import { period } from '../../values/period.ts'

const FLOW: Measure = { nature: 'FLOW', good: 'MORE' }

const point = (label: string, value: string | null, published = '2023-10-31'): ScoredPoint => ({
  period: period(label),
  chosen: { value, published },
})

/** The plan of a road checkpoint, in 万吨: 2022 reached, 2023 to 2027 aimed at. */
const TARGETS = [point('2023', '500'), point('2024', '650'), point('2025', '1000'), point('2027', '1500')]
const ACTUALS = [point('2021', '163'), point('2022', '310.13'), point('2023-H1', '237.34')]
const TARGET_2025 = point('2025', '1000')

describe('a score', () => {
  test('annualises half a year and holds it against the path through the plan’s earlier targets', () => {
    const { target, baseline, latest, ...rest } = score(TARGET_2025, ACTUALS, TARGETS, FLOW) ?? {}
    expect([target, baseline, latest]).toEqual([TARGET_2025, ACTUALS[1], ACTUALS[2]])
    expect(rest).toEqual({
      proRated: true,
      annualised: '474.68',
      expected: '500',
      attainmentPercent: '47.468',
      requiredAnnualGrowthPercent: '45.14414892',
      status: 'YELLOW',
    })
  })

  test('annualises by whole months elapsed', () => {
    const scored = score(
      point('2025', '350'),
      [point('2022', '241.5'), point('2023-01/2023-10', '240.1')],
      [point('2023', '270')],
      FLOW,
    )
    expect(scored).toMatchObject({ annualised: '288.12', attainmentPercent: '82.32', status: 'GREEN' })
  })

  test('takes as baseline only a year that had ended when the target’s source was published', () => {
    const actuals = [...ACTUALS, point('2023', '480')]
    expect(score(TARGET_2025, actuals, TARGETS, FLOW)).toMatchObject({ baseline: ACTUALS[1] })
    const later = point('2025', '1000', '2024-01-15')
    expect(score(later, actuals, TARGETS, FLOW)).toMatchObject({ baseline: actuals[3], status: 'NO_DATA' })
  })

  test('prefers the whole year to a part of it, and never looks beyond the target’s year', () => {
    const actuals = [...ACTUALS, point('2025', '990'), point('2025-H1', '600'), point('2026', '2000')]
    expect(score(TARGET_2025, actuals, TARGETS, FLOW)).toMatchObject({
      latest: actuals[3],
      proRated: false,
      annualised: null,
      expected: '1000',
      attainmentPercent: '99',
      requiredAnnualGrowthPercent: null,
      status: 'YELLOW',
    })
  })

  test('does not annualise what does not start in January, or runs over years', () => {
    const actuals = [point('2022', '310.13'), point('2023-05', '40'), point('2016/2024', '900')]
    expect(score(TARGET_2025, actuals, TARGETS, FLOW)).toMatchObject({ latest: null, status: 'NO_DATA' })
  })

  test('of a stock compares what stands at a day as it stands', () => {
    const stock: Measure = { nature: 'STOCK', good: 'MORE' }
    const scored = score(point('2025', '100'), [point('2022', '50'), point('2024-06-30', '90')], [], stock)
    expect(scored).toMatchObject({ proRated: false, attainmentPercent: '90', status: 'GREEN' })
  })

  test('has no data without an actual after the baseline; a missing one is none', () => {
    const actuals = [point('2022', '310.13'), point('2023', null)]
    expect(score(TARGET_2025, actuals, TARGETS, FLOW)).toMatchObject({
      baseline: actuals[0],
      latest: null,
      attainmentPercent: null,
      status: 'NO_DATA',
    })
  })

  test('is not given for a target without a number or a year', () => {
    expect(score(point('2025', null), ACTUALS, TARGETS, FLOW)).toBe(null)
    expect(score(point('2021/2025', '9'), ACTUALS, TARGETS, FLOW)).toBe(null)
    expect(score({ ...TARGET_2025, period: null }, ACTUALS, TARGETS, FLOW)).toBe(null)
  })

  test('turns where less is better', () => {
    const hours: Measure = { nature: 'RATE', good: 'LESS' }
    const scored = (now: string) =>
      score(point('2025', '20'), [point('2022', '50'), point('2024', now)], [], hours)
    expect(scored('30')).toMatchObject({ expected: '30', status: 'GREEN' })
    expect(scored('33')).toMatchObject({ status: 'YELLOW' })
    expect(scored('34')).toMatchObject({ status: 'RED' })
    expect(scored('40')).toMatchObject({ attainmentPercent: '50', requiredAnnualGrowthPercent: '-50' })
  })

  test('of a zero has no attainment and no growth, but a standing', () => {
    const scored = score(point('2025', '100'), [point('2022', '0'), point('2024', '0')], [], FLOW)
    expect(scored).toMatchObject({ attainmentPercent: '0', requiredAnnualGrowthPercent: null, status: 'RED' })
    const none: Measure = { nature: 'FLOW', good: 'LESS' }
    expect(score(point('2025', '1'), [point('2022', '9'), point('2024', '0')], [], none)).toMatchObject({
      attainmentPercent: null,
      status: 'GREEN',
    })
  })
})

describe('a path', () => {
  const path = [
    { year: 2020, value: decimal('100') },
    { year: 2022, value: decimal('400') },
    { year: 2026, value: decimal('400') },
  ]

  test('grows by a constant rate, or by equal steps for rates', () => {
    expect(expectedIn(2021, path, false)?.toString()).toBe('200')
    expect(expectedIn(2021, path, true)?.toString()).toBe('250')
    expect(expectedIn(2024, path, false)?.toString()).toBe('400')
  })

  test('rises from a zero by equal steps', () => {
    const fromZero = [{ year: 2020, value: decimal('0') }, ...path.slice(1, 2)]
    expect(expectedIn(2021, fromZero, false)?.toString()).toBe('200')
  })

  test('expects nothing before its start or after its end', () => {
    expect([2019, 2027].map((year) => expectedIn(year, path, false))).toEqual([null, null])
  })

  test('that needs growth in no time needs none that a number tells', () => {
    const [start] = path
    expect(start && yearlyGrowth(start, start)).toBe(null)
  })
})

test('the boundaries of a status belong to the better one', () => {
  const at = (value: string) => standing(decimal(value), decimal('100'), 'MORE')
  expect(['100', '99.999', '90', '89.999'].map(at)).toEqual(['GREEN', 'YELLOW', 'YELLOW', 'RED'])
})
