// Writing the vocabulary: units, indicators, commodities, the register of subjects, aliases.
import type { Db } from '../db/connection.ts'
import { reconcile, type Reconciled, type Row as Stored } from '../db/queries/load.ts'
import type { Package } from './datapackage.ts'
import { Faults } from './fault.ts'
import { readTable, type Row } from './read.ts'
import { subjectKind, words } from './vocabulary.ts'
import type { Written } from './write-cited.ts'

/** Makes the database's vocabulary what a checked package says. */
export async function writeVocabulary(db: Db, pack: Package): Promise<Written[]> {
  const rows = await rowsByTable(pack)
  const units = await writeUnits(db, rows.get('unit') ?? [])
  const indicators = await writeIndicators(db, rows.get('indicator') ?? [], units)
  const commodities = await writeCommodities(db, rows.get('commodity') ?? [])
  const subjects = await writeSubjects(db, rows)
  const regions = await writeRegions(db, rows.get('region') ?? [], subjects)
  const checkpoints = await writeCheckpoints(db, rows.get('checkpoint') ?? [], subjects)
  const aliases = await writeAliases(db, rows.get('alias') ?? [])
  return [
    { table: 'unit', ...units },
    { table: 'indicator', ...indicators },
    { table: 'commodity', ...commodities },
    { table: 'subject', ...subjects },
    { table: 'region', ...regions },
    { table: 'checkpoint', ...checkpoints },
    { table: 'alias', ...aliases },
  ]
}

const NAMES = ['code', 'name_zh', 'name_en']

const names = (row: Row): Stored => ({
  code: row.cell('code'),
  name_zh: row.cell('name_zh'),
  name_en: row.optional('name_en'),
})

const idOf = ({ ids }: Reconciled, code: string): number => ids.get(code) ?? 0

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

function writeUnits(db: Db, rows: readonly Row[]): Promise<Reconciled> {
  const columns = [...NAMES, 'dimension', 'factor', 'spellings', 'position']
  return reconcile(db, { table: 'unit', columns, key: ['code'], quiet: ['position'] }, () =>
    rows.map((row, position) => ({
      ...names(row),
      dimension: row.cell('dimension'),
      factor: row.cell('factor'),
      spellings: JSON.stringify(words(row.cell('spellings'))),
      position,
    })),
  )
}

function writeIndicators(db: Db, rows: readonly Row[], units: Reconciled): Promise<Reconciled> {
  const columns = [...NAMES, 'definition_zh', 'definition_en', 'unit_id', 'nature', 'good']
  return reconcile(db, { table: 'indicator', columns, key: ['code'] }, () =>
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

function writeCommodities(db: Db, rows: readonly Row[]): Promise<Reconciled> {
  return reconcile(db, { table: 'commodity', columns: [...NAMES, 'parent_id'], key: ['code'] }, (ids) =>
    childrenAfterParents(rows, ids),
  )
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

function writeSubjects(db: Db, rows: RowsByTable): Promise<Reconciled> {
  return reconcile(db, { table: 'subject', columns: ['kind', ...NAMES], key: ['code'] }, () =>
    [...rows].flatMap(([table, registered]) => {
      const kind = subjectKind(table)
      return kind === null ? [] : registered.map((row) => ({ kind, ...names(row) }))
    }),
  )
}

/** Rows that share the subject's id are called by its code. */
function namesOf(subjects: Reconciled): (id: string) => string {
  const codes = new Map([...subjects.ids].map(([code, id]) => [String(id), code]))
  return (id) => codes.get(id) ?? id
}

function writeRegions(db: Db, rows: readonly Row[], subjects: Reconciled): Promise<Reconciled> {
  const columns = ['id', 'kind', 'parent_id']
  return reconcile(db, { table: 'region', columns, key: ['id'], nameOf: namesOf(subjects) }, () =>
    rows.map((row) => ({
      id: idOf(subjects, row.cell('code')),
      kind: row.cell('kind'),
      parent_id: row.cell('parent') === '' ? null : idOf(subjects, row.cell('parent')),
    })),
  )
}

function writeCheckpoints(db: Db, rows: readonly Row[], subjects: Reconciled): Promise<Reconciled> {
  const columns = ['id', 'port_id', 'mode']
  return reconcile(db, { table: 'checkpoint', columns, key: ['id'], nameOf: namesOf(subjects) }, () =>
    rows.map((row) => ({
      id: idOf(subjects, row.cell('code')),
      port_id: idOf(subjects, row.cell('port')),
      mode: row.cell('mode'),
    })),
  )
}

function writeAliases(db: Db, rows: readonly Row[]): Promise<Reconciled> {
  const key = ['kind', 'code', 'alias']
  return reconcile(db, { table: 'alias', columns: [...key, 'source'], key }, () =>
    rows.map((row) => ({
      kind: row.cell('kind'),
      code: row.cell('code'),
      alias: row.cell('alias'),
      source: row.optional('source'),
    })),
  )
}
