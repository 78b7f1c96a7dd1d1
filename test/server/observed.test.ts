import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { serve } from '../../server/http.ts'
import type { Serving } from '../../server/listen.ts'
import { ask, startHub } from './hub.ts'

const QUERY = 'query Names { ports(first: 3) { nodes { name region { name } } } }'

/** The value of a series, by its name and labels as they are printed. */
const valueOf = (text: string, series: string): number | undefined => {
  const line = text.split('\n').find((one) => one.startsWith(`${series} `))
  return line === undefined ? undefined : Number(line.slice(series.length))
}

describe('what a server tells of its work', () => {
  let serving: Serving
  beforeAll(async () => {
    serving = await serve({ url: inject('database'), host: '127.0.0.1', port: 0, quiet: true })
  })
  afterAll(() => serving.close())
  const graph = () => `${serving.url}/graphql`
  const metrics = async () => {
    const response = await fetch(`${serving.url}/metrics`)
    expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8')
    return response.text()
  }

  it('is where the time of an answer went, with the number of statements', async () => {
    const first = (await ask(graph(), { query: QUERY })).headers.get('server-timing')
    expect(first).toMatch(
      /^(queue;dur=[\d.]+, )?parse;dur=[\d.]+, execute;dur=[\d.]+, sql;dur=[\d.]+;desc="\d statements"$/,
    )
    const again = (await ask(graph(), { query: QUERY })).headers.get('server-timing')
    expect(again).toBe('memory;desc="answered before"')
    const refused = (await ask(graph(), '{')).headers.get('server-timing')
    expect(refused).toBeNull()
  })

  it('is counted by path, status and code', async () => {
    const before = await metrics()
    const counted = (text: string) =>
      ['path="/graphql",status="200",code=""', 'path="/graphql",status="400",code="BAD_REQUEST"'].map(
        (labels) => valueOf(text, `kouan_requests_total{${labels}}`) ?? 0,
      )
    await ask(graph(), { query: QUERY })
    await ask(graph(), '{')
    await fetch(`${serving.url}/some/where`)
    await fetch(`${serving.url}/some/where/else`)
    const after = await metrics()
    expect(counted(after)).toEqual(counted(before).map((count) => count + 1))
    expect(after).toContain('kouan_requests_total{path="other",status="404",code="NOT_FOUND"} 2')
    expect(after).not.toContain('/some/where')
  })

  it('tells how busy the process is, and what it serves', async () => {
    const text = await metrics()
    expect(valueOf(text, 'kouan_requests_in_flight')).toBe(1)
    expect(valueOf(text, 'kouan_requests_waiting')).toBe(0)
    expect(valueOf(text, 'kouan_sql_statements_total')).toBeGreaterThan(0)
    expect(valueOf(text, 'kouan_resident_memory_bytes')).toBeGreaterThan(10_000_000)
    expect(valueOf(text, 'kouan_dataset_version')).toBeGreaterThan(0)
    expect(text).toContain('kouan_event_loop_delay_seconds_bucket{le="0.05"}')
    expect(text).toContain('kouan_request_duration_seconds_bucket{le="0.05",path="/graphql"}')
  })
})

describe('the log', () => {
  it('has a line for every request to those who want all, with its id, operation and refusal', async () => {
    const hub = await startHub({ level: 'debug' })
    await ask(hub.graph, { query: 'query Greeting { hello }' }, { 'x-request-id': 'r-1' })
    await ask(hub.graph, { query: 'query A { hello } query B { hello }' }, { 'x-request-id': 'r-2' })
    await ask(hub.graph, { query: '{ refused }' }, { 'x-request-id': 'r-3' })
    const line = { msg: 'answered', method: 'POST', path: '/graphql', ms: expect.any(Number) as number }
    expect(hub.logged).toMatchObject([
      { ...line, level: 20, requestId: 'r-1', status: 200, operation: 'Greeting', code: null },
      { ...line, level: 30, requestId: 'r-2', status: 400, code: 'OPERATION_RESOLUTION_FAILURE' },
      { ...line, level: 20, requestId: 'r-3', status: 200, code: 'BAD_USER_INPUT' },
    ])
    await hub.close()
  })

  it('is silent about what is the clients’ own affair, and tells a fault under the id that the client has', async () => {
    const failing = () => Promise.reject(new Error('no such table: secret'))
    const hub = await startHub({ level: 'warn', contextOf: failing })
    await ask(hub.graph, '{', { 'x-request-id': 'r-1' })
    await ask(hub.graph, { query: '{ hello }' }, { 'x-request-id': 'r-2' })
    expect(hub.logged).toMatchObject([
      { level: 50, requestId: 'r-2', err: { message: 'no such table: secret' } },
      { level: 40, requestId: 'r-2', status: 500, code: 'INTERNAL_SERVER_ERROR' },
    ])
    await hub.close()
  })
})
