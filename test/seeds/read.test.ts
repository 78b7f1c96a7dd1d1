import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { TableFormat } from '../../seeds/format.ts'
import { SOURCE_TABLES } from '../../seeds/source-format.ts'
import { faultText, Faults } from '../../seeds/fault.ts'
import { readTable } from '../../seeds/read.ts'
import { temporaryFolder } from './fixture.ts'

const FORMAT: TableFormat = {
  name: 'table',
  title: 'A table',
  primaryKey: ['key'],
  columns: [
    { name: 'key', type: 'code', description: '' },
    { name: 'name', type: 'string', description: '' },
    { name: 'note', type: 'string', description: '' },
  ],
}

async function read(contents: string | Buffer): Promise<{ rows: string[]; faults: string[] }> {
  const file = join(temporaryFolder(), 'table.csv')
  writeFileSync(file, contents)
  const faults = new Faults()
  const rows: string[] = []
  for await (const row of readTable(file, FORMAT, faults))
    rows.push(`${row.line}: ${FORMAT.columns.map(({ name }) => row.cell(name)).join('|')}`)
  const lines = faults.inOrder().map((fault) => faultText({ ...fault, file: 'table.csv' }))
  return { rows, faults: lines }
}

test('a row has the line on which it begins, whatever its cells hold', async () => {
  const { rows, faults } = await read('key,name,note\na,"one\ntwo","x ""y"""\nb,三,\n')
  expect(rows).toEqual(['2: a|one\ntwo|x "y"', '4: b|三|'])
  expect(faults).toEqual([])
})

test('a byte-order mark, CRLF and a last line without an end are accepted', async () => {
  const { rows, faults } = await read('\ufeffkey,name,note\r\na,"one\r\ntwo",x\r\nb,三,y')
  expect(rows).toEqual(['2: a|one\r\ntwo|x', '4: b|三|y'])
  expect(faults).toEqual([])
})

test('a file in another encoding is refused at its first foreign byte', async () => {
  const gbk = Buffer.from([0xbf, 0xda, 0xb0, 0xb6])
  const { rows, faults } = await read(Buffer.concat([Buffer.from('key,name,note\na,b,c\nd,"e,f",'), gbk]))
  expect(rows).toEqual(['2: a|b|c'])
  expect(faults).toEqual([
    'table.csv:3:3: encoding-error: found the byte 0xbf, which is not UTF-8 here, expected a file saved as UTF-8',
  ])
})

test('a quote that is never closed names the line where it opens, not the end of the file', async () => {
  const { rows, faults } = await read('key,name,note\na,b,c\nd,"e\nf",\n'.concat('g,"h,i\nj,k,l\nm,n,o\n'))
  expect(rows).toEqual(['2: a|b|c', '3: d|e\nf|'])
  expect(faults).toEqual([
    'table.csv:5:2: source-error: found a quote that opens on this line and is never closed, ' +
      'expected a closing quote at the end of the cell',
  ])
})

test('a quote that runs into the next quoted cell names the line where it opens', async () => {
  const { faults } = await read('key,name,note\na,"multi\nline","b\nc,"d",e\n')
  expect(faults).toEqual([
    'table.csv:3:3: source-error: found a quote that opens on this line and is closed in the middle of a cell, ' +
      'expected a comma or the end of the line after the closing quote, and quotes inside a cell doubled',
  ])
})

test('rows with too many or too few cells are told where the count goes wrong', async () => {
  const { rows, faults } = await read('key,name,note\na,b,c,d\ne,f\n')
  expect(rows).toEqual(['2: a|b|c', '3: e|f|'])
  expect(faults).toEqual([
    'table.csv:2:4: extra-cell: found 4 cells, expected 3, as in the header',
    'table.csv:3:3: missing-cell: found 2 cells, expected 3, as in the header',
  ])
})

test('an empty line is told, and the rows after it keep their lines', async () => {
  const { rows, faults } = await read('key,name,note\n\na,b,c\n')
  expect(rows).toEqual(['3: a|b|c'])
  expect(faults).toEqual([
    'table.csv:2:1: blank-row: found an empty line, expected a row or the end of the file',
  ])
})

test('every wrong label is told: blank, double, unknown with the nearest, missing', async () => {
  const { faults } = await read('key,,key,nmae\n')
  expect(faults).toEqual([
    'table.csv:1:2: blank-label: found no label, expected the name of a column',
    'table.csv:1:2: missing-label: found no label "name", expected the columns key,name,note',
    'table.csv:1:3: duplicate-label: found "key", expected one "key": it stands in column 1 too',
    'table.csv:1:3: missing-label: found no label "note", expected the columns key,name,note',
    'table.csv:1:4: extra-label: found "nmae", expected a column of table, nearest: "name"',
  ])
})

test('columns in another order are told, and cells are still read by their label', async () => {
  const { rows, faults } = await read('name,key,note\nb,a,c\n')
  expect(rows).toEqual(['2: a|b|c'])
  expect(faults).toEqual([
    'table.csv:1:1: incorrect-label: found "name" here, expected the order key,name,note',
  ])
})

test('a file longer than what is read at once gives the same rows', async () => {
  const file = join(temporaryFolder(), 'table.csv')
  writeFileSync(file, 'key,name,note\n')
  const count = 20_000
  appendFileSync(file, Array.from({ length: count }, (_, n) => `k${n},"口岸\n${n}",满都拉\n`).join(''))
  expect(readFileSync(file).length).toBeGreaterThan(4 * 65_536)
  let [rows, last] = [0, 0]
  for await (const row of readTable(file, FORMAT, new Faults())) {
    expect(row.cell('name')).toBe(`口岸\n${rows}`)
    ;[rows, last] = [rows + 1, row.line]
  }
  expect([rows, last]).toEqual([count, 2 * count])
})

test('the formats name their key columns', () => {
  for (const { primaryKey, columns } of SOURCE_TABLES)
    expect(columns.map(({ name }) => name)).toEqual(expect.arrayContaining([...primaryKey]))
})
