import type { TableAsked } from './asked.ts'
import type { Cell, Row } from './rows.ts'

/** How rows are written. */
export interface Writing {
  /** What stands before the rows. */
  readonly head: string
  line(row: Row): string
}

export function writing({ format, bom }: TableAsked, headers: readonly string[]): Writing {
  return format === 'csv' ? csv(headers, bom) : ndjson(headers)
}

/** RFC 4180: lines end with CR LF, and what holds a comma, a quote or a line's end stands in quotes. */
function csv(headers: readonly string[], bom: boolean): Writing {
  const line = (cells: readonly string[]) => `${cells.join(',')}\r\n`
  return {
    head: (bom ? '\uFEFF' : '') + line(headers.map(quoted)),
    line: (row) => line(row.map(csvCell)),
  }
}

/** null is an empty cell, an empty text a pair of quotes. */
function csvCell(value: Cell): string {
  if (value === null) return ''
  if (typeof value !== 'string') return String(value)
  return value === '' ? '""' : quoted(harmless(value))
}

const quoted = (text: string): string =>
  /[",\r\n]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text

/**
 * A spreadsheet runs a text that begins like a formula; an apostrophe before it keeps it a text. Numbers, and
 * the "-" that sources print for what is missing, are none.
 */
export function harmless(text: string): string {
  return /^[=+\-@\t\r]/.test(text) && !/^-(\d+(\.\d+)?)?$/.test(text) ? `'${text}` : text
}

/** One JSON object a line, with the same names as the headers of CSV. */
function ndjson(headers: readonly string[]): Writing {
  const names = headers.map((header) => JSON.stringify(header))
  return {
    head: '',
    line: (row) => `{${row.map((value, column) => `${names[column]}:${JSON.stringify(value)}`).join(',')}}\n`,
  }
}
