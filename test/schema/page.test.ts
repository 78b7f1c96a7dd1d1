import { describe, expect, test } from 'vitest'
import { ask } from './ask.ts'

interface PageOf<Node> {
  totalCount: number
  nodes: Node[]
  pageInfo: {
    hasNextPage: boolean
    hasPreviousPage: boolean
    startCursor: string | null
    endCursor: string | null
  }
}

const PAGE = 'totalCount nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }'

/** All ids, page by page, in the direction that `size` and `cursor` name. */
async function walk(list: (window: string) => string, forward: boolean, size: number): Promise<string[]> {
  const ids: string[] = []
  for (let cursor: string | null = null, more = true; more;) {
    const at: string = cursor === null ? '' : `, ${forward ? 'after' : 'before'}: "${cursor}"`
    const { data, errors } = await ask(list(`${forward ? 'first' : 'last'}: ${size}${at}`))
    expect(errors).toEqual([])
    const page = (data['list'] ?? (data['of'] as never)['list']) as unknown as PageOf<{ id: string }>
    const found = page.nodes.map(({ id }) => id)
    if (forward) ids.push(...found)
    else ids.unshift(...found)
    cursor = forward ? page.pageInfo.endCursor : page.pageInfo.startCursor
    more = forward ? page.pageInfo.hasNextPage : page.pageInfo.hasPreviousPage
  }
  return ids
}

const ORDERS = ['READING', 'PERIOD', 'VALUE'].flatMap((field) =>
  ['ASC', 'DESC'].map((direction) => `orderBy: { field: ${field}, direction: ${direction} }`),
)

describe.each(ORDERS)('observations, %s', (order) => {
  test('all pages together equal the whole, forward and backward', async () => {
    const list = (window: string) => `{ list: observations(${order}, ${window}) { ${PAGE} } }`
    const whole = await walk(list, true, 1000)
    expect(new Set(whole).size).toBe(whole.length)
    expect(whole.length).toBeGreaterThan(100)
    expect(await walk(list, true, 37)).toEqual(whole)
    expect(await walk(list, false, 41)).toEqual(whole)
  })

  test('of one checkpoint, all pages together equal the whole', async () => {
    const list = (window: string) =>
      `{ of: checkpoint(code: "mandula-road") { list: observations(${order}, ${window}) { ${PAGE} } } }`
    const whole = await walk(list, true, 100)
    expect(whole.length).toBeGreaterThan(20)
    expect(await walk(list, true, 7)).toEqual(whole)
    expect(await walk(list, false, 5)).toEqual(whole)
  })
})

test('subjects page by code and by name in both directions', async () => {
  for (const order of ['CODE', 'NAME']) {
    const list = (window: string) =>
      `{ list: regions(orderBy: { field: ${order}, direction: DESC }, ${window}) { ${PAGE} } }`
    const whole = await walk(list, true, 1000)
    expect(await walk(list, true, 4)).toEqual(whole)
    expect(await walk(list, false, 5)).toEqual(whole)
  }
})

test('lists in memory page too', async () => {
  const list = (window: string) => `{ list: indicators(${window}) { ${PAGE} } }`
  const whole = await walk(list, true, 1000)
  expect(whole.length).toBeGreaterThan(20)
  expect(await walk(list, true, 6)).toEqual(whole)
  expect(await walk(list, false, 6)).toEqual(whole)
})

test('nulls are last in both directions', async () => {
  const { data, errors } = await ask(`{
    up: observations(first: 1000, orderBy: { field: VALUE, direction: ASC }) { nodes { exact } }
    down: observations(first: 1000, orderBy: { field: VALUE, direction: DESC }) { nodes { exact } }
  }`)
  expect(errors).toEqual([])
  for (const name of ['up', 'down']) {
    const values = (data[name] as unknown as PageOf<{ exact: string | null }>).nodes.map(({ exact }) => exact)
    const firstNull = values.indexOf(null)
    expect(firstNull).toBeGreaterThan(0)
    expect(values.slice(firstNull).every((value) => value === null)).toBe(true)
    const numbers = values.slice(0, firstNull).map(Number)
    const inOrder = [...numbers].sort((a, b) => (name === 'up' ? a - b : b - a))
    expect(numbers).toEqual(inOrder)
  }
})

test.each([
  ['{ ports(first: 1001) { totalCount } }', 'first: found 1001, expected a number from 0 to 1000'],
  [
    '{ port(code: "mandula") { observations(first: 101) { totalCount } } }',
    'first: found 101, expected a number from 0 to 100',
  ],
  ['{ ports(first: -1) { totalCount } }', 'first: found -1, expected a number from 0 to 1000'],
  ['{ ports(first: 1, last: 1) { totalCount } }', 'last: found beside first, expected one of the two'],
  [
    '{ ports(after: "nonsense") { totalCount } }',
    'after: found "nonsense", expected a cursor of this list in the order CODE ASC',
  ],
])('%s is refused with what would be right', async (query, message) => {
  expect((await ask(query)).errors).toEqual([message])
})

test('a cursor of another order is refused', async () => {
  const { data } = await ask('{ ports(first: 1) { pageInfo { endCursor } } }')
  const cursor = (data['ports'] as unknown as PageOf<never>).pageInfo.endCursor
  const { errors } = await ask(`{ ports(after: "${cursor}", orderBy: { field: NAME }) { totalCount } }`)
  expect(errors[0]).toMatch(/expected a cursor of this list in the order NAME ASC/)
})
