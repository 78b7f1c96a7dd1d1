// Keyset pages: rows after (or before) a cursor in a total order. A cursor holds the order's values of
// a row, so a page stays where it is while other rows come and go. Nulls are last in both directions.
import { sql, type Expression, type RawBuilder, type SelectQueryBuilder } from 'kysely'

export type CursorValue = string | number

/** One key of an order. `blank` stands for null and is never compared with a value: a flag before it decides. */
export interface OrderKey<Row = never> {
  readonly by: Expression<unknown>
  /** The same of a row that was read. */
  readonly of: (row: Row) => CursorValue | null
  readonly blank?: CursorValue
}

/** The part of a list that is asked for. */
export interface Window {
  /** Rows at most. */
  readonly limit: number
  /** Start after this row of the order (before it, when reading backward); null for the list's end. */
  readonly cursor: readonly CursorValue[] | null
  readonly descending: boolean
  /** Read from the end of the list; rows come last first. */
  readonly backward: boolean
}

/** How many values a cursor may have. */
export const CURSOR_SIZE = 5

export type CursorParams = Record<`cursor${number}`, CursorValue | null>

export interface WindowShape {
  readonly descending: boolean
  readonly backward: boolean
  readonly continued: boolean
  readonly [choice: string]: string | boolean
}

/** Example shapes: the first page, and one that goes on backward from a cursor in a descending order. */
export const FIRST_PAGE: WindowShape = { descending: false, backward: false, continued: false }
export const EARLIER_PAGE: WindowShape = { descending: true, backward: true, continued: true }

export function windowShape({ descending, backward, cursor }: Window): WindowShape {
  return { descending, backward, continued: cursor !== null }
}

/** The cursor's values as parameters `cursor0`, `cursor1` …; unused ones are null. */
export function cursorParams(cursor: Window['cursor']): CursorParams {
  if (cursor === null) return NO_CURSOR
  const [cursor0 = null, cursor1 = null, cursor2 = null, cursor3 = null, cursor4 = null] = cursor
  return { cursor0, cursor1, cursor2, cursor3, cursor4 }
}

const NO_CURSOR = { cursor0: null, cursor1: null, cursor2: null, cursor3: null, cursor4: null }

/** Where a row stands in an order: what a cursor to it holds. */
export const placeIn =
  <Row>(keys: readonly OrderKey<Row>[], descending: boolean) =>
  (row: Row): CursorValue[] =>
    keys.flatMap(({ of, blank }) => {
      const value = of(row)
      const isFirst = descending === (value !== null)
      return blank === undefined ? [value ?? ''] : [isFirst ? 1 : 0, value ?? blank]
    })

/** The order's keys with a flag before each nullable one, so that no compared value is null. */
function totalKeys(keys: readonly OrderKey[], descending: boolean): RawBuilder<CursorValue>[] {
  return keys.flatMap(({ by, blank }) => {
    if (blank === undefined) return [sql<CursorValue>`${by}`]
    const flag = descending ? sql<CursorValue>`(${by} is not null)` : sql<CursorValue>`(${by} is null)`
    return [flag, sql<CursorValue>`coalesce(${by}, ${sql.lit(blank)})`]
  })
}

type AnyQuery<Row> = SelectQueryBuilder<never, never, Row>

/** Orders the rows and begins at the cursor whose values `from` gives. */
export function placed<Row>(
  query: AnyQuery<Row>,
  keys: readonly OrderKey[],
  shape: WindowShape,
  from: (index: number) => unknown,
): AnyQuery<Row> {
  const rows = inOrder(query, keys, shape)
  if (!shape.continued) return rows
  return rows.where(beyond(totalKeys(keys, shape.descending), goesDown(shape), from) as never)
}

/** Orders the rows. Nulls are last: read backward they are first. */
export function inOrder<Row>(
  query: AnyQuery<Row>,
  keys: readonly OrderKey[],
  shape: WindowShape,
): AnyQuery<Row> {
  let rows = query
  for (const { by, blank } of keys) {
    rows = rows.orderBy(by as never, (order) => {
      const directed = goesDown(shape) ? order.desc() : order.asc()
      if (blank === undefined) return directed
      return shape.backward ? directed.nullsFirst() : directed.nullsLast()
    })
  }
  return rows
}

/** Does the reading go from large to small? */
const goesDown = ({ descending, backward }: WindowShape): boolean => descending !== backward

function ordered<Row>(
  query: AnyQuery<Row>,
  keys: readonly Expression<unknown>[],
  down: boolean,
): AnyQuery<Row> {
  let rows = query
  for (const key of keys) rows = rows.orderBy(key as never, down ? 'desc' : 'asc')
  return rows
}

function beyond(
  keys: readonly Expression<unknown>[],
  down: boolean,
  from: (index: number) => unknown,
): RawBuilder<boolean> {
  const [place, cursor] = [sql.join(keys), sql.join(keys.map((_, index) => sql`${from(index)}`))]
  return down ? sql<boolean>`(${place}) < (${cursor})` : sql<boolean>`(${place}) > (${cursor})`
}

/**
 * Does an index of the order's columns have the page in one piece? It holds no flag for null: only from large to
 * small it has its nulls last, as the list has them.
 */
export const isOneRun = ([first]: readonly OrderKey[], { descending, continued }: WindowShape): boolean =>
  first?.blank === undefined || (descending && !continued)

/**
 * Queries of ids, among which are those of the `limit` rows that stand first from the cursor on: where the page is
 * not in one piece, the rows with the order's first key and those without it are read apart, each in the order of
 * an index.
 */
export function firstIds(
  rows: AnyQuery<{ id: number }>,
  keys: readonly OrderKey[],
  shape: WindowShape,
  from: (index: number) => unknown,
  limit: number,
): RawBuilder<number>[] {
  const [first, ...others] = keys
  if (!first || isOneRun(keys, shape)) return [idsOf(placed(rows, keys, shape, from).limit(limit))]
  const down = goesDown(shape)
  const part = (has: boolean, begin?: 'AT_CURSOR' | 'AFTER_CURSORS_PART') => {
    const order = (has ? keys : others).map(({ by }) => by)
    const is = (flag: boolean) => sql<boolean>`${from(0)} = ${sql.lit(flag === shape.descending ? 1 : 0)}`
    let found = rows.where(sql<boolean>`${first.by} ${sql.raw(has ? 'is not null' : 'is null')}` as never)
    if (begin === 'AFTER_CURSORS_PART') found = found.where(is(!has) as never)
    if (begin === 'AT_CURSOR') {
      found = found.where(is(has) as never)
      found = found.where(beyond(order, down, (index) => from(index + (has ? 1 : 2))) as never)
    }
    return idsOf(ordered(found, order, down).limit(limit))
  }
  if (!shape.continued) return [part(true), part(false)]
  return [part(true, 'AT_CURSOR'), part(false, 'AT_CURSOR'), part(shape.backward, 'AFTER_CURSORS_PART')]
}

const idsOf = (rows: AnyQuery<{ id: number }>): RawBuilder<number> => sql`select id from ${rows}`

/** The ids that any of the queries gives, as a list to look in. */
export const anyOf = (queries: readonly RawBuilder<number>[]): RawBuilder<number> =>
  sql`(${sql.join(queries, sql` union all `)})`
