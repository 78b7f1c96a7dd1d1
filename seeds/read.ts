// Reading a CSV file of a package: strict UTF-8 and strict quoting, labels exactly as the format has
// them, and every cell with its place. What cannot be read at all ends the file with one fault.
import { isUtf8 } from 'node:buffer'
import { createReadStream } from 'node:fs'
import { CsvError, parse } from 'csv-parse'
import { nearest } from '../values/nearest.ts'
import { quoted, type Faults, type Place } from './fault.ts'
import type { TableFormat } from './format.ts'

/** A row of a table with the place of each of its cells. */
export class Row {
  readonly file: string
  readonly line: number
  readonly #columns: ReadonlyMap<string, number>
  readonly #cells: readonly string[]

  constructor(file: string, line: number, columns: ReadonlyMap<string, number>, cells: readonly string[]) {
    this.file = file
    this.line = line
    this.#columns = columns
    this.#cells = cells
  }

  /** Was the column in the file at all? Its absence is a fault of the header, told once. */
  has(column: string): boolean {
    return this.#columns.has(column)
  }

  /** The text of a cell; '' where it is empty. */
  cell(column: string): string {
    return this.#cells[this.#columns.get(column) ?? -1] ?? ''
  }

  /** The text of a cell, or null where it is empty. */
  optional(column: string): string | null {
    return this.cell(column) === '' ? null : this.cell(column)
  }

