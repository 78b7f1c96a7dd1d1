// Reading a table of a package: labels exactly as the format has them, and every cell with its place. What
// cannot be read at all ends the file with one fault.
import { nearest } from '../values/nearest.ts'
import { CsvReader, type CsvRecord, type Misquoted } from './csv.ts'
import { quoted, type Faults, type Place } from './fault.ts'
import type { TableFormat } from './format.ts'
import { isPrinted } from './plain-text.ts'
import { textOf, type NotText } from './text-file.ts'

/** Which columns a file has. */
class Header {
  readonly file: string
  /** How many cells a row has. */
  readonly width: number
  /** Where a column of the format stands in the file, by label; absent where it does not. */
  readonly #inFile: ReadonlyMap<string, number>
  /** Where a column stands in the format, by label. */
  readonly #inFormat: ReadonlyMap<string, number>
  /** Where the columns of the format stand in the file; null where both have them in one order. */
  readonly #order: readonly number[] | null

  constructor(file: string, width: number, inFile: ReadonlyMap<string, number>, { columns }: TableFormat) {
    this.file = file
    this.width = width
    this.#inFile = inFile
    this.#inFormat = new Map(columns.map(({ name }, place) => [name, place]))
    const order = columns.map(({ name }) => inFile.get(name) ?? -1)
    this.#order = order.every((place, index) => place === index) ? null : order
  }

  /** Has the file every column of the format? */
  get isWhole(): boolean {
    return this.#inFile.size === this.#inFormat.size
  }

  has(column: string): boolean {
    return this.#inFile.has(column)
  }

  /** Where a column stands among the cells of a row. */
  at(column: string): number {
    return this.#inFormat.get(column) ?? -1
  }

  columnInFile(column: string): number {
    return (this.#inFile.get(column) ?? 0) + 1
  }

  /** The cells of a record in the order of the format. */
  inOrder(cells: readonly string[]): readonly string[] {
    return this.#order ? this.#order.map((place) => cells[place] ?? '') : cells
  }
}

/** A row of a table with the place of each of its cells. */
export class Row {
  readonly line: number
  /** The texts of the cells in the order of the format's columns. */
  readonly cells: readonly string[]
  /** Were all columns in the file, and nothing in it but what is printed? Then most cells need no second look. */
  readonly isPlain: boolean
  /** Has it as many cells as the header? Where not, nobody knows which cell is which. */
  readonly #isWhole: boolean
  readonly #header: Header

  constructor(header: Header, { line, cells }: CsvRecord, isPrinted: boolean) {
    this.#header = header
    this.#isWhole = cells.length === header.width
    this.isPlain = isPrinted && header.isWhole && this.#isWhole
    this.line = line
    this.cells = header.inOrder(cells)
  }

  get file(): string {
    return this.#header.file
  }

  /** Is the cell there? Its absence is a fault of the header or of the whole row, told once. */
  has(column: string): boolean {
    return this.#isWhole && this.#header.has(column)
  }

