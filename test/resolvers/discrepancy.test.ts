import { describe, expect, test } from 'vitest'
import type { ObservationRow } from '../../db/queries/observation.ts'
import { discrepanciesOfSeries, totalMismatch } from '../../resolvers/discrepancy.ts'
import { explanation } from '../../resolvers/explanation.ts'
import type { ObservedClaim } from '../../resolvers/point.ts'
import { period } from '../../values/period.ts'

type Row = Partial<ObservationRow>

let ids = 0

/** A claim in 万吨, at the place of its making. */
function claim(label: string | null, reported: string | null, row: Row = {}): ObservedClaim {
  ids += 1
  const when = label === null ? null : period(label)
  const whole = {
    ...{ id: ids, key: `claim-${ids}`, subject_id: 1, indicator_id: 1, source_id: 1, kind: 'ACTUAL' },
    ...{ direction: 'TOTAL', commodity_id: null, partner_id: null, part: null, printed_unit: '万吨' },
    ...{ period_label: label, period_start: when?.start ?? null, frequency: when?.frequency ?? null },
    ...{ printed: reported, locator: `place ${ids}`, locator_kind: 'TABLE', qualifier: 'EXACT' },
    ...{ growth: null, growth_printed: null, growth_unit: null, growth_basis: null, growth_qualifier: null },
    ...{ growth_base_period: null },
    ...row,
  } as ObservationRow
  return {
    row: whole,
    value: reported === null ? null : String(Math.round(Number(reported) * 10_000)),
    valueMax: null,
    reported,
    factor: '10000',
    qualifier: whole.qualifier,
    status: 'NORMAL',
    published: '2023-10-31',
    source: 'a-plan',
    locatorKind: whole.locator_kind,
    position: ids,
  }
}

const grown = (percent: string, row: Row = {}): Row => ({
  growth: percent,
  growth_printed: `${percent}%`,
  growth_unit: '%',
  growth_basis: 'YEAR_ON_YEAR',
  ...row,
})

const kindsOf = (claims: ObservedClaim[]) => discrepanciesOfSeries(claims).map(({ kind }) => kind)

describe('claims about the same thing', () => {
  test('disagree where a pair is unequal after rounding; the chosen one comes first', () => {
    const text = claim('2025', '1200', { kind: 'TARGET', locator_kind: 'TEXT' })
    const table = claim('2025', '1000', { kind: 'TARGET' })
    const [found, ...others] = discrepanciesOfSeries([text, table])
    expect(others).toEqual([])
    expect(found).toMatchObject({ kind: 'CLAIMS_DISAGREE', claims: [table, text], difference: '20' })
    expect(found?.period?.label).toBe('2025')
  })

  test('do not disagree by rounding, where intervals meet, or with a claim that gives no number', () => {
    expect(kindsOf([claim('2022', '310'), claim('2022', '310.13')])).toEqual([])
    expect(kindsOf([claim('2025', '10000', { qualifier: 'AT_LEAST' }), claim('2025', '13000')])).toEqual([])
    expect(kindsOf([claim('2025', '10000'), claim('2025', null)])).toEqual([])
  })

  test('are of one kind, span and part', () => {
    const claims = [
      claim('2025', '1'),
      claim('2025', '20', { kind: 'TARGET' }),
      claim('2025-H1', '300'),
      claim('2025', '4000', { part: '一期' }),
    ]
    expect(kindsOf(claims)).toEqual([])
  })
})

