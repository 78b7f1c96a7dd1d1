// Writing a source: its publication, what it says and its figures with their citations, what ties them
// together, and which subjects it speaks of. Rows are written as they come out of the check.
import { idsByCode } from '../db/queries/admit.ts'
import { TableWriter } from '../db/queries/load.ts'
import { replaceMentions } from '../db/queries/load-link.ts'
import type { Publication } from './datapackage.ts'
import { doubtfulReadings } from './notes.ts'
import type { Written } from './report.ts'
import { CITED, writeCited } from './write-cited.ts'
import type { Admission, Writing } from './writing.ts'

/** Makes the database's rows of a source what its package says. Its faults are told; with any, the rows are not all there. */
export async function writeSource(admission: Admission, publication: Publication): Promise<Written[]> {
  const { db, checker } = admission
  const { id, ...published } = await writePublication(admission, publication)
  const codes = await idsByCode(db)
  const source: Writing = { ...admission, id, codes, figures: checker.figures, mentioned: new Set() }
  const written: Written[] = [{ table: 'source', ...published }]
  for (const table of CITED) written.push(...(await writeCited(table, source)))
  if (admission.faults.count === 0) await replaceMentions(db, id, source.mentioned)
  return written
}

async function writePublication({ db, pack, history }: Admission, publication: Publication) {
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
  const target = { table: 'source', columns: Object.keys(row), key: ['code'], scope } as const
  const writer = await TableWriter.of(db, target, history)
  const [id = 0] = await writer.write([Object.values(row)])
  return { id, ...(await writer.finish()) }
}
