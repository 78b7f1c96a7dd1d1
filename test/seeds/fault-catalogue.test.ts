// Every way that a package is known to be spoilt: what is said of it and where, and that nothing of it is left.
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, relative } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openWriter, type Writer } from '../../db/connection.ts'
import { migrate } from '../../db/migrate.ts'
import { check } from '../../seeds/check.ts'
import { faultText, type Fault } from '../../seeds/fault.ts'
import { load } from '../../seeds/load.ts'
import type { PackageReport } from '../../seeds/report.ts'
import { vocabularyInPackage } from '../../seeds/vocabulary.ts'
import { kouan } from '../e2e/program.ts'
import { cited, database, sourcePackage, temporaryFolder, vocabularyPackage } from './fixture.ts'
import { inFigure, kind, REVISION, rewritten, soundPackage, type FaultKind } from './spoilt-package.ts'
import { SPOILT_CELLS } from './spoilt-cell.ts'
import { SPOILT_DESCRIPTORS } from './spoilt-descriptor.ts'
import { SPOILT_FILES } from './spoilt-file.ts'
import { contents, outcomes } from './stored.ts'

const CATALOGUE = [...SPOILT_DESCRIPTORS, ...SPOILT_FILES, ...SPOILT_CELLS]
const HARMLESS = CATALOGUE.filter(({ told }) => told.length === 0)
const REFUSED = CATALOGUE.filter(({ told }) => told.length > 0)

/** What only a load can know: it depends on what is there already. */
const AGAINST_WHAT_IS_LOADED: readonly FaultKind[] = [
  kind(
    'a revision older than the loaded one',
    (dir) => soundPackage(join(dir, '..'), REVISION - 1),
    `datapackage.json:4:3: constraint-error: found revision 1, expected 2 or more: revision 2 is loaded`,
  ),
  kind(
    'a programme’s key that another source has',
    (dir) => {
      sourcePackage(join(dir, '..'), { programme: [cited('tasks', { title_zh: '任务' })] }, { version: '2' })
    },
    'programme.csv:2:1: primary-key: found "tasks" in key, which b-news has too, ' +
      'expected a key that no programme of another source has',
  ),
]

let folder: string
let sound: string
let vocabulary: string
let url: string
let db: Writer

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kouan-catalogue-'))
  url = join(folder, 'kouan.db')
  vocabulary = vocabularyPackage(folder)
  sound = soundPackage(folder)
  const programme = [cited('tasks', { title_zh: '任务' })]
  const news = sourcePackage(folder, { programme }, { code: 'b-news' })
  db = openWriter(url)
  await migrate(db)
  expect(outcomes(await load(db, [vocabulary, sound, news]))).toEqual([
    ['vocabulary', 'LOADED', 1],
    ['a-plan', 'LOADED', 2],
    ['b-news', 'LOADED', 3],
  ])
})

afterAll(() => {
  db.close()
  rmSync(folder, { recursive: true })
})

/** A copy of the sound package, spoilt: a folder of the same name somewhere else. */
function spoilt({ spoil }: FaultKind): string {
  const dir = join(mkdtempSync(join(folder, 'spoilt-')), basename(sound))
  cpSync(sound, dir, { recursive: true })
  spoil(dir)
  return dir
}

const textsIn = (dir: string, faults: readonly Fault[]) =>
  faults.map((fault) => faultText({ ...fault, file: fault.file.slice(dir.length + 1) }))

const checked = async (dir: string) =>
  textsIn(dir, (await check(dir, () => vocabularyInPackage(vocabulary))).faults)

async function loadedFrom(dir: string): Promise<PackageReport> {
  const [report] = await load(db, [dir])
  if (!report) throw new Error(`no report of ${dir}`)
  return report
}

test('the sound package has no fault', async () => {
  expect(await checked(sound)).toEqual([])
  expect((await loadedFrom(sound)).outcome).toBe('UNCHANGED')
})

test('the catalogue has each kind once', () => {
  const names = [...HARMLESS, ...REFUSED, ...AGAINST_WHAT_IS_LOADED].map((one) => one.kind)
  expect(new Set(names).size).toBe(names.length)
})

describe.each(HARMLESS)('a package with $kind', (given) => {
  test('says what it says without it', async () => {
    const dir = spoilt(given)
    expect(await checked(dir)).toEqual([])
    expect((await loadedFrom(dir)).outcome).toBe('UNCHANGED')
  })
})

describe.each(REFUSED)('a package with $kind', (given) => {
  test('is told where and why', async () => {
    expect(await checked(spoilt(given))).toEqual(given.told)
  })
})

describe.each([...REFUSED, ...AGAINST_WHAT_IS_LOADED])('a load of a package with $kind', (given) => {
  test('is refused for that, and nothing of it is there', async () => {
    const dir = spoilt(given)
    const before = contents(url)
    const { outcome, faults } = await loadedFrom(dir)
    expect([outcome, ...textsIn(dir, faults)]).toEqual(['REFUSED', ...given.told])
    expect(contents(url)).toEqual(before)
  })
})

test('the command line tells them all, ends with 1 and leaves the database as it was', async () => {
  const before = contents(url)
  const folders = REFUSED.map(spoilt)
  const told = REFUSED.flatMap((one, at) =>
    one.told.map((text) => `${relative(tmpdir(), folders[at] ?? '')}/${text}`),
  )
  const untold = (out: string) => told.filter((line) => !out.split('\n').includes(line))

  const check = await kouan(['check', '--vocabulary', vocabulary, ...folders]).ended
  expect({ code: check.code, err: check.err }).toEqual({ code: 1, err: '' })
  expect(untold(check.out)).toEqual([])

  const load = await kouan(['load', '--db', url, ...folders]).ended
  expect({ code: load.code, err: load.err }).toEqual({ code: 1, err: '' })
  expect(untold(load.out)).toEqual([])
  expect(load.out.match(/nothing of it was loaded$/gm)).toHaveLength(folders.length)
  expect(contents(url)).toEqual(before)
})

test('a table of nothing but its header is sound and empty: the rows loaded before go, and that is told', async () => {
  const dir = spoilt(
    kind(
      'a table of nothing but its header',
      rewritten('park.csv', (text) => text.slice(0, text.indexOf('\n') + 1)),
    ),
  )
  expect(await checked(dir)).toEqual([])
  const { outcome, tables } = await loadedFrom(dir)
  expect(outcome).toBe('LOADED')
  expect(tables.find(({ table }) => table === 'park')).toMatchObject({ added: 0, removed: 1 })
  expect((await loadedFrom(sound)).tables.find(({ table }) => table === 'park')).toMatchObject({ added: 1 })
})

test('the loaded revision with other content is an edit in progress: it is loaded, and what changed is told', async () => {
  const dir = spoilt(kind('another period', inFigure({ period: '2021' })))
  const { outcome, tables } = await loadedFrom(dir)
  expect(outcome).toBe('LOADED')
  expect(tables.filter(({ changed }) => changed > 0)).toMatchObject([{ table: 'observation', changed: 1 }])
})

test('a package before the vocabulary that it is read with is refused with one fault', async () => {
  const { db: empty, url: emptyUrl } = await database(temporaryFolder())
  const before = contents(emptyUrl)
  const [report] = await load(empty, [sound])
  expect(textsIn(sound, report?.faults ?? [])).toEqual([
    'datapackage.json:1:1: foreign-key: found a database without a vocabulary, ' +
      'expected seeds/vocabulary to be loaded before or with the package',
  ])
  expect(contents(emptyUrl)).toEqual(before)
})