  /** The text of a cell; '' where it is empty. */
  cell(column: string): string {
    return this.cells[this.#header.at(column)] ?? ''
  }

  /** The text of the cell at a place of the format; '' where it is empty. */
  at(place: number): string {
    return this.cells[place] ?? ''
  }

  /** The text of a cell, or null where it is empty. */
  optional(column: string): string | null {
    return this.cell(column) || null
  }

  place(column: string): Place {
    return { file: this.file, line: this.line, column: this.#header.columnInFile(column) }
  }
}

/** The rows of a table, one after the other. */
export async function* readTable(file: string, format: TableFormat, faults: Faults): AsyncGenerator<Row> {
  for await (const rows of readBatches(file, format, faults)) yield* rows
}

/** The rows of a table, as many at a time as a piece of the file holds. */
export async function* readBatches(
  file: string,
  format: TableFormat,
  faults: Faults,
): AsyncGenerator<readonly Row[]> {
  let header: Header | null = null
  const before = faults.count
  for await (const batch of recordsOf(file, faults)) {
    const [first, ...others] = batch.records
    if (header !== null) yield rowsOf(batch, header, faults)
    else if (first) {
      if (endsInReturns(file, first, faults)) return
      const columns = checkedLabels({ file, line: first.line, column: 1 }, first.cells, format, faults)
      header = new Header(file, first.cells.length, columns, format)
      yield rowsOf({ ...batch, records: others }, header, faults)
    }
  }
  if (header === null && faults.count === before) {
    const labels = format.columns.map(({ name }) => name).join(',')
    faults.add({ file, line: 1, column: 1 }, 'source-error', 'an empty file', `a header: ${labels}`)
  }
}

/** Where lines end with a carriage return alone, the whole file is one line, and no label of it is worth a word. */
function endsInReturns(file: string, { line, cells }: CsvRecord, faults: Faults): boolean {
  const label = cells.findIndex((text) => text.includes('\r'))
  if (label < 0) return false
  const expected = 'lines that end with a line feed, alone or after a carriage return'
  faults.add({ file, line, column: label + 1 }, 'source-error', 'a carriage return alone', expected)
  return true
}

function rowsOf({ records, isPrinted }: Batch, header: Header, faults: Faults): readonly Row[] {
  const rows: Row[] = []
  for (const record of records) {
    const { cells, line } = record
    const place = { file: header.file, line, column: 1 }
    if (cells.length === 1 && cells[0] === '') {
      faults.add(place, 'blank-row', 'an empty line', 'a row or the end of the file')
      continue
    }
    if (cells.length !== header.width) checkWidth(place, cells.length, header.width, faults)
    rows.push(new Row(header, record, isPrinted))
  }
  return rows
}

interface Batch {
  readonly records: readonly CsvRecord[]
  /** Is there nothing in the file so far but what is printed? */
  readonly isPrinted: boolean
}

/** The records of a file; a fault that ends the file is told after those before it. */
async function* recordsOf(file: string, faults: Faults): AsyncGenerator<Batch> {
  const reader = new CsvReader()
  let areAllPrinted = true
  for await (const piece of textOf(file)) {
    if (typeof piece !== 'string') {
      tellNotText(file, piece, faults)
      return
    }
    areAllPrinted &&= isPrinted(piece)
    const { records, fault } = reader.read(piece)
    yield { records, isPrinted: areAllPrinted }
    if (fault) {
      tellMisquoted(file, fault, faults)
      return
    }
  }
  const { records, fault } = reader.read('', true)
  yield { records, isPrinted: areAllPrinted }
  if (fault) tellMisquoted(file, fault, faults)
}

function tellMisquoted(file: string, { line, column, found, expected }: Misquoted, faults: Faults): void {
  faults.add({ file, line, column }, 'source-error', found, expected)
}

function tellNotText(file: string, { line, column, found }: NotText, faults: Faults): void {
  faults.add({ file, line, column }, 'encoding-error', found, 'a file saved as UTF-8')
}

/** Column numbers by label; every label that is not as the format has it is a fault. */
function checkedLabels(
  place: Place,
  labels: readonly string[],
  format: TableFormat,
  faults: Faults,
): ReadonlyMap<string, number> {
  const names = format.columns.map(({ name }) => name)
  const columns = new Map<string, number>()
  labels.forEach((label, index) => {
    const here = { ...place, column: index + 1 }
    const known = columns.get(label)
    if (label.trim() === '') faults.add(here, 'blank-label', 'no label', 'the name of a column')
    else if (known !== undefined)
      faults.add(
        here,
        'duplicate-label',
        quoted(label),
        `one ${quoted(label)}: it stands in column ${known + 1} too`,
      )
    else if (!names.includes(label))
      faults.add(here, 'extra-label', quoted(label), `a column of ${format.name}${nearest(label, names)}`)
    else columns.set(label, index)
  })
  const missing = names.filter((name) => !columns.has(name))
  for (const name of missing) {
    const here = { ...place, column: names.indexOf(name) + 1 }
    faults.add(here, 'missing-label', `no label ${quoted(name)}`, `the columns ${names.join(',')}`)
  }
  const order = [...columns.keys()]
  const misplaced = order.find((name, index) => name !== names.filter((known) => columns.has(known))[index])
  if (misplaced !== undefined) {
    const here = { ...place, column: (columns.get(misplaced) ?? 0) + 1 }
    faults.add(here, 'incorrect-label', `${quoted(misplaced)} here`, `the order ${names.join(',')}`)
  }
  return columns
}

function checkWidth(row: Place, found: number, width: number, faults: Faults): void {
  if (found > width)
    faults.add({ ...row, column: width + 1 }, 'extra-cell', `${found} cells`, `${width}, as in the header`)
  if (found < width)
    faults.add({ ...row, column: found + 1 }, 'missing-cell', `${found} cells`, `${width}, as in the header`)
}
