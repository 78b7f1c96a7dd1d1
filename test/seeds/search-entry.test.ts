import Sqlite from 'better-sqlite3'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { Snapshots, type Writer } from '../../db/connection.ts'
import { searchEntries, type Search } from '../../db/queries/search.ts'
import { load } from '../../seeds/load.ts'
import { reader } from '../../seeds/reading.ts'
import { database, figure, sourcePackage, stated, temporaryFolder, vocabularyPackage } from './fixture.ts'

describe('a Chinese name is read', async () => {
  const read = await reader()

  test.each([
    ['满都拉口岸', 'man du la kou an', 'mdlka'],
    ['甘其毛都 口 岸', 'gan qi mao du kou an', 'gqmdka'],
    ['重庆口岸', 'chong qing kou an', 'cqka'],
    ['重点专业', 'zhong dian zhuan ye', 'zdzy'],
    ['呼和浩特', 'hu he hao te', 'hhht'],
    ['绿色', 'lv se', 'ls'],
    ['包头保税物流中心（B型）', 'bao tou bao shui wu liu zhong xin b xing', 'btbswlzxbx'],
    ['京藏高速G6', 'jing zang gao su g6', 'jzgsg6'],
    ['畹町', 'wan ding', 'wd'],
  ])('%s: %s', (name, pinyin, initials) => {
    expect(read(name)).toEqual({ pinyin, initials })
  })

  test('and one without Chinese is not', () => {
    expect(read('Mandula Port (B)')).toBeNull()
  })
})

const SOURCE = {
  statement: [
    stated('counterpart', 'mandula', 'counterpart', '杭吉'),
    stated('c', 'mandula', 'class', 'ORDINARY'),
  ],
  profile: [{ ...figure('profile'), subject: 'mandula', role_zh: '向北枢纽', role_en: 'A hub' }],
  observation: [figure('first')],
}

async function loaded() {
  const folder = temporaryFolder()
  const { db, url } = await database(folder)
  await load(db, [vocabularyPackage(folder), sourcePackage(folder, SOURCE)])
  return { folder, db, url }
}

const columns = 'id, package, source, kind, code, field, named, text, pinyin, initials'

/** Every entry, and whether the index has the same ones. */
function entries(url: string): unknown[] {
  const reader = new Sqlite(url, { readonly: true })
  const found = reader.prepare(`select ${columns} from search_entry order by id`).raw().all()
  const ids = reader.prepare('select id from search_entry order by id').pluck().all()
  expect(reader.prepare('select rowid from search_gram order by rowid').pluck().all()).toEqual(ids)
  reader.close()
  return found
}

async function found(url: string, text: string, search: Partial<Search> = {}): Promise<string[]> {
  const snapshots = new Snapshots(url)
  const snapshot = await snapshots.acquire()
  const asked: Search = { way: 'INSIDE', parts: [text], kinds: null, named: false, ...search }
  const rows = await searchEntries(snapshot, [asked], 100, '9999-12-31')
  await snapshot.release()
  snapshots.close()
  return rows.map(({ kind, code, field }) => `${kind} ${code} ${field}`)
}

const texts = (url: string, code: string) =>
  (entries(url) as string[][]).filter((row) => row[4] === code).map((row) => `${row[5]} ${row[7]}`)

test('a load keeps names, aliases, codes, printed texts and what is said, and nothing else', async () => {
  const { url } = await loaded()
  expect(new Set(texts(url, 'mandula'))).toEqual(
    new Set(['NAME mandula-zh', 'CODE mandula', 'STATEMENT 杭吉', 'PROFILE 向北枢纽', 'PROFILE A hub']),
  )
  expect(texts(url, 'erenhot')).toContain('ALIAS 二连口岸')
  expect(texts(url, 'a-plan')).toEqual(expect.arrayContaining(['NAME a-plan', 'ISSUER 某市人民政府']))
  expect(await found(url, '北枢')).toEqual(['PORT mandula PROFILE'])
  expect(await found(url, '北枢', { named: true })).toEqual([])
  expect(await found(url, 'mandula', { way: 'EXACT' })).toEqual(['PORT mandula CODE'])
})

