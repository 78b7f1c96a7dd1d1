import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Writer } from '../../db/connection.ts'
import { faultText } from '../../seeds/fault.ts'
import { load } from '../../seeds/load.ts'
import type { PackageReport } from '../../seeds/report.ts'
import { cited, database, sourcePackage, stated, temporaryFolder } from './fixture.ts'
import { TOLD, vocabularyPackage, type Cells } from './fixture.ts'
import { contents, outcomes, rows } from './stored.ts'

async function loaded(): Promise<{ folder: string; db: Writer; url: string; folders: string[] }> {
  const folder = temporaryFolder()
  const folders = [vocabularyPackage(folder), sourcePackage(folder, TOLD)]
  const { db, url } = await database(folder)
  const reports = await load(db, folders)
  expect(reports.flatMap(({ faults }) => faults).map(faultText)).toEqual([])
  return { folder, db, url, folders }
}

/** The tables of a report in which something was added, changed or removed: [added, changed, removed]. */
const touched = (report: PackageReport | undefined) =>
  Object.fromEntries(
    (report?.tables ?? [])
      .map(({ table, added, changed, removed }) => [table, [added, changed, removed]] as const)
      .filter(([, counts]) => counts.some((count) => count > 0)),
  )

const history = (url: string) =>
  rows(
    url,
    `select table_name, key, action from change
    where version_id = (select max(id) from dataset_version) order by id`,
  )

const [tasks = {}, widening = {}] = TOLD['programme'] ?? []

test.each([
  ['profile', 'features_zh, features_en, role_zh, role_en', [null, null, '龙头', 'The leader']],
  ['milestone', 'date, event_zh, event_en', ['2002-12', '开放', 'It opened']],
  [
    'zone',
    'layout_zh, group_zh, name_zh, name_en, function_zh, function_en',
    ['一核两轴', '一核', '核心区', null, '通关', 'Clearance'],
  ],
  [
    'site',
    'goods_zh, goods_en, (select code from commodity where id = commodity_id), status, date',
    ['煤炭', 'Coal', 'coal', 'APPROVED', '2023'],
  ],
  [
    'problem',
    'problem_zh, problem_en, remedy_zh, remedy_en',
    ['路窄', 'The road is narrow', '拓宽', 'Widen it'],
  ],
  ['park', 'name_zh, name_en', ['电机产业园', 'Motor park']],
  [
    'practice',
    '(select code from subject where id = peer_id), summary_zh, summary_en',
    ['liantang', '一站式', 'One window'],
  ],
  [
    'need',
    `(select code from commodity where id = commodity_id), (select key from observation where id = demand_id),
      inferred_zh, inferred_en`,
    ['coal', 'demand', '原料煤', 'Its feedstock is coal'],
  ],
])('a row of %s is stored with what it says, its subject and its citation', async (table, columns, row) => {
  const { url } = await loaded()
  expect(rows(url, `select ${columns} from ${table}`)).toEqual([row])
  const [told] = TOLD[table] ?? []
  const place = `select source.code, key, position, locator, locator_kind, evidence, subject.code from ${table}
    join source on source.id = source_id join subject on subject.id = subject_id`
  expect(rows(url, place)).toEqual([
    [
      'a-plan',
      told?.['key'],
      0n,
      '第一章',
      'TEXT',
      '货运量 310.13 万吨',
      told?.['subject'] ?? told?.['cluster'] ?? told?.['measure'],
    ],
  ])
})

test('stages keep their place along the chain', async () => {
  const { url } = await loaded()
  expect(rows(url, 'select chain_zh, stage, name_zh from stage order by position')).toEqual([
    ['磁材', 1n, '采选'],
    ['磁材', 2n, '磁体'],
  ])
})

test('programmes are a tree, and tied to what they concern; needs are tied to their suppliers', async () => {
  const { url } = await loaded()
  const tree = `select one.key, above.key from programme one
    left join programme above on above.id = one.parent_id order by one.position`
  expect(rows(url, tree)).toEqual([
    ['tasks', null],
    ['widening', 'tasks'],
  ])
  const subjects = `select code from programme_subject join subject on subject.id = subject_id order by code`
  expect(rows(url, subjects)).toEqual([['mandula'], ['mandula-road']])
  const suppliers = `select code from need_supplier join subject on subject.id = port_id order by code`
  expect(rows(url, suppliers)).toEqual([['erenhot'], ['mandula']])
})

test('a source speaks of all that its rows name', async () => {
  const { url } = await loaded()
  const mentioned = 'select code from mention join subject on subject.id = subject_id order by code'
  expect(rows(url, mentioned).flat()).toEqual([
    'baotou-city',
    'erenhot',
    'liantang',
    'mandula',
    'mandula-road',
    'one-stop-shop',
    'rare-earth',
  ])
})

test('loading the same rows again changes nothing, in any order', async () => {
  const { folder, db, url, folders } = await loaded()
  const before = contents(url)
  expect(outcomes(await load(db, folders))).toEqual([
    ['vocabulary', 'UNCHANGED', null],
    ['a-plan', 'UNCHANGED', null],
  ])
  expect(contents(url)).toEqual(before)
  const stages = { ...TOLD, stage: (TOLD['stage'] ?? []).toReversed() }
  expect(outcomes(await load(db, [sourcePackage(folder, stages)]))).toEqual([['a-plan', 'UNCHANGED', null]])
})

