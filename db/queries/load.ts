// Writing a package: rows are reconciled with what is there, so that loading the same thing twice
// changes nothing and a newer revision changes no more than what differs. Inside one transaction.
import { DatabaseError, type Db } from '../connection.ts'
import { statement } from '../statements.ts'
import type { ChangeAction } from '../lists.ts'
import type { Tables } from '../tables.ts'

export type Scalar = string | number | bigint | null
export type Row = Readonly<Record<string, Scalar>>

/** Which rows of a table a package answers for, and how they are told apart. */
export interface Target {
  readonly table: keyof Tables
  /** The columns that every row sets. */
  readonly columns: readonly string[]
  /** The columns that identify a row within the scope. */
  readonly key: readonly string[]
  /** Only the rows of one source or one code; absent for the vocabulary, which owns whole tables. */
  readonly scope?: { readonly column: 'source_id' | 'code'; readonly value: Scalar }
  /** Columns that follow the file's order: kept up to date, but no change worth telling. */
  readonly quiet?: readonly string[]
  /** Columns that follow from others of the row: written with them, never compared and not kept as history. */
  readonly derived?: readonly string[]
  /** What a row is called in the history where its key columns are the database's own. */
  readonly nameOf?: (key: string) => string
}

export interface Change {
  readonly table: string
  readonly key: string
  readonly action: ChangeAction
  /** The row before; null for an added one. */
  readonly before: Row | null
}

export interface Reconciled {
  readonly unchanged: number
  readonly changes: readonly Change[]
  /** Database id of every row by its key (key columns joined by a space). */
  readonly ids: ReadonlyMap<string, number>
}

interface TableShape extends Record<string, string | boolean> {
  readonly table: keyof Tables
  readonly columns: string
  readonly scope: string
}

type Anything = Record<string, unknown>

const columnsOf = ({ columns }: { columns: string }): string[] => columns.split(' ')

/** What the committed texts show. */
const EXAMPLE: TableShape = { table: 'zone', columns: 'source_id key name_zh', scope: 'source_id' }

/** Statements over a table that a shape names: Kysely's types cannot follow, so the query is untyped here. */
const existingRows = statement<{ scope: Scalar }, Anything, TableShape>(
  'existingRows',
  ({ q }, { scope }, shape) => {
    const all = q.selectFrom(shape.table as 'observation').select(columnsOf(shape) as 'id'[])
    return (shape.scope === '' ? all : all.where(shape.scope as 'source_id', '=', scope as number)) as never
  },
  [EXAMPLE],
)

const insertRow = statement<Anything, { id: number }, TableShape>(
  'insertRow',
  ({ q }, params, shape) => {
    const values = Object.fromEntries(columnsOf(shape).map((column) => [column, params[column]]))
    return q
      .insertInto(shape.table as 'observation')
      .values(values as never)
      .returning('id') as never
  },
  [EXAMPLE],
)

const updateRow = statement<Anything, never, TableShape>(
  'updateRow',
  ({ q }, params, shape) => {
    const values = Object.fromEntries(columnsOf(shape).map((column) => [column, params[column]]))
    return q
      .updateTable(shape.table as 'observation')
      .set(values as never)
      .where('id', '=', params['id'] as number) as never
  },
  [EXAMPLE],
)

const deleteRow = statement<{ id: number }, never, TableShape>(
  'deleteRow',
  ({ q }, { id }, shape) => q.deleteFrom(shape.table as 'observation').where('id', '=', id) as never,
  [EXAMPLE],
)

/** A row that was to go and that others still refer to. */
export class ReferencedError extends DatabaseError {
  constructor(table: string, key: string) {
    super(`${table} ${key} cannot be removed: loaded packages still refer to it`)
  }
}

/**
 * Makes the rows of `target` what `rows` says: inserts, updates, deletes, and tells what it did. `rows` is
 * given the ids of the rows before it, so that a row can refer to an earlier one of its own table.
 * Throws ReferencedError for a row that cannot go.
 */
export async function reconcile(
  db: Db,
  target: Target,
  rows: (ids: ReadonlyMap<string, number>) => Iterable<Row> | AsyncIterable<Row>,
): Promise<Reconciled> {
  const { table, columns, quiet = [], derived = [], nameOf = (key: string) => key } = target
  const compared = columns.filter((column) => !derived.includes(column))
  const shape: TableShape = { table, columns: columns.join(' '), scope: target.scope?.column ?? '' }
  const keyOf = (row: Anything) => target.key.map((column) => row[column]).join(' ')
  const existing = await existingByKey(db, target, compared, keyOf)
  const changes: Change[] = []
  const ids = new Map<string, number>()
  let unchanged = 0
  for await (const row of rows(ids)) {
    const key = keyOf(row)
    const before = existing.get(key)
    existing.delete(key)
    if (!before) {
      const [inserted] = await db.rows(insertRow, row, shape)
      ids.set(key, Number(inserted?.id))
      changes.push({ table, key: nameOf(key), action: 'ADDED', before: null })
      continue
    }
    ids.set(key, Number(before['id']))
    const differing = compared.filter((column) => before[column] !== row[column])
    if (differing.length > 0) await db.rows(updateRow, { ...row, id: before['id'] }, shape)
    if (differing.every((column) => quiet.includes(column))) unchanged += 1
    else changes.push({ table, key: nameOf(key), action: 'CHANGED', before: before as Row })
  }
  // What came later may refer to what came before: a port's checkpoint goes before the port.
  for (const [key, before] of [...existing].reverse()) {
    await removeRow(db, shape, nameOf(key), Number(before['id']))
    changes.push({ table, key: nameOf(key), action: 'REMOVED', before: before as Row })
  }
  return { unchanged, changes, ids }
}

async function existingByKey(
  db: Db,
  { table, scope }: Target,
  compared: readonly string[],
  keyOf: (row: Anything) => string,
): Promise<Map<string, Anything>> {
  const columns = [...new Set(['id', ...compared])].join(' ')
  const shape: TableShape = { table, columns, scope: scope?.column ?? '' }
  const rows = await db.rows(existingRows, { scope: scope?.value ?? null }, shape)
  return new Map(rows.map((row) => [keyOf(row), row]))
}

async function removeRow(db: Db, shape: TableShape, key: string, id: number): Promise<void> {
  try {
    await db.rows(deleteRow, { id }, { table: shape.table, columns: '', scope: '' })
  } catch (error) {
    if (!(error instanceof Error) || !error.message.includes('FOREIGN KEY')) throw error
    throw new ReferencedError(shape.table, key)
  }
}
