import Sqlite from 'better-sqlite3'
import { writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { temporaryFolder } from '../seeds/fixture.ts'
import { fixture, kouan, run } from './program.ts'

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

test.each(['sources', 'serve'])(
  '%s with a database of another Kouan ends with 3 and says what to do',
  async (command) => {
    const { folder, url, vocabulary } = fixture()
    const listen = command === 'serve' ? ['--port', '0'] : []
    const empty = join(folder, 'empty.db')
    new Sqlite(empty).exec('create table notes (text text)').close()
    const without = await run(command, '--db', empty, ...listen)
    expect(without).toMatchObject({ code: 3, out: '' })
    expect(without.err).toMatch(/^kouan: .*run kouan load \(this database has no tables of Kouan\)\n$/)
    await run('load', '--db', url, vocabulary)
    new Sqlite(url).exec("insert into migration values ('999-later', '2027-01-01')").close()
    const newer = await run(command, '--db', url, ...listen)
    expect(newer).toMatchObject({ code: 3, out: '' })
    expect(newer.err).toMatch(/^kouan: .*made by a newer Kouan \(it has 999-later\); update Kouan\n$/)
  },
)

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
  expect(await answer.json()).toMatchObject({ data: { sources: { nodes: [{ code: 'a-plan' }] } } })
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
