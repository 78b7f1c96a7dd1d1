import Sqlite from 'better-sqlite3'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { Snapshots, type Writer } from '../../db/connection.ts'
import { faultText } from '../../seeds/fault.ts'
import { anyNew, load } from '../../seeds/load.ts'
import { packageFolders, SEEDS } from '../../seeds/folders.ts'
import {
  database,
  figure,
  sourcePackage,
  stated,
  temporaryFolder,
  VOCABULARY,
  vocabularyPackage,
} from './fixture.ts'
import { contents, outcomes, rows } from './stored.ts'

const SOURCE = {
  statement: [
    stated('status', 'mandula-road', 'status', 'OPEN'),
    stated('neighbour', 'mandula', 'neighbour', 'mn'),
  ],
  profile: [{ ...figure('profile'), subject: 'mandula', role_zh: '枢纽', role_en: 'A hub' }],
  observation: [
    figure('first'),
    figure('second', { printed: '2', value: '2' }),
    figure('total', { printed: '312.13', value: '312.13', parts: 'first second' }),
  ],
}

async function loaded(): Promise<{ folder: string; db: Writer; url: string; folders: string[] }> {
  const folder = temporaryFolder()
  const folders = [sourcePackage(folder, SOURCE), vocabularyPackage(folder)]
  const { db, url } = await database(folder)
  expect(outcomes(await load(db, folders))).toEqual([
    ['vocabulary', 'LOADED', 1],
    ['a-plan', 'LOADED', 2],
  ])
  return { folder, db, url, folders }
}

test('a figure is stored as printed and, exactly, in the base unit', async () => {
  const { url } = await loaded()
  const columns =
    'printed, printed_unit, reported, value, value_whole, value_nano, period_start, period_end, frequency'
  expect(rows(url, `select ${columns} from observation where key = 'first'`)).toEqual([
    ['310.13', '万吨', '310.13', '3101300', 3101300n, 0n, '2022-01-01', '2022-12-31', 'YEAR'],
  ])
  expect(rows(url, `select key, object_id is null from statement order by key`)).toEqual([
    ['neighbour', 0n],
    ['status', 1n],
  ])
})

test('a source speaks of what it states about, links to, and counts', async () => {
  const { url } = await loaded()
  const mentioned = 'select code from mention join subject on subject.id = subject_id order by code'
  expect(rows(url, mentioned)).toEqual([['mandula'], ['mandula-road'], ['mn']])
})

test('loading the same packages again changes nothing and says so', async () => {
  const { db, url, folders } = await loaded()
  const before = contents(url)
  const reports = await load(db, folders)
  expect(outcomes(reports)).toEqual([
    ['vocabulary', 'UNCHANGED', null],
    ['a-plan', 'UNCHANGED', null],
  ])
  for (const { added, changed, removed, unchanged, table } of reports.flatMap(({ tables }) => tables))
    expect({ table, added, changed, removed, unchanged }).toEqual({
      table,
      added: 0,
      changed: 0,
      removed: 0,
      unchanged,
    })
  expect(contents(url)).toEqual(before)
})

test('the project’s own packages load, twice without a change', async () => {
  const { db } = await database(temporaryFolder())
  const first = await load(db, packageFolders(SEEDS))
  expect(first.flatMap(({ faults }) => faults).map(faultText)).toEqual([])
  expect((await load(db, packageFolders(SEEDS))).map(({ outcome }) => outcome)).toEqual(
    first.map(() => 'UNCHANGED'),
  )
})

