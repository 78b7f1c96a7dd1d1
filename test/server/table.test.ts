// Queries as tables, over the real dataset and HTTP: their rows and pages.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, test } from 'vitest'
import { addressOf, cellsOf, csvOf, got, linesOf, resolved, serveTables } from './table-client.ts'

serveTables()

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
      address = link === undefined ? null : resolved(link)
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
