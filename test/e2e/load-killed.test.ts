import Sqlite from 'better-sqlite3'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openWriter, Snapshots } from '../../db/connection.ts'
import { load } from '../../seeds/load.ts'
import { database, figure, sourcePackage, temporaryFolder, vocabularyPackage } from '../seeds/fixture.ts'

/** Enough rows, and long enough, that a transaction outgrows SQLite's cache and is in the log before it commits. */
const ROWS = 2000
const LONG = '·'.repeat(5000)

const OLD = { version: 2, revision: 1, observations: 1 }
const NEW = { version: 3, revision: 2, observations: ROWS }

interface Case {
  readonly url: string
  readonly packages: readonly string[]
}

/** A database with revision 1 of a source, and the folders of a much larger revision 2. */
async function prepared(): Promise<Case> {
  const folder = temporaryFolder()
  const vocabulary = vocabularyPackage(folder)
  const { db, url } = await database(folder)
  await load(db, [vocabulary, sourcePackage(folder, { observation: [figure('row-0')] })])
  db.close()
  const rows = Array.from({ length: ROWS }, (_, at) => figure(`row-${at}`, { part: `${at}${LONG}` }))
  return { url, packages: [vocabulary, sourcePackage(folder, { observation: rows }, { version: '2' })] }
}

function startLoad({ url, packages }: Case, moment: string) {
  const program = join(import.meta.dirname, 'load-child.ts')
  return spawn(process.execPath, ['--import', 'tsx', program, url, moment, ...packages], { stdio: 'inherit' })
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

test.each(['writing 1', `writing ${ROWS / 2}`, `writing ${ROWS}`, 'committing 0'])(
  'a load that is killed at %s leaves the old dataset whole, and can be done again',
  async (moment) => {
    const given = await prepared()
    const child = startLoad(given, `a-plan ${moment}`)
    expect(await once(child, 'exit')).toEqual([null, 'SIGKILL'])
    if (moment === 'committing 0') expect(statSync(`${given.url}-wal`).size).toBeGreaterThan(1_000_000)
    expect(await contents(given.url)).toEqual(OLD)
    await loadAgain(given)
    expect(await contents(given.url)).toEqual(NEW)
  },
)

test('a load that is killed before it commits leaves what things are found by as it was', async () => {
  const { url, packages } = await prepared()
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

test('a load that is not killed leaves the new dataset whole', async () => {
  const given = await prepared()
  expect(await once(startLoad(given, 'never'), 'exit')).toEqual([0, null])
  expect(await contents(given.url)).toEqual(NEW)
})
