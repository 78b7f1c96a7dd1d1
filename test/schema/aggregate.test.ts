import { fc, test as property } from '@fast-check/vitest'
import { describe, expect, test } from 'vitest'
import { FREQUENCIES } from '../../values/period.ts'
import { sum } from '../../values/decimal.ts'
import { ask } from './ask.ts'

interface Group {
  exact: string | null
  count: number
  missing: number
}

const aggregate = (args: string, fields = 'exact count missing') =>
  ask(`{ groups: observationAggregate(${args}) { ${fields} } }`)

async function groups<Row = Group>(args: string, fields?: string): Promise<Row[]> {
  const { data, errors } = await aggregate(args, fields)
  expect(errors).toEqual([])
  return data['groups'] as unknown as Row[]
}

const freight = (rest: string) => `filter: { indicators: ["freight-volume"], kinds: [ACTUAL], ${rest} }`

describe('what a group adds', () => {
  test('is each thing once, however often it is printed', async () => {
    const printed = 'filter: { subjects: ["baotou-city"], indicators: ["trade-value"], kinds: [ACTUAL]'
    const year = 'frequencies: [YEAR], whole: true, from: "2022", to: "2022" }'
    const { data } = await ask(`{ observations(${printed}, ${year}) { totalCount } }`)
    expect(data['observations']).toEqual({ totalCount: 3 })
    expect(await groups(`${printed}, ${year}, groupBy: [YEAR], function: SUM`)).toEqual([
      { exact: '24150000000', count: 1, missing: 0 },
    ])
  })

  test('counts what is not reported apart, never as zero', async () => {
    const of = 'subjects: ["mandula-road", "mandula-rail"], from: "2022", to: "2022"'
    expect(await groups(`${freight(of)}, groupBy: [PERIOD], function: SUM`)).toEqual([
      { exact: '3101300', count: 1, missing: 1 },
    ])
    expect(
      await groups(
        `${freight('subjects: ["mandula-rail"], from: "2022", to: "2022"')}, groupBy: [], function: SUM`,
      ),
    ).toEqual([{ exact: null, count: 0, missing: 1 }])
  })

  test('has its sources and the claims that it is made of', async () => {
    const of = 'subjects: ["erenhot", "ceke"], from: "2024", to: "2024"'
    const fields =
      'period { label } exact(unit: "10kt") qualified sources { code } claims { reported { value } }'
    expect(await groups(`${freight(of)}, groupBy: [PERIOD], function: SUM`, fields)).toEqual([
      {
        period: { label: '2024-01/2024-11' },
        exact: '1964.1',
        qualified: 0,
        sources: [{ code: 'xilingol-opening-2024' }],
        claims: [{ reported: { value: '1964.1' } }],
      },
      {
        period: { label: '2024' },
        exact: '2400',
        qualified: 1,
        sources: [{ code: 'inner-mongolia-daily-2025-03' }],
        claims: [{ reported: { value: '2400' } }],
      },
    ])
  })

  test('is a port’s sum of checkpoints only where these are not there themselves', async () => {
    const in2022 = 'from: "2022", to: "2022"'
    for (const subjects of ['"mandula"', '"mandula-road"', '"mandula", "mandula-road"']) {
      const asked = `${freight(`subjects: [${subjects}], ${in2022}`)}, groupBy: [], function: SUM`
      expect(await groups(asked, 'exact count')).toEqual([{ exact: '3101300', count: 1 }])
    }
    expect(
      await groups(
        `${freight(`subjectKinds: [PORT], ${in2022}`)}, groupBy: [SUBJECT], function: SUM`,
        'subject { code } exact',
      ),
    ).toEqual([{ subject: { code: 'mandula' }, exact: '3101300' }])
  })

  test('is what had been published by the day', async () => {
    const target =
      'filter: { subjects: ["inner-mongolia"], indicators: ["freight-volume"], kinds: [TARGET] }, groupBy: [], function: MAX'
    expect(await groups(target, 'exact')).toEqual([{ exact: '130000000' }])
    expect(await groups(`${target}, asOf: "2022-12-31"`, 'exact')).toEqual([{ exact: '100000000' }])
    expect(await groups(`${target}, asOf: "2020-12-31"`, 'exact')).toEqual([])
  })

  test('may lie in a region, stated or by the tree', async () => {
    const of = `${freight('subjects: ["mandula-road", "erenhot"], from: "2022"')}, groupBy: [REGION], function: COUNT`
    const regions = await groups<{ region: { code: string } }>(of, 'region { code }')
    expect(regions.map(({ region }) => region.code)).toEqual(['damao-banner', 'erenhot-city'])
  })
})

