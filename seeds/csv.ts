// Records of a CSV text after RFC 4180, strictly: a quote stands at both ends of a cell or nowhere, and is
// doubled inside. The text comes in pieces; a line without a quote, which most are, is split at its commas.
import type { Place } from './fault.ts'

export interface CsvRecord {
  /** The line on which it begins. */
  readonly line: number
  readonly cells: readonly string[]
}

/** A quote where none may be, or that is never closed: nothing can be read behind it. */
export interface Misquoted extends Pick<Place, 'line' | 'column'> {
  readonly found: string
  readonly expected: string
}

export interface CsvRead {
  readonly records: readonly CsvRecord[]
  readonly fault: Misquoted | null
}

const NEVER_CLOSED = {
  found: 'a quote that opens on this line and is never closed',
  expected: 'a closing quote at the end of the cell',
}
const CLOSED_IN_A_CELL = {
  found: 'a quote that opens on this line and is closed in the middle of a cell',
  expected: 'a comma or the end of the line after the closing quote, and quotes inside a cell doubled',
}
const OPENED_IN_A_CELL = {
  found: 'a quote in the middle of a cell that does not begin with one',
  expected: 'the whole cell in quotes, and quotes inside it doubled',
}

/** What is at a place of a text: a record and the place behind it, a fault, or less than a record. */
type Next = { readonly cells: string[]; readonly end: number } | { readonly fault: Misquoted } | 'unfinished'

export class CsvReader {
  #line = 1
  /** The beginning of a record that has not ended yet. */
  #rest = ''
  /** How long it must be to be worth another look: twice as long as at the last, so that looking stays cheap. */
  #worth = 0

  /** The records that end in the next piece of the text. After a fault nothing more is read. */
  read(piece: string, isLast = false): CsvRead {
    const text = this.#rest + piece
    if (text.length < this.#worth && !isLast) {
      this.#rest = text
      return { records: [], fault: null }
    }
    const records: CsvRecord[] = []
    let at = 0
    let quote = text.indexOf('"')
    while (at < text.length) {
      if (quote >= 0 && quote < at) quote = text.indexOf('"', at)
      const newline = text.indexOf('\n', at)
      const next =
        quote < 0 || (newline >= 0 && newline < quote)
          ? bareRecord(text, at, newline, isLast)
          : quotedRecord(text, at, this.#line, isLast)
      if (next === 'unfinished') break
      if ('fault' in next) return { records, fault: next.fault }
      records.push({ line: this.#line, cells: next.cells })
      this.#line += 1 + lineBreaksWithin(next.cells, quote >= at && quote < next.end)
      at = next.end
    }
    this.#rest = text.slice(at)
    this.#worth = 2 * this.#rest.length
    return { records, fault: null }
  }
}

/** A carriage return belongs to the end of a line and to nothing else. */
const endOfCells = (text: string, at: number, newline: number): number =>
  newline > at && text[newline - 1] === '\r' ? newline - 1 : newline

function bareRecord(text: string, at: number, newline: number, isLast: boolean): Next {
  if (newline < 0) return isLast ? { cells: text.slice(at).split(','), end: text.length } : 'unfinished'
  return { cells: text.slice(at, endOfCells(text, at, newline)).split(','), end: newline + 1 }
}

/** A record with a quote somewhere, cell by cell. */
function quotedRecord(text: string, start: number, line: number, isLast: boolean): Next {
  const cells: string[] = []
  let [at, breaks] = [start, 0]
  for (;;) {
    const fault = (what: Pick<Misquoted, 'found' | 'expected'>) => ({
      fault: { line: line + breaks, column: cells.length + 1, ...what },
    })
    const cell = text[at] === '"' ? quotedCell(text, at) : bareCell(text, at)
    if (cell === 'unclosed') return isLast ? fault(NEVER_CLOSED) : 'unfinished'
    if (cell === 'opened') return fault(OPENED_IN_A_CELL)
    if (cell.end === text.length && !isLast) return 'unfinished'
    const next = text[cell.end]
    const isCrLf = next === '\r' && text[cell.end + 1] === '\n'
    if (next === '\r' && cell.end + 1 === text.length && !isLast) return 'unfinished'
    if (next !== undefined && next !== ',' && next !== '\n' && !isCrLf) return fault(CLOSED_IN_A_CELL)
    cells.push(cell.text)
    breaks += lineBreaks(cell.text)
    at = cell.end + 1
    if (next !== ',') return { cells, end: isCrLf ? at + 1 : Math.min(at, text.length) }
  }
}

interface Cell {
  readonly text: string
  /** The place behind it. */
  readonly end: number
}

function quotedCell(text: string, opening: number): Cell | 'unclosed' {
  let cell = ''
  for (let from = opening + 1; ;) {
    const quote = text.indexOf('"', from)
    if (quote < 0) return 'unclosed'
    if (text[quote + 1] !== '"') return { text: cell + text.slice(from, quote), end: quote + 1 }
    cell += text.slice(from, quote + 1)
    from = quote + 2
  }
}

const END_OF_BARE_CELL = /[,"\n]/g

function bareCell(text: string, at: number): Cell | 'opened' {
  END_OF_BARE_CELL.lastIndex = at
  const end = END_OF_BARE_CELL.exec(text)?.index ?? text.length
  if (text[end] === '"') return 'opened'
  const last = text[end] === '\n' ? endOfCells(text, at, end) : end
  return { text: text.slice(at, last), end: last }
}

const lineBreaksWithin = (cells: readonly string[], quoted: boolean): number =>
  quoted ? cells.reduce((lines, cell) => lines + lineBreaks(cell), 0) : 0

function lineBreaks(text: string): number {
  let count = 0
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count += 1
  return count
}
