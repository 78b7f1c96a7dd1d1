import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openWriter, Snapshots } from '../../db/connection.ts'
import { migrate } from '../../db/migrate.ts'

test('snapshots that are asked for at the same moment are of the same version', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kouan-snapshots-'))
  onTestFinished(() => {
    rmSync(folder, { recursive: true })
  })
  const writer = openWriter(join(folder, 'kouan.db'))
  await migrate(writer)
  writer.close()
  const snapshots = new Snapshots(join(folder, 'kouan.db'))
  const acquired = await Promise.all([snapshots.acquire(), snapshots.acquire(), snapshots.acquire()])
  expect(acquired.map(({ version }) => version)).toEqual([0, 0, 0])
  for (const snapshot of acquired) await snapshot.release()
  snapshots.close()
})
