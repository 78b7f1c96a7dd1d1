import { Refusal } from '../errors.ts'
import { NESTED_PAGE, pageInfoOf } from './document.ts'
import type { Level, List, Path, Shape } from './shape.ts'

/** A cell: a value as JSON has it; null where there is none. */
export type Cell = string | number | boolean | null
export type Row = readonly Cell[]

type Json = Readonly<Record<string, unknown>>

/**
 * The rows of an answer: one for each innermost item, with the values of what it is in. An item whose own list
 * is empty is kept as one row with that list's cells empty; nothing that is there is lost.
 */
export function* rowsOf({ headers, root }: Shape, data: Json): Generator<Row> {
  const blank = headers.map((): Cell => null)
  const row = filled(blank, root, data)
  if (root.list) yield* rowsOfList(row, root.list, data)
  else yield row
}

function* rowsOfLevel(outer: Row, level: Level, item: Json): Generator<Row> {
  const row = filled(outer, level, item)
  if (!level.list) {
    yield row
    return
  }
  assertWhole(level.list, item)
  let isEmpty = true
  for (const inner of rowsOfList(row, level.list, item)) {
    isEmpty = false
    yield inner
  }
  if (isEmpty) yield row
}

function* rowsOfList(row: Row, { path, item }: List, data: Json): Generator<Row> {
  for (const one of (valueAt(data, path) ?? []) as readonly unknown[]) {
    if ('column' in item) yield row.map((value, column) => (column === item.column ? cell(one) : value))
    else yield* rowsOfLevel(row, item, one as Json)
  }
}

function filled(outer: Row, { cells }: Level, data: Json): Row {
  const row = [...outer]
  for (const { path, column } of cells) row[column] = cell(valueAt(data, path))
  return row
}

function valueAt(data: Json, path: Path): unknown {
  return path.reduce((value: unknown, key) => (value as Json | null | undefined)?.[key], data)
}

/** Values of scalars of our own that are objects stand as JSON. */
function cell(value: unknown): Cell {
  if (value === undefined || value === null) return null
  return typeof value === 'object' ? JSON.stringify(value) : (value as Cell)
}

/** A list below a list is cut off only where the query says how long it is to be. */
function assertWhole({ name, connection }: List, data: Json): void {
  if (!connection || !pageInfoOf(data, connection)?.hasNextPage) return
  if (connection.first !== null || connection.fromEnd) return
  throw new Refusal(
    'BAD_USER_INPUT',
    `${name} has more than ${NESTED_PAGE} rows in one place, and a table shows lists whole: ` +
      'ask for it at the root with a filter, or say with `first` how many rows of it are wanted',
  )
}
