import { describe, expect, test } from 'vitest'
import { ask } from './ask.ts'

type Json = Record<string, never>

/** The data of a query that has no errors. */
async function answer(query: string): Promise<Json> {
  const { data, errors } = await ask(query)
  expect(errors).toEqual([])
  return data as unknown as Json
}

describe('a filter', () => {
  test('that is missing or null is no limit, and an empty list matches nothing', async () => {
    expect(
      await answer(`{
        missing: ports { totalCount } null: ports(filter: { classes: null }) { totalCount }
        empty: ports(filter: { classes: [] }) { totalCount } none: observations(filter: { subjects: [] }) { totalCount }
        noneOf: port(code: "mandula") { observations(filter: { kinds: [] }) { totalCount } }
      }`),
    ).toMatchObject({
      missing: { totalCount: 16 },
      null: { totalCount: 16 },
      empty: { totalCount: 0 },
      none: { totalCount: 0 },
      noneOf: { observations: { totalCount: 0 } },
    })
  })

  test('by text finds names and aliases, whatever the case of the letters', async () => {
    expect(
      await answer(`{
        name: ports(filter: { text: "满都拉" }) { nodes { code } }
        english: ports(filter: { text: "MANDULA" }) { nodes { code } }
        alias: ports(filter: { text: "二连口岸" }) { nodes { code } }
        wildcard: ports(filter: { text: "%" }) { totalCount }
      }`),
    ).toMatchObject({
      name: { nodes: [{ code: 'mandula' }] },
      english: { nodes: [{ code: 'mandula' }] },
      alias: { nodes: [{ code: 'erenhot' }] },
      wildcard: { totalCount: 0 },
    })
  })

  test('by region takes what lies in a region within it too', async () => {
    const { league, banner } = (await answer(`{
      league: ports(filter: { regions: ["xilingol"] }) { nodes { code } }
      banner: ports(filter: { regions: ["cn"] }) { totalCount }
    }`)) as unknown as { league: { nodes: { code: string }[] }; banner: { totalCount: number } }
    expect(league.nodes.map(({ code }) => code)).toEqual(['erenhot', 'zhuengadabuqi'])
    expect(banner.totalCount).toBe(16)
  })

  test('by time keeps the periods that lie inside, and none without a period', async () => {
    const { data } =
      await ask(`{ checkpoint(code: "mandula-road") { observations(first: 100, filter: { from: "2023", to: "2023" }) {
      nodes { period { start end } } } } }`)
    const { nodes } = (
      data['checkpoint'] as unknown as {
        observations: { nodes: { period: { start: string; end: string } }[] }
      }
    ).observations
    expect(nodes.length).toBeGreaterThan(3)
    expect(nodes.every(({ period }) => period.start >= '2023-01-01' && period.end <= '2023-12-31')).toBe(true)
  })

  test.each([
    [
      '{ ports(filter: { regions: ["xilingool"] }) { totalCount } }',
      'filter.regions: found "xilingool", expected the code of a region, nearest: "xilingol"',
    ],
    [
      '{ ports(filter: { sources: ["a-plan"] }) { totalCount } }',
      /^filter\.sources: found "a-plan", expected the code of a source/,
    ],
    [
      '{ ports(filter: { codes: ["mandula-road"] }) { totalCount } }',
      /^filter\.codes: found "mandula-road", expected the code of a port/,
    ],
    [
      '{ clusters(filter: { needs: ["coals"] }) { totalCount } }',
      'filter.needs: found "coals", expected the code of a commodity, nearest: "coal"',
    ],
    [
      '{ observations(filter: { partners: ["mandula"] }) { totalCount } }',
      /^filter\.partners: found "mandula", expected the code of a region/,
    ],
    [
      '{ programmes(filter: { subjects: ["x1"] }) { totalCount } }',
      /^filter\.subjects: found "x1", expected the code of a subject/,
    ],
  ])('with an unknown code is refused, naming the nearest: %s', async (query, message) => {
    const [error] = (await ask(query)).errors
    if (typeof message === 'string') expect(error).toBe(message)
    else expect(error).toMatch(message)
  })
})

describe('one thing', () => {
  test('of an unknown code, or of a code of another kind, is null', async () => {
    expect(
      await answer(`{ a: port(code: "nowhere") { code } b: port(code: "mandula-road") { code } c: indicator(code: "x") { code }
        d: source(code: "x") { code } e: programme(code: "x") { code } f: commodity(code: "x") { code } }`),
    ).toEqual({ a: null, b: null, c: null, d: null, e: null, f: null })
  })

  test('of every kind is found again by its global ID', async () => {
    const lists = [
      'ports',
      'checkpoints',
      'regions',
      'platforms',
      'corridors',
      'projects',
      'clusters',
      'benchmarkPorts',
    ]
    const others = ['measures', 'programmes', 'indicators', 'commodities', 'sources', 'observations']
    const data = await answer(
      `{ ${[...lists, ...others].map((list) => `${list}(first: 2) { nodes { __typename id } }`).join(' ')} }`,
    )
    const found = Object.values(
      data as unknown as Record<string, { nodes: { __typename: string; id: string }[] }>,
    ).flatMap(({ nodes }) => nodes)
    expect(found.length).toBe(2 * (lists.length + others.length))
    const again = await answer(
      `{ nodes(ids: ${JSON.stringify(found.map(({ id }) => id))}) { __typename id } }`,
    )
    expect(again['nodes']).toEqual(found)
  })

  test('of an unknown global ID is null, and in a list of IDs is named', async () => {
    const unknown = Buffer.from('Port:nowhere').toString('base64')
    expect(await answer(`{ node(id: "${unknown}") { id } }`)).toEqual({ node: null })
    const { errors } = await ask(`{ nodes(ids: ["${unknown}"]) { id } }`)
    expect(errors).toEqual([
      'ids: found the ID of Port "nowhere", expected the global ID of something in the dataset',
    ])
  })
})