describe('a printed growth', () => {
  test('that the values cannot give is a mismatch, told with both ends', () => {
    const before = claim('2016', '113.93')
    const now = claim('2017', '135.37', grown('12.89'))
    const [found] = discrepanciesOfSeries([now, before])
    expect(found).toMatchObject({ kind: 'GROWTH_MISMATCH', claims: [now, before], grown: [now] })
    expect(Number(found?.difference)).toBeCloseTo(5.9286, 4)
  })

  test('that some pair within the printed precision gives is none', () => {
    expect(kindsOf([claim('2019', '190.7', grown('13.6')), claim('2018', '167.84')])).toEqual([])
  })

  test('without a value to compare with is none', () => {
    expect(kindsOf([claim('2016', '113.93', grown('99'))])).toEqual([])
    expect(
      kindsOf([claim('2016', '113.93', grown('99')), claim('2015', '5', { qualifier: 'AT_LEAST' })]),
    ).toEqual([])
  })

  test('printed twice for one year is one mismatch with both claims', () => {
    const table = claim('2022', '241.5', grown('-0.2'))
    const text = claim('2022', '241.5', grown('-0.16', { locator_kind: 'TEXT' }))
    const found = discrepanciesOfSeries([claim('2021', '246.1'), text, table])
    expect(found).toMatchObject([{ kind: 'GROWTH_MISMATCH', grown: [table, text] }])
  })

  test('against a named period compares with that period', () => {
    const printed = { growth_unit: '倍', growth_basis: 'PERIOD', growth_base_period: '2022' } as const
    const now = claim('2023-H1', '13500', grown('15', printed))
    expect(kindsOf([now, claim('2022', '912.83')])).toEqual(['GROWTH_MISMATCH'])
    expect(kindsOf([now, claim('2022', '843.75')])).toEqual([])
    expect(kindsOf([now, claim('2022-H1', '912.83')])).toEqual([])
  })

  test('on yearly average needs both ends, and is refuted only where neither starting year can give it', () => {
    const average = claim('2016/2019', null, grown('10', { growth_basis: 'ANNUAL_AVERAGE' }))
    const ends = [claim('2016', '1000'), claim('2019', '1331')]
    expect(kindsOf([average, ...ends])).toEqual([])
    const steep = claim('2016/2019', null, grown('20', { growth_basis: 'ANNUAL_AVERAGE' }))
    expect(kindsOf([steep, ...ends])).toEqual([])
    expect(kindsOf([steep, ...ends, claim('2015', '642')])).toEqual([])
    expect(kindsOf([steep, ...ends, claim('2015', '900')])).toEqual(['GROWTH_MISMATCH'])
  })
})

describe('a printed total', () => {
  test('agrees with parts that add to it within their printed precision', () => {
    expect(totalMismatch(claim('2024', '2289.6'), [claim('2024', '1964.1'), claim('2024', '325.5')])).toBe(
      null,
    )
    expect(totalMismatch(claim('2024', '5.15'), [claim('2024', '4.97'), claim('2024', '0.1726')])).toBe(null)
  })

  test('that its parts cannot give is a mismatch', () => {
    const [total, ...parts] = [claim('2024', '100'), claim('2024', '40'), claim('2024', '50')] as const
    expect(totalMismatch(total, parts)).toMatchObject({
      kind: 'TOTAL_MISMATCH',
      claims: [total, ...parts],
      sum: '900000',
      difference: '10',
    })
  })

  test('of what is planned has parts that stand as printed, and is itself rounded as printed', () => {
    const planned = (number: string, row: Row = {}) => claim(null, number, { kind: 'PLANNED', ...row })
    const parts = [planned('2'), planned('0.05'), planned('7'), planned('0.05')]
    expect(totalMismatch(planned('10', { qualifier: 'ABOUT' }), parts)).toMatchObject({ difference: '9' })
    expect(totalMismatch(planned('9'), parts)).toBe(null)
    expect(totalMismatch(planned('9.5', { qualifier: 'ABOUT' }), parts)).toBe(null)
  })

  test('is not judged where a part has no number, or counts something else', () => {
    expect(totalMismatch(claim('2024', '100'), [claim('2024', '40'), claim('2024', null)])).toBe(null)
    expect(totalMismatch(claim('2024', '100'), [claim('2024', '40', { indicator_id: 2 })])).toBe(null)
    expect(totalMismatch(claim('2024', '100'), [])).toBe(null)
  })

  test('can be given by parts of which one is only a lower bound', () => {
    const open = claim('2024', '40', { qualifier: 'AT_LEAST' })
    expect(totalMismatch(claim('2024', '100'), [open, claim('2024', '50')])).toBe(null)
    expect(totalMismatch(claim('2024', '80'), [open, claim('2024', '50')])).not.toBe(null)
  })
})

test('an explanation names a source once, and then the places in it', () => {
  const claims = [claim('2025', '1000', { locator: '表3' }), claim('2025', '1200', { locator: '第三章' })]
  const [found] = discrepanciesOfSeries(claims)
  const names = { subject: '满都拉', indicator: '货运量', scope: ['煤'], titleOf: () => '规划' }
  expect(found && explanation(found, 'ZH', names)).toBe(
    '满都拉货运量（实际、2025、煤）：所印数值不一：1000万吨（《规划》表3）；1200万吨（第三章）。',
  )
  expect(found && explanation(found, 'EN', { ...names, subject: 'Mandula', indicator: 'freight' })).toBe(
    'Mandula, freight (actual, 2025, 煤): the printed figures differ: 1000万吨 (规划, 表3); 1200万吨 (第三章).',
  )
})
