// Cells of a package that say nothing, or what nobody can know for sure.
import { inCell, inFigure, kind, type FaultKind } from './spoilt-package.ts'

/** A cell of a figure with one fault. */
const cell = (name: string, column: string, text: string, rule: string, found: string, expected: string) =>
  kind(
    name,
    inFigure({ [column]: /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text }),
    `${inCell(column)}: ${rule}: found ${found}, expected ${expected}`,
  )

const number = (name: string, text: string) =>
  cell(
    name,
    'value',
    text,
    'type-error',
    `${JSON.stringify(text)} in value`,
    'a number: digits, at most one point, a leading minus',
  )

const period = (name: string, text: string, expected: string) =>
  cell(name, 'period', text, 'type-error', `"${text}" in period`, expected)

const unprintable = (name: string, text: string, found: string) =>
  cell(
    name,
    'part',
    text,
    'constraint-error',
    `"${found}" in part`,
    'text without control characters, byte-order marks and characters that were lost in another encoding',
  )

const formula = (text: string) =>
  cell(
    `a cell that a spreadsheet would run, from ${text.slice(0, 1)}`,
    'part',
    text,
    'constraint-error',
    `${JSON.stringify(text)} in part`,
    'no formula: a text does not begin with = or @, nor with + or - unless it is a number',
  )

export const SPOILT_CELLS: readonly FaultKind[] = [
  number('NaN', 'NaN'),
  number('an infinite number', 'Infinity'),
  number('full-width digits', '３１０．１３'),
  number('thousands separators', '1,310.13'),
  number('a decimal comma', '310,13'),
  number('an exponent', '3.1013e2'),
  number('a hexadecimal number', '0x136'),
  number('a plus sign', '+310.13'),
  kind(
    'a number that the database cannot hold exactly',
    inFigure({ printed: '1234567890123456789', value: '1234567890123456789' }),
    `${inCell('value')}: constraint-error: found "1234567890123456789" in value, which is 12345678901234567890000, ` +
      'expected at most 18 digits before the point and 9 after it, in the base unit',
  ),

  period('a thirteenth month', '2024-13', 'a month from 01 to 12'),
  period('a 29 February of a common year', '2023-02-29', 'a date that exists in the calendar'),
  period('an end before the start', '2023-05/2023-01', 'a period that ends after it starts'),
  period(
    'a day written another way',
    '31.5.2023',
    'a period: 2022, 2023-H1, 2024-Q3, 2024-05, 2024-05-31, 2024-01/2024-11, 2016/2020 or 2020-05-08/.. (an open end)',
  ),
  period('a second spelling of a period', '2023-01/2023-06', "this period's one spelling, 2023-H1"),

  unprintable('a NUL', '货\0车', '货\\u0000车'),
  unprintable('a control character', '货\u001b[2J车', '货\\u001b[2J车'),
  unprintable('a control character above ASCII', '货\u009b车', '货\\u009b车'),
  unprintable('a tabulator', '货\t车', '货\\t车'),
  unprintable('a carriage return inside a cell', '货\r车', '货\\r车'),
  unprintable('a byte-order mark where another file was appended', '货\ufeff车', '货\\ufeff车'),
  unprintable('characters that another program could not read', '货\ufffd车', '货\ufffd车'),
  cell(
    'white space round a cell',
    'part',
    '货车\u3000',
    'constraint-error',
    '"货车\u3000" in part',
    'no white space at the start or the end of the cell',
  ),
  cell(
    'a cell longer than a spreadsheet’s',
    'part',
    '车'.repeat(32_768),
    'constraint-error',
    `"${'车'.repeat(80)}…" in part`,
    'at most 32767 characters, as many as a cell of a spreadsheet holds',
  ),
  formula('=1+1'),
  formula('@SUM(A1)'),
  formula("+cmd|' /C calc'!A0"),
  formula('-2+3'),

  cell(
    'a unit that nobody knows',
    'unit',
    '万顿',
    'constraint-error',
    '"万顿" in unit',
    'a printed unit, nearest: "万吨"',
  ),
  cell(
    'a unit of another dimension',
    'unit',
    '万元',
    'constraint-error',
    '"万元" in unit',
    'a unit of mass, one of: t, 10kt',
  ),
  cell(
    'a value that is not what is printed',
    'value',
    '310.31',
    'constraint-error',
    '"310.31" in value',
    '310.13, as "310.13" in printed reads',
  ),
  cell(
    'a code that does not exist',
    'subject',
    'manduia-road',
    'foreign-key',
    '"manduia-road" in subject',
    'the code of a subject, nearest: "mandula-road"',
  ),
  cell(
    'the code of something else',
    'partner',
    'erenhot',
    'foreign-key',
    '"erenhot" in partner',
    'the code of a region; this is a port',
  ),
  cell(
    'a code in capitals',
    'subject',
    'Mandula',
    'type-error',
    '"Mandula" in subject',
    'lower-case letters and digits joined by single hyphens',
  ),
  cell(
    'a word outside a list',
    'kind',
    'FORECAST',
    'constraint-error',
    '"FORECAST" in kind',
    'one of ACTUAL, TARGET, CAPACITY, DEMAND, PLANNED',
  ),
  kind(
    'a key that occurs twice',
    inFigure({ key: 'imported' }),
    'observation.csv:3:1: primary-key: found "imported" again in key, expected a key of its own: line 2 has it',
  ),
  cell(
    'a reference to a row that is not there',
    'parts',
    'nowhere',
    'foreign-key',
    '"nowhere" in parts',
    'the key of another row of this table',
  ),
  cell(
    'a total that is its own part',
    'parts',
    'carried',
    'foreign-key',
    '"carried" in parts',
    'other rows than the total itself',
  ),

  cell('a citation without its place', 'locator', '', 'constraint-error', 'nothing in locator', 'a value'),
  cell('a citation without evidence', 'evidence', '', 'constraint-error', 'nothing in evidence', 'a value'),
  cell(
    'evidence too long to be a phrase',
    'evidence',
    '字'.repeat(61),
    'constraint-error',
    '61 characters in evidence',
    'at most 60, white space ignored',
  ),
]