  place(column: string): Place {
    return { file: this.file, line: this.line, column: (this.#columns.get(column) ?? 0) + 1 }
  }
}

/** What ends the reading of a file. */
class Unreadable extends Error {
  readonly place: Place
  readonly rule: 'encoding-error' | 'source-error'
  readonly found: string
  readonly expected: string

  constructor(place: Place, rule: Unreadable['rule'], found: string, expected: string) {
    super(found)
    this.place = place
    this.rule = rule
    this.found = found
    this.expected = expected
  }
}

/** The rows of a table, one after the other: a file of any length is never held as a whole. */
export async function* readTable(file: string, format: TableFormat, faults: Faults): AsyncGenerator<Row> {
  let columns: ReadonlyMap<string, number> | null = null
  let width = 0
  try {
    for await (const { line, cells } of records(file)) {
      if (columns === null) {
        columns = checkedLabels({ file, line, column: 1 }, cells, format, faults)
        width = cells.length
      } else if (cells.length === 1 && cells[0] === '') {
        faults.add({ file, line, column: 1 }, 'blank-row', 'an empty line', 'a row or the end of the file')
      } else {
        checkWidth({ file, line, column: 1 }, cells.length, width, faults)
        yield new Row(file, line, columns, cells)
      }
    }
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    faults.add(error.place, error.rule, error.found, error.expected)
    return
  }
  if (columns === null) {
    const labels = format.columns.map(({ name }) => name).join(',')
    faults.add({ file, line: 1, column: 1 }, 'source-error', 'an empty file', `a header: ${labels}`)
  }
}

interface CsvRecord {
  readonly line: number
  readonly cells: readonly string[]
}

/**
 * The records of a file with the lines on which they begin; also those before a fault that ends the file.
 * A misplaced quote is found by reading once more with an eye on every cell, which costs too much at first.
 */
async function* records(file: string, everyCell = false): AsyncGenerator<CsvRecord> {
  // csv-parse counts a CRLF inside a cell as two lines, so lines are counted here.
  let line = 1
  let linesWithinRecord = 0
  const ready: CsvRecord[] = []
  const countLines = (cell: string) => {
    linesWithinRecord += lineBreaks(cell)
    return cell
  }
  const parser = parse({
    bom: true,
    relax_column_count: true,
    record_delimiter: ['\r\n', '\n'],
    ...(everyCell && { cast: countLines }),
    on_record: (cells: string[]) => {
      ready.push({ line, cells })
      line += 1 + cells.reduce((lines, cell) => lines + lineBreaks(cell), 0)
      linesWithinRecord = 0
      return null
    },
  })
  // An error comes to the callback of the write that met it; unheard, the event would end the process.
  parser.on('error', () => undefined)
  for await (const chunk of utf8Lines(file)) {
    if (chunk instanceof Unreadable) {
      await settled((done) => parser.end(done))
      yield* ready.splice(0)
      throw chunk
    }
    const error = await settled((done) => parser.write(chunk, done))
    yield* ready.splice(0)
    if (error) await refuseQuote(error)
  }
  const error = await settled((done) => parser.end(done))
  yield* ready.splice(0)
  if (error) await refuseQuote(error)

  async function refuseQuote(cause: Error): Promise<void> {
    if (everyCell) throw misquoted(cause, { file, line: line + linesWithinRecord, column: 1 })
    for await (const record of records(file, true)) void record
  }
}

function settled(act: (done: (error?: Error | null) => void) => void): Promise<Error | null> {
  return new Promise((resolve) => {
    act((error) => {
      resolve(error ?? null)
    })
  })
}

function lineBreaks(text: string): number {
  let count = 0
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count += 1
  return count
}

/** What csv-parse calls a misplaced quote: what was found, and what was expected. */
const MISQUOTED: Readonly<Partial<Record<string, readonly [string, string]>>> = {
  CSV_QUOTE_NOT_CLOSED: [
    'a quote that opens on this line and is never closed',
    'a closing quote at the end of the cell',
  ],
  CSV_INVALID_CLOSING_QUOTE: [
    'a quote that opens on this line and is closed in the middle of a cell',
    'a comma or the end of the line after the closing quote, and quotes inside a cell doubled',
  ],
  INVALID_OPENING_QUOTE: [
    'a quote in the middle of a cell that does not begin with one',
    'the whole cell in quotes, and quotes inside it doubled',
  ],
}

/** The fault that ends the reading of a file; `opening` is the line on which the cell begins. */
function misquoted(error: Error, opening: Place): Unreadable {
  const [found, expected] = (error instanceof CsvError && MISQUOTED[error.code]) || []
  if (found === undefined || expected === undefined) throw error
  const column = Number((error as { index?: unknown }).index ?? 0) + 1
  return new Unreadable({ ...opening, column }, 'source-error', found, expected)
}

const NEWLINE = 0x0a

/** The bytes of a file in whole lines (no character goes over the end of one), up to the first that is not UTF-8. */
async function* utf8Lines(file: string): AsyncGenerator<Buffer | Unreadable> {
  let line = 1
  for await (const lines of wholeLines(file)) {
    if (isUtf8(lines)) {
      yield lines
      line += linesIn(lines)
      continue
    }
    let start = 0
    for (let end = 0; isUtf8(lines.subarray(start, end)); end = endOfLine(lines, start)) start = end
    const before = lines.subarray(0, start)
    yield before
    yield notUtf8(file, line + linesIn(before), lines.subarray(start, endOfLine(lines, start)))
    return
  }
}

async function* wholeLines(file: string): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0)
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    const end = chunk.lastIndexOf(NEWLINE) + 1
    if (end > 0) yield Buffer.concat([rest, chunk.subarray(0, end)])
    rest = end > 0 ? chunk.subarray(end) : Buffer.concat([rest, chunk])
  }
  yield rest
}

function endOfLine(bytes: Buffer, start: number): number {
  const newline = bytes.indexOf(NEWLINE, start)
  return newline < 0 ? bytes.length : newline + 1
}

function linesIn(bytes: Buffer): number {
  let count = 0
  for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, at + 1)) count += 1
  return count
}

function notUtf8(file: string, line: number, bytes: Buffer): Unreadable {
  const before = new TextDecoder().decode(bytes).split('\ufffd', 1)[0] ?? ''
  const byte = bytes[Buffer.byteLength(before)] ?? 0
  return new Unreadable(
    { file, line, column: fieldsIn(before) },
    'encoding-error',
    `the byte 0x${byte.toString(16).padStart(2, '0')}, which is not UTF-8 here`,
    'a file saved as UTF-8',
  )
}

/** How many fields the beginning of a line reaches into: commas outside quotes, and one. */
function fieldsIn(text: string): number {
  const unquoted = text.split('"').filter((_, part) => part % 2 === 0)
  return unquoted.join('').split(',').length
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
