// Long questions over a database in which statements take some hundred milliseconds, answered by processes of their own.
import { execFile } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { get, type IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { largeDatabase } from './large-database.ts'
import { kouan } from './program.ts'

const database = largeDatabase(2000)

/** One statement of some 150 ms; and twenty of them together. */
const COVERAGE = '{ coverage { count missing } }'
const CHANGES = '{ changes(first: 3) { totalCount nodes { action key } } }'
const MORE_COVERAGE = `{ ${Array.from({ length: 20 }, (_, at) => `a${at}: coverage(filter: { from: "${1900 + at}" }) { count }`).join(' ')} }`
/** Statements of some milliseconds, but many of them. */
const TABLE =
  '{ observationRows { nodes { subjectCode subjectName indicatorCode periodLabel part value unitCode locator evidence } } }'
const SHORT_TABLE = '{ observationRows(first: 20) { nodes { value periodLabel } } }'

const QUESTIONS = [
  COVERAGE,
  CHANGES,
  '{ observations(first: 5, filter: { statuses: [MISSING] }) { totalCount nodes { value } } }',
  '{ observations(first: 2, orderBy: { field: VALUE, direction: DESC }) { nodes { value period { label } } } }',
  '{ checkpoint(code: "mandula-road") { name discrepancies { kind } } }',
  '{ observationAggregate(groupBy: [YEAR], function: MAX, filter: { from: "1980", to: "1981" }) { year value } }',
  '{ observationAggregate(groupBy: [YEAR], function: MAX, filter: { from: "1980" }) { year value } }',
  '{ observations(first: 1000) { nodes { value period { label } subject { name } indicator { name } source { title } citation { locator } } } }',
]

interface Got {
  readonly status: number | undefined
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

interface Server {
  readonly address: string
  readonly pid: number
  readonly ended: ReturnType<typeof kouan>['ended']
  readonly child: ReturnType<typeof kouan>['child']
}

/** So that nothing is too slow on a machine that does much else at the same time. */
const PATIENT = { KOUAN_LIMIT_STATEMENT_MS: '20000', KOUAN_LIMIT_REQUEST_MS: '30000' }

async function started(env: Record<string, string> = {}, ...more: string[]): Promise<Server> {
  const args = ['serve', '--db', database(), '--port', '0', ...more]
  const { child, ended, matched } = kouan(args, { ...PATIENT, ...env }, /Kouan serves (\S+)\/graphql/)
  const [, address = ''] = await matched
  return { address, pid: child.pid ?? 0, ended, child }
}

function opened(server: Server, query: string, more: Record<string, string> = {}, encoding = 'identity') {
  const address = `${server.address}/graphql?${new URLSearchParams({ query, ...more })}`
  return new Promise<IncomingMessage>((resolve, reject) => {
    get(address, { agent: false, headers: { 'accept-encoding': encoding } }, resolve).on('error', reject)
  })
}

async function got(server: Server, query: string, more = {}, encoding = 'identity'): Promise<Got> {
  const response = await opened(server, query, more, encoding)
  return { status: response.statusCode, headers: response.headers, body: await textOf(response) }
}

async function textOf(response: IncomingMessage): Promise<string> {
  let text = ''
  for await (const bytes of response.setEncoding('latin1')) text += String(bytes)
  return text
}

const errorOf = ({ body }: Got) =>
  (JSON.parse(body) as { errors?: { extensions: Record<string, unknown> }[] }).errors?.[0]?.extensions

const errorCodes = (answers: readonly Got[]) => answers.map((one) => errorOf(one)?.['code'])

/** The readers that a server has, by what the system says. */
async function readersOf({ pid }: Server): Promise<number[]> {
  // It ends with 1 where there is none.
  const listed = promisify(execFile)('ps', ['-o', 'pid=,args=', '--ppid', String(pid)])
  const { stdout } = await listed.catch(() => ({ stdout: '' }))
  return stdout
    .split('\n')
    .filter((line) => line.includes('kouan.mjs'))
    .map((line) => Number(line.trim().split(' ')[0]))
}

async function metricOf(server: Server, name: string): Promise<number> {
  const text = await (await fetch(`${server.address}/metrics`)).text()
  return Number(new RegExp(`^${name} (.*)$`, 'm').exec(text)?.[1])
}

const isThere = (pid: number): boolean => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; !(await holds()); tries += 1) {
    if (tries === 200) throw new Error('it did not come to that')
    await pause(25)
  }
}

