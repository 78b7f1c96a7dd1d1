// Writing the vocabulary: units, indicators, commodities, the register of subjects, aliases.
import type { Writer } from '../db/connection.ts'
import type { History } from '../db/queries/history.ts'
import { TableWriter, type Reconciled, type Target } from '../db/queries/load.ts'
import type { Scalar } from '../db/queries/load-row.ts'
import type { Package } from './datapackage.ts'
import { Faults } from './fault.ts'
import { readTable, type Row } from './read.ts'
import type { Written } from './report.ts'
import { subjectKind, words } from './vocabulary.ts'

interface Writing {
  readonly db: Writer
  readonly history: History
}

type Stored = Readonly<Record<string, Scalar>>
type Ids = ReadonlyMap<string, number>

/** A table that is written, with the ids of its rows by key. */
interface Register {
  readonly counts: Reconciled
  readonly ids: Ids
}

/** Makes the database's vocabulary what a checked package says. */
export async function writeVocabulary(writing: Writing, pack: Package): Promise<Written[]> {
  const rows = await rowsByTable(pack)
  const units = await writeUnits(writing, rows.get('unit') ?? [])
  const indicators = await writeIndicators(writing, rows.get('indicator') ?? [], units)
  const commodities = await writeCommodities(writing, rows.get('commodity') ?? [])
  const subjects = await writeSubjects(writing, rows)
  const regions = await writeRegions(writing, rows.get('region') ?? [], subjects)
  const checkpoints = await writeCheckpoints(writing, rows.get('checkpoint') ?? [], subjects)
  const aliases = await writeAliases(writing, rows.get('alias') ?? [])
  const written = { unit: units, indicator: indicators, commodity: commodities, subject: subjects }
  const registers = { ...written, region: regions, checkpoint: checkpoints, alias: aliases }
  return Object.entries(registers).map(([table, { counts }]) => ({ table, ...counts }))
}

/** How many rows are written at once. */
const MANY = 1000

/** Writes the rows of a table, `size` at once: a row can refer to those that were written before it. */
async function write(
  { db, history }: Writing,
  target: Target,
  rows: (ids: Ids) => Iterable<Stored>,
  size = MANY,
): Promise<Register> {
  const writer = await TableWriter.of(db, target, history)
  const ids = new Map<string, number>()
  let batch: Stored[] = []
  const flush = async () => {
    const written = await writer.write(
      batch.map((row) => target.columns.map((column) => row[column] ?? null)),
    )
    batch.forEach((row, at) => ids.set(target.key.map((column) => row[column]).join(' '), written[at] ?? 0))
    batch = []
  }
  for (const row of rows(ids)) {
    batch.push(row)
    if (batch.length === size) await flush()
  }
  await flush()
  return { counts: await writer.finish(), ids }
}

const NAMES = ['code', 'name_zh', 'name_en']

const names = (row: Row): Stored => ({
  code: row.cell('code'),
  name_zh: row.cell('name_zh'),
  name_en: row.optional('name_en'),
})

const idOf = ({ ids }: Register, code: string): number => ids.get(code) ?? 0

type RowsByTable = ReadonlyMap<string, readonly Row[]>

async function rowsByTable(pack: Package): Promise<RowsByTable> {
  const byTable = new Map<string, Row[]>()
  for (const { file, format } of pack.tables) {
    const rows: Row[] = []
    for await (const row of readTable(file, format, new Faults())) rows.push(row)
    byTable.set(format.name, rows)
  }
  return byTable
}

function writeUnits(writing: Writing, rows: readonly Row[]): Promise<Register> {
  const columns = [...NAMES, 'dimension', 'factor', 'spellings', 'position']
  return write(writing, { table: 'unit', columns, key: ['code'], quiet: ['position'] }, () =>
    rows.map((row, position) => ({
      ...names(row),
      dimension: row.cell('dimension'),
      factor: row.cell('factor'),
      spellings: JSON.stringify(words(row.cell('spellings'))),
      position,
    })),
  )
}

function writeIndicators(writing: Writing, rows: readonly Row[], units: Register): Promise<Register> {
  const columns = [...NAMES, 'definition_zh', 'definition_en', 'unit_id', 'nature', 'good']
  return write(writing, { table: 'indicator', columns, key: ['code'] }, () =>
    rows.map((row) => ({
      ...names(row),
      definition_zh: row.cell('definition_zh'),
      definition_en: row.cell('definition_en'),
      unit_id: idOf(units, row.cell('unit')),
      nature: row.cell('nature'),
      good: row.cell('good'),
    })),
  )
}

function writeCommodities(writing: Writing, rows: readonly Row[]): Promise<Register> {
  const target = { table: 'commodity', columns: [...NAMES, 'parent_id'], key: ['code'] } as const
  return write(writing, target, (ids) => childrenAfterParents(rows, ids), 1)
}

/** Rows in an order in which a parent's id is known before its children are written. */
function* childrenAfterParents(rows: readonly Row[], ids: ReadonlyMap<string, number>): Generator<Stored> {
  const children = new Map<string, Row[]>()
  for (const row of rows) {
    const siblings = children.get(row.cell('parent')) ?? []
    children.set(row.cell('parent'), [...siblings, row])
  }
  const ordered = [...(children.get('') ?? [])]
  for (const row of ordered) {
    yield { ...names(row), parent_id: ids.get(row.cell('parent')) ?? null }
    ordered.push(...(children.get(row.cell('code')) ?? []))
  }
}

function writeSubjects(writing: Writing, rows: RowsByTable): Promise<Register> {
  return write(writing, { table: 'subject', columns: ['kind', ...NAMES], key: ['code'] }, () =>
    [...rows].flatMap(([table, registered]) => {
      const kind = subjectKind(table)
      return kind === null ? [] : registered.map((row) => ({ kind, ...names(row) }))
    }),
  )
}

/** Rows that share the subject's id are called by its code. */
function namesOf(subjects: Register): (id: string) => string {
  const codes = new Map([...subjects.ids].map(([code, id]) => [String(id), code]))
  return (id) => codes.get(id) ?? id
}

function writeRegions(writing: Writing, rows: readonly Row[], subjects: Register): Promise<Register> {
  const columns = ['id', 'kind', 'parent_id']
  return write(writing, { table: 'region', columns, key: ['id'], nameOf: namesOf(subjects) }, () =>
    rows.map((row) => ({
      id: idOf(subjects, row.cell('code')),
      kind: row.cell('kind'),
      parent_id: row.cell('parent') === '' ? null : idOf(subjects, row.cell('parent')),
    })),
  )
}

function writeCheckpoints(writing: Writing, rows: readonly Row[], subjects: Register): Promise<Register> {
  const columns = ['id', 'port_id', 'mode']
  return write(writing, { table: 'checkpoint', columns, key: ['id'], nameOf: namesOf(subjects) }, () =>
    rows.map((row) => ({
      id: idOf(subjects, row.cell('code')),
      port_id: idOf(subjects, row.cell('port')),
      mode: row.cell('mode'),
    })),
  )
}

function writeAliases(writing: Writing, rows: readonly Row[]): Promise<Register> {
  const key = ['kind', 'code', 'alias']
  return write(writing, { table: 'alias', columns: [...key, 'source'], key }, () =>
    rows.map((row) => ({
      kind: row.cell('kind'),
      code: row.cell('code'),
      alias: row.cell('alias'),
      source: row.optional('source'),
    })),
  )
}
