// Queries as tables, over the real dataset and HTTP.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { request } from 'node:http'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, inject, it, test } from 'vitest'
import { serve } from '../../server/http.ts'
import type { Serving } from '../../server/listen.ts'

let serving: Serving
beforeAll(async () => {
  serving = await serve({ url: inject('database'), host: '127.0.0.1', port: 0, quiet: true })
})
afterAll(() => serving.close())

type Parameters = Readonly<Record<string, string>>

function addressOf(query: string, parameters: Parameters): string {
  return `${serving.url}/graphql?${new URLSearchParams({ query, ...parameters })}`
}

const got = (query: string, parameters: Parameters = {}, headers: Record<string, string> = {}) =>
  fetch(addressOf(query, parameters), { headers })

const csvOf = async (query: string, parameters: Parameters = {}): Promise<string> => {
  const response = await got(query, { format: 'csv', ...parameters })
  const text = await response.text()
  expect([response.status, text.slice(0, 300)]).toEqual([200, expect.any(String)])
  return text
}

const cellsOf = (csv: string): string[][] => parse(csv, { bom: true })
const linesOf = (ndjson: string): Record<string, unknown>[] =>
  ndjson
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>)

async function refusal(query: string, parameters: Parameters = { format: 'csv' }) {
  const response = await got(query, parameters)
  const { errors } = (await response.json()) as {
    errors: { message: string; extensions: { code: string } }[]
  }
  return { status: response.status, code: errors[0]?.extensions.code, message: errors[0]?.message ?? '' }
}

type Json = Readonly<Record<string, unknown>>
type Flat = Record<string, unknown>

/**
 * A second, simple reading of JSON as rows, by the data alone: null where lists stand side by side. Made of the
 * documented rules and not of the server's code.
 */
function flattened(data: Json, prefix = '', isOutermost = true): Flat[] | null {
  const cells: Flat = {}
  const lists: [string, unknown[]][] = []
  const visit = (object: Json, at: string, outermost: boolean) => {
    for (const [key, value] of Object.entries(object)) {
      const name = `${at}${key}`
      if (Array.isArray(value)) lists.push([name, value])
      else if (typeof value !== 'object' || value === null) cells[name] = value
      else if ('nodes' in value && Array.isArray(value.nodes)) {
        lists.push([name, value.nodes])
        const { totalCount } = value as { totalCount?: number }
        if (totalCount !== undefined && !outermost) cells[`${name}.totalCount`] = totalCount
      } else visit(value as Json, `${name}.`, outermost)
    }
  }
  visit(data, prefix, isOutermost)
  const [list, another] = lists
  if (another) return null
  if (!list) return [cells]
  const [name, items] = list
  const inner = items.map((item) =>
    typeof item === 'object' && item !== null
      ? flattened(item as Json, `${name}.`, false)
      : [{ [name]: item }],
  )
  if (inner.includes(null)) return null
  const rows = inner.flatMap((some) => some ?? [])
  return rows.length === 0 && !isOutermost ? [cells] : rows.map((row) => ({ ...cells, ...row }))
}

const folder = join(import.meta.dirname, '../contract')
const CONTRACT = readdirSync(folder)
  .filter((name) => name.endsWith('.graphql'))
  .map((name): [string, string] => [name, readFileSync(join(folder, name), 'utf8')])

const OF_OUR_OWN: [string, string][] = [
  [
    'ports and their checkpoints',
    '{ ports { nodes { code region { code } checkpoints { mode status approved } name(lang: EN) } } }',
  ],
  [
    'a series with its claims',
    '{ checkpoint(code: "mandula-road") { name series(indicator: "freight-volume", kind: TARGET) { indicator { code } points { period { label } agreed claims { value(unit: "10kt") source { code } } } } } }',
  ],
  [
    'all observations',
    '{ observations(first: 1000) { totalCount nodes { id subject { code name } indicator { code } period { start end } value exact reported { value unit } status detail citation { locator evidence } } } }',
  ],
  ['projects with clusters', '{ projects(first: 1000) { nodes { code name clusters { code } } } }'],
  [
    'a source’s programmes',
    '{ source(code: "baotou-cbec-pilot-zone-2023") { code programmes { title children { title } } } }',
  ],
  ['one thing', '{ port(code: "mandula") { code name region { code } } }'],
  ['a count', '{ ports { totalCount } }'],
  [
    'fragments',
    '{ ports(first: 3) { nodes { ...P ... on Port { class } checkpoints { ... on Subject { code } mode } } } } fragment P on Port { code name }',
  ],
  [
    'aliases of a connection below another',
    '{ ports(first: 5) { nodes { code claims: observations(first: 4) { totalCount nodes { value } } } } }',
  ],
]

