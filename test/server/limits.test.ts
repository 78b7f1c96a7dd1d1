import { request } from 'node:http'
import { connect } from 'node:net'
import { getIntrospectionQuery } from 'graphql'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LIMITS } from '../../server/limits.ts'
import { ask, type Hub, startHub } from './hub.ts'

let hub: Hub
beforeAll(async () => {
  // What a document is when it is read: its shape once it is understood is held elsewhere (cost.test.ts).
  hub = await startHub({ limits: { ...LIMITS, depth: 1000, aliases: 1000, listItems: 10_000 } })
})
afterAll(() => hub.close())

const nested = (open: string, close: string, depth: number, core = '') =>
  open.repeat(depth) + core + close.repeat(depth)

/** Status and code of the answer to a document. */
async function verdict(query: string, variables?: unknown): Promise<[number, unknown]> {
  const { status, errors } = await ask(hub.graph, { query, variables })
  return [status, errors?.[0]?.extensions['code']]
}

describe('the size of a document', () => {
  it('is counted in tokens: the limit passes, one more is refused with the number', async () => {
    const words = (tokens: number) => `{ hello(words: [${'"w" '.repeat(tokens - 9)}]) }`
    expect(await verdict(words(LIMITS.documentTokens))).toEqual([200, undefined])
    const { status, errors } = await ask(hub.graph, { query: words(LIMITS.documentTokens + 1) })
    expect(status).toBe(400)
    expect(errors?.[0]).toEqual({
      message: 'the document has 2001 tokens or more; at most 2000 are allowed (documentTokens)',
      extensions: { code: 'DOCUMENT_TOO_LARGE', limit: 'documentTokens', allowed: 2000, found: 2001 },
    })
  })

  it('counts no comments, commas and white space', async () => {
    expect(await verdict(`{ hello ${', #\n'.repeat(5000)} }`)).toEqual([200, undefined])
  })

  it('is refused in whatever way it is asked', async () => {
    const query = `{${' a'.repeat(LIMITS.documentTokens)}}`
    const response = await fetch(`${hub.graph}?query=${query.replaceAll(' ', '+')}`)
    expect(response.status).toBe(400)
    const { status } = await ask(hub.graph, { query }, { accept: 'application/json' })
    expect(status).toBe(400)
  })

  it('leaves the introspection of GraphiQL alone', async () => {
    const query = getIntrospectionQuery({ inputValueDeprecation: true, schemaDescription: true })
    expect(await verdict(query)).toEqual([200, undefined])
  })
})

describe('the depth of a document', () => {
  it.each([
    ['fields', (depth: number) => nested('{ self ', '}', depth, '{ name }')],
    ['lists', (depth: number) => `{ hello(words: ${nested('[', ']', depth - 2)}) }`],
    ['objects', (depth: number) => `{ hello(words: ${nested('{ a: ', '}', depth - 3, '{}')}) }`],
    ['types of variables', (depth: number) => `query ($a: ${nested('[', ']', depth - 1, 'Int')}) { hello }`],
  ])('is bounded for %s', async (_, document) => {
    const [status, code] = await verdict(document(LIMITS.documentDepth - 1))
    expect(status === 200 || code === 'GRAPHQL_VALIDATION_FAILED').toBe(true)
    for (const depth of [LIMITS.documentDepth + 1, 900]) {
      expect(await verdict(document(depth))).toEqual([400, 'DOCUMENT_TOO_DEEP'])
    }
  })

  it.each(['{', '[', '(', '{a', '{a(b:[', '{a(b:{c:', '"', '#', '...', '{...on T', '(('])(
    'holds for 45 kB of %s',
    async (part) => {
      const [status] = await verdict(part.repeat(45_000 / part.length))
      expect([200, 400]).toContain(status)
    },
  )
})

describe('fragments', () => {
  it.each([
    ['a circle of one', '{ ...A } fragment A on Query { ...A }'],
    ['a circle of two', '{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }'],
    [
      'a circle through a field',
      '{ ...A } fragment A on Query { self { ...B } } fragment B on Node { self { ...B } }',
    ],
  ])('in %s are refused', async (_, query) => {
    const { status, errors } = await ask(hub.graph, { query })
    expect([status, errors?.[0]?.extensions['code']]).toEqual([200, 'GRAPHQL_VALIDATION_FAILED'])
  })

  it('in a long chain, or many times over, are answered or refused within a second', async () => {
    const chain = Array.from({ length: 240 }, (_, i) => `fragment F${i} on Query { ...F${i + 1} }`)
    const fan = Array.from({ length: 240 }, (_, i) => `fragment F${i} on Query { ...F240 ...F240 }`)
    const last = 'fragment F240 on Query { hello }'
    for (const fragments of [chain, fan]) {
      const start = performance.now()
      const [status] = await verdict(['{ ...F0 }', ...fragments, last].join('\n'))
      expect([200, 400]).toContain(status)
      expect(performance.now() - start).toBeLessThan(1000)
    }
  })

  it('in a chain of fields 180 deep are answered', async () => {
    const chain = Array.from({ length: 180 }, (_, i) => `fragment F${i} on Node { self { ...F${i + 1} } }`)
    const query = ['{ self { ...F0 } }', ...chain, 'fragment F180 on Node { name }'].join('\n')
    expect(await verdict(query)).toEqual([200, undefined])
  })

  it('in a tangle that overflows the stack of the rules are refused', async () => {
    const tangle = Array.from({ length: 100 }, (_, i) => {
      return `fragment F${i} on Query { ...F${i + 1} ...F${(i + 2) % 101} ...F${(i + 3) % 101} }`
    })
    const query = ['{ ...F0 }', ...tangle, 'fragment F100 on Query { hello }'].join('\n')
    expect(await verdict(query)).toEqual([400, 'DOCUMENT_TOO_COMPLEX'])
  })

  it('and aliases that must be compared in pairs are answered within a second', async () => {
    const aliases = Array.from({ length: 640 }, () => 'a: hello ').join('')
    const start = performance.now()
    expect(await verdict(`{ ${aliases} }`)).toEqual([200, undefined])
    expect(performance.now() - start).toBeLessThan(1000)
  })
})

