// What a database holds of a package and what the package's files say, both in the words of the files: the
// files are read by another reader than the loader's.
import Sqlite from 'better-sqlite3'
import { parse } from 'csv-parse/sync'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DESCRIPTOR } from '../../seeds/datapackage.ts'
import { SOURCE_TABLES } from '../../seeds/source-format.ts'

type Cells = Readonly<Record<string, string>>

/** Every row of every table in reading order, and what is said of the publication. */
export interface Said {
  readonly publication: Readonly<Record<string, unknown>>
  readonly tables: Readonly<Record<string, readonly Cells[]>>
}

const codeOf = (table: string, id: string) => `(select code from ${table} where id = ${id})`
const listOf = (code: string, from: string) =>
  `(select coalesce(group_concat(word, ' '), '') from (select ${code} word from ${from} order by 1))`

/** How cells are stored that are not stored as they stand. */
const STORED: Readonly<Record<string, string>> = {
  subject: codeOf('subject', 'subject_id'),
  cluster: codeOf('subject', 'subject_id'),
  measure: codeOf('subject', 'subject_id'),
  peer: codeOf('subject', 'peer_id'),
  partner: codeOf('subject', 'partner_id'),
  indicator: codeOf('indicator', 'indicator_id'),
  commodity: codeOf('commodity', 'commodity_id'),
  position: 'stage',
  period: 'period_label',
  unit: 'printed_unit',
  growth_value: 'growth',
  detail: "iif(detail, 'true', '')",
  parent: '(select key from programme above where above.id = one.parent_id)',
  demand: '(select key from observation figure where figure.id = demand_id)',
  subjects: listOf(
    'code',
    'programme_subject join subject on subject.id = subject_id where programme_id = one.id',
  ),
  suppliers: listOf('code', 'need_supplier join subject on subject.id = port_id where need_id = one.id'),
  parts: listOf(
    'part.key',
    'observation_part join observation part on part.id = part_id where total_id = one.id',
  ),
}

const OF_A_FIGURE: Readonly<Record<string, string>> = { value: 'reported', value_max: 'reported_max' }

const stored = (table: string, column: string): string =>
  (table === 'observation' ? OF_A_FIGURE[column] : undefined) ?? STORED[column] ?? column

/** What the database holds of a source. */
export function saidInDatabase(url: string, code: string): Said {
  const reader = new Sqlite(url, { readonly: true })
  const tables = SOURCE_TABLES.map(({ name, columns }) => {
    const cells = columns.map((column) => `coalesce(${stored(name, column.name)}, '') as "${column.name}"`)
    const rows = reader
      .prepare(
        `select ${cells.join(', ')} from ${name} one
        where source_id = (select id from source where code = ?) order by position`,
      )
      .all(code) as Cells[]
    return [name, rows.map((row) => inOneSpelling(name, row))] as const
  })
  const publication = reader
    .prepare(
      `select title_zh title, title_en titleEn, issuer_zh issuerZh, issuer_en issuerEn, document_number documentNumber,
        kind, published, published_inferred publishedInferred, language, revision from source where code = ?`,
    )
    .get(code) as Said['publication']
  reader.close()
  return { publication, tables: Object.fromEntries(tables) }
}

/** What the files of a package say. */
export function saidInFiles(dir: string): Said {
  const text = readFileSync(join(dir, DESCRIPTOR), 'utf8').replace(/^\ufeff/, '')
  const { title, version, kouan, resources } = JSON.parse(text) as {
    title: string
    version: string
    kouan: Record<string, unknown>
    resources: readonly { name: string }[]
  }
  const listed = new Set(resources.map(({ name }) => name))
  const tables = SOURCE_TABLES.map(({ name }) => {
    const rows = listed.has(name)
      ? (parse(readFileSync(join(dir, `${name}.csv`)), { bom: true, columns: true }) as Cells[])
      : []
    return [name, rows.map((row) => inOneSpelling(name, row))] as const
  })
  const { role, text: ignored, publishedInferred, ...said } = kouan
  void [role, ignored]
  return {
    publication: { ...said, title, revision: Number(version), publishedInferred: Number(publishedInferred) },
    tables: Object.fromEntries(tables),
  }
}

/** What an empty cell of a figure stands for, and lists in one order. */
const STANDS_FOR: Cells = { direction: 'TOTAL', qualifier: 'EXACT', status: 'NORMAL', detail: 'false' }

function inOneSpelling(table: string, row: Cells): Cells {
  const told = Object.entries(row).map(([column, text]) => {
    if (['parts', 'subjects', 'suppliers'].includes(column)) return [column, text.split(' ').sort().join(' ')]
    if (table !== 'observation' || text !== '') return [column, String(text)]
    if (column === 'growth_qualifier' && row['growth_value'] !== '') return [column, 'EXACT']
    return [column, STANDS_FOR[column] ?? text]
  })
  return Object.fromEntries(told) as Cells
}
