// What means harm is refused for what it is, before the dataset is even opened, and nobody else notices.
import { request } from 'node:http'
import { connect } from 'node:net'
import { afterEach, describe, expect, it, test } from 'vitest'
import { HOSTILE, HOSTILE_NAMES } from './hostile-document.ts'
import { ask } from './hub.ts'
import { realHub } from './real-hub.ts'

const hub = realHub()
const GRAPHQL = 'application/graphql-response+json'

afterEach(async () => {
  const { status, data } = await ask(hub.graph(), { query: '{ port(code: "erenhot") { code } }' })
  expect([status, data]).toEqual([200, { port: { code: 'erenhot' } }])
  expect(hub.logged).toEqual([])
})

const post = (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
  fetch(hub.graph(), {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', accept: GRAPHQL, ...headers },
  })

/** Status and code of what is refused without opening the dataset. */
async function refusal(answer: () => Promise<Response>): Promise<[number, string]> {
  const opened = hub.opened()
  const response = await answer()
  const { errors } = (await response.json()) as { errors: { extensions: { code: string } }[] }
  expect(hub.opened()).toBe(opened)
  return [response.status, errors[0]?.extensions.code ?? '']
}

test('there are enough of them', () => {
  expect(HOSTILE.length + HOSTILE_NAMES.length).toBeGreaterThanOrEqual(60)
  expect(new Set(HOSTILE.map(([title]) => title)).size).toBe(HOSTILE.length)
})

describe('a hostile document', () => {
  it.each([...HOSTILE, ...HOSTILE_NAMES])('%s: %s', async (_, code, asked) => {
    expect(await refusal(() => post(JSON.stringify(asked)))).toEqual([400, code])
  })

  it('is refused in an address too', async () => {
    const query = '{ ports(first: 1000) { nodes { projects(first: 100) { nodes { sources { code } } } } } }'
    const address = `${hub.graph()}?${new URLSearchParams({ query })}`
    expect(await refusal(() => fetch(address))).toEqual([400, 'QUERY_TOO_COSTLY'])
  })
})

describe('a hostile body', () => {
  const query = '{"query":"{ __typename }"}'
  const utf16 = new Uint8Array(Buffer.from(query, 'utf16le'))

  it.each([
    ['of 101 kB', query.padEnd(101_000), 413, 'BODY_TOO_LARGE'],
    ['of 5 MB', query.padEnd(5_000_000), 413, 'BODY_TOO_LARGE'],
    ['that is no JSON', '{"query":', 400, 'BAD_REQUEST'],
    ['that is empty', '', 400, 'BAD_REQUEST'],
    ['that is null', 'null', 400, 'BAD_REQUEST'],
    ['that is a text', '"{ ports }"', 400, 'BAD_REQUEST'],
    ['whose query is a list', '{"query":["{ ports }"]}', 400, 'BAD_REQUEST'],
    ['whose variables are a list', '{"query":"{ __typename }","variables":[1]}', 400, 'BAD_REQUEST'],
    ['that is a batch', `[${query},${query}]`, 400, 'BATCHING_NOT_SUPPORTED'],
    ['that is an empty batch', '[]', 400, 'BATCHING_NOT_SUPPORTED'],
    ['of brackets', '['.repeat(90_000), 400, 'JSON_TOO_DEEP'],
    ['of braces', '{"a":'.repeat(18_000), 400, 'JSON_TOO_DEEP'],
    ['in UTF-16', utf16, 400, 'BAD_REQUEST'],
    ['that is no UTF-8', new Uint8Array([0x7b, 0xff, 0xfe, 0x7d]), 400, 'BAD_REQUEST'],
  ])('%s is refused', async (_, body, status, code) => {
    expect(await refusal(() => post(body))).toEqual([status, code])
  })

  it.each([
    ['application/x-www-form-urlencoded', 'query=%7B__typename%7D'],
    [
      'multipart/form-data; boundary=x',
      '--x\r\ncontent-disposition: form-data; name="query"\r\n\r\n{a}\r\n--x--',
    ],
    ['text/plain', query],
    ['application/graphql', '{ __typename }'],
    ['application/json; charset=utf-16', query],
    ['', query],
  ])('as %j is refused', async (contentType, body) => {
    expect(await refusal(() => post(body, { 'content-type': contentType }))).toEqual([
      415,
      'UNSUPPORTED_MEDIA_TYPE',
    ])
  })

  it('that says it is compressed is refused', async () => {
    expect(await refusal(() => post(query, { 'content-encoding': 'gzip' }))).toEqual([
      415,
      'UNSUPPORTED_MEDIA_TYPE',
    ])
  })

  it('of unknown length is refused when it is too large', async () => {
    const status = await new Promise((resolve, reject) => {
      const posting = request(hub.graph(), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
      })
      posting.on('error', reject).on('response', (response) => {
        response.resume()
        resolve(response.statusCode)
      })
      for (let sent = 0; sent < 120_000; sent += 40_000) posting.write(' '.repeat(40_000))
      posting.end()
    })
    expect(status).toBe(413)
  })

  it('in a wrong way is refused', async () => {
    for (const method of ['PUT', 'DELETE', 'PATCH']) {
      expect(await refusal(() => fetch(hub.graph(), { method }))).toEqual([405, 'METHOD_NOT_ALLOWED'])
    }
    const address = `${hub.graph()}?query={__typename}&x=${'x'.repeat(9_000)}`
    expect(await refusal(() => fetch(address))).toEqual([414, 'URL_TOO_LONG'])
  })
})

