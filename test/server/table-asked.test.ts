// Queries as tables: how they are asked for, and which are refused.
import { request } from 'node:http'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { addressOf, cellsOf, csvOf, got, resolved, type Parameters, serveTables } from './table-client.ts'

serveTables()

const ALL = '{ observations { nodes { id value citation { evidence } } } }'

async function refusal(query: string, parameters: Parameters = { format: 'csv' }) {
  const response = await got(query, parameters)
  const { errors } = (await response.json()) as {
    errors: { message: string; extensions: { code: string } }[]
  }
  return { status: response.status, code: errors[0]?.extensions.code, message: errors[0]?.message ?? '' }
}

describe('what is asked for', () => {
  const QUERY = 'query Ports { ports(first: 2) { nodes { code } } }'

  it.each([
    ['text/csv', 'text/csv; charset=utf-8; header=present', 'Ports.csv'],
    ['application/x-ndjson', 'application/x-ndjson; charset=utf-8', 'Ports.ndjson'],
    ['application/json;q=0.5, text/csv', 'text/csv; charset=utf-8; header=present', 'Ports.csv'],
  ])('by Accept: %s', async (accept, mediaType, file) => {
    const response = await got(QUERY, {}, { accept })
    expect([response.headers.get('content-type'), response.headers.get('content-disposition')]).toEqual([
      mediaType,
      `attachment; filename="${file}"`,
    ])
  })

  it.each(['application/json, text/csv;q=0.9', '*/*', 'text/csv;q=0, */*'])(
    'is JSON for Accept: %s',
    async (accept) => {
      expect((await got(QUERY, {}, { accept })).headers.get('content-type')).toBe(
        'application/json; charset=utf-8',
      )
    },
  )

  it('by ?format= goes before Accept, and a browser gets the file', async () => {
    const accept = 'text/html,application/xhtml+xml,*/*;q=0.8'
    expect(await (await got(QUERY, { format: 'csv' }, { accept })).text()).toBe(
      'code\r\narihashate\r\narxan\r\n',
    )
    const json = await got(QUERY, { format: 'json' }, { accept: 'text/csv' })
    expect(await json.json()).toHaveProperty('data')
  })

  it('by POST as by GET', async () => {
    const response = await fetch(resolved('/graphql?format=csv'), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        query: 'query A { ports { nodes { code } } } query B { sources(first: 1) { nodes { code } } }',
        operationName: 'B',
      }),
    })
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="B.csv"')
    expect(await response.text()).toBe('code\r\ninner-mongolia-port-plan-2021-2025\r\n')
  })

  it('with a byte-order mark only on request', async () => {
    const bytes = async (bom: string) =>
      new Uint8Array(await (await got(QUERY, { format: 'csv', bom })).arrayBuffer()).slice(0, 4)
    expect([...(await bytes('1'))]).toEqual([0xef, 0xbb, 0xbf, 0x63])
    expect([...(await bytes('0'))].slice(0, 2)).toEqual([0x63, 0x6f])
  })

  it('has no body for HEAD, and the next request is answered', async () => {
    const head = await fetch(addressOf(ALL, { format: 'csv' }), { method: 'HEAD' })
    expect([head.status, await head.text()]).toEqual([200, ''])
    expect((await got(QUERY)).status).toBe(200)
  })
})

describe('compressed when the client asks', () => {
  /** fetch would undo it. */
  function raw(
    path: string,
    acceptEncoding: string,
  ): Promise<{ encoding: string | undefined; body: Buffer }> {
    return new Promise((resolve, reject) => {
      const asking = request(path, { headers: { 'accept-encoding': acceptEncoding } }, (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('end', () => {
          resolve({ encoding: response.headers['content-encoding'], body: Buffer.concat(chunks) })
        })
      })
      asking.on('error', reject)
      asking.end()
    })
  }

  it.each([{ format: 'csv' }, { format: 'json' }])('as $format', async (parameters) => {
    const query = '{ observations { nodes { id citation { evidence } } } }'
    const plain = await raw(addressOf(query, parameters), 'identity')
    const [zipped, brotli] = [
      await raw(addressOf(query, parameters), 'gzip'),
      await raw(addressOf(query, parameters), 'gzip, br'),
    ]
    expect([plain.encoding, zipped.encoding, brotli.encoding]).toEqual([undefined, 'gzip', 'br'])
    expect(gunzipSync(zipped.body).equals(plain.body)).toBe(true)
    expect(brotliDecompressSync(brotli.body).equals(plain.body)).toBe(true)
    expect(zipped.body.length).toBeLessThan(plain.body.length / 2)
  })
})

