// Before all tests: one database with the real packages in it, that tests may read.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { openWriter, Snapshots } from '../db/connection.ts'
import { migrate } from '../db/migrate.ts'
import { load } from '../seeds/load.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Address of the database with the real packages in it: to read. */
    database: string
  }
}

const seeds = join(import.meta.dirname, '../seeds')

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'kouan-test-'))
  const url = join(folder, 'kouan.db')
  const writer = openWriter(url)
  await migrate(writer)
  const packages = readdirSync(seeds, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  const reports = await load(
    writer,
    packages.map(({ name }) => join(seeds, name)),
  )
  writer.close()
  const refused = reports.filter(({ outcome }) => outcome === 'REFUSED')
  if (refused.length > 0) throw new Error(`packages are refused: ${JSON.stringify(refused, null, 1)}`)
  project.provide('database', url)
  // Whoever closes the last connection locks the file for a moment, and who opens it just then is turned away.
  const snapshots = new Snapshots(url)
  const snapshot = await snapshots.acquire()
  return async () => {
    await snapshot.release()
    snapshots.close()
    rmSync(folder, { recursive: true })
  }
}
