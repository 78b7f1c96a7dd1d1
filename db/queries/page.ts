// Keyset pages: rows after (or before) a cursor in a total order. A cursor holds the order's values of
// a row, so a page stays where it is while other rows come and go. Nulls are last in both directions.
import { sql, type Expression, type RawBuilder, type SelectQueryBuilder } from 'kysely'

export type CursorValue = string | number

/** One key of an order. `blank` stands for null and is never compared with a value: a flag before it decides. */
export interface OrderKey {
  readonly by: Expression<unknown>
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
export type CursorRow = Record<`cursor_${number}`, CursorValue>

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
  return Object.fromEntries(
    Array.from({ length: CURSOR_SIZE }, (_, index) => [`cursor${index}`, cursor?.[index] ?? null]),
  )
}

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
  const all = totalKeys(keys, shape.descending)
  const down = shape.descending !== shape.backward
  let rows = query
  for (const key of all) rows = rows.orderBy(key as never, down ? 'desc' : 'asc')
  if (!shape.continued) return rows
  const [place, cursor] = [sql.join(all), sql.join(all.map((_, index) => sql`${from(index)}`))]
  return rows.where(
    (down ? sql<boolean>`(${place}) < (${cursor})` : sql<boolean>`(${place}) > (${cursor})`) as never,
  )
}

/** Adds the order's values of each row as cursor_0, cursor_1 … */
export function withCursor<Row>(
  query: AnyQuery<Row>,
  keys: readonly OrderKey[],
  { descending }: WindowShape,
): AnyQuery<Row & CursorRow> {
  return query.select(
    totalKeys(keys, descending).map((key, index) => key.as(`cursor_${index}`)) as never,
  ) as never
}