describe('what is no table is refused with what would be right', () => {
  it.each([
    [
      '{ ports { nodes { code } } sources { nodes { code } } }',
      'a table has the rows of one list; found ports and sources at the root: ask for each in a query of its own, or for JSON',
    ],
    [
      '{ ports { nodes { code milestones { event } problems { remedy } } } }',
      'a table follows one list into another; found ports.milestones and ports.problems side by side: ask for each in a query of its own, or for JSON',
    ],
    [
      '{ ports { nodes { code } edges { cursor } } }',
      'a table follows one list into another; found ports and ports side by side: ask for each in a query of its own, or for JSON',
    ],
    [
      '{ ports { edges { cursor node { cursor: code } } } }',
      'two columns would be called "cursor": give one of the fields another name by an alias',
    ],
    [
      '{ ports(filter: { codes: ["mandul"] }) { nodes { code } } }',
      'filter.codes: found "mandul", expected the code of a port, nearest: "mandula"',
    ],
    ['{ ports(first: 1001) { nodes { code } } }', 'first: found 1001, expected a number from 0 to 1000'],
  ])('%s', async (query, message) => {
    expect(await refusal(query)).toEqual({ status: 400, code: 'BAD_USER_INPUT', message })
  })

  it.each([
    [{ format: 'xlsx' }, 'format: found "xlsx", expected "csv", "ndjson" or "json"'],
    [{ format: 'csv', bom: 'yes' }, 'bom: found "yes", expected 1 or 0'],
    [{ format: 'csv', first: 'ten' }, 'first: found "ten", expected a whole number'],
    [{ format: 'csv', after: 'x' }, 'after: found "x", expected a cursor of this list in the order CODE ASC'],
  ])('%j', async (parameters, message) => {
    const answer = await refusal('{ ports { nodes { code } } }', parameters as unknown as Parameters)
    expect(answer).toEqual({ status: 400, code: 'BAD_USER_INPUT', message })
  })

  it('a page of a list that has none', async () => {
    const { message } = await refusal('{ source(code: "xilingol-opening-2024") { milestones { event } } }', {
      format: 'csv',
      first: '3',
    })
    expect(message).toBe('first: this list has no pages; leave first out')
  })

  it('a list below a list that is longer than what is read of it, before anything is sent', async () => {
    const query = (first: string) => `{ sources { nodes { code observations${first} { nodes { id } } } } }`
    const { status, message } = await refusal(query(''))
    expect(status).toBe(400)
    expect(message).toMatch(
      /^sources\.observations has more than 100 rows in one place.*ask for it at the root/,
    )
    expect(cellsOf(await csvOf(query('(first: 3)'))).length).toBeGreaterThan(10)
    expect(cellsOf(await csvOf('{ observations { nodes { id source { code } } } }')).length).toBeGreaterThan(
      100,
    )
  })

  it('a query that is wrong, as its JSON is', async () => {
    expect(await refusal('{ prots { nodes { code } } }')).toMatchObject({
      status: 400,
      code: 'GRAPHQL_VALIDATION_FAILED',
    })
    expect(await refusal('{ ports {')).toMatchObject({ status: 400 })
    expect(await refusal('query Q($d: Date!) @asOf(date: $d) { ports { nodes { code } } }')).toMatchObject({
      status: 400,
      code: 'BAD_USER_INPUT',
    })
  })
})
