import { describe, expect, test } from 'vitest'
import { ask } from './ask.ts'

interface Discrepancy {
  kind: string
  subject: { code: string }
  indicator: { code: string }
  period: { label: string } | null
  differencePercent: number | null
  claims: { id: string; reported: { value: string } }[]
  zh: string
  en: string
}

const FIELDS = `kind subject { code } indicator { code } period { label } differencePercent
  claims { id reported { value } } zh: explanation en: explanation(lang: EN)`

interface Answer {
  totalCount: number
  nodes: Discrepancy[]
  pageInfo: { endCursor: string; hasNextPage: boolean }
}

async function discrepancies(args = 'first: 1000'): Promise<Answer> {
  const { data, errors } = await ask(
    `{ discrepancies(${args}) { totalCount nodes { ${FIELDS} } pageInfo { endCursor hasNextPage } } }`,
  )
  expect(errors).toEqual([])
  return data['discrepancies'] as unknown as Answer
}

const brief = ({ kind, subject, indicator, period }: Discrepancy) =>
  `${kind} ${subject.code} ${indicator.code} ${period?.label ?? '-'}`

const KNOWN = [
  'CLAIMS_DISAGREE mandula-road freight-volume 2025',
  'CLAIMS_DISAGREE mandula-road freight-volume 2027',
  'GROWTH_MISMATCH baotou-city trade-value 2017',
  'GROWTH_MISMATCH baotou-city trade-value 2018',
  'GROWTH_MISMATCH baotou-city trade-value 2020',
  'GROWTH_MISMATCH baotou-city trade-value 2021',
  'GROWTH_MISMATCH baotou-city trade-value 2022',
  'GROWTH_MISMATCH baotou-bonded-logistics-centre port-trade-value 2023-H1',
  'TOTAL_MISMATCH mandula-customs-supervision-warehouse floor-area -',
]

describe('the discrepancies', () => {
  test('hold what is known to be in the sources', async () => {
    const { nodes, totalCount } = await discrepancies()
    expect(nodes.map(brief)).toEqual(expect.arrayContaining(KNOWN))
    expect(totalCount).toBe(nodes.length)
  })

  test.each([
    ['2016 and 2019, whose growth fits', 'GROWTH_MISMATCH baotou-city trade-value 2016'],
    ['2019, whose growth fits', 'GROWTH_MISMATCH baotou-city trade-value 2019'],
    ['310 and 310.13', 'CLAIMS_DISAGREE mandula-road freight-volume 2022'],
    ['11.9 and 12', 'CLAIMS_DISAGREE mandula-smart-logistics-park investment -'],
    ['growth of -0.16 and -0.2 beside one value', 'CLAIMS_DISAGREE baotou-city trade-value 2022'],
    ['above 1 亿吨 and 1.3 亿吨', 'CLAIMS_DISAGREE inner-mongolia freight-volume 2025'],
    ['the league’s total and its two ports', 'TOTAL_MISMATCH xilingol freight-volume 2024-01/2024-11'],
    ['trains out, in and together', 'TOTAL_MISMATCH erenhot cr-express-trains 2024-01/2024-11'],
    ['signed funds', 'TOTAL_MISMATCH erenhot-zamyn-uud-zone signed-investment 2024/..'],
  ])('do not hold %s', async (_, agreeing) => {
    expect((await discrepancies()).nodes.map(brief)).not.toContain(agreeing)
  })

  test('explain themselves in both languages with the figures as printed', async () => {
    const { nodes } = await discrepancies()
    const [targets] = nodes.filter((one) => brief(one) === KNOWN[0])
    expect(targets?.zh).toMatch(
      /^满都拉公路口岸.*目标、2025.*1000万吨（《包头市口岸发展规划.*1200万吨（.*。$/,
    )
    expect(targets?.en).toMatch(/^Mandula.*target, 2025.*1000万吨.*1200万吨.*\.$/)
    const [times] = nodes.filter((one) => one.period?.label === '2023-H1')
    expect(times?.zh).toContain('13.73 至 13.85 倍')
    const [total] = nodes.filter(({ kind }) => kind === 'TOTAL_MISMATCH')
    expect(total?.en).toMatch(/about 10万平方米.*2万平方米.*7万平方米.*add to 9\.1万平方米\.$/)
    expect(nodes.every(({ zh, en }) => !/null|undefined/.test(zh + en))).toBe(true)
  })

  test('can be narrowed by subject, indicator, kind and source; an empty list matches nothing', async () => {
    const { nodes: growth } = await discrepancies(
      'filter: { subjects: ["baotou-city"], indicators: ["trade-value"], kinds: [GROWTH_MISMATCH], sources: ["baotou-port-plan-2023-2027"] }',
    )
    expect(growth.map(({ period }) => period?.label)).toEqual(['2017', '2018', '2020', '2021', '2022'])
    expect(await discrepancies('filter: { sources: ["xilingol-opening-2024"] }')).toMatchObject({ nodes: [] })
    for (const filter of ['subjects', 'indicators', 'kinds', 'sources']) {
      expect((await discrepancies(`filter: { ${filter}: [] }`)).totalCount).toBe(0)
    }
  })

  test('as of a day hold only what had been published', async () => {
    expect((await discrepancies('asOf: "2023-10-30"')).totalCount).toBe(0)
    expect((await discrepancies('asOf: "2023-10-31"')).totalCount).toBe(KNOWN.length)
  })

  test.each(['SUBJECT, direction: ASC', 'SUBJECT, direction: DESC', 'DIFFERENCE, direction: DESC'])(
    'come page by page in the order %s, together the whole',
    async (order) => {
      const orderBy = `orderBy: { field: ${order} }`
      const whole = await discrepancies(`first: 1000, ${orderBy}`)
      const pages: Discrepancy[] = []
      for (let after = '', more = true; more;) {
        const page = await discrepancies(`first: 2, ${orderBy}${after && `, after: "${after}"`}`)
        pages.push(...page.nodes)
        after = page.pageInfo.endCursor
        more = page.pageInfo.hasNextPage
      }
      expect(pages.map(brief)).toEqual(whole.nodes.map(brief))
    },
  )

  test('by size begin with the largest', async () => {
    const { nodes } = await discrepancies('orderBy: { field: DIFFERENCE, direction: DESC }')
    const sizes = nodes.map(({ differencePercent }) => differencePercent ?? 0)
    expect(sizes).toEqual([...sizes].sort((a, b) => b - a))
  })

  test('name an unknown code', async () => {
    const { errors } = await ask('{ discrepancies(filter: { subjects: ["mandula-roads"] }) { totalCount } }')
    expect(errors).toMatchObject([expect.stringContaining('nearest: "mandula-road"')])
  })
})

