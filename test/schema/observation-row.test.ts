import { describe, expect, test } from 'vitest'
import { getNullableType, isLeafType, isObjectType } from 'graphql'
import { schema } from '../../schema/index.ts'
import { ask } from './ask.ts'

interface Row {
  id: string
  chosen: boolean
  subjectCode: string
  exact: string | null
  sourceCode: string
}

interface Rows {
  totalCount: number
  nodes: Row[]
  pageInfo: { endCursor: string | null; hasNextPage: boolean }
}

const ROWS = 'totalCount pageInfo { endCursor hasNextPage } nodes { id chosen subjectCode exact sourceCode }'

async function rows(args: string, asOf: string | null = null): Promise<Rows> {
  const { data, errors } = await ask(`{ rows: observationRows(${args}) { ${ROWS} } }`, {}, asOf)
  expect(errors).toEqual([])
  return data['rows'] as unknown as Rows
}

/** All pages of a size, one after another. */
async function paged(filter: string, size: number): Promise<string[]> {
  const ids: string[] = []
  let after = ''
  for (;;) {
    const { nodes, pageInfo } = await rows(`filter: { ${filter} }, first: ${size}${after}`)
    ids.push(...nodes.map(({ id }) => id))
    if (!pageInfo.hasNextPage) return ids
    after = `, after: ${JSON.stringify(pageInfo.endCursor)}`
  }
}

const idsOf = ({ nodes }: Rows): string[] => nodes.map(({ id }) => id)

test.each(['', 'chosen: true', 'chosen: false, indicators: ["freight-volume", "trade-value"]'])(
  'the pages of the rows {%s} together equal the whole, which has as many as it says',
  async (filter) => {
    const whole = await rows(`filter: { ${filter} }, first: 1000`)
    expect(whole.totalCount).toBeGreaterThan(3)
    expect(whole.nodes).toHaveLength(whole.totalCount)
    expect(await paged(filter, Math.ceil(whole.totalCount / 6))).toEqual(idsOf(whole))
  },
)

describe('chosen', () => {
  test('rows and the others make up all rows, and each says which it is', async () => {
    const [all, chosen, others] = await Promise.all(
      ['', 'chosen: true', 'chosen: false'].map((filter) => rows(`first: 1000, filter: { ${filter} }`)),
    )
    expect(all?.nodes.filter((row) => row.chosen)).toEqual(chosen?.nodes)
    expect(all?.nodes.filter((row) => !row.chosen)).toEqual(others?.nodes)
    expect(others?.totalCount).toBeGreaterThan(10)
  })

  test('rows are those that the points show first', async () => {
    const scope = 'indicators: ["freight-volume"], kinds: [TARGET], frequencies: [YEAR], whole: true'
    const { nodes } = await rows(`filter: { ${scope}, chosen: true }, first: 1000`)
    const subjects = [...new Set(nodes.map(({ subjectCode }) => subjectCode))]
    const { data } = await ask(
      `query ($subjects: [String!]!) { points(subjects: $subjects, indicators: ["freight-volume"], kind: TARGET) { claims { id } } }`,
      { subjects },
    )
    const points = data['points'] as unknown as { claims: { id: string }[] }[]
    expect(points.map(({ claims }) => claims[0]?.id).sort()).toEqual(nodes.map(({ id }) => id).sort())
  })

  test('is decided among all claims about the same thing, not among those that the filter keeps', async () => {
    const target =
      'subjects: ["inner-mongolia"], indicators: ["freight-volume"], kinds: [TARGET], from: "2025", to: "2025"'
    const older = 'sources: ["inner-mongolia-port-plan-2021-2025"]'
    expect((await rows(`filter: { ${target}, ${older} }`)).nodes).toMatchObject([{ chosen: false }])
    expect((await rows(`filter: { ${target}, ${older}, chosen: true }`)).nodes).toEqual([])
  })

  test('is decided among what had been published by the day', async () => {
    const target =
      'subjects: ["inner-mongolia"], indicators: ["freight-volume"], kinds: [TARGET], chosen: true'
    const then = [{ exact: '100000000', chosen: true }]
    expect((await rows(`filter: { ${target} }`)).nodes).toMatchObject([{ exact: '130000000' }])
    expect((await rows(`filter: { ${target} }, asOf: "2022-12-31"`)).nodes).toMatchObject(then)
    expect((await rows(`filter: { ${target} }`, '2022-12-31')).nodes).toMatchObject(then)
  })
})

test('a row is flat: every field is a scalar or an enum', () => {
  const type = schema.getType('ObservationRow')
  const fields = isObjectType(type) ? Object.values(type.getFields()) : []
  expect(fields.length).toBeGreaterThan(30)
  expect(fields.filter((field) => !isLeafType(getNullableType(field.type)))).toEqual([])
})

test('a printed growth is in per cent, with what it compares with', async () => {
  const { data } = await ask(`{
    times: observationRows(filter: { subjects: ["baotou-bonded-logistics-centre"], from: "2023-H1", to: "2023-H1" }) {
      nodes { publishedGrowthPercent reportedGrowth growthBasis growthBasePeriod } }
  }`)
  expect(data['times']).toEqual({
    nodes: expect.arrayContaining([
      {
        publishedGrowthPercent: 1500,
        reportedGrowth: expect.stringContaining('15'),
        growthBasis: 'PERIOD',
        growthBasePeriod: '2022',
      },
    ]),
  })
})

test('whole figures are told from those of a partner, a commodity or a part', async () => {
  const of = (whole: boolean) =>
    ask(`{ rows: observationRows(filter: { subjects: ["baotou-city"], indicators: ["trade-value"], from: "2022", to: "2022", whole: ${whole} }) {
      nodes { partnerCode } } }`)
  const partners = async (whole: boolean) =>
    ((await of(whole)).data['rows'] as unknown as { nodes: { partnerCode: string | null }[] }).nodes.map(
      ({ partnerCode }) => partnerCode,
    )
  expect(new Set(await partners(true))).toEqual(new Set([null]))
  expect((await partners(false)).sort()).toEqual(['belt-and-road', 'mn'])
})

test('the number of statements does not grow with the number of rows', async () => {
  const asked = (first: number) =>
    ask(`{ observationRows(first: ${first}, filter: { chosen: true }) { totalCount nodes {
      chosen subjectKind subjectName indicatorName partnerCode value sourceCode } } }`)
  const [few, many] = await Promise.all([asked(1), asked(400)])
  expect([...few.errors, ...many.errors]).toEqual([])
  expect(many.statements).toBe(few.statements)
})
