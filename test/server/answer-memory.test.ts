// Answers that are given again: what is the same question, until when, and what is never remembered.
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { ask, type Hub, startHub } from './hub.ts'

let hub: Hub
afterEach(() => hub.close())

const remembering = async () => (hub = await startHub({ capacity: 1_000_000 }))
const got = (address: string, headers: Record<string, string> = {}) =>
  fetch(`${hub.graph}${address}`, { headers })

describe('a question that is asked again', () => {
  it('is answered alike, in the same manner, without being executed', async () => {
    await remembering()
    const asked = () => ask(hub.graph, { query: '{ hello version }' })
    const [first, second] = [await asked(), await asked()]
    expect(second.data).toEqual(first.data)
    expect(second.headers.get('content-type')).toBe(first.headers.get('content-type'))
    expect(second.headers.get('x-request-id')).not.toBe(first.headers.get('x-request-id'))
    expect(hub.executed()).toBe(1)
  })

  it('sees a new version of the dataset at once', async () => {
    await remembering()
    const version = async () => (await ask(hub.graph, { query: '{ version }' })).data?.['version']
    expect([await version(), await version()]).toEqual([0, 0])
    await hub.load()
    expect([await version(), await version()]).toEqual([1, 1])
    expect(hub.executed()).toBe(2)
  })

  it('is not remembered where the dataset changed while its answer was made', async () => {
    await remembering()
    const query = '{ slow(ms: 150) version }'
    const version = async () => (await ask(hub.graph, { query })).data?.['version']
    const before = version()
    await pause(50)
    await hub.load()
    await ask(hub.graph, { query: '{ hello }' })
    expect([await before, await version()]).toEqual([0, 1])
  })

  it('is another one with other variables, another media type, another encoding or another format', async () => {
    await remembering()
    const query = 'query Q($n: Int = 1) { hello(times: $n) }'
    const asked: [object, Record<string, string>][] = [
      [{ query }, {}],
      [{ query, variables: { n: 2 } }, {}],
      [{ query }, { accept: 'application/graphql-response+json' }],
      [{ query }, { 'accept-encoding': 'identity' }],
    ]
    for (const [body, headers] of asked) await ask(hub.graph, body, headers)
    expect(hub.executed()).toBe(asked.length)
  })

  it('is not remembered where anything went wrong with it', async () => {
    await remembering()
    for (const query of ['{ hello refused }', '{ broken }', '{ hallo }', '{']) {
      for (const time of [1, 2]) {
        expect([time, (await ask(hub.graph, { query })).errors?.length]).toEqual([time, 1])
      }
    }
    expect(hub.executed()).toBe(4)
  })

  it('is turned away as before where it arrives in another media type', async () => {
    await remembering()
    const body = JSON.stringify({ query: '{ hello }' })
    expect((await ask(hub.graph, body)).status).toBe(200)
    expect((await ask(hub.graph, body, { 'content-type': 'text/plain' })).status).toBe(415)
  })

  it('is executed anew where nothing is to be remembered', async () => {
    hub = await startHub({ capacity: 0 })
    for (const time of [1, 2]) {
      await ask(hub.graph, { query: '{ hello }' })
      expect(hub.executed()).toBe(time)
    }
  })
})

describe('a client that still has the answer', () => {
  it('is told so, without anything being executed, until the dataset changes', async () => {
    hub = await startHub({ capacity: 0 })
    const first = await got('?query={hello}')
    const etag = first.headers.get('etag') ?? ''
    expect([first.status, first.headers.get('cache-control')]).toEqual([200, 'no-cache'])
    const again = await got('?query={hello}', { 'if-none-match': etag })
    expect([again.status, again.headers.get('etag'), await again.text()]).toEqual([304, etag, ''])
    expect(hub.executed()).toBe(1)
    await hub.load()
    expect((await got('?query={hello}', { 'if-none-match': etag })).status).toBe(200)
  })

  it('has another tag for another question', async () => {
    await remembering()
    const tags = [await got('?query={hello}'), await got('?query={version}')].map(({ headers }) =>
      headers.get('etag'),
    )
    expect(new Set(tags).size).toBe(2)
  })

  it('has none for an answer with errors, nor by POST', async () => {
    await remembering()
    expect((await got('?query={refused}')).headers.get('etag')).toBeNull()
    expect((await ask(hub.graph, { query: '{ hello }' })).headers.get('etag')).toBeNull()
  })
})
