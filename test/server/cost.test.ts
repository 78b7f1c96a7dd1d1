// What a query may answer with is counted before it runs, told, and held against what it did answer with.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  getIntrospectionQuery,
  GraphQLInt,
  GraphQLList,
  GraphQLObjectType,
  GraphQLSchema,
  GraphQLString,
} from 'graphql'
import { describe, expect, it } from 'vitest'
import { withListsCounted } from '../../schema/answer-size.ts'
import { LIMITS } from '../../server/limits.ts'
import { STANDARD } from './client-query.ts'
import { ask, startHub } from './hub.ts'
import { realHub } from './real-hub.ts'

const hub = realHub()

interface Cost {
  readonly requested: number
  readonly actual: number
}

async function costOf(query: string, variables: object = {}): Promise<Cost> {
  const { errors, extensions } = (await ask(hub.graph(), { query, variables })) as Awaited<
    ReturnType<typeof ask>
  > & { extensions?: { cost: Cost } }
  expect(errors).toBeUndefined()
  return extensions?.cost ?? { requested: NaN, actual: NaN }
}

describe('the cost of a query', () => {
  it.each([
    ['one object', '{ port(code: "erenhot") { code name } }', { requested: 1, actual: 1 }],
    ['nothing for introspection', '{ __schema { types { name } } __typename }', { requested: 0, actual: 0 }],
    ['a page with its rows', '{ ports(first: 3) { nodes { code } } }', { requested: 4, actual: 4 }],
    [
      'the rows twice where they are asked twice',
      '{ ports(first: 3) { nodes { code } edges { node { code } } } }',
      { requested: 10, actual: 10 },
    ],
    [
      'pages in pages',
      '{ ports(first: 2) { nodes { projects(first: 3) { totalCount } observations(last: 4) { nodes { id } } } } }',
      { requested: 15, actual: expect.any(Number) as number },
    ],
    ['the default page', '{ ports { nodes { code } } }', { requested: 51, actual: 17 }],
    [
      'merged fields once',
      '{ ports(first: 2) { nodes { region { code } } } ports(first: 2) { ...P } } fragment P on PortConnection { nodes { region { code } ...Q } } fragment Q on Port { region { name } }',
      { requested: 5, actual: 5 },
    ],
    ['what is null as nothing', '{ port(code: "nowhere") { region { code } } }', { requested: 2, actual: 0 }],
    [
      'the largest of several types',
      '{ search(text: "erenhot", first: 1) { nodes { node { ... on Port { region { code parent { code } } } ... on Source { published { date } } } } } }',
      { requested: 5, actual: 5 },
    ],
    [
      'a page of none',
      '{ ports(first: 0) { nodes { projects { nodes { code } } } } }',
      { requested: 1, actual: 1 },
    ],
    [
      'known codes',
      '{ points(subjects: ["mandula-road"], indicators: ["freight-volume"]) { value } }',
      { requested: 12, actual: expect.any(Number) as number },
    ],
  ])('is %s', async (_, query, cost) => {
    expect(await costOf(query)).toEqual(cost)
  })

  it('goes by variables and their defaults', async () => {
    const query = 'query ($n: Int = 2) { ports(first: $n) { nodes { code } } }'
    expect(await costOf(query)).toEqual({ requested: 3, actual: 3 })
    expect(await costOf(query, { n: 5 })).toEqual({ requested: 6, actual: 6 })
    expect(await costOf(query, { n: null })).toEqual({ requested: 51, actual: 17 })
  })

  it('leaves out what is skipped, in whatever order the same document is asked', async () => {
    const query =
      'query ($on: Boolean!) { ports(first: 2) { nodes { code region @include(if: $on) { code } } } }'
    for (const on of [true, false, true]) {
      expect(await costOf(query, { on })).toEqual({ requested: on ? 5 : 3, actual: on ? 5 : 3 })
    }
  })

  it('is told beside the data of an answer with errors too', async () => {
    const query =
      '{ checkpoint(code: "mandula-road") { series(indicator: "freight-volume", from: "2022", to: "2022") { points { value(unit: "hour") } } } }'
    expect(await ask(hub.graph(), { query })).toMatchObject({
      errors: [{ extensions: { code: 'BAD_USER_INPUT' } }],
      extensions: { cost: { requested: 14, actual: 3 } },
    })
  })
})

