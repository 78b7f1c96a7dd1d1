import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openWriter } from '../../db/connection.ts'
import { figure, sourcePackage } from '../seeds/fixture.ts'
import { fixture, run } from './program.ts'

const PROGRAM = join(import.meta.dirname, '../../kouan.mjs')

/** Runs the command line where no file may grow beyond so many kilobytes: what a full disk is to a program. */
async function runWithRoomFor(kilobytes: number, ...args: readonly string[]) {
  const limited = `ulimit -f ${kilobytes}; exec "$@"`
  const child = spawn('bash', ['-c', limited, 'bash', process.execPath, PROGRAM, ...args])
  let err = ''
  child.stderr.on('data', (bytes: Buffer) => (err += bytes.toString()))
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, err }
}

test('a load that finds no room on the disk says so, changes nothing, and can be done again', async () => {
  const { folder, url, vocabulary, source } = fixture()
  expect((await run('load', '--db', url, vocabulary, source)).code).toBe(0)
  const before = JSON.parse((await run('sources', '--json', '--db', url)).out) as unknown
  const rows = Array.from({ length: 500 }, (_, at) =>
    figure(`row-${at}`, { part: `${at}${'·'.repeat(5000)}` }),
  )
  const larger = sourcePackage(folder, { observation: rows }, { version: '2' })

  const { code, err } = await runWithRoomFor(1000, 'load', '--db', url, vocabulary, larger)
  expect(code).toBe(3)
  expect(err).toMatch(/^kouan: the database cannot be written \(.*\); see to space on its disk/m)
  expect(JSON.parse((await run('sources', '--json', '--db', url)).out)).toEqual(before)
  expect((await run('load', '--db', url, vocabulary, larger)).code).toBe(0)
  expect(JSON.parse((await run('sources', '--json', '--db', url)).out)).toMatchObject([
    { source: 'a-plan', revision: 2 },
  ])
})

test('a second load leaves within a second or two of its start, with the reason, and disturbs nothing', async () => {
  const { url, vocabulary, source } = fixture()
  expect((await run('load', '--db', url, vocabulary)).code).toBe(0)
  const first = openWriter(url)
  await first.transaction(async () => {
    const began = performance.now()
    const { code, err } = await run('load', '--db', url, vocabulary, source)
    expect(code).toBe(3)
    expect(err).toContain(
      'kouan: another process is writing to this database; try again when it has finished',
    )
    expect(performance.now() - began).toBeLessThan(10_000)
  })
  first.close()
  expect((await run('load', '--db', url, vocabulary, source)).code).toBe(0)
})