describe('which groups', () => {
  const trade =
    'filter: { subjects: ["baotou-city"], indicators: ["trade-value"], kinds: [ACTUAL], frequencies: [YEAR], whole: true }, groupBy: [YEAR], function: SUM'
  const years = async (args: string) =>
    (await groups<{ year: number }>(`${trade}, ${args}`, 'year')).map(({ year }) => year)

  test('are the first ones of an order', async () => {
    expect(await years('orderBy: { field: VALUE, direction: DESC }, first: 2')).toEqual([2021, 2022])
    expect(await years('orderBy: { field: KEY, direction: DESC }, first: 1')).toEqual([2022])
    expect(await years('first: 0')).toEqual([])
  })

  test('are those within bounds, in any unit', async () => {
    expect(await years('having: { min: 190.7, unit: "100m-cny" }')).toEqual([2019, 2021, 2022])
    expect(await years('having: { min: 19070000000, max: 19070000000 }')).toEqual([2019])
    expect(await years('having: { minCount: 2 }')).toEqual([])
  })
})

/** A question that would mislead, what its refusal says, and the question that it advises. */
const REFUSED: [question: string, message: RegExp, instead: string][] = [
  [
    'filter: { indicators: ["local-processing-share"], kinds: [TARGET] }, groupBy: [PERIOD], function: SUM',
    /^function: found SUM of local-processing-share, which is a rate .*expected AVG, MIN, MAX, COUNT or LATEST/,
    'filter: { indicators: ["local-processing-share"], kinds: [TARGET] }, groupBy: [PERIOD], function: MAX',
  ],
  [
    'filter: { indicators: ["freight-volume", "trade-value"], kinds: [ACTUAL], from: "2022", to: "2022", whole: true }, groupBy: [PERIOD], function: SUM',
    /^filter.indicators: found .* expected INDICATOR among groupBy/,
    'filter: { indicators: ["freight-volume", "trade-value"], kinds: [ACTUAL], from: "2022", to: "2022", whole: true }, groupBy: [PERIOD, INDICATOR], function: SUM',
  ],
  [
    'filter: { subjects: ["mandula-road"], indicators: ["freight-volume"], frequencies: [YEAR] }, groupBy: [], function: SUM',
    /^filter.kinds: found ACTUAL and TARGET in one group, expected KIND among groupBy/,
    'filter: { subjects: ["mandula-road"], indicators: ["freight-volume"], frequencies: [YEAR] }, groupBy: [KIND], function: SUM',
  ],
  [
    'filter: { subjects: ["mandula-road"], indicators: ["freight-volume"], kinds: [ACTUAL] }, groupBy: [], function: SUM',
    /^filter.frequencies: found .*2002-12\/2022-12 and .*2022, whose times overlap.* or one frequency in the filter$/,
    'filter: { subjects: ["mandula-road"], indicators: ["freight-volume"], kinds: [ACTUAL], frequencies: [YEAR] }, groupBy: [], function: SUM',
  ],
  [
    'filter: { indicators: ["freight-volume"], frequencies: [YEAR_TO_DATE] }, groupBy: [PERIOD], function: SUM',
    /^filter.subjects: found freight-volume of xilingol, .* and freight-volume of erenhot, .*only one of xilingol and erenhot/,
    'filter: { subjects: ["erenhot", "zhuengadabuqi"], indicators: ["freight-volume"], frequencies: [YEAR_TO_DATE] }, groupBy: [PERIOD], function: SUM',
  ],
  [
    'filter: { subjects: ["erenhot"], indicators: ["cr-express-trains"], frequencies: [YEAR_TO_DATE] }, groupBy: [PERIOD], function: SUM',
    /^filter.directions: found .*only one of TOTAL and EXPORT in filter.directions$/,
    'filter: { subjects: ["erenhot"], indicators: ["cr-express-trains"], frequencies: [YEAR_TO_DATE], directions: [EXPORT, IMPORT] }, groupBy: [PERIOD], function: SUM',
  ],
  [
    'filter: { subjects: ["baotou-city"], indicators: ["trade-value"], kinds: [ACTUAL], from: "2022", to: "2022" }, groupBy: [], function: SUM',
    /^filter.partners: found .* expected PARTNER among groupBy, or filter.whole: true$/,
    'filter: { subjects: ["baotou-city"], indicators: ["trade-value"], kinds: [ACTUAL], from: "2022", to: "2022", whole: true }, groupBy: [], function: SUM',
  ],
  [
    'filter: { subjects: ["liantang"], indicators: ["daily-vehicle-capacity"] }, groupBy: [], function: SUM',
    /^groupBy: found .* expected PART among groupBy, or filter.whole: true$/,
    'filter: { subjects: ["liantang"], indicators: ["daily-vehicle-capacity"] }, groupBy: [PART], function: SUM',
  ],
  [
    'filter: { subjects: ["mandula", "tavan-tolgoi-mandula-road"], indicators: ["freight-capacity"], from: "2023-12" }, groupBy: [], function: SUM',
    /^filter.subjects: found .*printed as a part of it, in one group, expected SUBJECT among groupBy/,
    'filter: { subjects: ["mandula", "tavan-tolgoi-mandula-road"], indicators: ["freight-capacity"], from: "2023-12" }, groupBy: [SUBJECT], function: SUM',
  ],
  [
    'filter: { indicators: ["storage-capacity"], kinds: [TARGET] }, groupBy: [SUBJECT], function: SUM',
    /^groupBy: found .*a stock adds over place and never over time.* or function LATEST or AVG$/,
    'filter: { indicators: ["storage-capacity"], kinds: [TARGET] }, groupBy: [SUBJECT], function: LATEST',
  ],
  [
    'filter: { subjects: ["mandula-road"], indicators: ["vehicle-crossings"], kinds: [ACTUAL] }, groupBy: [], function: MAX',
    /^filter.frequencies: found .*whose spans are not alike.* or PERIOD among groupBy$/,
    'filter: { subjects: ["mandula-road"], indicators: ["vehicle-crossings"], kinds: [ACTUAL] }, groupBy: [PERIOD], function: MAX',
  ],
  [
    'filter: { indicators: ["freight-volume"], kinds: [TARGET], from: "2027" }, groupBy: [], function: LATEST',
    /^groupBy: found 2 latest figures \(.*\) in one group, expected SUBJECT among groupBy$/,
    'filter: { indicators: ["freight-volume"], kinds: [TARGET], from: "2027" }, groupBy: [SUBJECT], function: LATEST',
  ],
]

