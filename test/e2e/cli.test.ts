import { spawn } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { figure, sourcePackage, temporaryFolder, vocabularyPackage } from '../seeds/fixture.ts'

const PROGRAM = resolve(import.meta.dirname, '../../kouan.mjs')

interface Ended {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

/** Runs the command line somewhere outside the project. */
function kouan(args: readonly string[], env: Record<string, string> = {}, until?: RegExp) {
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    cwd: tmpdir(),
    env: { ...process.env, DATABASE_URL: '', PORT: '', HOST: '', ...env },
  })
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  let [out, err] = ['', '']
  let seen: (match: readonly string[]) => void = () => undefined
  const matched = new Promise<readonly string[]>((done) => (seen = done))
  child.stderr.on('data', (bytes: Buffer) => (err += bytes.toString()))
  child.stdout.on('data', (bytes: Buffer) => {
    out += bytes.toString()
    const match = until?.exec(out)
    if (match) seen(match)
  })
  const ended = new Promise<Ended>((done) => {
    child.on('close', (code) => {
      // Whoever still waits for a line finds none, and the test says what there was instead.
      seen([out, `no such line before the end: ${out}${err}`])
      done({ code, out, err })
    })
  })
  return { child, ended, matched }
}

const run = (...args: readonly string[]): Promise<Ended> => kouan(args).ended

interface Fixture {
  readonly folder: string
  readonly url: string
  readonly vocabulary: string
  readonly source: string
}

function fixture(): Fixture {
  const folder = temporaryFolder()
  return {
    folder,
    url: join(folder, 'kouan.db'),
    vocabulary: vocabularyPackage(folder),
    source: sourcePackage(folder, { observation: [figure('a')] }),
  }
}

test('help names every command and exit code, and each command its options', async () => {
  const { code, out } = await run('--help')
  expect(code).toBe(0)
  for (const name of ['start', 'serve', 'load', 'check', 'verify', 'sources', 'schema'])
    expect(out).toMatch(new RegExp(`^ {2}${name} `, 'm'))
  for (const number of [0, 1, 2, 3]) expect(out).toMatch(new RegExp(`^ {2}${number} {2}\\S`, 'm'))
  expect((await run('load', '--help')).out).toContain('--db URL')
  expect((await run('help', 'verify')).out).toContain('--texts DIR')
  expect((await run('--version')).out).toMatch(/^\d+\.\d+\.\d+\n$/)
})

test.each([
  [['laod'], 'unknown command "laod", nearest: "load"'],
  [['--verbose'], 'unknown option "--verbose"'],
  [['load', '--jsn'], 'load has no option "--jsn", nearest: "json"'],
  [['load', '--db'], "load: Option '--db <value>' argument missing"],
  [['schema', 'extra'], 'schema takes no operand, found "extra"'],
  [['verify'], 'verify needs --texts DIR'],
  [['serve', '--port', '70000'], '--port is "70000"; give a number from 0 (any free port) to 65535'],
])('%j is wrong usage: it says so and ends with 2', async (args, message) => {
  const { code, out, err } = await run(...args)
  expect({ code, out }).toEqual({ code: 2, out: '' })
  expect(err).toContain(message)
})

test('check tells faults in its output and ends with 1, without a database', async () => {
  const { folder, vocabulary, source } = fixture()
  expect(await run('check', '--vocabulary', vocabulary, source)).toMatchObject({ code: 0, err: '' })
  const bad = sourcePackage(folder, { observation: [figure('a', { value: '0x10', unit: '个' })] })
  const told = await run('check', '--vocabulary', vocabulary, bad)
  expect(told.code).toBe(1)
  expect(told.out.split('\n').slice(0, 2)).toEqual([
    expect.stringMatching(
      /a-plan\/observation\.csv:2:11: type-error: found "0x10" in value, expected a number/,
    ),
    expect.stringMatching(
      /a-plan\/observation\.csv:2:13: constraint-error: found "个" in unit, expected a unit of mass/,
    ),
  ])
  const json = JSON.parse((await run('check', '--json', '--vocabulary', vocabulary, bad)).out) as unknown
  expect(json).toMatchObject([
    {
      rows: 1,
      faults: [
        { line: 2, column: 11 },
        { line: 2, column: 13 },
      ],
    },
  ])
})

test('load reports what it did, then that nothing is left to do; sources lists what is there', async () => {
  const { url, vocabulary, source } = fixture()
  const first = await run('load', '--db', url, source, vocabulary)
  expect(first).toMatchObject({ code: 0, err: '' })
  expect(first.out).toMatch(/^vocabulary \(revision 1\): loaded as version 1 of the dataset$/m)
  expect(first.out).toMatch(/^ {2}observation +1 added$/m)
  const second = await kouan(['load', vocabulary, source], { DATABASE_URL: url }).ended
  expect(second.out).toBe('vocabulary (revision 1): 0 changes\na-plan (revision 1): 0 changes\n')
  const reports = JSON.parse((await run('load', '--json', '--db', url, source)).out) as unknown
  expect(reports).toMatchObject([
    {
      package: 'a-plan',
      outcome: 'UNCHANGED',
      tables: expect.arrayContaining([expect.objectContaining({ table: 'observation', unchanged: 1 })]),
    },
  ])
  const listed = JSON.parse((await run('sources', '--json', '--db', url)).out) as unknown
  expect(listed).toEqual([
    {
      source: 'a-plan',
      published: '2023-10-31',
      kind: 'PLAN',
      revision: 1,
      claims: 1,
      statements: 0,
      profiles: 0,
      title: 'a-plan',
    },
  ])
  expect((await run('sources', '--db', url)).out).toMatch(/^a-plan +2023-10-31 +PLAN +1 +1 +0 +0 +a-plan$/m)
})

