import { describe, expect, test } from 'vitest'
import { ask } from './ask.ts'

interface Point {
  period: { label: string }
  exact: string | null
  derived: boolean
  sumOf: { code: string }[]
  decidedBy: string
  agreed: boolean
  growth: { computedPercent: number | null; publishedPercent: number | null }
  claims: { reported: { value: string } }[]
}

const POINT = `period { label } exact(unit: "10kt") derived sumOf { code } decidedBy agreed
  growth { computedPercent publishedPercent } claims { reported { value } }`

async function points(of: string, args: string): Promise<Point[]> {
  const { data, errors } = await ask(`{ of: ${of} { series(${args}) { points { ${POINT} } } } }`)
  expect(errors).toEqual([])
  return (data['of'] as unknown as { series: { points: Point[] } }).series.points
}

describe('a port’s series', () => {
  test('where nothing is said of the port is the sum of its open checkpoints, which it names', async () => {
    const [point] = await points(
      'port(code: "mandula")',
      'indicator: "freight-volume", from: "2022", to: "2022"',
    )
    expect(point).toMatchObject({
      exact: '310.13',
      derived: true,
      sumOf: [{ code: 'mandula-road' }],
      decidedBy: 'SUM_OF_CHECKPOINTS',
    })
    expect(point?.claims[0]?.reported.value).toBe('310.13')
  })

  test('where the port has claims of its own is made of these', async () => {
    const stated = await points(
      'port(code: "erenhot")',
      'indicator: "freight-volume", frequency: YEAR_TO_DATE',
    )
    expect(stated).toMatchObject([{ exact: '1964.1', derived: false, sumOf: [] }])
  })

  test('is not derived for targets, whose checkpoints may not be open by then', async () => {
    expect(await points('port(code: "mandula")', 'indicator: "freight-volume", kind: TARGET')).toEqual([])
  })

  test('is not derived for what does not add', async () => {
    const { data } = await ask(`{ port(code: "mandula") { checkpoints { code
      series(indicator: "freight-capacity") { points { exact } } } series(indicator: "freight-capacity") { points { derived } } } }`)
    const port = data['port'] as unknown as { series: { points: { derived: boolean }[] } }
    expect(port.series.points.filter(({ derived }) => derived)).toEqual([])
  })
})

describe('a policy', () => {
  test('puts the source published first first', async () => {
    const args = 'indicator: "freight-volume", kind: TARGET, from: "2025", to: "2025"'
    const latest = await points('region(code: "inner-mongolia")', args)
    const earliest = await points('region(code: "inner-mongolia")', `${args}, policy: EARLIEST`)
    expect(latest[0]?.exact).not.toBe(earliest[0]?.exact)
    expect(earliest[0]?.claims.map(({ reported }) => reported.value).sort()).toEqual(
      latest[0]?.claims.map(({ reported }) => reported.value).sort(),
    )
  })
})

test('growth looks one year back, outside the window too', async () => {
  const { data } =
    await ask(`{ region(code: "baotou-city") { series(indicator: "trade-value", from: "2017", to: "2017") {
    points { growth { computedPercent } } } } }`)
  const { series } = data['region'] as unknown as { series: { points: Point[] } }
  expect(series.points[0]?.growth.computedPercent).toBeCloseTo(18.82, 2)
})

test('an empty series says for which scopes there are claims', async () => {
  const { data } = await ask(`{ port(code: "erenhot") { series(indicator: "freight-volume") { points { exact }
    otherScopes { frequency kind direction count } } } }`)
  const { series } = data['port'] as unknown as { series: { points: []; otherScopes: object[] } }
  expect(series.points).toEqual([])
  expect(series.otherScopes).toContainEqual({
    frequency: 'YEAR_TO_DATE',
    kind: 'ACTUAL',
    direction: 'TOTAL',
    count: 1,
  })
})

test.each([
  [
    'series(indicator: "freight-volum") { points { value } }',
    /^indicator: found "freight-volum", expected the code of an indicator, nearest: "freight-volume"$/,
  ],
  [
    'series(indicator: "freight-volume", partner: "mongolia") { points { value } }',
    /^partner: found "mongolia", expected the code of/,
  ],
  [
    'series(indicator: "freight-volume", from: "2024-13") { points { value } }',
    /^from: found "2024-13", expected a month from 01 to 12$/,
  ],
  [
    'series(indicator: "freight-volume", from: "2024", to: "2022") { points { value } }',
    /^to: found "2022", expected a time not before from \(2024\)$/,
  ],
  [
    'statistics(year: 2022, indicators: ["x"]) { value }',
    /^indicators: found "x", expected the code of an indicator/,
  ],
])('%s is refused with what would be right', async (field, message) => {
  const { errors } = await ask(`{ checkpoint(code: "mandula-road") { ${field} } }`)
  expect(errors[0]).toMatch(message)
})

test.each(['2021-12-31', '2023-10-31', '2024-11-30'])(
  'asOf as an argument answers as the request as of %s does, sums of checkpoints too',
  async (day) => {
    const series = (asOf: string) => `{ ports(first: 100) { nodes { code checkpoints {
      series(indicator: "freight-volume"${asOf}) { points { ${POINT} } } } series(indicator: "freight-volume"${asOf}) { points { ${POINT} } } } } }`
    const known = await ask('{ ports(first: 100) { nodes { code } } }', {}, day)
    const codes = (known.data['ports'] as unknown as { nodes: { code: string }[] }).nodes.map(
      ({ code }) => code,
    )
    const byArgument = await ask(series(`, asOf: "${day}"`))
    const byRequest = await ask(series(''), {}, day)
    expect([...byArgument.errors, ...byRequest.errors]).toEqual([])
    const of = ({ data }: typeof byRequest) =>
      (data['ports'] as unknown as { nodes: { code: string }[] }).nodes.filter(({ code }) =>
        codes.includes(code),
      )
    expect(of(byArgument)).toEqual(of(byRequest))
    expect(codes.length).toBeGreaterThan(0)
  },
)
