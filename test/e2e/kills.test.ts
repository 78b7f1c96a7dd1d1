import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import Sqlite from 'better-sqlite3'
import { expect, test } from 'vitest'
import { figure, sourcePackage } from '../seeds/fixture.ts'
import { Chance } from '../schema/chance.ts'
import { fixture, run } from './program.ts'
import { startReader } from './reader.ts'

const PROGRAM = join(import.meta.dirname, '../../kouan.mjs')
const KILLS = 50

/** Long enough that a transaction is in the log before it commits. */
const LONG = '·'.repeat(5000)
const ROWS = 100

/** Shares of the time that a load takes: before the first the program is only starting, after it all is over. */
const FROM = 0.3
const TO = 1.1

/** Each revision has a row more than the one before: what belongs together can be told. */
const rowsOf = (revision: number): number => ROWS + revision

test(`${KILLS} loads that are killed at any moment: who asks meanwhile never sees a mixture, and what was told as loaded stays`, async () => {
  const { folder, url, vocabulary } = fixture()
  const packageOf = (revision: number): string => {
    const rows = Array.from({ length: rowsOf(revision) }, (_, at) =>
      figure(`row-${at}`, { part: `${revision} ${at}${LONG}` }),
    )
    return sourcePackage(folder, { observation: rows }, { version: String(revision) })
  }
  expect((await run('load', '--db', url, vocabulary, packageOf(1))).code).toBe(0)
  const reader = await startReader(url, rowsOf)

  let [loaded, revision, taken, kills, interrupted] = [1, 1, 0, 0, 0]
  const chance = new Chance(7)
  // Some end before they are killed, the first because it is left in peace: they tell how long a load takes now.
  for (let attempt = 0; kills < KILLS; attempt += 1) {
    expect(attempt).toBeLessThan(2 * KILLS)
    revision += 1
    const began = performance.now()
    const child = spawn(process.execPath, [PROGRAM, 'load', '--db', url, packageOf(revision)])
    let acknowledged = ''
    child.stdout.on('data', (bytes: Buffer) => (acknowledged += bytes.toString()))
    const closed = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>
    const moment = pause((FROM + (TO - FROM) * chance.next()) * taken)
    await reader.until(attempt === 0 ? closed : Promise.race([closed, moment]))
    child.kill('SIGKILL')
    const [code, signal] = await closed
    if (signal === 'SIGKILL') kills += 1
    else {
      expect(code).toBe(0)
      taken = performance.now() - began
    }

    const found = await reader.revision()
    expect([loaded, revision]).toContain(found)
    if (acknowledged.includes(' loaded as version ')) expect(found).toBe(revision)
    if (found !== revision) interrupted += 1
    loaded = found
  }
  // Most of them before the load was done, or they would say little.
  expect(interrupted).toBeGreaterThan(KILLS / 2)
  const database = new Sqlite(url, { readonly: true })
  expect(database.pragma('integrity_check', { simple: true })).toBe('ok')
  database.close()
}, 120_000)