test('a newer revision changes exactly what differs, and keeps what was before', async () => {
  const { folder, db, url } = await loaded()
  const dir = sourcePackage(
    folder,
    {
      ...SOURCE,
      statement: [stated('status', 'mandula-road', 'status', 'PLANNED')],
      observation: [
        figure('total', { printed: '310.13', value: '310.13', parts: 'first third' }),
        figure('first'),
        figure('third', { printed: '0', value: '0' }),
      ],
    },
    { version: '2' },
  )
  const [report] = await load(db, [dir])
  expect(report).toMatchObject({ outcome: 'LOADED', version: 3, revision: 2 })
  const untouched = [
    ...['milestone', 'zone', 'site', 'problem', 'programme', 'programme_subject'],
    ...['stage', 'park', 'practice', 'need', 'need_supplier'],
  ]
  const isUntouched = ({ table }: { table: string }) => untouched.includes(table)
  expect(report?.tables.filter(isUntouched)).toEqual(
    untouched.map((table) => ({ table, added: 0, changed: 0, removed: 0, unchanged: 0 })),
  )
  expect(report?.tables.filter((table) => !isUntouched(table))).toEqual([
    { table: 'source', added: 0, changed: 1, removed: 0, unchanged: 0 },
    { table: 'statement', added: 0, changed: 1, removed: 1, unchanged: 0 },
    { table: 'profile', added: 0, changed: 0, removed: 0, unchanged: 1 },
    { table: 'observation', added: 1, changed: 1, removed: 1, unchanged: 1 },
    { table: 'observation_part', added: 1, changed: 0, removed: 0, unchanged: 1 },
  ])
  const history = `select table_name, key, action, before ->> 'value', before ->> 'revision'
    from change where version_id = 3 order by id`
  expect(rows(url, history)).toEqual([
    ['source', 'a-plan', 'CHANGED', null, 1n],
    ['statement', 'status', 'CHANGED', 'OPEN', null],
    ['statement', 'neighbour', 'REMOVED', 'mn', null],
    ['observation', 'total', 'CHANGED', '3121300', null],
    ['observation', 'third', 'ADDED', null, null],
    ['observation', 'second', 'REMOVED', '20000', null],
    ['observation_part', 'total third', 'ADDED', null, null],
  ])
  expect(rows(url, 'select key from observation order by position')).toEqual([
    ['total'],
    ['first'],
    ['third'],
  ])
})

test('rows in another order are no change, and the new order is kept', async () => {
  const { folder, db, url } = await loaded()
  const dir = sourcePackage(folder, { ...SOURCE, observation: SOURCE.observation.toReversed() })
  expect(outcomes(await load(db, [dir]))).toEqual([['a-plan', 'UNCHANGED', null]])
  expect(rows(url, 'select key from observation order by position')).toEqual([
    ['total'],
    ['second'],
    ['first'],
  ])
})

test('a refused package leaves everything as it was, and the others are loaded', async () => {
  const { folder, db, url } = await loaded()
  const before = contents(url)
  const bad = sourcePackage(folder, {
    ...SOURCE,
    observation: [figure('new', { value: '0x10' }), figure('new')],
  })
  const [report] = await load(db, [bad])
  expect(report?.outcome).toBe('REFUSED')
  expect(report?.faults.map(({ line, column, rule }) => [line, column, rule])).toEqual([
    [2, 11, 'type-error'],
    [3, 1, 'primary-key'],
  ])
  expect(contents(url)).toEqual(before)
  const good = sourcePackage(folder, { observation: [figure('other')] }, { code: 'b-news' })
  expect(outcomes(await load(db, [bad, good]))).toEqual([
    ['a-plan', 'REFUSED', null],
    ['b-news', 'LOADED', 3],
  ])
})

test('after a refused vocabulary nothing else is tried', async () => {
  const { folder, db, url, folders } = await loaded()
  vocabularyPackage(folder, { unit: [] })
  const before = contents(url)
  const reports = await load(db, folders)
  expect(reports.map(({ package: code, outcome }) => [code, outcome])).toEqual([['vocabulary', 'REFUSED']])
  expect(contents(url)).toEqual(before)
})