const textOf = (value: unknown): string => {
  const text = value == null ? '' : String(value)
  const runs = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) && !/^-[\d.]*$/.test(text)
  return runs ? `'${text}` : text
}

describe('a query as CSV and NDJSON has the rows of its JSON', () => {
  it.each([...CONTRACT, ...OF_OUR_OWN])('%s', async (_, query) => {
    const json = (await (await got(query)).json()) as { data?: Json; errors?: unknown }
    const [csv, ndjson] = [await got(query, { format: 'csv' }), await got(query, { format: 'ndjson' })]
    expect(ndjson.status).toBe(csv.status)
    const hasOneRoot = Object.values(json.data ?? {}).length === 1
    const expected = json.data && !json.errors ? flattened(json.data) : null
    if (expected === null) {
      expect(csv.status).toBe(400)
      expect(csv.headers.get('content-type')).toContain('json')
      return
    }
    expect(csv.status).toBe(200)
    const root = `${Object.keys(json.data ?? {})[0]}.`
    const named = (row: Flat) =>
      Object.fromEntries(
        Object.entries(row).map(([name, value]) => [
          hasOneRoot && name.startsWith(root) ? name.slice(root.length) : name,
          value,
        ]),
      )
    const [headers = [], ...rows] = cellsOf(await csv.text())
    const lines = linesOf(await ndjson.text())
    expect(rows).toHaveLength(expected.length)
    for (const [place, row] of expected.map(named).entries()) {
      const cells = Object.fromEntries(headers.map((header, column) => [header, rows[place]?.[column]]))
      for (const header of headers) expect([header, cells[header]]).toEqual([header, textOf(row[header])])
      for (const name of Object.keys(row).filter((one) => row[one] !== null && !headers.includes(one)))
        expect.soft(name).toBe('a header')
      expect(Object.keys(lines[place] ?? {})).toEqual(headers)
      expect(Object.values(lines[place] ?? {})).toEqual(headers.map((header) => row[header] ?? null))
    }
  })
})

test('at least one contract query is a table', async () => {
  const statuses = await Promise.all(
    CONTRACT.map(async ([, query]) => (await got(query, { format: 'csv' })).status),
  )
  expect(statuses).toContain(200)
})

const ALL = '{ observations { nodes { id value citation { evidence } } } }'

describe('a list without first', () => {
  it('comes whole, however many pages it has', async () => {
    const { data } = (await (await got('{ observations { totalCount } }')).json()) as {
      data: { observations: { totalCount: number } }
    }
    const response = await got(ALL, { format: 'ndjson' })
    expect(linesOf(await response.text())).toHaveLength(data.observations.totalCount)
    expect(response.headers.get('link')).toBeNull()
  })

  it('comes whole below one thing too, where pages are smaller', async () => {
    const query = (list: string) =>
      `{ source(code: "baotou-port-plan-2023-2027") { observations${list} { totalCount nodes { id } } } }`
    const { data } = (await (await got(query('(first: 1)'))).json()) as {
      data: { source: { observations: { totalCount: number } } }
    }
    expect(data.source.observations.totalCount).toBeGreaterThan(200)
    expect(cellsOf(await csvOf(query('')))).toHaveLength(data.source.observations.totalCount + 1)
  })

  it('goes on after a cursor to the end', async () => {
    const whole = linesOf(await (await got(ALL, { format: 'ndjson' })).text())
    const page = await got(ALL, { format: 'ndjson', first: '5' })
    const after = page.headers.get('x-next-cursor') ?? ''
    expect(linesOf(await (await got(ALL, { format: 'ndjson', after })).text())).toEqual(whole.slice(5))
  })

  it('is as of the day of the request', async () => {
    const rows = async (directive: string) =>
      cellsOf(await csvOf(`query Q ${directive} { observations { nodes { source { code } } } }`)).slice(1)
    expect(new Set((await rows('@asOf(date: "2022-12-31")')).flat())).toEqual(
      new Set(['inner-mongolia-port-plan-2021-2025']),
    )
    expect(await rows('@asOf(date: "2000-01-01")')).toEqual([])
  })
})