test('what no source speaks of is not found', async () => {
  const { folder, db, url } = await loaded()
  expect(await found(url, '二连')).toEqual([])
  const other = { observation: [figure('other', { subject: 'erenhot' })] }
  await load(db, [sourcePackage(folder, other, { code: 'b-news' })])
  expect(await found(url, '二连')).toEqual(['PORT erenhot ALIAS'])
})

test('names of ports come first in the index, codes last', async () => {
  const { url } = await loaded()
  const order = (entries(url) as [number, ...string[]][]).map(([, , , kind, , field, named]) =>
    field === 'CODE' ? 4 : Number(named) === 0 ? 3 : kind === 'PORT' ? 1 : 2,
  )
  expect(order).toEqual(order.toSorted())
  expect(new Set(order)).toEqual(new Set([1, 2, 3, 4]))
})

test('loading again changes no entry, and a revision only those that differ', async () => {
  const { folder, db, url } = await loaded()
  const before = entries(url)
  const reports = await load(db, [join(folder, 'vocabulary'), join(folder, 'a-plan')])
  expect(reports.map(({ outcome }) => outcome)).toEqual(['UNCHANGED', 'UNCHANGED'])
  expect(entries(url)).toEqual(before)

  const profile = [{ ...figure('profile'), subject: 'mandula', role_zh: '向南枢纽', role_en: 'A hub' }]
  await load(db, [sourcePackage(folder, { ...SOURCE, profile }, { version: '2' })])
  const after = entries(url)
  const other = (rows: unknown[]) =>
    JSON.stringify(rows.filter((row) => !(row as string[]).includes('PROFILE')))
  expect(other(after)).toBe(other(before))
  expect(texts(url, 'mandula')).toContain('PROFILE 向南枢纽')
  expect(await found(url, '向北')).toEqual([])
  expect(await found(url, '向南')).toEqual(['PORT mandula PROFILE'])
})

test('a refused package leaves the entries as they were', async () => {
  const { folder, db, url } = await loaded()
  const before = entries(url)
  const profile = [{ ...figure('profile'), subject: 'mandula', role_zh: '向南枢纽', role_en: 'A hub' }]
  const bad = { ...SOURCE, profile, observation: [figure('new', { value: '0x10' })] }
  const [report] = await load(db, [sourcePackage(folder, bad)])
  expect(report?.outcome).toBe('REFUSED')
  expect(entries(url)).toEqual(before)
})

test('what goes from the vocabulary is found no more', async () => {
  const { folder, db, url } = await loaded()
  await load(db, [vocabularyPackage(folder, { alias: [], project: [] })])
  expect(texts(url, 'erenhot')).toEqual(['NAME erenhot-zh', 'CODE erenhot'])
  expect(texts(url, 'smart-park')).toEqual([])
})

async function withMany(db: Writer, folder: string, count: number): Promise<void> {
  const project = Array.from({ length: count }, (_, at) => ({ code: `p-${at}`, name_zh: `口岸第${at}号` }))
  const about = project.map(({ code }) => stated(code, code, 'status', 'PLANNED'))
  await load(db, [
    vocabularyPackage(folder, { project }),
    sourcePackage(folder, { ...SOURCE, statement: [...SOURCE.statement, ...about] }),
  ])
}

test('of a text that very many things contain no more is read than asked for, names of ports first', async () => {
  const folder = temporaryFolder()
  const { db, url } = await database(folder)
  await withMany(db, folder, 2500)
  const some = await found(url, '口')
  expect(some).toHaveLength(100)
  expect(entries(url).length).toBeGreaterThan(5000)
  expect(await found(url, '口岸第2499号', { way: 'EXACT' })).toEqual(['PROJECT p-2499 NAME'])
  expect(await found(url, 'kad2499h', { way: 'EXACT' })).toEqual(['PROJECT p-2499 NAME'])
  expect(await found(url, '口', { kinds: ['PORT'] })).toEqual([])
})
