import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse, validate } from 'graphql'
import { describe, expect, inject, test } from 'vitest'
import { schema } from '../../schema/index.ts'
import { serve } from '../../server/http.ts'
import { ask } from './ask.ts'

const folder = join(import.meta.dirname, '../contract')
const QUERIES = readdirSync(folder)
  .filter((name) => name.endsWith('.graphql'))
  .map((name): [string, string] => [name, readFileSync(join(folder, name), 'utf8')])
  .filter(([, query]) => validate(schema, parse(query)).length === 0)

const LATEST = '2025-03-31'
const BEFORE_ALL = '2021-12-23'

function leaves(value: unknown): unknown[] {
  if (Array.isArray(value)) return value.flatMap(leaves)
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(leaves) : [value]
}

describe('every contract query', () => {
  test.each(QUERIES)('at the latest day answers what it answers without a day: %s', async (_, query) => {
    const [now, then] = [await ask(query), await ask(query, {}, LATEST)]
    expect([then.data, then.errors]).toEqual([now.data, now.errors])
  })

  test.each(QUERIES)('sees nothing before the first source: %s', async (_, query) => {
    const { data } = await ask(query, {}, BEFORE_ALL)
    expect(
      leaves(data).filter((leaf) => leaf !== null && leaf !== 0 && leaf !== false && leaf !== ''),
    ).toEqual([])
  })
})

const LISTS = [
  'ports checkpoints regions platforms corridors projects clusters benchmarkPorts measures programmes',
  'sources observations changes',
]
  .join(' ')
  .split(' ')
const COUNTS = `{ ${LISTS.map((list) => `${list} { totalCount }`).join(' ')} dataset { sources { code } } }`

test('every root list grows with the day, from nothing to the whole', async () => {
  const days = [BEFORE_ALL, '2021-12-24', '2023-07-18', '2023-10-31', '2024-11-30', LATEST]
  const counted: number[][] = []
  for (const day of days) {
    const { data, errors } = await ask(COUNTS, {}, day)
    expect(errors).toEqual([])
    counted.push(LISTS.map((list) => (data[list] as unknown as { totalCount: number }).totalCount))
    expect((data['dataset'] as unknown as { sources: unknown[] }).sources).toHaveLength(days.indexOf(day))
  }
  expect(counted[0]).toEqual(LISTS.map(() => 0))
  counted.slice(1).forEach((counts, place) => {
    counts.forEach((count, list) => {
      expect(count).toBeGreaterThanOrEqual(counted[place]?.[list] ?? 0)
    })
  })
  const whole = await ask(COUNTS)
  expect(counted.at(-1)).toEqual(
    LISTS.map((list) => (whole.data[list] as unknown as { totalCount: number }).totalCount),
  )
})

test('what a later source says cannot be reached by any way', async () => {
  const { data } = await ask(`{
    source(code: "baotou-port-plan-2023-2027") { id } observations(first: 1, filter: { sources: ["baotou-port-plan-2023-2027"] }) { nodes { id } }
    projects(first: 1, filter: { sources: ["baotou-port-plan-2023-2027"] }) { nodes { id code } }
    programmes(first: 1, filter: { sources: ["baotou-port-plan-2023-2027"] }) { nodes { id code } } }`)
  const first = (list: string) =>
    (data[list] as unknown as { nodes: { id: string; code: string }[] }).nodes[0] as {
      id: string
      code: string
    }
  const source = (data['source'] as unknown as { id: string }).id
  const ids = [source, first('observations').id, first('projects').id, first('programmes').id]
  const before = await ask(
    `{ ${ids.map((id, place) => `n${place}: node(id: "${id}") { id }`).join(' ')}
      project(code: "${first('projects').code}") { code } programme(code: "${first('programmes').code}") { code }
      source(code: "baotou-port-plan-2023-2027") { code }
      ports(filter: { sources: ["baotou-port-plan-2023-2027"] }) { totalCount } }`,
    {},
    '2023-10-30',
  )
  expect(before.errors).toEqual([])
  expect(leaves(before.data)).toEqual([null, null, null, null, null, null, null, 0])
})

test('an argument narrows the day of the request and never widens it', async () => {
  const query = `{ early: sources(asOf: "2022-12-31") { totalCount } late: sources(asOf: "2025-12-31") { totalCount } }`
  expect((await ask(query, {}, '2023-08-01')).data).toEqual({
    early: { totalCount: 1 },
    late: { totalCount: 2 },
  })
})

describe('the directive', () => {
  const COUNT = 'sources { totalCount } port(code: "mandula") { profiles { source { code } } }'

  async function answers(query: string, variables: object = {}) {
    const serving = await serve({ url: inject('database'), host: '127.0.0.1', port: 0, quiet: true })
    const response = await fetch(`${serving.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    })
    const { data, errors } = (await response.json()) as {
      data?: unknown
      errors?: { message: string; extensions: { code: string } }[]
    }
    await serving.close()
    return { data, errors }
  }

  test('sets the day of the whole operation, by a literal or a variable', async () => {
    const expected = (await ask(`{ ${COUNT} }`, {}, '2022-12-31')).data
    expect(expected['sources']).toEqual({ totalCount: 1 })
    expect(await answers(`query Q @asOf(date: "2022-12-31") { ${COUNT} }`)).toEqual({ data: expected })
    const query = `query Q($day: Date! = "2025-12-31") @asOf(date: $day) { ${COUNT} }`
    expect(await answers(query, { day: '2022-12-31' })).toEqual({ data: expected })
    expect(await answers(query)).toEqual({ data: (await ask(`{ ${COUNT} }`)).data })
  })

  test.each([
    ['query Q @asOf(date: "2022-02-30") { sources { totalCount } }', {}],
    ['query Q($day: Date!) @asOf(date: $day) { sources { totalCount } }', { day: '2022-02-30' }],
  ])('with a day that does not exist is refused: %s', async (query, variables) => {
    const { errors } = await answers(query, variables)
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['BAD_USER_INPUT'])
    expect(errors?.[0]?.message).toContain('found "2022-02-30", expected a day of the calendar')
  })

  test('belongs to a query, not to a field', async () => {
    const { errors } = await answers('{ sources @asOf(date: "2022-12-31") { totalCount } }')
    expect(errors?.[0]?.message).toBe('Directive "@asOf" may not be used on FIELD.')
  })
})