describe.each([
  ['with an argument', ALL],
  [
    'with variables',
    'query Q($first: Int, $after: String) { observations(first: $first, after: $after) { nodes { id value citation { evidence } } } }',
  ],
])('pages by parameters of the address, %s', (_, query) => {
  it('together equal the whole, by Link and by cursor', async () => {
    const whole = linesOf(await (await got(ALL, { format: 'ndjson' })).text())
    const rows: unknown[] = []
    let address: string | null = addressOf(query, { format: 'ndjson', first: '97' })
    let pages = 0
    while (address !== null) {
      const response: Response = await fetch(address)
      const page = linesOf(await response.text())
      expect(page.length).toBeLessThanOrEqual(97)
      rows.push(...page)
      pages += 1
      const link = /^<([^>]+)>; rel="next"$/.exec(response.headers.get('link') ?? '')?.[1]
      expect(link === undefined).toBe(response.headers.get('x-next-cursor') === null)
      address = link === undefined ? null : new URL(link, serving.url).href
    }
    expect(pages).toBe(Math.ceil(whole.length / 97))
    expect(rows).toEqual(whole)
  })
})

test('JSON takes first and after of the address as variables too', async () => {
  const query =
    'query Q($first: Int, $after: String) { ports(first: $first, after: $after) { nodes { code } pageInfo { endCursor } } }'
  interface Ports {
    data: { ports: { nodes: { code: string }[]; pageInfo: { endCursor: string } } }
  }
  const one = (await (await got(query, { first: '1' })).json()) as Ports
  const two = (await (
    await got(query, { first: '1', after: one.data.ports.pageInfo.endCursor })
  ).json()) as Ports
  expect([...one.data.ports.nodes, ...two.data.ports.nodes].map(({ code }) => code)).toEqual([
    'arihashate',
    'arxan',
  ])
})

describe('what is asked for', () => {
  const QUERY = 'query Ports { ports(first: 2) { nodes { code } } }'

  it.each([
    ['text/csv', 'text/csv; charset=utf-8; header=present', 'Ports.csv'],
    ['application/x-ndjson', 'application/x-ndjson; charset=utf-8', 'Ports.ndjson'],
    ['application/json;q=0.5, text/csv', 'text/csv; charset=utf-8; header=present', 'Ports.csv'],
  ])('by Accept: %s', async (accept, mediaType, file) => {
    const response = await got(QUERY, {}, { accept })
    expect([response.headers.get('content-type'), response.headers.get('content-disposition')]).toEqual([
      mediaType,
      `attachment; filename="${file}"`,
    ])
  })

  it.each(['application/json, text/csv;q=0.9', '*/*', 'text/csv;q=0, */*'])(
    'is JSON for Accept: %s',
    async (accept) => {
      expect((await got(QUERY, {}, { accept })).headers.get('content-type')).toBe(
        'application/json; charset=utf-8',
      )
    },
  )

  it('by ?format= goes before Accept, and a browser gets the file', async () => {
    const accept = 'text/html,application/xhtml+xml,*/*;q=0.8'
    expect(await (await got(QUERY, { format: 'csv' }, { accept })).text()).toBe(
      'code\r\narihashate\r\narxan\r\n',
    )
    const json = await got(QUERY, { format: 'json' }, { accept: 'text/csv' })
    expect(await json.json()).toHaveProperty('data')
  })

  it('by POST as by GET', async () => {
    const response = await fetch(`${serving.url}/graphql?format=csv`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        query: 'query A { ports { nodes { code } } } query B { sources(first: 1) { nodes { code } } }',
        operationName: 'B',
      }),
    })
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="B.csv"')
    expect(await response.text()).toBe('code\r\ninner-mongolia-port-plan-2021-2025\r\n')
  })

  it('with a byte-order mark only on request', async () => {
    const bytes = async (bom: string) =>
      new Uint8Array(await (await got(QUERY, { format: 'csv', bom })).arrayBuffer()).slice(0, 4)
    expect([...(await bytes('1'))]).toEqual([0xef, 0xbb, 0xbf, 0x63])
    expect([...(await bytes('0'))].slice(0, 2)).toEqual([0x63, 0x6f])
  })

  it('has no body for HEAD, and the next request is answered', async () => {
    const head = await fetch(addressOf(ALL, { format: 'csv' }), { method: 'HEAD' })
    expect([head.status, await head.text()]).toEqual([200, ''])
    expect((await got(QUERY)).status).toBe(200)
  })
})

