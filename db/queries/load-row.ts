// Rows of any table as a load reads and writes them. A table, its columns and its key are a shape; Kysely's types
// cannot follow, so these queries are untyped.
import { sql } from 'kysely'
import type { Db } from '../connection.ts'
import { statement, type Sql } from '../statements.ts'
import type { Tables } from '../tables.ts'

export type Scalar = string | number | bigint | null

export interface TableShape extends Record<string, string | boolean> {
  readonly table: keyof Tables
  readonly columns: string
  readonly key: string
  readonly scope: string
}

/** A row by its columns. */
export type StoredRow = Readonly<Record<string, Scalar>> & { readonly id: number }

type Anything = Readonly<Record<string, Scalar>>
interface Scoped {
  readonly scope: Scalar
}

const listOf = (names: string): string[] => names.split(' ')

/** What the committed texts show. */
const EXAMPLE: TableShape = {
  table: 'zone',
  columns: 'source_id key name_zh',
  key: 'key',
  scope: 'source_id',
}

function scoped({ q }: Sql, scope: Scalar, shape: TableShape) {
  const all = q.selectFrom(shape.table as 'observation')
  return shape.scope === '' ? all : all.where(shape.scope as 'source_id', '=', scope as number)
}

export const extent = statement<
  Scoped,
  { rows: number; first: number | null; last: number | null },
  TableShape
>(
  'rowExtent',
  (sqlOf, { scope }, shape) =>
    scoped(sqlOf, scope, shape).select((eb) => [
      eb.fn.countAll<number>().as('rows'),
      eb.fn.min('id').as('first'),
      eb.fn.max('id').as('last'),
    ]) as never,
  [EXAMPLE],
)

export const lastId = statement<object, { id: number | null }, TableShape>(
  'lastRowId',
  ({ q }, _, { table }) =>
    q.selectFrom(table as 'observation').select((eb) => eb.fn.max('id').as('id')) as never,
  [EXAMPLE],
)

export const rowsByKey = statement<Scoped & { keys: readonly Anything[] }, StoredRow, TableShape>(
  'rowsByKey',
  (sqlOf, { scope, keys }, shape) => {
    const key = listOf(shape.key)
    const names = sql.join(key.map((column) => sql.ref(column)))
    const wanted = sql`(select ${names} from ${sqlOf.rowsOf(keys, key)} as wanted)`
    return scoped(sqlOf, scope, shape)
      .select(listOf(shape.columns) as 'id'[])
      .where(sql<boolean>`(${names}) in ${wanted}`) as never
  },
  [EXAMPLE],
)

/** Backwards, from below an id. */
export const rowsBelow = statement<Scoped & { id: number; limit: number }, StoredRow, TableShape>(
  'rowsBelow',
  (sqlOf, { scope, id, limit }, shape) =>
    scoped(sqlOf, scope, shape)
      .select(listOf(shape.columns) as 'id'[])
      .where('id', '<', id)
      .orderBy('id', 'desc')
      .limit(limit) as never,
  [EXAMPLE],
)

const valuesOf = (params: Anything, { columns }: TableShape) =>
  Object.fromEntries(listOf(columns).map((column) => [column, params[column]])) as never

export const insertRow = statement<Anything, never, TableShape>(
  'insertRow',
  ({ q }, params, shape) =>
    q.insertInto(shape.table as 'observation').values(valuesOf(params, shape)) as never,
  [EXAMPLE],
)

export const updateRow = statement<Anything, never, TableShape>(
  'updateRow',
  ({ q }, params, shape) =>
    q
      .updateTable(shape.table as 'observation')
      .set(valuesOf(params, shape))
      .where('id', '=', params['id'] as number) as never,
  [EXAMPLE],
)

export const deleteRow = statement<{ id: number }, never, TableShape>(
  'deleteRow',
  ({ q }, { id }, shape) => q.deleteFrom(shape.table as 'observation').where('id', '=', id) as never,
  [EXAMPLE],
)

const ids = statement<{ sourceId: number; keys: readonly string[] }, { key: string; id: number }>(
  'observationIds',
  ({ q, valuesOf: listed }, { sourceId, keys }) =>
    q
      .selectFrom('observation')
      .select(['key', 'id'])
      .where('source_id', '=', sourceId)
      .where('key', 'in', listed(keys)),
)

/** The ids of a source's figures by their keys. */
export async function observationIds(
  db: Db,
  sourceId: number,
  keys: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  return new Map((await db.rows(ids, { sourceId, keys })).map(({ key, id }) => [key, id]))
}
