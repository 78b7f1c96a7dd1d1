// Rows of a table with many columns, of which one question reads few. The columns come in parts; what a question
// read of a statement's rows the last time is what is selected the next time. A part that is read
// nevertheless is fetched for all rows of the result at once, so a row always has all columns of its table.
import type { Cells } from './dialect.ts'
import type { Statement } from './statements.ts'

export interface WideTable {
  readonly name: string
  /** Columns that are always selected; the row's `id` is the first of them. */
  readonly core: readonly string[]
  readonly parts: readonly (readonly string[])[]
  /** The ids of rows, each with the columns of one part. */
  readonly late: Statement<{ ids: readonly number[] }, object, { part: string }>
}

/** Parts of a table, as bits. */
type Parts = number

/** What a question read of each statement's rows so far, by the statement's text. */
export class Question {
  readonly #read = new Map<string, Parts>()

  /** undefined before the statement has been run for this question. */
  readOf(text: string): Parts | undefined {
    return this.#read.get(text)
  }

  /** It has been run, and its rows are there to be read. */
  begin(text: string): void {
    if (!this.#read.has(text)) this.#read.set(text, 0)
  }

  add(text: string, part: number): void {
    this.#read.set(text, (this.#read.get(text) ?? 0) | (1 << part))
  }
}

/** Gives the cells of a part, the id first, of the rows with these ids. */
type FetchPart = (part: number, ids: readonly number[]) => readonly Cells[]

/** The rows of one execution: they share what is fetched late. */
export interface WideResult {
  readonly cells: readonly Cells[]
  readonly read: (part: number) => void
  readonly fetch: FetchPart
  /** By part, then by id. */
  readonly late: Map<number, Cells>[]
}

export const wideResult = (
  cells: readonly Cells[],
  read: (part: number) => void,
  fetch: FetchPart,
): WideResult => ({ cells, read, fetch, late: [] })

export const allParts = ({ parts }: WideTable): Parts => (1 << parts.length) - 1

/** The table's columns of a selection. */
export const columnsOf = ({ core, parts }: WideTable, selected: Parts): string[] => [
  ...core,
  ...parts.filter((_, part) => selected & (1 << part)).flat(),
]

/** A row as the database gave it; its columns are read by getters of its class. */
class WideRow {
  readonly cells: Cells
  readonly result: WideResult

  constructor(cells: Cells, result: WideResult) {
    this.cells = cells
    this.result = result
  }
}

/** Makes rows with these columns; that a part is read which was not `expected` is noted. */
export function wideRow(
  table: WideTable,
  columns: readonly string[],
  expected: Parts,
): (cells: Cells, result: WideResult) => object {
  const Row = class extends WideRow {}
  const define = (name: string, get: (this: WideRow) => unknown) => {
    Object.defineProperty(Row.prototype, name, { get, configurable: true })
  }
  const id = columns.indexOf('id')
  columns.forEach((name, place) => {
    define(name, function () {
      return this.cells[place]
    })
  })
  table.parts.forEach((names, part) => {
    if (expected & (1 << part)) return
    names.forEach((name, order) => {
      const place = columns.indexOf(name)
      define(name, function () {
        this.result.read(part)
        return place >= 0
          ? this.cells[place]
          : latePart(this.result, part, id).get(this.cells[id] as number)?.[order + 1]
      })
    })
  })
  return (cells, result) => new Row(cells, result)
}

function latePart({ cells, fetch, late }: WideResult, part: number, id: number): Map<number, Cells> {
  const ids = () => [...new Set(cells.map((row) => row[id] as number))]
  return (late[part] ??= new Map(fetch(part, ids()).map((row) => [row[0] as number, row])))
}
