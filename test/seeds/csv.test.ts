import { fc, test as property } from '@fast-check/vitest'
import { CsvError } from 'csv-parse'
import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import { CsvReader, type CsvRecord } from '../../seeds/csv.ts'

interface Read {
  readonly records: readonly (readonly string[])[]
  /** What is wrong at the end and in which cell of its record; null where nothing is. */
  readonly fault: readonly [string, number] | null
}

/** What another reader, csv-parse, makes of a text. */
function asCsvParseReads(text: string): Read {
  const records: string[][] = []
  try {
    parse(text, {
      relax_column_count: true,
      record_delimiter: ['\r\n', '\n'],
      on_record: (cells: string[]) => {
        records.push(cells)
        return null
      },
    })
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    return { records, fault: [error.code, Number((error as { index?: unknown }).index) + 1] }
  }
  return { records, fault: null }
}

const CODES: readonly (readonly [RegExp, string])[] = [
  [/never closed/, 'CSV_QUOTE_NOT_CLOSED'],
  [/closed in the middle/, 'CSV_INVALID_CLOSING_QUOTE'],
  [/middle of a cell that does not begin with one/, 'INVALID_OPENING_QUOTE'],
]

/** The text in pieces of whole lines, cut after the given ones. */
function pieces(text: string, cuts: readonly number[]): string[] {
  const lines = text.split(/(?<=\n)/)
  const at = [...new Set(cuts.map((cut) => cut % (lines.length + 1)))].sort((a, b) => a - b)
  return [...at, lines.length].map((end, index) => lines.slice(at[index - 1] ?? 0, end).join(''))
}

function asWeRead(parts: readonly string[]): Read & { readonly lines: readonly number[] } {
  const reader = new CsvReader()
  const records: CsvRecord[] = []
  for (const [index, part] of [...parts, ''].entries()) {
    const read = reader.read(part, index === parts.length)
    records.push(...read.records)
    const { fault } = read
    if (fault)
      return {
        ...told(records),
        fault: [CODES.find(([text]) => text.test(fault.found))?.[1] ?? fault.found, fault.column],
      }
  }
  return { ...told(records), fault: null }
}

const told = (records: readonly CsvRecord[]) => ({
  records: records.map(({ cells }) => cells),
  lines: records.map(({ line }) => line),
})

/** The line on which each record begins: one more for every end of a record, and for every newline in a cell. */
function linesOf(records: readonly (readonly string[])[]): number[] {
  let line = 1
  return records.map((cells) => {
    const begins = line
    line += cells.join('').split('\n').length
    return begins
  })
}

const token = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('a', '口岸', ' ', ',', ',', '\n', '\r\n') },
  { weight: 2, arbitrary: fc.constantFrom('"', '""', '","', '"\n', '\n"', ',"') },
  { weight: 1, arbitrary: fc.constantFrom('\r', '\ufeff') },
)
const anyText = fc.array(token, { maxLength: 40 }).map((tokens) => tokens.join(''))

const cell = fc.array(fc.constantFrom('a', '口', ',', '"', '\n', '\r\n', ' '), { maxLength: 5 })
const written = fc
  .array(fc.array(cell, { minLength: 1, maxLength: 4 }), { maxLength: 8 })
  .map((rows) =>
    rows
      .map((cells) => cells.map((parts) => `"${parts.join('').replaceAll('"', '""')}"`).join(',') + '\n')
      .join(''),
  )

property.prop([fc.oneof(anyText, written), fc.array(fc.nat(), { maxLength: 4 })], { numRuns: 3000, seed: 5 })(
  'any text, cut into any pieces, is read as csv-parse reads it, faults and lines included',
  (text, cuts) => {
    const { lines, ...read } = asWeRead(pieces(text, cuts))
    expect(read).toEqual(asCsvParseReads(text))
    expect(lines).toEqual(linesOf(read.records))
  },
)

test('a cell may go over any number of pieces', () => {
  const reader = new CsvReader()
  const line = `${'口'.repeat(99)}\n`
  reader.read('"')
  for (let piece = 0; piece < 20_000; piece += 1) expect(reader.read(line).records).toEqual([])
  const { records } = reader.read('"\n', true)
  expect(records[0]?.cells[0]?.length).toBe(2_000_000)
})