describe('the depth of JSON', () => {
  const withVariables = (depth: number) =>
    `{"query":"{ hello }","variables":{"a":${nested('[', ']', depth - 2)}}}`

  it('is bounded for the body as a whole', async () => {
    expect((await ask(hub.graph, withVariables(LIMITS.jsonDepth))).status).toBe(200)
    const { status, errors } = await ask(hub.graph, withVariables(LIMITS.jsonDepth + 1))
    expect([status, errors?.[0]]).toEqual([
      400,
      {
        message: 'the body nests 21 levels deep; at most 20 are allowed (jsonDepth)',
        extensions: { code: 'JSON_TOO_DEEP', limit: 'jsonDepth', allowed: 20, found: 21 },
      },
    ])
  })

  it('counts no brackets inside strings', async () => {
    const { data } = await ask(hub.graph, { query: '{ hello }', variables: { a: '[[{"\\"[['.repeat(20) } })
    expect(data).toEqual({ hello: 'hello' })
  })

  it.each(['[', '{', '{"a":', '[[{"a":['])('holds for 100 kB of %s', async (part) => {
    const { status, errors } = await ask(hub.graph, part.repeat(100_000 / part.length))
    expect([status, errors?.[0]?.extensions['code']]).toEqual([400, 'JSON_TOO_DEEP'])
  })

  it('is bounded for variables and extensions in an address too', async () => {
    for (const name of ['variables', 'extensions']) {
      const response = await fetch(`${hub.graph}?query={hello}&${name}=${'['.repeat(1000)}`)
      expect(response.status).toBe(400)
      expect(await response.text()).toContain(`${name} nests 1000 levels deep`)
    }
  })
})

describe('the size of a request', () => {
  const bodyOf = (bytes: number) => '{"query":"{ hello }"}'.padEnd(bytes, ' ')
  const tooLarge = (found: number) => ({
    code: 'BODY_TOO_LARGE',
    limit: 'bodyBytes',
    allowed: 100_000,
    found,
  })

  it('is bounded where it is declared', async () => {
    expect((await ask(hub.graph, bodyOf(LIMITS.bodyBytes))).status).toBe(200)
    for (const bytes of [LIMITS.bodyBytes + 1, 900_000]) {
      const { status, errors } = await ask(hub.graph, bodyOf(bytes))
      expect([status, errors?.[0]?.extensions]).toEqual([413, tooLarge(bytes)])
    }
  })

  it('is bounded where it comes in chunks, and counted in bytes', async () => {
    expect(await chunked(bodyOf(60_000), ' '.repeat(40_000))).toBe(200)
    expect(await chunked(bodyOf(60_000), ' '.repeat(40_001))).toBe(413)
    expect(await chunked(`{"query":"{ hello }"}#${'口'.repeat(33_400)}`)).toBe(413)
  })

  it('is bounded where a client never stops: it is told, then cut off', async () => {
    const { answer, sent } = await endless()
    expect(answer).toMatch(/^HTTP\/1.1 413 /)
    expect(answer).toContain('BODY_TOO_LARGE')
    expect(sent).toBeLessThan(50_000_000)
  })

  it('is bounded for the address', async () => {
    const address = (length: number) => {
      const path = '/graphql?query={hello}&x='
      return hub.url + path + 'x'.repeat(length - path.length)
    }
    expect((await fetch(address(LIMITS.urlLength))).status).toBe(200)
    const response = await fetch(address(LIMITS.urlLength + 1))
    expect(response.status).toBe(414)
    expect(await response.json()).toMatchObject({
      errors: [{ extensions: { code: 'URL_TOO_LONG', found: 8193 } }],
    })
    expect((await fetch(address(20_000))).status).toBe(414)
    expect((await fetch(address(90_000))).status).toBe(431)
  })

  it('leaves the next client in peace', async () => {
    expect((await ask(hub.graph, { query: '{ hello }' })).data).toEqual({ hello: 'hello' })
    expect(hub.logged).toEqual([])
  })
})

/** POSTs a body in chunks of unknown total length; answers the status. */
function chunked(...chunks: string[]): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const posting = request(hub.graph, { method: 'POST', headers: { 'content-type': 'application/json' } })
    posting.on('error', reject)
    posting.on('response', (response) => {
      response.resume()
      resolve(response.statusCode)
    })
    for (const chunk of chunks) posting.write(chunk)
    posting.end()
  })
}

/** A client that writes without end; answers what it was told, and how much it had sent when it was cut off. */
function endless(): Promise<{ answer: string; sent: number }> {
  return new Promise((resolve) => {
    const { hostname, port } = new URL(hub.url)
    const socket = connect(Number(port), hostname)
    const chunk = `8000\r\n${' '.repeat(0x8000)}\r\n`
    let [answer, sent] = ['', 0]
    const pour = () => {
      while (socket.writable && socket.write(chunk)) sent += chunk.length
    }
    socket.write(
      'POST /graphql HTTP/1.1\r\nhost: kouan\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n',
    )
    socket.on('drain', pour).on('connect', pour)
    socket.on('data', (data) => (answer += data.toString()))
    socket.on('error', () => undefined)
    socket.on('close', () => {
      resolve({ answer, sent })
    })
  })
}
