// Writing what a source says: one cited row after another, each table's columns from the cells of its rows.
import { statSync } from 'node:fs'
import { TableWriter, type Target, type Values } from '../db/queries/load.ts'
import { LinkWriter, type LinkTable, type NamedLink } from '../db/queries/load-link.ts'
import { observationIds } from '../db/queries/load-row.ts'
import type { Table } from './datapackage.ts'
import { PROPERTIES } from './property.ts'
import type { Row } from './read.ts'
import type { Written } from './report.ts'
import { words } from './vocabulary.ts'
import { FIGURE, figure } from './write-figure.ts'
import type { Writing } from './writing.ts'

/** The values of a table's own columns; `ids` are those of the rows that it may refer to, by key. */
type Columns = (row: Row, source: Writing, ids: ReadonlyMap<string, number>) => Values

interface CitedTable {
  readonly table: Target['table']
  /** The column of the package that names the subject; null where a row is about none. */
  readonly subject: 'subject' | 'cluster' | 'measure' | null
  readonly columns: readonly string[]
  readonly values: Columns
  /** The column that refers to another row by its key: to one of the same table before it, or to a figure. */
  readonly refers?: { readonly column: string; readonly to: 'itself' | 'observation' }
  /** Columns that follow from others. */
  readonly derived?: readonly string[]
  /** The column that lists what a row is tied to: subjects by code, or rows of the same table by key. */
  readonly links?: {
    readonly table: LinkTable
    readonly column: string
    readonly among: 'subject' | 'itself'
  }
}

/** Columns that hold a cell of the same name, empty being null. */
const texts = (row: Row, ...columns: readonly string[]): Values =>
  columns.map((column) => row.optional(column))

function plain(
  table: Target['table'],
  columns: readonly string[],
  subject: CitedTable['subject'] = 'subject',
): CitedTable {
  return { table, subject, columns, values: (row) => texts(row, ...columns) }
}

/** The tables in the order in which they are written: needs refer to figures, and come last. */
export const CITED: readonly CitedTable[] = [
  {
    table: 'statement',
    subject: 'subject',
    columns: ['property', 'value', 'inferred_zh', 'inferred_en', 'object_id'],
    values: (row, source) => [
      ...texts(row, 'property', 'value', 'inferred_zh', 'inferred_en'),
      linkedSubject(row, source),
    ],
  },
  plain('profile', ['features_zh', 'features_en', 'role_zh', 'role_en']),
  plain('milestone', ['date', 'event_zh', 'event_en']),
  plain('zone', ['layout_zh', 'group_zh', 'name_zh', 'name_en', 'function_zh', 'function_en']),
  {
    table: 'site',
    subject: 'subject',
    columns: ['goods_zh', 'goods_en', 'status', 'date', 'commodity_id'],
    values: (row, { codes }) => [
      ...texts(row, 'goods_zh', 'goods_en', 'status', 'date'),
      codes.commodity.get(row.cell('commodity')) ?? null,
    ],
  },
  plain('problem', ['problem_zh', 'problem_en', 'remedy_zh', 'remedy_en']),
  {
    table: 'programme',
    subject: null,
    columns: ['title_zh', 'title_en', 'summary_zh', 'summary_en', 'parent_id'],
    values: (row, _, ids) => [
      ...texts(row, 'title_zh', 'title_en', 'summary_zh', 'summary_en'),
      ids.get(row.cell('parent')) ?? null,
    ],
    refers: { column: 'parent', to: 'itself' },
    links: { table: 'programme_subject', column: 'subjects', among: 'subject' },
  },
  {
    table: 'stage',
    subject: 'cluster',
    columns: ['chain_zh', 'chain_en', 'name_zh', 'name_en', 'stage'],
    values: (row) => [
      ...texts(row, 'chain_zh', 'chain_en', 'name_zh', 'name_en'),
      Number(row.cell('position')),
    ],
  },
  plain('park', ['name_zh', 'name_en'], 'cluster'),
  {
    table: 'practice',
    subject: 'measure',
    columns: ['summary_zh', 'summary_en', 'peer_id'],
    values: (row, { codes }) => [
      ...texts(row, 'summary_zh', 'summary_en'),
      codes.subject.get(row.cell('peer')) ?? 0,
    ],
  },
  {
    table: 'observation',
    subject: 'subject',
    columns: FIGURE,
    values: figure,
    derived: ['value_whole', 'value_nano'],
    links: { table: 'observation_part', column: 'parts', among: 'itself' },
  },
  {
    table: 'need',
    subject: 'cluster',
    columns: ['inferred_zh', 'inferred_en', 'commodity_id', 'demand_id'],
    values: (row, { codes }, ids) => [
      ...texts(row, 'inferred_zh', 'inferred_en'),
      codes.commodity.get(row.cell('commodity')) ?? 0,
      ids.get(row.cell('demand')) ?? null,
    ],
    refers: { column: 'demand', to: 'observation' },
    links: { table: 'need_supplier', column: 'suppliers', among: 'subject' },
  },
]