describe('a long question', () => {
  test('has the same answer from a reader as from the process itself, and is counted alike', async () => {
    const [alone, handing] = await Promise.all([started({ KOUAN_READERS: '0' }), started()])
    const kept = ({ status, headers, body }: Got) => {
      const { 'content-type': type, 'content-encoding': encoding, vary, etag, link } = headers
      const statements = /desc="(\d+) statements"/.exec(String(headers['server-timing']))?.[1]
      return { status, type, encoding, vary, etag, link, statements, body }
    }
    for (const query of QUESTIONS) {
      expect(kept(await got(handing, query))).toEqual(kept(await got(alone, query)))
    }
    for (const more of [{ format: 'csv' }, { format: 'ndjson', first: '7' }]) {
      const query = '{ observationRows(filter: { sources: ["a-plan"] }) { nodes { value } } }'
      expect(kept(await got(handing, query, more))).toEqual(kept(await got(alone, query, more)))
    }
    const [wide = ''] = QUESTIONS.slice(-1)
    expect(kept(await got(handing, wide, {}, 'gzip'))).toEqual(kept(await got(alone, wide, {}, 'gzip')))
    for (const name of ['kouan_sql_statements_total', 'kouan_cost_total'])
      expect([name, await metricOf(handing, name)]).toEqual([name, await metricOf(alone, name)])
    expect([await readersOf(alone), (await readersOf(handing)).length]).toEqual([[], 1])
    expect(await metricOf(handing, 'kouan_readers')).toBe(1)
  }, 60_000)

  test('is remembered, and tells its request’s id where it fails', async () => {
    const server = await started()
    const [first, second] = [await got(server, COVERAGE), await got(server, COVERAGE)]
    expect(second.headers['server-timing']).toBe('memory;desc="answered before"')
    expect([second.body, second.headers.etag]).toEqual([first.body, first.headers.etag])
    expect(Object.keys(first.headers).filter((name) => name.startsWith('x-kouan'))).toEqual([])
  })

  test('that was sent once is known by its hash', async () => {
    const server = await started({ KOUAN_CACHE: 'off' })
    const sha256Hash = await hashOf(COVERAGE)
    const extensions = JSON.stringify({ persistedQuery: { version: 1, sha256Hash } })
    const first = await got(server, COVERAGE, { extensions })
    const address = `${server.address}/graphql?${new URLSearchParams({ extensions })}`
    const again = await (await fetch(address)).text()
    expect(again).toBe(first.body)
    expect(again).toContain('"count":100000')
  })

  test('leaves the process free for others', async () => {
    const server = await started()
    await got(server, COVERAGE)
    const long = Promise.all([got(server, CHANGES), got(server, '{ coverage { missing } }')])
    let answered = 0
    const ended = long.then(() => true)
    while (!(await Promise.race([ended, pause(0, false)]))) {
      const name = `n${answered}`
      expect((await got(server, `{ ${name}: dataset { version } }`)).status).toBe(200)
      answered += 1
    }
    expect(answered).toBeGreaterThan(20)
    for (const { status } of await long) expect(status).toBe(200)
  })
})

/** How long a question is in the database at least, on this machine, in milliseconds. */
async function sqlOf(query: string): Promise<number> {
  const server = await started({ KOUAN_CACHE: 'off' })
  let least = Infinity
  for (let times = 0; times < 3; times += 1) {
    const { headers } = await got(server, query)
    least = Math.min(least, Number(/sql;dur=([\d.]+)/.exec(String(headers['server-timing']))?.[1]))
  }
  return least
}

async function hashOf(text: string): Promise<string> {
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return Buffer.from(bytes).toString('hex')
}

const ON_A_BUSY_MACHINE = { timeout: 60_000 }

describe('a question that takes too long', ON_A_BUSY_MACHINE, () => {
  test('in one statement is refused, and harms neither a table under way nor the next', async () => {
    const allowed = Math.floor((await sqlOf(COVERAGE)) / 2)
    const server = await started({ KOUAN_LIMIT_STATEMENT_MS: String(allowed) })
    const table = await opened(server, TABLE, { format: 'csv' })
    const slow = await got(server, COVERAGE)
    expect([slow.status, errorOf(slow)]).toEqual([
      400,
      { code: 'QUERY_TOO_SLOW', limit: 'statementMs', allowed, found: expect.any(Number) as number },
    ])
    expect((await got(server, SHORT_TABLE, { format: 'csv' })).status).toBe(200)
    const lines = (await textOf(table)).split('\n')
    expect([table.statusCode, lines.length]).toEqual([200, 100_002])
    const text = await (await fetch(`${server.address}/metrics`)).text()
    expect(text).toContain('kouan_requests_total{path="/graphql",status="400",code="QUERY_TOO_SLOW"} 1')
  })

  test('as a whole is refused by a reader, and without readers at its next statement', async () => {
    const allowed = Math.floor((await sqlOf(MORE_COVERAGE)) / 2)
    const limit = { KOUAN_LIMIT_REQUEST_MS: String(allowed) }
    for (const server of [await started(limit), await started({ ...limit, KOUAN_READERS: '0' })]) {
      const slow = await got(server, MORE_COVERAGE)
      expect([slow.status, errorOf(slow)]).toMatchObject([
        400,
        { code: 'QUERY_TOO_SLOW', limit: 'requestMs', allowed },
      ])
      expect((await got(server, SHORT_TABLE, { format: 'csv' })).status).toBe(200)
    }
  })

  test('does not end a table that is long as a whole', async () => {
    const server = await started({ KOUAN_LIMIT_REQUEST_MS: '600' })
    const began = performance.now()
    const response = await opened(server, TABLE, { format: 'ndjson' })
    let lines = 0
    for await (const bytes of response) {
      lines += String(bytes).split('\n').length - 1
      if (lines % 50 === 0) await pause(5)
    }
    expect(performance.now() - began).toBeGreaterThan(600)
    expect(lines).toBe(100_000)
  })
})