test('links are replaced and told where a programme’s subjects and a need’s suppliers change', async () => {
  const { folder, db, url } = await loaded()
  const dir = sourcePackage(folder, {
    ...TOLD,
    programme: [tasks, { ...widening, subjects: 'rare-earth mandula' }],
    need: (TOLD['need'] ?? []).map((need) => ({ ...need, suppliers: 'erenhot' })),
  })
  const [report] = await load(db, [dir])
  expect(touched(report)).toEqual({ programme_subject: [1, 0, 1], need_supplier: [0, 0, 1] })
  expect(history(url)).toEqual([
    ['programme_subject', 'widening rare-earth', 'ADDED'],
    ['programme_subject', 'widening mandula-road', 'REMOVED'],
    ['need_supplier', 'coal-need mandula', 'REMOVED'],
  ])
  const subjects = 'select code from programme_subject join subject on subject.id = subject_id order by code'
  expect(rows(url, subjects)).toEqual([['mandula'], ['rare-earth']])
})

test('a link that goes with its row is told as the row’s removal alone', async () => {
  const { folder, db, url } = await loaded()
  const [report] = await load(db, [sourcePackage(folder, { ...TOLD, programme: [tasks], need: [] })])
  expect(touched(report)).toEqual({ programme: [0, 0, 1], need: [0, 0, 1] })
  expect(history(url)).toEqual([
    ['programme', 'widening', 'REMOVED'],
    ['need', 'coal-need', 'REMOVED'],
  ])
  expect(contents(url)).toMatchObject({ programme: 1, programme_subject: 0, need: 0, need_supplier: 0 })
})

test('a programme that moves below another keeps its row, and what was above it may go', async () => {
  const { folder, db, url } = await loaded()
  const id = rows(url, "select id from programme where key = 'widening'")
  const programme = [cited('works', { title_zh: '重点工程' }), { ...widening, parent: 'works' }]
  const [report] = await load(db, [sourcePackage(folder, { ...TOLD, programme })])
  expect(touched(report)).toEqual({ programme: [1, 1, 1] })
  expect(rows(url, "select id from programme where key = 'widening'")).toEqual(id)
  expect(contents(url)).toMatchObject({ programme: 2, programme_subject: 2 })
})

test('a table that a newer revision leaves out is emptied, and told', async () => {
  const { folder, db, url } = await loaded()
  const rest = Object.fromEntries(Object.entries(TOLD).filter(([table]) => table === 'observation'))
  const [report] = await load(db, [sourcePackage(folder, rest, { version: '2' })])
  expect(touched(report)).toEqual({
    source: [0, 1, 0],
    ...Object.fromEntries(
      Object.entries(TOLD)
        .filter(([table]) => table !== 'observation')
        .map(([table, told]) => [table, [0, 0, told.length]]),
    ),
  })
  const mentioned = 'select code from mention join subject on subject.id = subject_id'
  expect(rows(url, mentioned)).toEqual([['baotou-city']])
})

test('a programme’s key that its source gave up is free for another', async () => {
  const { folder, db } = await loaded()
  await load(db, [sourcePackage(folder, { ...TOLD, programme: [tasks] })])
  const news = sourcePackage(folder, { programme: [{ ...widening, parent: '' }] }, { code: 'b-news' })
  expect(outcomes(await load(db, [news]))).toEqual([['b-news', 'LOADED', 4]])
})

test('keys of other rows may be those of another source', async () => {
  const { folder, db } = await loaded()
  const programme = (TOLD['programme'] ?? []).map((row) => ({
    ...row,
    key: `other-${row['key']}`,
    parent: '',
  }))
  const news = sourcePackage(folder, { ...TOLD, programme }, { code: 'b-news' })
  expect(outcomes(await load(db, [news]))).toEqual([['b-news', 'LOADED', 3]])
})

test('a link keeps the kind of what it leads to, and a text leads nowhere', async () => {
  const { folder, db, url } = await loaded()
  const statement: Cells[] = [
    stated('to-region', 'mandula', 'region', 'baotou-city'),
    stated('to-port', 'smart-park', 'port', 'mandula'),
    stated('opposite', 'mandula', 'counterpart', 'erenhot'),
  ]
  await load(db, [sourcePackage(folder, { ...TOLD, statement })])
  const links = `select key, subject.code from statement left join subject on subject.id = object_id
    order by position`
  expect(rows(url, links)).toEqual([
    ['to-region', 'baotou-city'],
    ['to-port', 'mandula'],
    ['opposite', null],
  ])
})

test('doubtful readings in the notes are counted, and one more is a change of the source', async () => {
  const { folder, db, url, folders } = await loaded()
  const noted = () => rows(url, 'select doubtful_readings from source')
  expect(noted()).toEqual([[null]])
  const notes = join(folder, 'a-plan', 'NOTES.md')
  writeFileSync(notes, '# How it was read\n\n## Doubtful readings\n\n- One.\n- Two,\n  on two lines.\n')
  expect(touched((await load(db, folders, { onlyNew: true }))[1])).toEqual({ source: [0, 1, 0] })
  expect(noted()).toEqual([[2n]])
  writeFileSync(notes, '# Read anew\n\n## Doubtful readings\n\n- One.\n- Another.\n')
  expect(outcomes(await load(db, folders, { onlyNew: true }))[1]).toEqual(['a-plan', 'UNCHANGED', null])
})