describe('compressed when the client asks', () => {
  /** fetch would undo it. */
  function raw(
    path: string,
    acceptEncoding: string,
  ): Promise<{ encoding: string | undefined; body: Buffer }> {
    return new Promise((resolve, reject) => {
      const asking = request(path, { headers: { 'accept-encoding': acceptEncoding } }, (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('end', () => {
          resolve({ encoding: response.headers['content-encoding'], body: Buffer.concat(chunks) })
        })
      })
      asking.on('error', reject)
      asking.end()
    })
  }

  it.each([{ format: 'csv' }, { format: 'json' }])('as $format', async (parameters) => {
    const query = '{ observations { nodes { id citation { evidence } } } }'
    const plain = await raw(addressOf(query, parameters), 'identity')
    const [zipped, brotli] = [
      await raw(addressOf(query, parameters), 'gzip'),
      await raw(addressOf(query, parameters), 'gzip, br'),
    ]
    expect([plain.encoding, zipped.encoding, brotli.encoding]).toEqual([undefined, 'gzip', 'br'])
    expect(gunzipSync(zipped.body).equals(plain.body)).toBe(true)
    expect(brotliDecompressSync(brotli.body).equals(plain.body)).toBe(true)
    expect(zipped.body.length).toBeLessThan(plain.body.length / 2)
  })
})

describe('what is no table is refused with what would be right', () => {
  it.each([
    [
      '{ ports { nodes { code } } sources { nodes { code } } }',
      'a table has the rows of one list; found ports and sources at the root: ask for each in a query of its own, or for JSON',
    ],
    [
      '{ ports { nodes { code milestones { event } problems { remedy } } } }',
      'a table follows one list into another; found ports.milestones and ports.problems side by side: ask for each in a query of its own, or for JSON',
    ],
    [
      '{ ports { nodes { code } edges { cursor } } }',
      'a table follows one list into another; found ports and ports side by side: ask for each in a query of its own, or for JSON',
    ],
    [
      '{ ports { edges { cursor node { cursor: code } } } }',
      'two columns would be called "cursor": give one of the fields another name by an alias',
    ],
    [
      '{ ports(filter: { codes: ["mandul"] }) { nodes { code } } }',
      'filter.codes: found "mandul", expected the code of a port, nearest: "mandula"',
    ],
    ['{ ports(first: 1001) { nodes { code } } }', 'first: found 1001, expected a number from 0 to 1000'],
  ])('%s', async (query, message) => {
    expect(await refusal(query)).toEqual({ status: 400, code: 'BAD_USER_INPUT', message })
  })

  it.each([
    [{ format: 'xlsx' }, 'format: found "xlsx", expected "csv", "ndjson" or "json"'],
    [{ format: 'csv', bom: 'yes' }, 'bom: found "yes", expected 1 or 0'],
    [{ format: 'csv', first: 'ten' }, 'first: found "ten", expected a whole number'],
    [{ format: 'csv', after: 'x' }, 'after: found "x", expected a cursor of this list in the order CODE ASC'],
  ])('%j', async (parameters, message) => {
    const answer = await refusal('{ ports { nodes { code } } }', parameters as unknown as Parameters)
    expect(answer).toEqual({ status: 400, code: 'BAD_USER_INPUT', message })
  })

  it('a page of a list that has none', async () => {
    const { message } = await refusal('{ source(code: "xilingol-opening-2024") { milestones { event } } }', {
      format: 'csv',
      first: '3',
    })
    expect(message).toBe('first: this list has no pages; leave first out')
  })

  it('a list below a list that is longer than what is read of it, before anything is sent', async () => {
    const query = (first: string) => `{ sources { nodes { code observations${first} { nodes { id } } } } }`
    const { status, message } = await refusal(query(''))
    expect(status).toBe(400)
    expect(message).toMatch(
      /^sources\.observations has more than 100 rows in one place.*ask for it at the root/,
    )
    expect(cellsOf(await csvOf(query('(first: 3)'))).length).toBeGreaterThan(10)
    expect(cellsOf(await csvOf('{ observations { nodes { id source { code } } } }')).length).toBeGreaterThan(
      100,
    )
  })

  it('a query that is wrong, as its JSON is', async () => {
    expect(await refusal('{ prots { nodes { code } } }')).toMatchObject({
      status: 400,
      code: 'GRAPHQL_VALIDATION_FAILED',
    })
    expect(await refusal('{ ports {')).toMatchObject({ status: 400 })
    expect(await refusal('query Q($d: Date!) @asOf(date: $d) { ports { nodes { code } } }')).toMatchObject({
      status: 400,
      code: 'BAD_USER_INPUT',
    })
  })
})