describe('a table that is sent slowly', ON_A_BUSY_MACHINE, () => {
  test('is made no faster than it is read', async () => {
    const server = await started({ KOUAN_LOG: 'silent' })
    const held = await opened(server, TABLE, { format: 'csv' })
    await pause(1000)
    for (const one of await readersOf(server)) process.kill(one, 'SIGKILL')
    await expect(textOf(held)).rejects.toThrow('aborted')
  })

  test('keeps no question from being answered', async () => {
    const server = await started({ KOUAN_READERS: '1' })
    const held = await opened(server, TABLE, { format: 'csv' })
    expect((await got(server, COVERAGE)).status).toBe(200)
    expect((await readersOf(server)).length).toBe(2)
    expect((await textOf(held)).length).toBeGreaterThan(9_000_000)
  })

  test('leaves its reader to one question when it is over', async () => {
    const server = await started()
    await got(server, SHORT_TABLE, { format: 'csv' })
    expect((await readersOf(server)).length).toBe(1)
    const answers = await Promise.all([got(server, COVERAGE), got(server, CHANGES)])
    expect(answers.map(({ status }) => status)).toEqual([200, 200])
    expect((await readersOf(server)).length).toBe(2)
  })

  test('and whose client goes away frees its reader for another', async () => {
    const server = await started({ KOUAN_READERS: '1' })
    const left = await opened(server, TABLE, { format: 'csv' })
    const [reader] = await readersOf(server)
    left.destroy()
    await pause(300)
    for (let times = 0; times < 3; times += 1)
      expect((await got(server, SHORT_TABLE, { format: 'csv' })).status).toBe(200)
    expect(await readersOf(server)).toEqual([reader])
  })
})

describe('a reader that dies', () => {
  test('is replaced, and its question asked of another', async () => {
    const server = await started({ KOUAN_CACHE: 'off', KOUAN_READERS: '1' })
    await got(server, COVERAGE)
    const [reader = 0] = await readersOf(server)
    const asked = got(server, CHANGES)
    await pause(100)
    process.kill(reader, 'SIGKILL')
    expect((await asked).status).toBe(200)
    const [other] = await readersOf(server)
    expect(other).not.toBe(reader)
  })

  test('with every question is told as overload', async () => {
    const server = await started({ KOUAN_CACHE: 'off', KOUAN_LOG: 'silent' })
    let isOver = false
    const killing = (async () => {
      for (; !isOver; await pause(20)) for (const one of await readersOf(server)) process.kill(one, 'SIGKILL')
    })()
    const answers = await Promise.all([got(server, COVERAGE), got(server, TABLE, { format: 'csv' })])
    isOver = true
    await killing
    expect(answers.map(({ status }) => status)).toEqual([503, 503])
    expect(errorCodes(answers)).toEqual(['OVERLOADED', 'OVERLOADED'])
    expect((await got(server, COVERAGE)).status).toBe(200)
  })
})

describe('the end of a server', () => {
  const folders = () => readdirSync(tmpdir()).filter((name) => name.startsWith('kouan-reader-'))

  test.each(['SIGTERM', 'SIGINT'] as const)(
    'by %s to all its processes lets a reader finish first, and leaves nothing',
    async (signal) => {
      const server = await started()
      await got(server, COVERAGE)
      const [reader = 0] = await readersOf(server)
      const asked = got(server, CHANGES)
      await pause(100)
      for (const pid of [server.pid, reader]) process.kill(pid, signal)
      const { status, body } = await asked
      expect([status, JSON.parse(body)]).toMatchObject([200, { data: { changes: { totalCount: 100_000 } } }])
      expect(await server.ended).toMatchObject({ code: 0 })
      expect(isThere(reader)).toBe(false)
    },
  )

  test('by SIGKILL ends its readers too', async () => {
    const before = folders()
    const server = await started()
    const table = await opened(server, TABLE, { format: 'csv' })
    table.on('error', () => undefined)
    const [reader = 0] = await readersOf(server)
    expect(folders().filter((name) => !before.includes(name))).toHaveLength(1)
    server.child.kill('SIGKILL')
    await until(() => !isThere(reader))
    expect(folders().filter((name) => !before.includes(name))).toEqual([])
  })
})

test('several processes have a reader each', async () => {
  const server = await started({ KOUAN_CACHE: 'off' }, '--workers', '2')
  const answers = await Promise.all([1, 2].map(() => got(server, COVERAGE)))
  expect(answers.map(({ status }) => status)).toEqual([200, 200])
  expect(await metricOf(server, 'kouan_readers')).toBe(2)
  process.kill(server.pid, 'SIGTERM')
  expect(await server.ended).toMatchObject({ code: 0 })
}, 30_000)

test.each(['-1', '17', 'two'])('%s is no number of readers', async (count) => {
  const { ended } = kouan(['serve', '--db', database()], { KOUAN_READERS: count })
  const { code, err } = await ended
  expect([code, err]).toEqual([2, expect.stringContaining('KOUAN_READERS')])
})