describe('a question that would mislead', () => {
  test.each(REFUSED)('%s is refused, and what is advised works', async (question, message, instead) => {
    expect((await aggregate(question)).errors).toEqual([expect.stringMatching(message)])
    expect((await groups(instead)).length).toBeGreaterThan(0)
  })

  test.each([
    ['having: { min: 1, unit: "cny" }', /^unit: found "cny", expected .*10kt/],
    ['first: -1', /^first: found -1, expected a number from 0 on$/],
    ['having: { min: 1e40 }', /^having: found "1e\+40", expected a number/],
  ])('%s is refused with what would be right', async (args, message) => {
    const of = `${freight('subjects: ["erenhot"]')}, groupBy: [SUBJECT], function: LATEST, ${args}`
    expect((await aggregate(of)).errors).toEqual([expect.stringMatching(message)])
  })

  test('a count has no unit', async () => {
    const { errors } = await aggregate('groupBy: [], function: COUNT', 'exact(unit: "t")')
    expect(errors).toEqual(['unit: found "t", expected none: a count has no unit'])
  })
})

test('the number of statements does not grow with the number of figures', async () => {
  const asked = (rest: string) =>
    aggregate(
      `filter: { indicators: ["freight-volume"], ${rest} }, groupBy: [SUBJECT, PERIOD, KIND], function: SUM`,
      'exact subject { code } region { code } claims { source { code } }',
    )
  const [one, all] = await Promise.all([asked('frequencies: [YEAR_TO_DATE]'), asked('whole: true')])
  expect([...one.errors, ...all.errors]).toEqual([])
  expect(all.statements).toBe(one.statements)
})

const INDICATORS = [
  'freight-volume',
  'trade-value',
  'vehicle-crossings',
  'port-trade-value',
  'cr-express-trains',
  'storage-capacity',
  'annual-demand',
  'floor-area',
  'investment',
  'border-trade-value',
]
const few = <Value extends string>(values: readonly Value[]) =>
  fc.option(fc.subarray([...values], { minLength: 1, maxLength: 2 }), { nil: null })

property.prop(
  [
    fc.constantFrom(...INDICATORS),
    few(['ACTUAL', 'TARGET', 'PLANNED', 'DEMAND']),
    few(FREQUENCIES),
    few(['TOTAL', 'IMPORT', 'EXPORT']),
    fc.option(fc.boolean(), { nil: null }),
    fc.subarray(['SUBJECT', 'PERIOD', 'KIND', 'PART', 'PARTNER', 'DIRECTION', 'COMMODITY', 'YEAR', 'SOURCE']),
  ],
  { numRuns: 60 },
)(
  'a sum that is not refused is the plain sum of the chosen rows',
  async (indicator, kinds, frequencies, directions, whole, groupBy) => {
    const { data, errors } = await ask(
      `query ($filter: ObservationFilter!, $rows: ObservationRowFilter!, $groupBy: [AggregateGrouping!]!) {
        rows: observationRows(filter: $rows, first: 1000) { nodes { exact } }
        observationAggregate(filter: $filter, groupBy: $groupBy, function: SUM) { exact count missing }
      }`,
      (() => {
        const filter = { indicators: [indicator], kinds, frequencies, directions, whole }
        return { filter, rows: { ...filter, chosen: true }, groupBy }
      })(),
    )
    if (errors.length > 0) {
      expect(errors).toEqual([expect.stringMatching(/ in one group, expected .+ among groupBy/)])
      return
    }
    const { rows, observationAggregate: sums } = data as unknown as {
      rows: { nodes: { exact: string | null }[] }
      observationAggregate: Group[]
    }
    const plain = rows.nodes.flatMap(({ exact }) => exact ?? [])
    expect(sum(sums.flatMap(({ exact }) => exact ?? []))).toBe(sum(plain))
    expect(sums.reduce((all, { count }) => all + count, 0)).toBe(plain.length)
    expect(sums.reduce((all, { count, missing }) => all + count + missing, 0)).toBe(rows.nodes.length)
  },
)