describe('clients that send slowly', () => {
  it('keep nobody waiting, and are forgotten when they go', async () => {
    const { hostname, port } = new URL(hub.graph())
    const head =
      'POST /graphql HTTP/1.1\r\nhost: kouan\r\ncontent-type: application/json\r\ncontent-length: 5000\r\n'
    const sockets = Array.from({ length: 50 }, (_, index) => {
      const socket = connect(Number(port), hostname)
      socket.on('error', () => undefined)
      socket.write(index % 2 ? head : `${head}\r\n{"query":`)
      return socket
    })
    const opened = hub.opened()
    const { status } = await ask(hub.graph(), { query: '{ port(code: "erenhot") { code } }' })
    expect(status).toBe(200)
    for (const socket of sockets) socket.destroy()
    expect(hub.opened()).toBe(opened + 1)
  })
})

describe('odd values', () => {
  const answered = async (query: string, variables?: unknown) => {
    const body = JSON.stringify({ query, variables })
    const response = await post(body)
    expect(response.status).toBeLessThan(500)
    return (await response.json()) as {
      data?: Record<string, unknown> | null
      errors?: { message: string }[]
    }
  }

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
    'the name %s is a name like others',
    async (name) => {
      const query = `query ${name}($${name}: String!) { ${name}: port(code: $${name}) { ${name}: code } a: port(code: "erenhot") { ...${name} } }
      fragment ${name} on Port { code }`
      const variables = `{"${name}":"erenhot"}`
      // The fourth time the document is compiled.
      for (let time = 0; time < 5; time += 1) {
        const response = await post(`{"query":${JSON.stringify(query)},"variables":${variables}}`)
        const text = await response.text()
        expect(text).toContain(`{"data":{"${name}":{"${name}":"erenhot"},"a":{"code":"erenhot"}}`)
        expect(text).toContain('"actual":2')
      }
    },
  )

  it.each(['__proto__', 'constructor', 'toString', '', '\u0000', '\ud800', "' or 1=1 --", '%', '_'])(
    'the code %j is the code of nothing',
    async (code) => {
      const one = await answered('query ($c: String!) { port(code: $c) { code } }', { c: code })
      expect(one.data).toEqual({ port: null })
      const list = await answered('query ($c: [String!]) { ports(filter: { codes: $c }) { totalCount } }', {
        c: [code],
      })
      expect(list.errors?.[0]?.message).toContain('expected the code of a port')
    },
  )

  it.each(['%', '_', '100%', 'a_b', '\\', '%%%'])(
    'the text %j finds what has it, and no more',
    async (text) => {
      const { data } = await answered('query ($t: String) { ports(filter: { text: $t }) { totalCount } }', {
        t: text,
      })
      expect(data?.['ports']).toEqual({ totalCount: 0 })
    },
  )

  it.each(['\ud800', '口\udfff', '\u0000', '二\u0000连', '\u202e', '%', '*', '"', 'NEAR(a b)'])(
    'a search for %j breaks nothing',
    async (text) => {
      const { data, errors } = await answered('query ($t: String!) { search(text: $t) { totalCount } }', {
        t: text,
      })
      expect(data?.['search'] ?? errors?.[0]?.message).toBeDefined()
    },
  )

  it('a name that a spreadsheet would run as a formula is harmless in a table', async () => {
    const query = '{ resolve(names: ["=1+1", "+cmd|1", "-2+3", "@sum(1)"]) { names { name } } }'
    const response = await fetch(`${hub.graph()}?${new URLSearchParams({ query, format: 'csv' })}`)
    expect(await response.text()).toBe("names.name\r\n'=1+1\r\n'+cmd|1\r\n'-2+3\r\n'@sum(1)\r\n")
  })

  it.each([-1, 1001, 2_147_483_647, 2_147_483_648, 0.5, '1', '1e309'])(
    'the page size %j is refused',
    async (first) => {
      const statements = hub.statements()
      const { errors } = await answered('query ($n: Int) { ports(first: $n) { nodes { code } } }', {
        n: first,
      })
      expect(errors?.length).toBe(1)
      expect(hub.statements()).toBe(statements)
    },
  )
})
