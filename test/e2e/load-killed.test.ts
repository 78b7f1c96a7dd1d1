import Sqlite from 'better-sqlite3'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { build } from 'esbuild'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openWriter, Snapshots } from '../../db/connection.ts'
import { migrate } from '../../db/migrate.ts'
import { load } from '../../seeds/load.ts'
import { ROOT } from '../../server/config.ts'
import { figure, sourcePackage, temporaryFolder, vocabularyPackage } from '../seeds/fixture.ts'
import { startReader } from './reader.ts'

/** Enough rows, and long enough, that a transaction outgrows SQLite's cache and is in the log before it commits. */
const ROWS = 2000
const LONG = '·'.repeat(3000)

const OLD = { version: 2, revision: 1, observations: 1 }
const NEW = { version: 3, revision: 2, observations: ROWS }

interface Case {
  readonly url: string
  readonly packages: readonly string[]
}

/** Revision 1 has one row. */
const rowsOf = (revision: number): number => (revision === 1 ? 1 : ROWS)

/** Made once: the program that loads, and what every test begins with. */
let program = ''
let base = ''

beforeAll(async () => {
  const folder = join(ROOT, 'dist', 'test')
  mkdirSync(folder, { recursive: true })
  program = join(mkdtempSync(join(folder, 'load-child-')), 'load-child.js')
  await build({
    entryPoints: [join(import.meta.dirname, 'load-child.ts')],
    outfile: program,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'error',
  })
  base = mkdtempSync(join(tmpdir(), 'kouan-killed-'))
  const db = openWriter(join(base, 'kouan.db'))
  await migrate(db)
  await load(db, [vocabularyPackage(base), sourcePackage(base, { observation: [figure('row-0')] })])
  db.close()
  const observation = Array.from({ length: ROWS }, (_, at) => figure(`row-${at}`, { part: `${at}${LONG}` }))
  sourcePackage(base, { observation }, { version: '2' })
})

afterAll(() => {
  rmSync(dirname(program), { recursive: true })
  rmSync(base, { recursive: true })
})

/** A database with revision 1 of a source, and the folders of a much larger revision 2. */
function prepared(): Case {
  const folder = temporaryFolder()
  cpSync(base, folder, { recursive: true })
  return {
    url: join(folder, 'kouan.db'),
    packages: ['vocabulary', 'a-plan'].map((name) => join(folder, name)),
  }
}

function startLoad({ url, packages }: Case, moment: string) {
  return spawn(process.execPath, [program, url, moment, ...packages], { stdio: 'inherit' })
}

async function contents(url: string): Promise<typeof OLD> {
  const reader = new Sqlite(url, { readonly: true })
  expect(reader.pragma('integrity_check', { simple: true })).toBe('ok')
  const number = (sql: string) => Number(reader.prepare(sql).pluck().get())
  const found = {
    version: number('select max(id) from dataset_version'),
    revision: number("select revision from package where code = 'a-plan'"),
    observations: number('select count(*) from observation'),
  }
  reader.close()
  const snapshots = new Snapshots(url)
  const snapshot = await snapshots.acquire()
  expect(snapshot.version).toBe(found.version)
  await snapshot.release()
  snapshots.close()
  return found
}

async function loadAgain({ url, packages }: Case): Promise<void> {
  const db = openWriter(url)
  const reports = await load(db, packages)
  expect(reports.map(({ outcome }) => outcome)).not.toContain('REFUSED')
  db.close()
}

const STEPS = [
  ['vocabulary committing 0', OLD],
  ['a-plan writing 1', OLD],
  [`a-plan writing ${ROWS / 2}`, OLD],
  [`a-plan writing ${ROWS}`, OLD],
  ['a-plan committing 0', OLD],
  ['loaded', NEW],
] as const

test.each(STEPS)(
  'a load that is killed at %s leaves one dataset whole to whoever asks meanwhile, and can be done again',
  async (step, left) => {
    const given = prepared()
    const reader = await startReader(given.url, rowsOf)
    const ended = once(startLoad(given, step), 'exit')
    await reader.until(ended)
    expect(await ended).toEqual([null, 'SIGKILL'])
    if (step === 'a-plan committing 0') expect(statSync(`${given.url}-wal`).size).toBeGreaterThan(1_000_000)
    expect(await reader.revision()).toBe(left.revision)
    expect(await contents(given.url)).toEqual(left)
    await loadAgain(given)
    expect(await reader.revision()).toBe(2)
    expect(await contents(given.url)).toEqual(NEW)
  },
)

test('a load that is killed before it commits leaves what things are found by as it was', async () => {
  const { url, packages } = prepared()
  const [vocabulary = '', source = ''] = packages
  const profile = Array.from({ length: 500 }, (_, at) => ({
    ...figure(`profile-${at}`),
    subject: 'mandula',
    role_zh: `${at}${LONG}`,
    role_en: `${at}${LONG}`,
  }))
  sourcePackage(join(source, '..'), { profile }, { version: '2' })
  const entries = () => {
    const reader = new Sqlite(url, { readonly: true })
    const found = reader.prepare('select * from search_entry order by id').all()
    const index = reader.prepare('select rowid as id from search_gram order by rowid').all()
    reader.close()
    expect(index).toEqual(found.map((entry) => ({ id: (entry as { id: number }).id })))
    return found
  }
  const before = entries()
  const child = startLoad({ url, packages: [vocabulary, source] }, 'a-plan committing 0')
  expect(await once(child, 'exit')).toEqual([null, 'SIGKILL'])
  expect(entries()).toEqual(before)
  await loadAgain({ url, packages })
  expect(entries()).toHaveLength(before.length + profile.length)
})