describe('a figure', () => {
  test('is told in its base unit, in the unit asked, exactly and as printed', async () => {
    const { data } =
      await ask(`{ checkpoint(code: "mandula-road") { series(indicator: "freight-volume", from: "2022", to: "2022") {
      points { value wan: value(unit: "10kt") exact reported { value unit } claims { exact(unit: "10kt") } } } } }`)
    const { series } = data['checkpoint'] as unknown as { series: { points: Json[] } }
    expect(series.points[0]).toMatchObject({
      value: 3101300,
      wan: 310.13,
      exact: '3101300',
      reported: { value: '310.13', unit: '万吨' },
    })
  })

  test('in an impossible unit is an error that lists the possible ones, even where there is no figure', async () => {
    const { errors } =
      await ask(`{ checkpoint(code: "baotou-air") { series(indicator: "passenger-crossings", kind: TARGET, from: "2023", to: "2023") {
      points { value(unit: "t") } } } }`)
    expect(errors[0]).toMatch(/^unit: found "t", expected a unit of .*: person-trip, 10k-person-trip/)
  })

  test('that is missing is null and says why; it is never zero', async () => {
    const { data } = await ask(
      `{ observations(first: 1000, filter: { statuses: [MISSING] }) { totalCount nodes { value exact status reported { value } } } }`,
    )
    const { nodes } = data['observations'] as unknown as {
      nodes: { value: null; exact: null; reported: { value: string | null } }[]
    }
    expect(nodes.length).toBeGreaterThan(5)
    expect(nodes.every(({ value, exact }) => value === null && exact === null)).toBe(true)
    expect(new Set(nodes.map(({ reported }) => reported.value))).toEqual(new Set(['-', null]))
  })

  test('says where it is printed, and the printed number stands in the evidence', async () => {
    const { data } = await ask(
      '{ observations(first: 1000) { nodes { reported { value } citation { evidence locator source { code } } } } }',
    )
    const { nodes } = data['observations'] as unknown as {
      nodes: { reported: { value: string | null }; citation: { evidence: string; locator: string } }[]
    }
    const bare = (text: string) => text.replace(/\s+/g, '')
    const missing = nodes.filter(
      ({ reported, citation }) => !bare(citation.evidence).includes(bare(reported.value ?? '')),
    )
    expect(missing).toEqual([])
    expect(nodes.every(({ citation }) => citation.locator.length > 0)).toBe(true)
  })
})

test('a name is Chinese unless asked, and an English one that nobody supports is null', async () => {
  const { data } = await ask('{ ports(first: 100) { nodes { name en: name(lang: EN) } } }')
  const { nodes } = data['ports'] as unknown as { nodes: { name: string; en: string | null }[] }
  expect(nodes.every(({ name }) => /\p{Script=Han}/u.test(name))).toBe(true)
  expect(nodes.every(({ en }) => en === null || !/\p{Script=Han}/u.test(en))).toBe(true)
})

test('an attribute that sources state differently keeps all statements, the chosen one first', async () => {
  const { data } =
    await ask(`{ checkpoint(code: "mandula-rail") { status approved statements(property: "status") {
    value source { code } citation { locatorKind } } } }`)
  const checkpoint = data['checkpoint'] as unknown as {
    status: string
    statements: { value: string; citation: { locatorKind: string } }[]
  }
  expect(checkpoint.status).toBe('PLANNED')
  expect(checkpoint.statements[0]).toMatchObject({ value: 'PLANNED', citation: { locatorKind: 'TABLE' } })
  expect(checkpoint.statements.map(({ value }) => value)).toContain('UNDER_CONSTRUCTION')
})

test('links hold in both directions', async () => {
  const { data } = await ask(`{
    clusters(first: 100) { nodes { code ports { code clusters { code } } needs { suppliers { clusters { code } } } projects(first: 100) { nodes { clusters { code } } } } }
    measures(first: 100) { nodes { code ports { measures { code } } benchmarkPorts { measures { code } practices { measure { code } } } } }
    sources { nodes { code subjects { sources { code } } programmes { source { code } children { parent { code } } } } }
  }`)
  const { clusters, measures, sources } = data as unknown as Record<string, { nodes: Json[] }>
  type Coded = { code: string }[]
  for (const { code, ports, projects } of (clusters?.nodes ?? []) as unknown as {
    code: string
    ports: { clusters: Coded }[]
    projects: { nodes: { clusters: Coded }[] }
  }[]) {
    for (const port of ports) expect(port.clusters.map((one) => one.code)).toContain(code)
    for (const project of projects.nodes) expect(project.clusters.map((one) => one.code)).toContain(code)
  }
  for (const { code, ports, benchmarkPorts } of (measures?.nodes ?? []) as unknown as {
    code: string
    ports: { measures: Coded }[]
    benchmarkPorts: { measures: Coded }[]
  }[]) {
    for (const of of [...ports, ...benchmarkPorts]) expect(of.measures.map((one) => one.code)).toContain(code)
  }
  for (const { code, subjects } of (sources?.nodes ?? []) as unknown as {
    code: string
    subjects: { sources: Coded }[]
  }[]) {
    for (const subject of subjects) expect(subject.sources.map((one) => one.code)).toContain(code)
  }
})
