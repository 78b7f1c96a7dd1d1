// Writing a source: its publication, what it says and its figures with their citations, what ties them
// together, and which subjects it speaks of. Rows are streamed from the checked files.
import type { Db } from '../db/connection.ts'
import { idsByCode } from '../db/queries/admit.ts'
import { reconcile, type Reconciled } from '../db/queries/load.ts'
import { refreshMentions } from '../db/queries/load-link.ts'
import type { Package, Publication } from './datapackage.ts'
import { doubtfulReadings } from './notes.ts'
import type { Vocabulary } from './vocabulary.ts'
import { CITED, writeCited, type Written } from './write-cited.ts'
import type { Writing } from './writing.ts'

/** Makes the database's rows of a source what its checked package says. */
export async function writeSource(
  db: Db,
  pack: Package,
  publication: Publication,
  vocabulary: Vocabulary,
  onRow: () => void,
): Promise<Written[]> {
  const { ids, ...published } = await writePublication(db, pack, publication)
  const id = ids.get(pack.code) ?? 0
  const source: Writing = { db, id, pack, codes: await idsByCode(db), vocabulary, onRow, ids: new Map() }
  const written: Written[] = [{ table: 'source', ...published }]
  for (const table of CITED) written.push(...(await writeCited(table, source)))
  await refreshMentions(db, id)
  return written
}

function writePublication(db: Db, pack: Package, publication: Publication): Promise<Reconciled> {
  const row = {
    code: pack.code,
    title_zh: publication.titleZh,
    title_en: publication.titleEn,
    issuer_zh: publication.issuerZh,
    issuer_en: publication.issuerEn,
    document_number: publication.documentNumber,
    kind: publication.kind,
    published: publication.published,
    published_inferred: Number(publication.publishedInferred),
    language: publication.language,
    revision: pack.revision,
    doubtful_readings: doubtfulReadings(pack.dir),
  }
  const scope = { column: 'code', value: pack.code } as const
  return reconcile(db, { table: 'source', columns: Object.keys(row), key: ['code'], scope }, () => [row])
}
