// What the server tells of its limits, and of what a query would cost, without executing it.
import { describe, expect, it, test } from 'vitest'
import { limits } from '../../server/config.ts'
import { LIMITS } from '../../server/limits.ts'
import { ask } from './hub.ts'
import { realHub } from './real-hub.ts'

const hub = realHub()

describe('explain', () => {
  const EXPLAIN = `query ($query: String!, $variables: JSON, $name: String) {
    explain(query: $query, variables: $variables, operationName: $name) {
      nodes heaviest depth aliases rootFields directives refusal { code message limit allowed found } } }`
  const explained = async (query: string, variables: object | null = null, name: string | null = null) => {
    const { data, errors } = await ask(hub.graph(), { query: EXPLAIN, variables: { query, variables, name } })
    expect(errors).toBeUndefined()
    return data?.['explain'] as Record<string, unknown>
  }

  it('tells what a query costs, and asks nothing of the dataset', async () => {
    await explained('{ __typename }')
    const statements = hub.statements()
    const query =
      'query ($n: Int) { ports(first: $n) { nodes { a: code region { code @include(if: true) } } } }'
    expect(await explained(query, { n: 7 })).toEqual({
      nodes: 15,
      heaviest: 'ports',
      depth: 3,
      aliases: 1,
      rootFields: 1,
      directives: 1,
      refusal: null,
    })
    expect(hub.statements()).toBe(statements)
  })

  it.each([
    [
      '{ ports(first: 1000) { nodes { projects(first: 100) { nodes { sources { code } } } } } }',
      'QUERY_TOO_COSTLY',
      'nodes',
    ],
    [
      `{ ${Array.from({ length: 31 }, (_, i) => `a${i}: __typename`).join(' ')} }`,
      'TOO_MANY_ALIASES',
      'aliases',
    ],
    [`{ ${'a '.repeat(2_500)} }`, 'DOCUMENT_TOO_LARGE', 'documentTokens'],
    ['{ nowhere }', 'GRAPHQL_VALIDATION_FAILED', null],
    ['{ ports {', 'GRAPHQL_PARSE_FAILED', null],
    ['query A { __typename } query B { __typename }', 'OPERATION_RESOLUTION_FAILURE', null],
    ['query ($n: Int!) { ports(first: $n) { totalCount } }', 'BAD_USER_INPUT', null],
  ])('tells why %.60s would be refused', async (query, code, limit) => {
    const { refusal } = await explained(query)
    expect(refusal).toMatchObject({ code, limit })
    const { errors } = await ask(hub.graph(), { query })
    expect(errors?.[0]?.extensions['code']).toBe(code)
  })

  it('looks at the operation that is named', async () => {
    const two = 'query A { port(code: "a") { code } } query B { ports(first: 1) { nodes { code } } }'
    expect(await explained(two, null, 'B')).toMatchObject({ nodes: 2, refusal: null })
  })

  it('is answered once in a request, and explains itself', async () => {
    const once = 'explain(query: "{ __typename }") { nodes }'
    const { errors } = await ask(hub.graph(), { query: `{ a: ${once} b: ${once} }` })
    expect(errors?.map(({ message }) => message)).toEqual([
      'explain: found twice in one request, expected once',
    ])
    expect(await explained(EXPLAIN, { query: '{ __typename }' })).toMatchObject({ nodes: 2, refusal: null })
  })
})

describe('limits', () => {
  test('are told as they are set', async () => {
    const { data } = await ask(hub.graph(), { query: '{ limits { name value counts variable } }' })
    const told = data?.['limits'] as { name: string; value: number; counts: string; variable: string }[]
    expect(Object.fromEntries(told.map(({ name, value }) => [name, value]))).toEqual(LIMITS)
    expect(told.every(({ counts }) => counts.endsWith('.'))).toBe(true)
    expect(told.find(({ name }) => name === 'rootFields')?.variable).toBe('KOUAN_LIMIT_ROOT_FIELDS')
  })

  test('are set by the environment', () => {
    expect(limits({ KOUAN_LIMIT_NODES: '5000', KOUAN_LIMIT_ROOT_FIELDS: '3', PATH: '/bin' })).toEqual({
      ...LIMITS,
      nodes: 5_000,
      rootFields: 3,
    })
  })

  test.each([
    [{ KOUAN_LIMIT_NODES: 'many' }, 'KOUAN_LIMIT_NODES is "many"; give a whole number from 1 to 999999999'],
    [{ KOUAN_LIMIT_NODES: '0' }, 'KOUAN_LIMIT_NODES is "0"'],
    [{ KOUAN_LIMIT_NODES: '' }, 'KOUAN_LIMIT_NODES is ""'],
    [{ KOUAN_LIMIT_NODES: '1e9' }, 'KOUAN_LIMIT_NODES is "1e9"'],
    [{ KOUAN_LIMIT_NODE: '10' }, 'KOUAN_LIMIT_NODE is no limit; there are KOUAN_LIMIT_BODY_BYTES'],
  ])('that are none stop the server before it starts: %j', (environment, message) => {
    expect(() => limits(environment)).toThrow(message)
  })
})
