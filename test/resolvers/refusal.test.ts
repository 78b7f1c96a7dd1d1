import { describe, expect, test } from 'vitest'
import type { Nature } from '../../db/lists.ts'
import { refusal, type AggregateFunction, type PrintedTotals } from '../../resolvers/refusal.ts'
import type { Summand } from '../../resolvers/summand.ts'
import { period } from '../../values/period.ts'

let ids = 0
const thing = (code: string, rest: object = {}) => ({ id: (ids += 1), code, ...rest })
const alone = <Row>(row: Row, within: Row[] = []) => ({ row, within })

const inland = thing('inland', { kind: 'REGION' })
const port = thing('harbour', { kind: 'PORT' })
const gate = thing('harbour-road', { kind: 'CHECKPOINT' })
const other = thing('elsewhere', { kind: 'PORT' })
const mineral = thing('mineral')
const coal = thing('coal')
const mongolia = thing('mn', { region_kind: 'COUNTRY' })
const silkRoad = thing('belt-and-road', { region_kind: 'GROUP' })
const natures: Record<string, Nature> = { freight: 'FLOW', storage: 'STOCK', share: 'RATE' }

/** A point of freight through a port in 2022, unless said otherwise. */
function point(rest: object = {}): Summand {
  const { indicator = 'freight', time = '2022' } = rest as { indicator?: string; time?: string | null }
  return {
    subject: alone(port, [inland]),
    kind: 'ACTUAL',
    direction: 'TOTAL',
    commodity: null,
    partner: null,
    part: null,
    value: '1',
    qualifier: 'EXACT',
    sources: [],
    claims: [],
    thing: String((ids += 1)),
    ...rest,
    indicator: { code: indicator, nature: natures[indicator] ?? 'FLOW' },
    period: time === null ? null : period(time),
  } as unknown as Summand
}

function refusedBy(asked: AggregateFunction, points: Summand[], totals: PrintedTotals = new Map()) {
  const error = refusal(asked, points, totals)
  return error && `${error.argument}: ${error.message}`
}

