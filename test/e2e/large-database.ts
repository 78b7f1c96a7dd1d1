// A database in which statements may be long: made once for the tests of a file.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { openWriter } from '../../db/connection.ts'
import { migrate } from '../../db/migrate.ts'
import { load } from '../../seeds/load.ts'
import { figure, sourcePackage, vocabularyPackage } from '../seeds/fixture.ts'

const YEARS = Array.from({ length: 50 }, (_, at) => String(1970 + at))

/** So many claims, each about a thing of its own: all parts of one checkpoint's freight, year by year. */
export function largeDatabase(parts: number): () => string {
  let folder = ''
  const url = () => join(folder, 'kouan.db')

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'kouan-large-'))
    const observation = YEARS.flatMap((period) =>
      Array.from({ length: parts }, (_, part) =>
        figure(`${period}-${part}`, { period, part: `part ${part}` }),
      ),
    )
    const db = openWriter(url())
    await migrate(db)
    const reports = await load(db, [vocabularyPackage(folder), sourcePackage(folder, { observation })])
    db.close()
    const refused = reports.filter(({ outcome }) => outcome === 'REFUSED')
    if (refused.length > 0) throw new Error(JSON.stringify(refused[0]))
  }, 120_000)

  afterAll(() => {
    rmSync(folder, { recursive: true })
  })

  return url
}
