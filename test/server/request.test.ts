import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ask, type Hub, startHub } from './hub.ts'

let hub: Hub
beforeAll(async () => {
  hub = await startHub()
})
afterAll(() => hub.close())

describe('asking', () => {
  it('answers a POST with a JSON body', async () => {
    const { status, data } = await ask(hub.graph, {
      query: 'query Q($n: Int) { hello(times: $n) }',
      variables: { n: 2 },
    })
    expect([status, data]).toEqual([200, { hello: 'hellohello' }])
  })

  it('answers a GET with the same in the address', async () => {
    const search = new URLSearchParams({
      query: 'query A { hello } query B($n: Int) { hello(times: $n) }',
      operationName: 'B',
      variables: '{"n":3}',
    })
    const response = await fetch(`${hub.graph}?${search}`)
    expect(await response.json()).toMatchObject({ data: { hello: 'hellohellohello' } })
  })

  it('answers HEAD with the headers of GET and no body', async () => {
    const asked = `${hub.graph}?query={hello}`
    const [get, head] = [await fetch(asked), await fetch(asked, { method: 'HEAD' })]
    expect(head.status).toBe(200)
    expect(head.headers.get('content-length')).toBe(get.headers.get('content-length'))
    expect(await head.text()).toBe('')
  })

  it('answers a question asked with a charset and odd spelling of the media type', async () => {
    const { data } = await ask(
      hub.graph,
      { query: '{ hello }' },
      { 'content-type': 'Application/JSON; charset="UTF-8"' },
    )
    expect(data).toEqual({ hello: 'hello' })
  })

  it('runs no mutation by GET', async () => {
    const response = await fetch(`${hub.graph}?query=mutation{hello}`)
    expect(response.status).toBe(405)
  })
})

