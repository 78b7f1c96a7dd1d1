// Queries by their hash, after Apollo's protocol of automatic persisted queries.
import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ask, type Hub, startHub } from './hub.ts'

let hub: Hub
beforeAll(async () => {
  hub = await startHub()
})
afterAll(() => hub.close())

const hashOf = (query: string) => createHash('sha256').update(query).digest('hex')
const persisted = (sha256Hash: unknown, version: unknown = 1) => ({ persistedQuery: { version, sha256Hash } })

describe('a query by its hash', () => {
  const query = 'query Q($n: Int = 1) { hello(times: $n) }'

  it('is asked for by name as long as it is unknown, and answered once it was sent', async () => {
    const extensions = persisted(hashOf(query))
    const first = await ask(hub.graph, { extensions })
    expect([first.status, first.errors?.[0]?.message, first.errors?.[0]?.extensions['code']]).toEqual([
      404,
      'PersistedQueryNotFound',
      'PERSISTED_QUERY_NOT_FOUND',
    ])
    expect((await ask(hub.graph, { query, extensions })).data).toEqual({ hello: 'hello' })
    expect((await ask(hub.graph, { extensions, variables: { n: 2 } })).data).toEqual({ hello: 'hellohello' })
  })

  it('is answered by GET too, and a client that has the answer is told so', async () => {
    await ask(hub.graph, { query, extensions: persisted(hashOf(query)) })
    const search = new URLSearchParams({ extensions: JSON.stringify(persisted(hashOf(query))) })
    const first = await fetch(`${hub.graph}?${search}`)
    expect(await first.json()).toMatchObject({ data: { hello: 'hello' } })
    const headers = { 'if-none-match': first.headers.get('etag') ?? '' }
    const executed = hub.executed()
    expect((await fetch(`${hub.graph}?${search}`, { headers })).status).toBe(304)
    expect(hub.executed()).toBe(executed)
  })

  it('is turned away where the hash is another query’s, and not kept', async () => {
    const extensions = persisted(hashOf('{ version }'))
    const { status, errors } = await ask(hub.graph, { query: '{ hello }', extensions })
    expect([status, errors?.[0]?.extensions['code']]).toEqual([400, 'PERSISTED_QUERY_MISMATCH'])
    expect((await ask(hub.graph, { extensions })).status).toBe(404)
  })

  it.each([
    ['a hash that is none', persisted('abc')],
    ['a number for a hash', persisted(7)],
    ['another version of the protocol', persisted(hashOf(query), 2)],
    ['a text for the extension', { persistedQuery: 'abc' }],
  ])('is turned away with %s', async (_, extensions) => {
    const { status, errors } = await ask(hub.graph, { extensions })
    expect([status, errors?.[0]?.extensions['code']]).toEqual([400, 'BAD_REQUEST'])
    expect(errors?.[0]?.message).toContain('sha256Hash')
  })
})
