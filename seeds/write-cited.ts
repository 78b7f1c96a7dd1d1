// Writing what a source says beside figures: one cited row after another, each table's columns from the
// cells of its rows.
import { reconcile, type Reconciled, type Row as Stored, type Target } from '../db/queries/load.ts'
import { replaceLinks, type LinkTable } from '../db/queries/load-link.ts'
import { Faults } from './fault.ts'
import { PROPERTIES } from './property.ts'
import { readTable, type Row } from './read.ts'
import { words } from './vocabulary.ts'
import { FIGURE, figure } from './write-figure.ts'
import type { Writing } from './writing.ts'

type Columns = (row: Row, source: Writing, ids: ReadonlyMap<string, number>) => Stored

interface CitedTable {
  readonly table: Target['table']
  /** The column of the package that names the subject; null where a row is about none. */
  readonly subject: 'subject' | 'cluster' | 'measure' | null
  readonly columns: readonly string[]
  readonly values: Columns
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
const texts =
  (...columns: readonly string[]): Columns =>
  (row) =>
    Object.fromEntries(columns.map((column) => [column, row.optional(column)]))

function plain(
  table: Target['table'],
  columns: readonly string[],
  subject: CitedTable['subject'] = 'subject',
): CitedTable {
  return { table, subject, columns, values: texts(...columns) }
}

/** The tables in the order in which they are written: needs refer to figures, and come last. */
export const CITED: readonly CitedTable[] = [
  {
    table: 'statement',
    subject: 'subject',
    columns: ['property', 'value', 'object_id', 'inferred_zh', 'inferred_en'],
    values: (row, source, ids) => ({
      ...texts('property', 'value', 'inferred_zh', 'inferred_en')(row, source, ids),
      object_id: linkedSubject(row, source),
    }),
  },
  plain('profile', ['features_zh', 'features_en', 'role_zh', 'role_en']),
  plain('milestone', ['date', 'event_zh', 'event_en']),
  plain('zone', ['layout_zh', 'group_zh', 'name_zh', 'name_en', 'function_zh', 'function_en']),
  {
    table: 'site',
    subject: 'subject',
    columns: ['goods_zh', 'goods_en', 'commodity_id', 'status', 'date'],
    values: (row, source, ids) => ({
      ...texts('goods_zh', 'goods_en', 'status', 'date')(row, source, ids),
      commodity_id: source.codes.commodity.get(row.cell('commodity')) ?? null,
    }),
  },
  plain('problem', ['problem_zh', 'problem_en', 'remedy_zh', 'remedy_en']),
  {
    table: 'programme',
    subject: null,
    columns: ['parent_id', 'title_zh', 'title_en', 'summary_zh', 'summary_en'],
    values: (row, source, ids) => ({
      ...texts('title_zh', 'title_en', 'summary_zh', 'summary_en')(row, source, ids),
      parent_id: ids.get(row.cell('parent')) ?? null,
    }),
    links: { table: 'programme_subject', column: 'subjects', among: 'subject' },
  },
  {
    table: 'stage',
    subject: 'cluster',
    columns: ['chain_zh', 'chain_en', 'stage', 'name_zh', 'name_en'],
    values: (row, source, ids) => ({
      ...texts('chain_zh', 'chain_en', 'name_zh', 'name_en')(row, source, ids),
      stage: Number(row.cell('position')),
    }),
  },
  plain('park', ['name_zh', 'name_en'], 'cluster'),
  {
    table: 'practice',
    subject: 'measure',
    columns: ['peer_id', 'summary_zh', 'summary_en'],
    values: (row, source, ids) => ({
      ...texts('summary_zh', 'summary_en')(row, source, ids),
      peer_id: source.codes.subject.get(row.cell('peer')) ?? 0,
    }),
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
    columns: ['commodity_id', 'demand_id', 'inferred_zh', 'inferred_en'],
    values: (row, source, ids) => ({
      ...texts('inferred_zh', 'inferred_en')(row, source, ids),
      commodity_id: source.codes.commodity.get(row.cell('commodity')) ?? 0,
      demand_id: source.ids.get('observation')?.get(row.cell('demand')) ?? null,
    }),
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

/** What became of a table's rows. */
export type Written = Omit<Reconciled, 'ids'> & { readonly table: string }

/** Makes the rows of one table of a source, and what they are tied to, what its file says. */
export async function writeCited(cited: CitedTable, source: Writing): Promise<Written[]> {
  const { table, links } = cited
  const listed: { owner: string; member: string }[] = []
  const { ids, ...rows } = await reconcile(source.db, targetOf(cited, source), async function* (before) {
    let position = 0
    for await (const row of rowsOf(source, table)) {
      for (const member of links ? words(row.cell(links.column)) : [])
        listed.push({ owner: row.cell('key'), member })
      yield {
        ...citation(row, position, source),
        ...about(row, cited, source),
        ...cited.values(row, source, before),
      }
      position += 1
    }
  })
  source.ids.set(table, ids)
  if (!links) return [{ table, ...rows }]
  const members = links.among === 'itself' ? ids : source.codes.subject
  const tied = await replaceLinks(source.db, links.table, source.id, { owners: ids, members }, listed)
  return [
    { table, ...rows },
    { table: links.table, ...tied },
  ]
}

const targetOf = ({ table, subject, columns, derived = [] }: CitedTable, { id }: Writing): Target => ({
  table,
  columns: [...CITATION, ...(subject === null ? [] : ['subject_id']), ...columns],
  key: ['key'],
  scope: { column: 'source_id', value: id },
  quiet: ['position'],
  derived,
})

async function* rowsOf({ pack, onRow }: Writing, table: string): AsyncGenerator<Row> {
  const found = pack.tables.find(({ format }) => format.name === table)
  if (!found) return
  for await (const row of readTable(found.file, found.format, new Faults())) {
    yield row
    onRow()
  }
}

const citation = (row: Row, position: number, { id }: Writing): Stored => ({
  source_id: id,
  key: row.cell('key'),
  position,
  locator: row.cell('locator'),
  locator_kind: row.cell('locator_kind'),
  evidence: row.cell('evidence'),
})

const about = (row: Row, { subject }: CitedTable, { codes }: Writing): Stored =>
  subject === null ? {} : { subject_id: codes.subject.get(row.cell(subject)) ?? 0 }
