// A programme's key is its code in the graph, so it is one source's alone, while the keys of other rows
// need be unique in their package only. Which keys other packages have is known where they are loaded.
import type { Db } from '../db/connection.ts'
import { programmeKeysElsewhere } from '../db/queries/admit.ts'
import type { Package } from './datapackage.ts'
import { Faults, quoted } from './fault.ts'
import { readTable } from './read.ts'

/** Adds a fault for every programme of a package whose key another loaded source has. */
export async function refuseTakenKeys(db: Db, pack: Package, faults: Faults): Promise<void> {
  const table = pack.tables.find(({ format }) => format.name === 'programme')
  if (!table) return
  const elsewhere = await programmeKeysElsewhere(db, pack.code)
  for await (const row of readTable(table.file, table.format, new Faults())) {
    const source = elsewhere.get(row.cell('key'))
    if (source === undefined) continue
    faults.add(
      row.place('key'),
      'primary-key',
      `${quoted(row.cell('key'))} in key, which ${source} has too`,
      'a key that no programme of another source has',
    )
  }
}
