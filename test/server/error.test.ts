import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ask, type Hub, startHub } from './hub.ts'

let hub: Hub
beforeAll(async () => {
  hub = await startHub()
})
afterAll(() => hub.close())
beforeEach(() => {
  hub.logged.length = 0
})

const MODERN = { accept: 'application/graphql-response+json' }

describe('mistakes of a client', () => {
  it('tells what a resolver refuses, with code and argument, beside the data that there is', async () => {
    const { status, data, errors } = await ask(hub.graph, { query: '{ hello refused }' })
    expect([status, data]).toEqual([200, { hello: 'hello', refused: null }])
    expect(errors).toEqual([
      {
        message: 'there is no port "manzhoul"; the nearest is "manzhouli"',
        locations: [{ line: 1, column: 9 }],
        path: ['refused'],
        extensions: { code: 'BAD_USER_INPUT', argument: 'code' },
      },
    ])
  })

  it.each([
    ['a document that does not parse', { query: '{ hello' }, 'GRAPHQL_PARSE_FAILED'],
    ['a character that no document has', { query: '{ hello ? }' }, 'GRAPHQL_PARSE_FAILED'],
    ['a field that does not exist', { query: '{ hallo }' }, 'GRAPHQL_VALIDATION_FAILED'],
    ['a literal of another type', { query: '{ hello(times: "x") }' }, 'GRAPHQL_VALIDATION_FAILED'],
    [
      'a variable of another type',
      { query: 'query ($n: Int) { hello(times: $n) }', variables: { n: 'x' } },
      'BAD_USER_INPUT',
    ],
    ['a variable that is missing', { query: 'query ($n: Int!) { hello(times: $n) }' }, 'BAD_USER_INPUT'],
  ])('tells %s: 200 to a client of application/json, 400 to a modern one', async (_, body, code) => {
    for (const [headers, expected] of [
      [{ accept: 'application/json' }, 200],
      [MODERN, 400],
    ] as const) {
      const { status, errors, data } = await ask(hub.graph, body, headers)
      expect([status, data, errors?.[0]?.extensions]).toEqual([expected, undefined, { code }])
    }
    expect(hub.logged).toEqual([])
  })

  it('tells an operation that is not in the document', async () => {
    const { status, errors } = await ask(hub.graph, { query: '{ hello }', operationName: 'Nope' })
    expect([status, errors?.[0]?.message]).toEqual([400, 'Could not determine what operation to execute.'])
    expect(errors?.[0]?.extensions['code']).toBe('OPERATION_RESOLUTION_FAILURE')
  })
})

describe('faults of our own', () => {
  it.each(['broken', 'brokenInGraphql', 'notANumber', 'missing'])(
    'masks the field %s, keeps its place, and logs it under the request id',
    async (field) => {
      const told = await ask(hub.graph, { query: `{ hello ${field} }` }, { ...MODERN, 'x-request-id': 'r-1' })
      expect(told.status).toBe(200)
      expect(told.errors).toEqual([
        {
          message: 'Internal error',
          locations: [{ line: 1, column: 9 }],
          path: [field],
          extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: 'r-1' },
        },
      ])
      expect(JSON.stringify(told)).not.toContain('secret')
      expect(hub.logged).toMatchObject([{ requestId: 'r-1', path: [field] }])
      expect(hub.logged[0]).toHaveProperty('err.stack', expect.stringMatching(/\n +at /))
    },
  )

  it('answers 500, masked and logged, when a request cannot even begin', async () => {
    const contextOf = () => Promise.reject(new Error('no such table: secret'))
    const failing = await startHub({ contextOf })
    const { status, errors } = await ask(failing.graph, { query: '{ hello }' }, { 'x-request-id': 'r-2' })
    expect([status, errors]).toEqual([
      500,
      [{ message: 'Internal error', extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: 'r-2' } }],
    ])
    expect(failing.logged).toMatchObject([{ requestId: 'r-2', err: { message: 'no such table: secret' } }])
    expect(failing.held()).toBe(0)
    await failing.close()
  })
})

describe('a snapshot of the dataset', () => {
  it('is held while a request runs, and given back after data, after errors and after refusals', async () => {
    const slow = ask(hub.graph, { query: '{ slow(ms: 200) }' })
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(hub.held()).toBe(1)
    await slow
    for (const query of ['{ hello }', '{ broken }', '{ missing }', '{ hallo }', '{', '{ refused }']) {
      await ask(hub.graph, { query })
      expect(hub.held()).toBe(0)
    }
  })

  it('shows resolvers nothing that runs SQL', async () => {
    const { data } = await ask(hub.graph, { query: '{ contextKeys version }' })
    expect(data?.['version']).toBe(0)
    expect(data?.['contextKeys']).not.toContain('rows')
    expect(data?.['contextKeys']).not.toContain('snapshot')
  })
})