test('a code that loaded figures use stays in the vocabulary, and keeps its meaning', async () => {
  const { folder, db, url } = await loaded()
  const before = contents(url)
  const gone = vocabularyPackage(folder, { checkpoint: [] })
  const [removal] = await load(db, [gone])
  expect(removal?.faults.map(({ found }) => found)).toEqual([
    'subject mandula-road cannot be removed: loaded packages still refer to it',
  ])
  const units = (VOCABULARY['unit'] ?? []).map((unit) =>
    unit['code'] === '10kt' ? { ...unit, factor: '1000' } : unit,
  )
  const [resized] = await load(db, [vocabularyPackage(folder, { unit: units })])
  expect(resized?.faults.map(({ line, column, expected }) => [line, column, expected])).toEqual([
    [3, 3, '10000: 3 loaded figures were read by it; give another code, or load into a new database'],
  ])
  expect(contents(url)).toEqual(before)
})

test('a vocabulary whose codes nobody uses any more shrinks: a port goes with its checkpoint', async () => {
  const { folder, db, url } = await loaded()
  await load(db, [sourcePackage(folder, { observation: [figure('first', { subject: 'erenhot' })] })])
  const [report] = await load(db, [
    vocabularyPackage(folder, { port: [{ code: 'erenhot', name_zh: '二连浩特' }], checkpoint: [] }),
  ])
  expect(report?.faults).toEqual([])
  expect(report?.outcome).toBe('LOADED')
  expect(rows(url, 'select count(*) from checkpoint')).toEqual([[0n]])
})

test('only what is new is read when asked for', async () => {
  const { folder, db, folders } = await loaded()
  expect(await anyNew(db, folders)).toBe(false)
  const stages: string[] = []
  const onProgress = ({ stage }: { stage: string }) => stages.push(stage)
  await load(db, folders, { onlyNew: true, onProgress })
  expect(stages).toEqual([])
  sourcePackage(folder, { ...SOURCE, profile: [] })
  expect(await anyNew(db, folders)).toBe(true)
  expect(outcomes(await load(db, folders, { onlyNew: true }))).toEqual([
    ['vocabulary', 'UNCHANGED', null],
    ['a-plan', 'LOADED', 3],
  ])
})

test('another vocabulary makes every source new, because it is read with it', async () => {
  const { folder, db, folders } = await loaded()
  vocabularyPackage(folder, { alias: [] })
  await load(db, [join(folder, 'vocabulary')])
  expect(await anyNew(db, folders)).toBe(true)
  await load(db, folders, { onlyNew: true })
  expect(await anyNew(db, folders)).toBe(false)
})

test('notes beside the tables are no part of what is loaded', async () => {
  const { db, folder, folders } = await loaded()
  writeFileSync(join(folder, 'a-plan', 'NOTES.md'), '# How it was read\n')
  expect(await anyNew(db, folders)).toBe(false)
})

test('files that change while they are loaded are refused', async () => {
  const { folder, db, url } = await loaded()
  const dir = sourcePackage(folder, { ...SOURCE, profile: [] })
  const before = contents(url)
  const file = join(dir, 'statement.csv')
  const [report] = await load(db, [dir], {
    onProgress: ({ stage, rows: count }) => {
      if (stage === 'writing' && count === 1)
        writeFileSync(file, readFileSync(file, 'utf8').replace('OPEN', 'PLANNED'))
    },
  })
  expect(report?.faults.map(({ found }) => found)).toEqual(['files that changed while they were loaded'])
  expect(contents(url)).toEqual(before)
})

test('a reader sees the old dataset until the load commits, then the new one whole', async () => {
  const { folder, db, url } = await loaded()
  const snapshots = new Snapshots(url)
  const versions: number[] = []
  const dir = sourcePackage(folder, { ...SOURCE, profile: [] })
  const peek = () => {
    const reader = new Sqlite(url, { readonly: true })
    versions.push(Number(reader.prepare('select max(id) from dataset_version').pluck().get()))
    reader.close()
  }
  await load(db, [dir], { onProgress: peek })
  const snapshot = await snapshots.acquire()
  expect(new Set(versions)).toEqual(new Set([2]))
  expect(snapshot.version).toBe(3)
  await snapshot.release()
  snapshots.close()
})
