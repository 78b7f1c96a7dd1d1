import { fc, test as property } from '@fast-check/vitest'
import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import { writing, harmless } from '../../server/table/text.ts'

const ASKED = { format: 'csv', bom: false, first: null, after: null } as const

test.each([
  ['=1+1', "'=1+1"],
  ['+86 471', "'+86 471"],
  ['-cmd', "'-cmd"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\t=1', "'\t=1"],
  ['\r=1', "'\r=1"],
])('a text that a spreadsheet would run is made harmless: %j', (text, cell) => {
  expect(harmless(text)).toBe(cell)
})

test.each(['-0.16', '-3', '-', '310.13', 'a=b', '满都拉', "'quoted"])(
  'any other text stays as it is: %j',
  (text) => {
    expect(harmless(text)).toBe(text)
  },
)

test('numbers, truths and absence are written as JSON has them; an empty text is not absence', () => {
  const { head, line } = writing(ASKED, ['a', 'b.c'])
  expect(head).toBe('a,b.c\r\n')
  expect(line([-1.5, null])).toBe('-1.5,\r\n')
  expect(line([true, ''])).toBe('true,""\r\n')
  const ndjson = writing({ ...ASKED, format: 'ndjson' }, ['a', 'b.c'])
  expect(ndjson.head + ndjson.line(['=1', null])).toBe('{"a":"=1","b.c":null}\n')
})

property.prop([
  fc.array(fc.array(fc.string({ unit: 'binary' }), { minLength: 2, maxLength: 2 }), { minLength: 1 }),
])('any text comes back from CSV as it was, but for the apostrophe', (rows) => {
  const { head, line } = writing(ASKED, ['a', 'b'])
  const read: string[][] = parse(head + rows.map(line).join(''), { record_delimiter: '\r\n' })
  expect(read.slice(1)).toEqual(rows.map((row) => row.map((text) => (text === '' ? '' : harmless(text)))))
})