/** The subject that a statement links to; null where its property is no link. */
function linkedSubject(row: Row, { codes, vocabulary }: Writing): number | null {
  const kind = vocabulary.subjects.get(row.cell('subject'))
  const holds = kind && PROPERTIES[row.cell('property')]?.of[kind]
  return typeof holds === 'object' && 'link' in holds ? (codes.subject.get(row.cell('value')) ?? null) : null
}

/** Columns that every cited row has. */
const CITATION = ['source_id', 'key', 'position', 'locator', 'locator_kind', 'evidence']

/** Columns that name a subject: a source speaks of it. */
const MENTIONING = ['subject_id', 'object_id', 'peer_id', 'partner_id']

/** About how many bytes of a file are a row: it only decides whether there are many. */
const BYTES_PER_ROW = 150

/** Makes the rows of one table of a source, and what they are tied to, what its file says. */
export async function writeCited(cited: CitedTable, source: Writing): Promise<Written[]> {
  const { db, history, faults } = source
  const { table, links } = cited
  const file = source.pack.tables.find(({ format }) => format.name === table)
  const target = targetOf(cited, source, file)
  const rows = await TableWriter.of(db, target, history)
  const tied = links && new LinkWriter(db, links.table, source.id, history)
  await writeRows(cited, source, file, target, rows, tied)
  if (faults.count > 0) return []
  const written: Written[] = [{ table, ...(await rows.finish()) }]
  if (links && tied) written.push({ table: links.table, ...(await tied.finish()) })
  return written
}

async function writeRows(
  cited: CitedTable,
  source: Writing,
  file: Table | undefined,
  { columns }: Target,
  writer: TableWriter,
  tied: LinkWriter | undefined,
): Promise<void> {
  const mentioning = MENTIONING.map((column) => columns.indexOf(column)).filter((place) => place >= 0)
  const known = new Map<string, number>()
  let position = 0
  for await (const rows of batchesOf(cited, source, file)) {
    const refersTo = cited.refers?.to === 'observation' ? await demandedOf(rows, source) : known
    const stored = rows.map((row) => [
      ...citation(row, (position += 1) - 1, source),
      ...about(row, cited, source),
      ...cited.values(row, source, refersTo),
    ])
    const ids = await writer.write(stored)
    for (const row of stored)
      for (const place of mentioning) if (row[place] !== null) source.mentioned.add(Number(row[place]))
    if (cited.refers?.to === 'itself') rows.forEach((row, at) => known.set(row.cell('key'), ids[at] ?? 0))
    if (tied && cited.links) await tied.write(namedLinks(cited.links, rows, ids, source))
  }
}

/** The rows of a file as they come out of the check, as long as nothing is wrong; one by one where they refer to each other. */
async function* batchesOf(
  { refers }: CitedTable,
  { checker, faults, onRow }: Writing,
  file: Table | undefined,
): AsyncGenerator<readonly Row[]> {
  if (!file) return
  for await (const rows of checker.rows(file)) {
    rows.forEach(onRow)
    if (faults.count > 0) continue
    if (refers?.to === 'itself') for (const row of rows) yield [row]
    else yield rows
  }
}

function namedLinks(
  { column, among }: NonNullable<CitedTable['links']>,
  rows: readonly Row[],
  ids: readonly number[],
  { codes, mentioned }: Writing,
): NamedLink[] {
  return rows.flatMap((row, at) => {
    const members = words(row.cell(column))
    if (among === 'subject') for (const code of members) mentioned.add(codes.subject.get(code) ?? 0)
    return members.map((member): NamedLink => [ids[at] ?? 0, member])
  })
}

const demandedOf = (rows: readonly Row[], { db, id }: Writing): Promise<ReadonlyMap<string, number>> =>
  observationIds(
    db,
    id,
    rows.map((row) => row.cell('demand')),
  )

const targetOf = (
  { table, subject, columns, derived = [] }: CitedTable,
  { id }: Writing,
  file: Table | undefined,
): Target => ({
  table,
  columns: [...CITATION, ...(subject === null ? [] : ['subject_id']), ...columns],
  key: ['key'],
  scope: { column: 'source_id', value: id },
  quiet: ['position'],
  derived,
  expected: file ? statSync(file.file).size / BYTES_PER_ROW : 0,
})

const citation = (row: Row, position: number, { id }: Writing): Values => [
  id,
  row.cell('key'),
  position,
  row.cell('locator'),
  row.cell('locator_kind'),
  row.cell('evidence'),
]

const about = (row: Row, { subject }: CitedTable, { codes }: Writing): Values =>
  subject === null ? [] : [codes.subject.get(row.cell(subject)) ?? 0]
