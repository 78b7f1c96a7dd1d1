import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openWriter } from '../../db/connection.ts'
import { migrate } from '../../db/migrate.ts'
import { load } from '../../seeds/load.ts'

const SEEDS = ['vocabulary', 'inner-mongolia-port-plan-2021-2025', 'baotou-port-plan-2023-2027']

/** A database of its own with real packages in it. */
export async function loadedDatabase(): Promise<{ url: string; remove(): void }> {
  const folder = mkdtempSync(join(tmpdir(), 'kouan-e2e-'))
  const url = join(folder, 'kouan.db')
  const writer = openWriter(url)
  await migrate(writer)
  await load(
    writer,
    SEEDS.map((name) => join(import.meta.dirname, '../../seeds', name)),
  )
  writer.close()
  return { url, remove: () => rmSync(folder, { recursive: true }) }
}