describe('questions that arrive in a way that is not answered', () => {
  const turnedAway: [string, RequestInit, number, string][] = [
    ['a form', { body: new URLSearchParams({ query: '{ hello }' }) }, 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['an upload', { body: upload() }, 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['plain text', typed('text/plain', '{"query":"{ hello }"}'), 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['a document alone', typed('application/graphql', '{ hello }'), 415, 'UNSUPPORTED_MEDIA_TYPE'],
    [
      'another encoding',
      typed('application/json; charset=gb2312', '{"query":"{ hello }"}'),
      415,
      'UNSUPPORTED_MEDIA_TYPE',
    ],
    [
      'a compressed body',
      {
        ...typed('application/json', 'xx'),
        headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
      },
      415,
      'UNSUPPORTED_MEDIA_TYPE',
    ],
    [
      'bytes that are no UTF-8',
      typed('application/json', Uint8Array.of(0x22, 0xff, 0x22)),
      400,
      'BAD_REQUEST',
    ],
    ['nothing', typed('application/json', ''), 400, 'BAD_REQUEST'],
    ['half a JSON object', typed('application/json', '{"query":'), 400, 'BAD_REQUEST'],
    ['a JSON string', typed('application/json', '"{ hello }"'), 400, 'BAD_REQUEST'],
    ['null', typed('application/json', 'null'), 400, 'BAD_REQUEST'],
    ['no query', typed('application/json', '{}'), 400, 'BAD_REQUEST'],
    ['an unknown parameter', typed('application/json', '{"query":"{hello}","foo":1}'), 400, 'BAD_REQUEST'],
    [
      'a parameter named __proto__',
      typed('application/json', '{"query":"{hello}","__proto__":{}}'),
      400,
      'BAD_REQUEST',
    ],
    ['a batch', typed('application/json', '[{"query":"{ hello }"}]'), 400, 'BATCHING_NOT_SUPPORTED'],
    ['a PUT', { ...typed('application/json', '{}'), method: 'PUT' }, 405, 'METHOD_NOT_ALLOWED'],
    ['a DELETE', { method: 'DELETE' }, 405, 'METHOD_NOT_ALLOWED'],
  ]

  it.each(turnedAway)('turns away %s', async (_, init, status, code) => {
    const response = await fetch(hub.graph, { method: 'POST', ...init })
    const { errors } = (await response.json()) as {
      errors: { message: string; extensions: { code: string } }[]
    }
    expect([response.status, errors.length, errors[0]?.extensions.code]).toEqual([status, 1, code])
    expect(errors[0]?.message).not.toBe('')
  })

  it('names the methods that are answered', async () => {
    const response = await fetch(hub.graph, { method: 'DELETE' })
    expect(response.headers.get('allow')).toBe('GET, HEAD, POST')
  })

  it('turns away variables in an address that are not JSON, and says so', async () => {
    const response = await fetch(`${hub.graph}?query={hello}&variables={n:1}`)
    expect(response.status).toBe(400)
    expect(await response.text()).toContain('variables is not JSON')
  })

  it('turns away a client that understands neither media type of an answer, in words', async () => {
    const { status, errors } = await ask(hub.graph, { query: '{ hello }' }, { accept: 'image/png' })
    expect([status, errors?.[0]?.extensions['code']]).toEqual([406, 'NOT_ACCEPTABLE'])
  })

  it('answers a refusal in the media type that the client prefers', async () => {
    const accept = 'application/graphql-response+json'
    const { headers } = await ask(hub.graph, '[]', { accept })
    expect(headers.get('content-type')).toBe(`${accept}; charset=utf-8`)
  })
})

describe('around the graph', () => {
  it('leads from / to the graph', async () => {
    const response = await fetch(`${hub.url}/`, { redirect: 'manual' })
    expect([response.status, response.headers.get('location')]).toEqual([302, '/graphql'])
  })

  it('says where the graph is to those who ask elsewhere', async () => {
    const response = await fetch(`${hub.url}/api/v1/ports`)
    expect(response.status).toBe(404)
    expect(await response.json()).toMatchObject({
      errors: [{ message: expect.stringContaining('/graphql') as string, extensions: { code: 'NOT_FOUND' } }],
    })
  })

  it('lets any web page ask, without credentials', async () => {
    const preflight = await fetch(hub.graph, {
      method: 'OPTIONS',
      headers: { origin: 'https://example.org', 'access-control-request-method': 'POST' },
    })
    expect(preflight.status).toBe(204)
    expect(preflight.headers.get('access-control-allow-headers')).toContain('content-type')
    const { headers } = await ask(hub.graph, { query: '{ hello }' }, { origin: 'https://example.org' })
    for (const answered of [preflight.headers, headers]) {
      expect(answered.get('access-control-allow-origin')).toBe('*')
      expect(answered.get('access-control-allow-credentials')).toBeNull()
    }
  })

  it('keeps a plain request id of the client, and gives its own for any other', async () => {
    const idFor = async (id: string) =>
      (await ask(hub.graph, { query: '{ hello }' }, { 'x-request-id': id })).headers.get('x-request-id')
    expect(await idFor('report-7.a:b')).toBe('report-7.a:b')
    expect(await idFor('a b')).toMatch(/^[0-9a-f-]{36}$/)
    expect(await idFor('x'.repeat(65))).toMatch(/^[0-9a-f-]{36}$/)
  })
})

function typed(mediaType: string, body: string | Uint8Array): RequestInit {
  return { headers: { 'content-type': mediaType }, body: body as BodyInit }
}

function upload(): FormData {
  const form = new FormData()
  form.set('operations', '{"query":"{ hello }"}')
  return form
}

describe('requests that arrive together', () => {
  it('are answered each, also when one connection brings them all at once', async () => {
    const hub = await startHub()
    const { hostname, port } = new URL(hub.url)
    const get = (path: string) => `GET ${path} HTTP/1.1\r\nhost: ${hostname}\r\n\r\n`
    const socket = connect(Number(port), hostname)
    socket.write(get('/graphql?query={version}').repeat(5) + get('/metrics') + get('/live').repeat(2))
    let received = ''
    socket.on('data', (bytes: Buffer) => (received += bytes.toString()))
    while (received.split('HTTP/1.1 ').length <= 8) await new Promise((resolve) => setTimeout(resolve, 10))
    expect(
      received
        .split('HTTP/1.1 ')
        .slice(1)
        .map((answer) => answer.slice(0, 3)),
    ).toEqual(Array(8).fill('200'))
    socket.destroy()
    await hub.close()
  })
})