test('every point that is not agreed has a discrepancy, and every inconsistent growth', async () => {
  const { data } = await ask(`{ checkpoints { nodes { code
      series(indicator: "freight-volume", kind: TARGET) { points { agreed period { label } } }
      discrepancies(kinds: [CLAIMS_DISAGREE]) { period { label } } } }
    region(code: "baotou-city") {
      series(indicator: "trade-value") { points { growth { consistent } period { label } } }
      discrepancies(kinds: [GROWTH_MISMATCH]) { period { label } } } }`)
  type Periods = { period: { label: string } }[]
  interface Node {
    series: { points: (Periods[number] & { agreed: boolean; growth: { consistent: boolean | null } })[] }
    discrepancies: Periods
  }
  const labels = (periods: Periods) => periods.map(({ period }) => period.label)
  const { nodes } = data['checkpoints'] as unknown as { nodes: Node[] }
  const disputed = nodes.flatMap(({ series }) => labels(series.points.filter(({ agreed }) => !agreed)))
  expect(disputed).toEqual(['2025', '2027'])
  expect(nodes.flatMap((node) => labels(node.discrepancies))).toEqual(disputed)
  const region = data['region'] as unknown as Node
  const inconsistent = region.series.points.filter(({ growth }) => growth.consistent === false)
  expect(labels(region.discrepancies)).toEqual(labels(inconsistent))
})

test('an observation names the discrepancies in which it stands, also as a base or a part', async () => {
  const { data, errors } = await ask(
    `{ observations(first: 1000) { nodes { id discrepancies { claims { id } } } } }`,
  )
  expect(errors).toEqual([])
  const { nodes } = data['observations'] as unknown as {
    nodes: { id: string; discrepancies: { claims: { id: string }[] }[] }[]
  }
  const all = (await discrepancies()).nodes
  const involved = new Set(all.flatMap(({ claims }) => claims.map(({ id }) => id)))
  const named = nodes.filter((one) => one.discrepancies.length > 0)
  expect(new Set(named.map(({ id }) => id))).toEqual(involved)
  expect(
    named.every(({ id, discrepancies }) =>
      discrepancies.every(({ claims }) => claims.some((one) => one.id === id)),
    ),
  ).toBe(true)
})

test('the number of statements does not grow with the number of subjects or observations', async () => {
  const query = `query ($codes: [String!]) { checkpoints(filter: { codes: $codes }) { nodes { code
    discrepancies { kind subject { code } claims { source { code } } explanation }
    observations(first: 20) { nodes { discrepancies { kind } } } } } }`
  const one = await ask(query, { codes: ['mandula-road'] })
  const four = await ask(query, { codes: ['mandula-road', 'mandula-rail', 'baotou-air', 'erenhot-rail'] })
  expect([one.errors, four.errors]).toEqual([[], []])
  expect(four.statements).toBe(one.statements)

  const root =
    'query ($of: [String!]) { discrepancies(filter: { subjects: $of }) { totalCount nodes { kind explanation } } }'
  const few = await ask(root, { of: ['mandula-customs-supervision-warehouse', 'mandula-road'] })
  const many = await ask(root, {
    of: ['mandula-customs-supervision-warehouse', 'mandula-road', 'baotou-city', 'erenhot', 'xilingol'],
  })
  expect([few.errors, many.errors]).toEqual([[], []])
  expect(many.statements).toBe(few.statements)
})
