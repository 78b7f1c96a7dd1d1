import { describe, expect, it } from 'vitest'
import { newTrace } from '../../server/trace.ts'
import type { Asked } from '../../server/exchange.ts'
import { Rate, type RateOptions } from '../../server/rate.ts'
import { ask, startHub } from './hub.ts'

const asked = (address: string, headers: Asked['headers'] = {}): Asked => ({
  method: 'GET',
  url: '/graphql',
  headers,
  address,
  body: () => Promise.resolve(''),
})

/** Asks for so much; tells whether it was let. */
function limited(options: Partial<RateOptions> = {}) {
  let now = 0
  const rate = new Rate({ perSecond: 10, keys: new Set(), proxies: 0, ...options }, () => now)
  return {
    pass: (seconds: number) => (now += seconds * 1000),
    ask: async (one: Asked, cost: number) => {
      const trace = newTrace('r')
      const graph = () => {
        trace.cost = cost
        return Promise.resolve({ status: 200, headers: {}, body: '' })
      }
      return rate.held(graph, one, trace).then(
        () => true,
        (error: unknown) => (error as { extensions: object }).extensions,
      )
    },
  }
}

const MINUTE = 600

describe('a client that is held to a rate', () => {
  it('may begin with a minute’s worth, and then ask for as much as comes in', async () => {
    const { ask: asks, pass } = limited()
    expect(await asks(asked('10.0.0.1'), MINUTE)).toBe(true)
    expect(await asks(asked('10.0.0.1'), 1)).toEqual({ code: 'RATE_LIMITED', perSecond: 10, retryAfter: 1 })
    pass(1)
    expect(await asks(asked('10.0.0.1'), 10)).toBe(true)
    expect(await asks(asked('10.0.0.1'), 1)).toMatchObject({ code: 'RATE_LIMITED' })
  })

  it('waits the longer the more its last query cost', async () => {
    const { ask: asks, pass } = limited()
    expect(await asks(asked('10.0.0.1'), MINUTE + 999)).toBe(true)
    expect(await asks(asked('10.0.0.1'), 1)).toMatchObject({ retryAfter: 100 })
    pass(100)
    expect(await asks(asked('10.0.0.1'), 1)).toBe(true)
  })

  it('never saves up more than a minute’s worth', async () => {
    const { ask: asks, pass } = limited()
    expect(await asks(asked('10.0.0.1'), 1)).toBe(true)
    pass(3600)
    expect(await asks(asked('10.0.0.1'), MINUTE)).toBe(true)
    expect(await asks(asked('10.0.0.1'), 1)).toMatchObject({ code: 'RATE_LIMITED' })
  })

  it.each([
    ['another address', '10.0.0.1', '10.0.0.2', true],
    ['the same address, written for IPv6', '10.0.0.1', '::ffff:10.0.0.1', false],
    ['another address of its own network', '2001:db8:1:2::5', '2001:db8:1:2:ffff::9', false],
    ['a network beside it', '2001:db8:1:2::5', '2001:db8:1:3::5', true],
  ])('is or is not the one at %s', async (_, one, other, isAnother) => {
    const { ask: asks } = limited()
    await asks(asked(one), MINUTE)
    expect((await asks(asked(other), 1)) === true).toBe(isAnother)
  })

  it('is known by its key before its address, if the key is one that was given out', async () => {
    const { ask: asks } = limited({ keys: new Set(['hall-1', 'hall-2']) })
    const keyed = (key: string) => asked('10.0.0.1', { 'x-api-key': key })
    expect(await asks(keyed('hall-1'), MINUTE)).toBe(true)
    expect(await asks(keyed('hall-1'), 1)).toMatchObject({ code: 'RATE_LIMITED' })
    expect(await asks(keyed('hall-2'), MINUTE)).toBe(true)
    expect(await asks(keyed('made-up-1'), MINUTE)).toBe(true)
    expect(await asks(keyed('made-up-2'), 1)).toMatchObject({ code: 'RATE_LIMITED' })
  })

  it('is the one that the proxy tells of, and not whom a client says that it is', async () => {
    const { ask: asks } = limited({ proxies: 1 })
    const through = (forwarded: string) => asked('10.9.9.9', { 'x-forwarded-for': forwarded })
    expect(await asks(through('10.0.0.1'), MINUTE)).toBe(true)
    expect(await asks(through('10.0.0.2'), 1)).toBe(true)
    expect(await asks(through('10.0.0.3, 10.0.0.1'), 1)).toMatchObject({ code: 'RATE_LIMITED' })
  })
})

describe('a server with a rate', () => {
  it('refuses with 429 and the time after which to come again; without one it does not count', async () => {
    const rate = { perSecond: 1, keys: new Set<string>(), proxies: 0 }
    const [held, free] = [await startHub({ app: { rate } }), await startHub()]
    const hello = { query: '{ hello }' }
    let refused = await ask(held.graph, hello)
    // A minute's worth, and what comes in meanwhile.
    for (let times = 0; times < 100 && refused.status === 200; times += 1)
      refused = await ask(held.graph, hello)
    expect([refused.status, refused.errors?.[0]?.extensions['code']]).toEqual([429, 'RATE_LIMITED'])
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await fetch(`${held.url}/live`)).status).toBe(200)
    for (let times = 0; times < 70; times += 1) {
      expect((await ask(free.graph, { query: '{ hello }' })).status).toBe(200)
    }
    await Promise.all([held.close(), free.close()])
  })
})
