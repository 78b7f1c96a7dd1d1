// Long tables over a list of 100,000 rows: what they hold in memory, and what happens when they break off.
import { request, type IncomingMessage } from 'node:http'
import { setTimeout as after } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import {
  GraphQLBoolean,
  GraphQLInt,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLSchema,
  GraphQLString,
} from 'graphql'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Hub, startHub } from './hub.ts'

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

const ROWS = 100_000
/** One row has half a kilobyte: the whole text is far larger than what may stay in memory. */
const FILLING = '口岸'.repeat(80)

const row = new GraphQLObjectType<number>({
  name: 'Row',
  fields: {
    number: { type: GraphQLInt, resolve: (number) => number },
    text: { type: GraphQLString, resolve: (number) => `${number} ${FILLING}` },
    broken: {
      type: GraphQLInt,
      resolve: (number) => {
        if (number === 1_200) throw new Error('a secret of the server')
        return number
      },
    },
  },
})

interface Page {
  readonly numbers: number[]
}

const pageInfo = new GraphQLObjectType<Page>({
  name: 'PageInfo',
  fields: {
    hasNextPage: { type: GraphQLBoolean, resolve: ({ numbers }) => (numbers.at(-1) ?? ROWS) < ROWS - 1 },
    endCursor: { type: GraphQLString, resolve: ({ numbers }) => String(numbers.at(-1)) },
  },
})

const connection = new GraphQLObjectType<Page>({
  name: 'RowConnection',
  fields: {
    nodes: { type: new GraphQLNonNull(new GraphQLList(row)), resolve: ({ numbers }) => numbers },
    edges: { type: new GraphQLList(GraphQLString), resolve: () => [] },
    pageInfo: { type: pageInfo, resolve: (page) => page },
  },
})

const schema = new GraphQLSchema({
  query: new GraphQLObjectType<unknown, { version: number }>({
    name: 'Query',
    fields: {
      rows: {
        type: connection,
        args: { first: { type: GraphQLInt }, after: { type: GraphQLString } },
        resolve: (_, { first = 50, after: cursor }: { first?: number; after?: string }): Page => {
          const start = cursor === undefined ? 0 : Number(cursor) + 1
          return {
            numbers: Array.from({ length: Math.min(first, ROWS - start) }, (__, place) => start + place),
          }
        },
      },
    },
  }),
})

let hub: Hub
let contexts = 0
beforeAll(async () => {
  hub = await startHub({
    graphqlSchema: schema,
    contextOf: ({ version }) => {
      contexts += 1
      return Promise.resolve({ version })
    },
  })
})
afterAll(() => hub.close())

function opened(query: string, format: string, acceptEncoding = 'identity'): Promise<IncomingMessage> {
  const path = `${hub.graph}?${new URLSearchParams({ query, format })}`
  return new Promise((resolve, reject) => {
    request(path, { headers: { 'accept-encoding': acceptEncoding } }, resolve)
      .on('error', reject)
      .end()
  })
}

/** Reads slowly, and looks now and then at what is alive in the memory of server and reader together. */
async function readSlowly(
  response: IncomingMessage,
): Promise<{ bytes: number; lines: number; most: number }> {
  let [bytes, lines, pieces, most] = [0, 0, 0, 0]
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.length
    for (const byte of chunk) if (byte === 0x0a) lines += 1
    pieces += 1
    if (pieces % 50 > 0) continue
    await after(1)
    collectGarbage()
    const { heapUsed, external } = process.memoryUsage()
    most = Math.max(most, heapUsed + external)
  }
  return { bytes, lines, most }
}

test(
  'a table of 100,000 rows keeps the memory flat, however slowly it is read',
  { timeout: 120_000 },
  async () => {
    await readSlowly(await opened('{ rows(first: 1000) { nodes { number } } }', 'csv'))
    collectGarbage()
    const { heapUsed, external } = process.memoryUsage()
    const { bytes, lines, most } = await readSlowly(await opened('{ rows { nodes { number text } } }', 'csv'))
    expect(lines).toBe(ROWS + 1)
    expect(bytes).toBeGreaterThan(48_000_000)
    expect(most - heapUsed - external).toBeLessThan(bytes / 4)
    expect(contexts).toBeGreaterThan(ROWS / 1000)
    expect(hub.held()).toBe(0)
  },
)

test('a client that goes away lets the dataset go', async () => {
  const response = await opened('{ rows { nodes { number text } } }', 'ndjson', 'gzip')
  await new Promise((resolve) => response.once('data', resolve))
  expect(hub.held()).toBe(1)
  response.destroy()
  for (let tries = 0; tries < 100 && hub.held() > 0; tries += 1) await after(20)
  expect(hub.held()).toBe(0)
})

test('a fault before the first row is an error in JSON, with its status', async () => {
  const response = await fetch(
    `${hub.graph}?${new URLSearchParams({ query: '{ rows(after: "1000") { nodes { broken } } }', format: 'csv' })}`,
  )
  expect(response.status).toBe(500)
  expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'INTERNAL_SERVER_ERROR' } }] })
  expect(hub.held()).toBe(0)
})

test('a fault later cuts the connection: the table cannot be taken for a whole one', async () => {
  const response = await fetch(
    `${hub.graph}?${new URLSearchParams({ query: '{ rows { nodes { broken text } } }', format: 'csv' })}`,
  )
  expect(response.status).toBe(200)
  await expect(response.text()).rejects.toThrow()
  expect(hub.logged.map(({ msg }) => msg)).toContain('a table broke off')
  expect(hub.held()).toBe(0)
})
