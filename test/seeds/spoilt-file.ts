// Tables of a package whose bytes, header or rows are not what a table is.
import { OBSERVATION, SOURCE_TABLES } from '../../seeds/source-format.ts'
import { kind, replaced, rewritten, type FaultKind } from './spoilt-package.ts'

const FILE = 'observation.csv'
const LABELS = OBSERVATION.columns.map(({ name }) => name)
const PARK_LABELS = SOURCE_TABLES.find(({ name }) => name === 'park')?.columns.map(({ name }) => name) ?? []
const LAST = LABELS.length

/** Puts bytes before the last cell of the last figure. */
const bytesInside = (...bytes: readonly number[]) =>
  rewritten(FILE, (text) => {
    const at = Buffer.from(text.slice(0, text.lastIndexOf(',') + 1))
    return Buffer.concat([at, Buffer.from(bytes), Buffer.from(text).subarray(at.length)])
  })

const notText = (line: number, column: number, byte: string) =>
  `${FILE}:${line}:${column}: encoding-error: found the byte 0x${byte}, which is not UTF-8 here, expected a file saved as UTF-8`

const BARE_RETURN =
  'source-error: found a carriage return alone, expected lines that end with a line feed, alone or after a carriage return'

const missing = (column: number, label: string, labels: readonly string[], file = FILE) =>
  `${file}:1:${column}: missing-label: found no label "${label}", expected the columns ${labels.join(',')}`

export const SPOILT_FILES: readonly FaultKind[] = [
  kind(
    'a byte-order mark',
    rewritten(FILE, (text) => `\ufeff${text}`),
  ),
  kind(
    'lines that end with carriage return and line feed',
    rewritten(FILE, (text) => text.replaceAll('\n', '\r\n')),
  ),
  kind(
    'a last line that does not end',
    rewritten(FILE, (text) => text.trimEnd()),
  ),
  kind(
    'lines that end with a carriage return alone',
    rewritten(FILE, (text) => text.replaceAll('\n', '\r')),
    `${FILE}:1:${LAST}: ${BARE_RETURN}`,
  ),
  kind(
    'an empty file',
    rewritten('park.csv', () => ''),
    `park.csv:1:1: source-error: found an empty file, expected a header: ${PARK_LABELS.join(',')}`,
  ),

  kind(
    'a table in UTF-16',
    rewritten(FILE, (text) => Buffer.from(`\ufeff${text}`, 'utf16le')),
    notText(1, 1, 'ff'),
  ),
  kind('a table in GBK', bytesInside(0xbf, 0xda, 0xb0, 0xb6), notText(3, LAST, 'bf')),
  kind('a lone surrogate', bytesInside(0xed, 0xa0, 0x80), notText(3, LAST, 'ed')),
  kind('a NUL in two bytes', bytesInside(0xc0, 0x80), notText(3, LAST, 'c0')),
  kind(
    'a character that is cut off',
    rewritten(FILE, (text) => Buffer.from(`${text.trimEnd()}吨`).subarray(0, -1)),
    notText(3, LAST, 'e5'),
  ),

  kind(
    'a blank header',
    replaced(FILE, ',part,', ', ,'),
    `${FILE}:1:8: blank-label: found no label, expected the name of a column`,
    missing(8, 'part', LABELS),
  ),
  kind(
    'a column twice',
    replaced(FILE, ',part,', ',partner,'),
    `${FILE}:1:8: duplicate-label: found "partner", expected one "partner": it stands in column 7 too`,
    missing(8, 'part', LABELS),
  ),
  kind(
    'an unknown column',
    replaced(FILE, ',part,', ',parf,'),
    `${FILE}:1:8: extra-label: found "parf", expected a column of observation, nearest: "part"`,
    missing(8, 'part', LABELS),
  ),
  kind(
    'a missing column',
    rewritten('park.csv', (text) => text.replaceAll(/^([^,]*,[^,]*,[^,]*),[^,]*/gm, '$1')),
    missing(4, 'name_en', PARK_LABELS, 'park.csv'),
  ),
  kind(
    'columns in another order',
    rewritten('park.csv', (text) => text.replaceAll(/^([^,]*),([^,]*)/gm, '$2,$1')),
    `park.csv:1:1: incorrect-label: found "cluster" here, expected the order ${PARK_LABELS.join(',')}`,
  ),
  kind(
    'semicolons between the cells',
    rewritten('park.csv', (text) => text.replaceAll(',', ';')),
    `park.csv:1:1: extra-label: found "${PARK_LABELS.join(';')}", expected a column of park`,
    ...PARK_LABELS.map((label, at) => missing(at + 1, label, PARK_LABELS, 'park.csv')),
  ),

  kind(
    'a missing cell',
    replaced('park.csv', ',第一章,', ','),
    `park.csv:2:7: missing-cell: found 6 cells, expected 7, as in the header`,
  ),
  kind(
    'a cell too many',
    replaced('park.csv', ',第一章,', ',第一章,,'),
    `park.csv:2:8: extra-cell: found 8 cells, expected 7, as in the header`,
  ),
  kind(
    'an empty line',
    replaced(FILE, '\ncarried,', '\n\ncarried,'),
    `${FILE}:3:1: blank-row: found an empty line, expected a row or the end of the file`,
  ),
  kind(
    'a quote that is left open',
    replaced(FILE, '\ncarried,mandula-road,', '\ncarried,"mandula-road,'),
    `${FILE}:3:2: source-error: found a quote that opens on this line and is never closed, ` +
      'expected a closing quote at the end of the cell',
  ),
  kind(
    'a quote inside a bare cell',
    replaced(FILE, '\ncarried,mandula-road,', '\ncarried,mandula"road,'),
    `${FILE}:3:2: source-error: found a quote in the middle of a cell that does not begin with one, ` +
      'expected the whole cell in quotes, and quotes inside it doubled',
  ),
  kind(
    'a quote that ends inside a cell',
    replaced(FILE, '\ncarried,mandula-road,', '\ncarried,"mandula"-road,'),
    `${FILE}:3:2: source-error: found a quote that opens on this line and is closed in the middle of a cell, ` +
      'expected a comma or the end of the line after the closing quote, and quotes inside a cell doubled',
  ),
]