test('a refused package ends load with 1 and leaves the database as it was', async () => {
  const { folder, url, vocabulary, source } = fixture()
  await run('load', '--db', url, vocabulary, source)
  const bad = sourcePackage(folder, { observation: [figure('a'), figure('a')] })
  const told = await run('load', '--db', url, bad)
  expect(told.code).toBe(1)
  expect(told.out).toContain('observation.csv:3:1: primary-key: found "a" again')
  expect(told.out).toContain('a-plan (revision 1): refused, 1 fault; nothing of it was loaded')
  expect(JSON.parse((await run('sources', '--json', '--db', url)).out)).toMatchObject([{ claims: 1 }])
})

test('verify tells what it found in percent, and ends with 1 where a phrase is missing', async () => {
  const { folder, source } = fixture()
  const texts = join(folder, 'texts')
  expect(await run('verify', '--texts', texts, source)).toMatchObject({
    code: 3,
    err: `kouan: there is no folder of source texts at ${texts}\n`,
  })
  mkdirSync(texts)
  expect(await run('verify', '--texts', texts, source)).toMatchObject({ code: 3 })
  writeFileSync(join(texts, 'a-plan.txt'), '货运量\n310.13 万吨')
  expect(await run('verify', '--texts', texts, source)).toEqual({
    code: 0,
    out: 'a-plan: 1 of 1 phrases found, 100 %\ntotal: 1 of 1 phrases found, 100 %\n',
    err: '',
  })
  writeFileSync(join(texts, 'a-plan.txt'), '货运量 310.14 万吨')
  const missing = await run('verify', '--texts', texts, source)
  expect(missing.code).toBe(1)
  expect(missing.out).toMatch(/observation\.csv:2:26: .* nowhere in the text/)
  expect(missing.out).toContain('total: 0 of 1 phrases found, 0 %')
})

test.each(['sources', 'serve'])('%s without a database ends with 3', async (command) => {
  const { code, err } = await run(
    command,
    '--db',
    join(temporaryFolder(), 'none.db'),
    ...(command === 'serve' ? ['--port', '0'] : []),
  )
  expect(code).toBe(3)
  expect(err).toMatch(/^kouan: .*none\.db/)
})

test('what is no database ends with 3 and is not touched', async () => {
  const { folder, vocabulary } = fixture()
  const file = join(folder, 'notes.txt')
  writeFileSync(file, 'This is a text and no database. '.repeat(40))
  expect(await run('load', '--db', file, vocabulary)).toMatchObject({ code: 3, out: '' })
  expect(await run('sources', '--db', 'postgres://localhost/kouan')).toMatchObject({ code: 3, out: '' })
})

test('serve answers until it is told to stop, and names a port that is taken', async () => {
  const { url, vocabulary, source } = fixture()
  await run('load', '--db', url, vocabulary, source)
  const { child, ended, matched } = kouan(
    ['serve', '--port', '0'],
    { DATABASE_URL: url },
    /Kouan serves (\S+)\n/,
  )
  const [, address = ''] = await matched
  const answer = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ sources { nodes { code } } }' }),
  })
  expect(await answer.json()).toEqual({ data: { sources: { nodes: [{ code: 'a-plan' }] } } })
  const taken = await run('serve', '--db', url, '--port', new URL(address).port)
  expect(taken.code).toBe(3)
  expect(taken.err).toContain('in use')
  child.kill('SIGTERM')
  expect(await ended).toMatchObject({ code: 0 })
})

test('start loads the project’s packages once, then serves at once', async () => {
  const url = join(temporaryFolder(), 'kouan.db')
  for (const loads of [true, false]) {
    const { child, ended, matched } = kouan(['start', '--db', url], { PORT: '0' }, /Kouan serves (\S+)\n/)
    const [, address = ''] = await matched
    expect((await fetch(`${address}?query={__typename}`)).status).toBe(200)
    child.kill('SIGINT')
    const { code, out } = await ended
    expect(code).toBe(0)
    expect(out.includes('loaded as version 1')).toBe(loads)
  }
})

test('start with a wrong port loads nothing', async () => {
  const url = join(temporaryFolder(), 'kouan.db')
  expect(await run('start', '--db', url, '--port', 'http')).toMatchObject({ code: 2, out: '' })
})

test('a port that another program holds ends start with 3', async () => {
  const holder = createServer().listen(0, '127.0.0.1')
  onTestFinished(() => {
    holder.close()
  })
  await new Promise((listening) => holder.once('listening', listening))
  const { port } = holder.address() as AddressInfo
  const { code, err } = await run(
    'start',
    '--db',
    join(temporaryFolder(), 'kouan.db'),
    '--port',
    String(port),
  )
  expect(code).toBe(3)
  expect(err).toContain(`port ${port}`)
})

test('a reader that goes away ends the program quietly', async () => {
  const { child, ended } = kouan(['schema'])
  child.stdout.destroy()
  expect(await ended).toMatchObject({ code: 0, err: '' })
})

test('schema prints the graph’s schema', async () => {
  const { code, out } = await run('schema')
  expect(code).toBe(0)
  expect(out).toMatch(/^type Query \{$/m)
})
