import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import Sqlite from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { serve } from '../../server/http.ts'
import { figure, sourcePackage } from '../seeds/fixture.ts'
import { ask } from '../server/hub.ts'
import { fixture, run } from './program.ts'

const PROGRAM = join(import.meta.dirname, '../../kouan.mjs')
const KILLS = 50

/** Long enough that a transaction is in the log before it commits. */
const LONG = '·'.repeat(5000)
const ROWS = 100

/** Before that the program is only starting. */
const STARTED = 0.3

/** Each revision has a row more than the one before: what belongs together can be told. */
const rowsOf = (revision: number): number => ROWS + revision

/** The same delays in every run, between nothing and one. */
function* chances(): Generator<number, never> {
  for (let state = 7; ;) {
    state = (state * 48_271) % 2_147_483_647
    yield state / 2_147_483_647
  }
}

const QUERY = `{
  dataset { version }
  source(code: "a-plan") { revision }
  observations(filter: { sources: ["a-plan"] }, first: 1) { totalCount }
}`

interface Seen {
  readonly dataset: { readonly version: number }
  readonly source: { readonly revision: number }
  readonly observations: { readonly totalCount: number }
}

test(`${KILLS} loads that are killed at any moment: who asks meanwhile never sees a mixture, and what was told as loaded stays`, async () => {
  const { folder, url, vocabulary } = fixture()
  const packageOf = (revision: number): string => {
    const rows = Array.from({ length: rowsOf(revision) }, (_, at) =>
      figure(`row-${at}`, { part: `${revision} ${at}${LONG}` }),
    )
    return sourcePackage(folder, { observation: rows }, { version: String(revision) })
  }
  expect((await run('load', '--db', url, vocabulary, packageOf(1))).code).toBe(0)
  const serving = await serve({ url, host: '127.0.0.1', port: 0, quiet: true })
  onTestFinished(() => serving.close())

  const seen = async (): Promise<number> => {
    const { data, errors } = await ask(`${serving.url}/graphql`, { query: QUERY })
    expect(errors).toBeUndefined()
    const { source, observations } = data as unknown as Seen
    expect(observations.totalCount).toBe(rowsOf(source.revision))
    return source.revision
  }

  let [loaded, revision, longest, interrupted] = [1, 1, 0, 0]
  const delays = chances()
  for (let kill = 0; kill <= KILLS; kill += 1) {
    revision += 1
    const began = performance.now()
    const child = spawn(process.execPath, [PROGRAM, 'load', '--db', url, packageOf(revision)])
    let acknowledged = ''
    child.stdout.on('data', (bytes: Buffer) => (acknowledged += bytes.toString()))
    const closed = once(child, 'close')
    // The first is left in peace, to see how long one takes.
    const ended =
      kill === 0
        ? closed
        : Promise.race([closed, pause((STARTED + (1 - STARTED) * delays.next().value) * longest)])
    let isOver = false
    void ended.then(() => (isOver = true))
    while (!isOver) {
      await seen()
      await pause(5)
    }
    child.kill('SIGKILL')
    await closed
    if (kill === 0) longest = performance.now() - began
    const found = await seen()
    expect([loaded, revision]).toContain(found)
    if (acknowledged.includes(' loaded as version ')) expect(found).toBe(revision)
    if (found !== revision) interrupted += 1
    loaded = found
  }
  expect(interrupted).toBeGreaterThan(KILLS / 4)
  const reader = new Sqlite(url, { readonly: true })
  expect(reader.pragma('integrity_check', { simple: true })).toBe('ok')
  reader.close()
}, 120_000)