describe('a query that costs too much', () => {
  const PORTS = 'ports(first: $n) { nodes { projects(first: 100) { nodes { sources { code } } } } }'

  it('is told the heaviest list, and the page that would pass, which does', async () => {
    const query = `query ($n: Int) { ${PORTS} }`
    const { status, errors } = await ask(hub.graph(), { query, variables: { n: 1000 } })
    expect(status).toBe(400)
    expect(errors?.[0]).toEqual({
      message:
        'the answer may have 902001 objects, most of them at ports.nodes.projects.nodes.sources; at most 100000 are allowed (nodes); first: 10 at ports.nodes.projects would pass',
      extensions: {
        code: 'QUERY_TOO_COSTLY',
        limit: 'nodes',
        allowed: 100_000,
        found: 902_001,
        heaviest: 'ports.nodes.projects.nodes.sources',
        passes: { field: 'ports.nodes.projects', argument: 'first', value: 10 },
      },
    })
    const passing = query.replace('100', '10')
    expect((await costOf(passing, { n: 1000 })).requested).toBeLessThanOrEqual(100_000)
    const { status: again } = await ask(hub.graph(), {
      query: query.replace('100', '11'),
      variables: { n: 1000 },
    })
    expect(again).toBe(400)
  })

  it('is told of a list further out where the innermost page cannot be small enough', async () => {
    const query =
      '{ observations(first: 1000) { nodes { subject { programmes { subjects { sources { code } } } observations(last: 5) { totalCount } } } } }'
    const { errors } = await ask(hub.graph(), { query })
    expect(errors?.[0]?.extensions).toMatchObject({
      heaviest: 'observations.nodes.subject.programmes.subjects.sources',
      passes: { field: 'observations', argument: 'first' },
    })
  })

  it('is told so where no page would be small enough', async () => {
    const { errors } = await ask(hub.graph(), {
      query: '{ coverage { sources { statements { source { problems { problem } } } } } }',
    })
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'QUERY_TOO_COSTLY', passes: null })
  })

  it('is answered as a table, which is streamed', async () => {
    const query = '{ observations { nodes { id discrepancies { claims { id parts { id } } } } } }'
    expect(
      (await ask(hub.graph(), { query: query.replace('observations', 'observations(first: 1000)') })).status,
    ).toBe(400)
    const response = await fetch(`${hub.graph()}?${new URLSearchParams({ query, format: 'ndjson' })}`)
    expect(response.status).toBe(200)
    expect((await response.text()).split('\n').length).toBeGreaterThan(500)
  })

  it('is refused as a table where one row is too much', async () => {
    const query = '{ sources { nodes { subjects { programmes { subjects { sources { code } } } } } } }'
    const response = await fetch(`${hub.graph()}?${new URLSearchParams({ query, format: 'csv' })}`)
    expect([response.status, await response.text()]).toEqual([
      400,
      expect.stringContaining('QUERY_TOO_COSTLY'),
    ])
  })
})

describe('an answer that is larger than was foreseen', () => {
  const thing = new GraphQLObjectType({ name: 'Thing', fields: { name: { type: GraphQLString } } })
  const things = (count: number) => ({
    type: new GraphQLList(thing),
    resolve: () => Array.from({ length: count }, () => ({ name: 'thing' })),
  })
  const graphqlSchema = withListsCounted(
    new GraphQLSchema({
      query: new GraphQLObjectType({
        name: 'Query',
        fields: { few: things(90), many: things(151), broken: { type: GraphQLInt, resolve: () => 'x' } },
      }),
    }),
  )

  it('is refused as a whole, the first time and when its document is compiled', async () => {
    const small = await startHub({ graphqlSchema, limits: { ...LIMITS, nodes: 150 } })
    try {
      for (let time = 0; time < 5; time += 1) {
        // What is broken is executed anew, and counted anew.
        const few = await ask(small.graph, { query: '{ few { name } broken }' })
        expect([few.status, few.data?.['few']]).toEqual([200, expect.any(Array)])
        const { status, data, errors } = await ask(small.graph, { query: '{ many { name } }' })
        expect([status, data, errors?.length]).toEqual([400, undefined, 1])
        expect(errors?.[0]?.extensions).toEqual({
          code: 'QUERY_TOO_COSTLY',
          limit: 'nodes',
          allowed: 150,
          found: 151,
        })
      }
      expect(small.held()).toBe(0)
    } finally {
      await small.close()
    }
  })
})

describe('clients as they are', () => {
  const contract = join(import.meta.dirname, '../contract')
  const queries = readdirSync(contract).filter((file) => file.endsWith('.graphql'))

  it.each(queries)('ask the contract’s %s', async (file) => {
    const { status } = await ask(hub.graph(), { query: readFileSync(join(contract, file), 'utf8') })
    expect(status).toBe(200)
  })

  it.each(STANDARD)('ask what %s asks', async (_, body) => {
    const { status, errors } = await ask(hub.graph(), body)
    expect([status, errors]).toEqual([200, undefined])
  })

  it('ask for the whole schema', async () => {
    const options = {
      inputValueDeprecation: true,
      schemaDescription: true,
      specifiedByUrl: true,
      directiveIsRepeatable: true,
    }
    expect(await costOf(getIntrospectionQuery(options))).toEqual({ requested: 0, actual: 0 })
  })
})
