// What holds for tables of many rows: they are read and written some at a time.
import { appendFileSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { faultText } from '../../seeds/fault.ts'
import { load } from '../../seeds/load.ts'
import { database, figure, sourcePackage, temporaryFolder, vocabularyPackage, VOCABULARY } from './fixture.ts'
import { outcomes, rows } from './stored.ts'

const printed = (number: number) => ({ printed: String(number), value: String(number) })
const figures = (count: number, number: (at: number) => number = () => 1) =>
  Array.from({ length: count }, (_, at) => figure(`f${at}`, { ...printed(number(at)), part: `part-${at}` }))

const INDEXES =
  "select name, sql from sqlite_master where type = 'index' and tbl_name = 'observation' order by name"

async function hub() {
  const folder = temporaryFolder()
  const { db, url } = await database(folder)
  await load(db, [vocabularyPackage(folder)])
  return { folder, db, url }
}

test('a table has all of its indexes after a load, whatever share of its rows is new', async () => {
  const { folder, db, url } = await hub()
  const before = rows(url, INDEXES)
  expect(before.length).toBeGreaterThan(3)
  await load(db, [sourcePackage(folder, { observation: figures(3000) })])
  expect(rows(url, INDEXES)).toEqual(before)
  await load(db, [sourcePackage(folder, { observation: figures(3) }, { code: 'b-news' })])
  expect(rows(url, INDEXES)).toEqual(before)
  expect(rows(url, 'pragma integrity_check')).toEqual([['ok']])
  const twice =
    "select count(*) from observation indexed by observation_by_key where key = 'f2' and source_id > 0"
  expect(rows(url, twice)).toEqual([[2n]])
})

test('a revision of thousands of rows tells exactly what it adds, changes and removes', async () => {
  const { folder, db, url } = await hub()
  await load(db, [sourcePackage(folder, { observation: figures(5000) })])
  const ids = () => rows(url, 'select key, id from observation order by id limit 100')
  const before = ids()
  const revised = [
    ...figures(2500, (at) => (at % 1000 === 0 ? 2 : 1)),
    ...Array.from({ length: 700 }, (_, at) => figure(`new${at}`, { part: `new-part-${at}` })),
  ]
  const [report] = await load(db, [sourcePackage(folder, { observation: revised }, { version: '2' })])
  expect(report?.tables.find(({ table }) => table === 'observation')).toEqual({
    table: 'observation',
    added: 700,
    changed: 3,
    removed: 2500,
    unchanged: 2497,
  })
  expect(ids()).toEqual(before)
  const history = `select action, count(*), count(before), min(key) from change
    where version_id = 3 and table_name = 'observation' group by action order by action`
  expect(rows(url, history)).toEqual([
    ['ADDED', 700n, 0n, 'new0'],
    ['CHANGED', 3n, 3n, 'f0'],
    ['REMOVED', 2500n, 2500n, 'f2500'],
  ])
  expect(rows(url, 'select added, changed, removed from dataset_version where id = 3')).toEqual([
    [700n, 4n, 2500n],
  ])
})

test('a key that comes again far behind is refused with the lines of both, and nothing is written', async () => {
  const { folder, db, url } = await hub()
  const dir = sourcePackage(folder, { observation: figures(4000) })
  const file = join(dir, 'observation.csv')
  const lines = readFileSync(file, 'utf8').split('\n')
  appendFileSync(file, `${lines[1]}\n${lines[4000]}\n${lines[1]}\n`)
  const [report] = await load(db, [dir])
  expect(report?.faults.map((fault) => faultText({ ...fault, file: 'observation.csv' }))).toEqual(
    [
      ['4002', 'f0', 2],
      ['4003', 'f3999', 4001],
      ['4004', 'f0', 2],
    ].map(
      ([line, key, first]) =>
        `observation.csv:${line}:1: primary-key: found "${key}" again in key, expected a key of its own: line ${first} has it`,
    ),
  )
  expect(rows(url, 'select count(*) from observation')).toEqual([[0n]])
})

test('a fault on the last of many rows takes back all before it', async () => {
  const { folder, db, url } = await hub()
  const faulty = [...figures(3000), figure('last', { unit: '个' })]
  expect(outcomes(await load(db, [sourcePackage(folder, { observation: faulty })]))).toEqual([
    ['a-plan', 'REFUSED', null],
  ])
  expect(rows(url, 'select count(*) from observation union all select count(*) from source')).toEqual([
    [0n],
    [0n],
  ])
})

test('the parts of a total stand before it, after it, and thousands of rows away', async () => {
  const { folder, db, url } = await hub()
  const totals = (count: number) =>
    Array.from({ length: count }, (_, at) =>
      figure(`t${at}`, { part: `total-${at}`, parts: `f${at} f${at + 1}` }),
    )
  const observation = [...totals(1500), ...figures(2000), figure('late', { parts: 'f0 t3' })]
  const first = sourcePackage(folder, { observation })
  expect((await load(db, [first])).flatMap(({ faults }) => faults)).toEqual([])
  expect(rows(url, 'select count(*) from observation_part')).toEqual([[3002n]])
  const [report] = await load(db, [
    sourcePackage(folder, {
      observation: [...totals(1500), ...figures(2000), figure('late', { parts: 'f0 nowhere late' })],
    }),
  ])
  expect(report?.faults.map(({ line, column, found }) => [line, column, found])).toEqual([
    [3502, 22, '"nowhere" in parts'],
    [3502, 22, '"late" in parts'],
  ])
  const [revised] = await load(db, [
    sourcePackage(folder, {
      observation: [...totals(10), ...figures(2000), figure('late', { parts: 't3' })],
    }),
  ])
  expect(revised?.tables.find(({ table }) => table === 'observation_part')).toMatchObject({
    added: 0,
    removed: 1,
    unchanged: 21,
  })
  expect(rows(url, 'select count(*) from named_link')).toEqual([[0n]])
})

test('a port that becomes a region keeps its row, and the region is there', async () => {
  const { folder, db, url } = await hub()
  const port = (VOCABULARY['port'] ?? []).filter(({ code }) => code !== 'erenhot')
  const region = [...(VOCABULARY['region'] ?? []), { code: 'erenhot', name_zh: '二连浩特', kind: 'COUNTY' }]
  const [report] = await load(db, [vocabularyPackage(folder, { port, region })])
  expect(report?.faults).toEqual([])
  expect(rows(url, "select region.kind from region join subject using (id) where code = 'erenhot'")).toEqual([
    ['COUNTY'],
  ])
})