describe('a sum', () => {
  test('of flows at different times and places is allowed', () => {
    const points = [point(), point({ time: '2023' }), point({ subject: alone(other) })]
    expect(refusedBy('SUM', points)).toBeNull()
  })

  test('of a rate is refused by name, also where no figure has a value', () => {
    expect(refusedBy('SUM', [point({ indicator: 'share', value: null })])).toMatch(
      /^function: .*share, which is a rate and never adds, expected AVG/,
    )
  })

  test.each([
    [{ indicator: 'storage' }, /^filter.indicators: .*freight and storage.*INDICATOR among groupBy/],
    [{ kind: 'TARGET', time: '2023' }, /^filter.kinds: .*ACTUAL and TARGET.*KIND among groupBy/],
    [{ time: '2022-H1' }, /^filter.frequencies: .*2022-H1.*times overlap.*PERIOD among groupBy/],
    [{ time: '2016/2022' }, /^filter.frequencies: .*2016\/2022.*PERIOD among groupBy/],
    [{ time: '2013/..' }, /^filter.frequencies: .*PERIOD among groupBy/],
    [{ time: null }, /^filter.frequencies: .*no period.*cannot be told apart.*PERIOD among groupBy/],
    [{ subject: alone(gate, [port, inland]) }, /^filter.subjects: .*harbour-road.*SUBJECT among groupBy/],
    [{ subject: alone(inland) }, /^filter.subjects: .*only one of inland and harbour in filter.subjects/],
    [{ direction: 'IMPORT' }, /^filter.directions: .*only one of TOTAL and IMPORT in filter.directions/],
    [
      { commodity: alone(coal, [mineral]) },
      /^filter.commodities: .*COMMODITY among groupBy, or filter.whole/,
    ],
    [{ partner: alone(mongolia) }, /^filter.partners: .*PARTNER among groupBy, or filter.whole/],
    [{ part: '货车' }, /^groupBy: .*PART among groupBy, or filter.whole/],
  ])('of a figure with %j is refused', (rest, message) => {
    expect(refusedBy('SUM', [point(), point(rest)])).toMatch(message)
    expect(refusedBy('SUM', [point(rest), point()])).not.toBeNull()
  })

  test('of parts beside one another is allowed', () => {
    const apart = [
      [{ direction: 'IMPORT' }, { direction: 'EXPORT' }],
      [{ part: '货车' }, { part: '小客车' }],
      [{ commodity: alone(coal, [mineral]) }, { commodity: alone(thing('meat')) }],
      [{ partner: alone(mongolia) }, { partner: alone(thing('ru')) }],
    ]
    for (const points of apart) expect(refusedBy('SUM', points.map(point))).toBeNull()
  })

  test('of two that share some things and each have others is refused', () => {
    const ofCoal = point({ commodity: alone(coal, [mineral]) })
    expect(refusedBy('SUM', [ofCoal, point({ partner: alone(mongolia) })])).toMatch(/COMMODITY among groupBy/)
  })

  test('of a commodity with its group is refused', () => {
    const points = [point({ commodity: alone(mineral) }), point({ commodity: alone(coal, [mineral]) })]
    expect(refusedBy('SUM', points)).toMatch(/only one of mineral and coal in filter.commodities/)
  })

  test('of a country with a group of countries is refused: no source lists its members', () => {
    const points = [point({ partner: alone(mongolia) }), point({ partner: alone(silkRoad) })]
    expect(refusedBy('SUM', points)).toMatch(/^filter.partners/)
  })

  test('of a printed total with one of its parts is refused, wherever the part lies', () => {
    const [total, part] = [point({ part: '全部' }), point({ subject: alone(other), part: '一期' })]
    expect(refusedBy('SUM', [total, part])).toBeNull()
    const totals = new Map([[total.thing, new Set([part.thing])]])
    expect(refusedBy('SUM', [total, part], totals)).toMatch(/printed as a part of it.*SUBJECT among groupBy/)
  })

  test('of a stock over time is refused, over place allowed', () => {
    const stock = (rest: object) => point({ indicator: 'storage', ...rest })
    expect(refusedBy('SUM', [stock({}), stock({ time: '2023' })])).toMatch(/^groupBy: .*never over time/)
    expect(refusedBy('SUM', [stock({}), stock({ subject: alone(other) })])).toBeNull()
  })

  test('is not refused for what has no value', () => {
    expect(refusedBy('SUM', [point(), point({ direction: 'IMPORT', value: null })])).toBeNull()
  })
})

describe('other functions', () => {
  test('a mean of rates, and of a stock over time, is allowed', () => {
    for (const indicator of ['share', 'storage']) {
      expect(refusedBy('AVG', [point({ indicator }), point({ indicator, time: '2023' })])).toBeNull()
    }
  })

  test.each(['AVG', 'MIN', 'MAX'] as const)('%s over unlike spans of a flow is refused', (asked) => {
    expect(refusedBy(asked, [point(), point({ time: '2023-H1' })])).toMatch(/^filter.frequencies/)
  })

  test('a mean of a total and its parts is refused', () => {
    expect(refusedBy('AVG', [point(), point({ direction: 'IMPORT' })])).toMatch(/^filter.directions/)
  })

  test('the latest figure must be one', () => {
    const two = [point({ time: '2023' }), point({ subject: alone(other), time: '2023' })]
    expect(refusedBy('LATEST', [point(), ...two])).toMatch(/2 latest figures.*SUBJECT among groupBy/)
    expect(refusedBy('LATEST', [point(), point({ time: '2023' })])).toBeNull()
  })

  test('a count is never refused', () => {
    const points = [point(), point({ indicator: 'share', kind: 'TARGET' }), point({ direction: 'IMPORT' })]
    expect(refusedBy('COUNT', points)).toBeNull()
  })
})
