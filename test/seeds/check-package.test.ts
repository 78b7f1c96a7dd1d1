import { readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { tablesOf } from '../../seeds/datapackage.ts'
import { packageFolders, SEEDS } from '../../seeds/folders.ts'
import { tableSchema } from '../../seeds/table-schema.ts'
import {
  faultsOf,
  figure,
  sourcePackage,
  stated,
  temporaryFolder,
  VOCABULARY,
  vocabularyPackage,
} from './fixture.ts'

/** Faults after a line of datapackage.json was changed. */
async function faultsAfter(from: string, to: string): Promise<string[]> {
  const folder = temporaryFolder()
  vocabularyPackage(folder)
  const dir = sourcePackage(folder, { observation: [figure('a')] })
  const file = join(dir, 'datapackage.json')
  const text = readFileSync(file, 'utf8')
  expect(text).toContain(from)
  writeFileSync(file, text.replace(from, to))
  return faultsOf(folder, dir)
}

test.each([
  [
    'a name that is not its folder’s',
    '"name": "a-plan"',
    '"name": "b-plan"',
    '3:3: package-error: found "b-plan" in name, expected "a-plan"',
  ],
  [
    'a revision in parts',
    '"version": "1"',
    '"version": "1.0"',
    '4:3: package-error: found "1.0" in version, expected a whole number as text, e.g. "1"',
  ],
  [
    'a day of publication that does not exist',
    '2023-10-31',
    '2023-10-32',
    '13:5: package-error: found "2023-10-32" in kouan.published, expected a date that exists in the calendar',
  ],
  [
    'an unknown kind',
    '"kind": "PLAN"',
    '"kind": "BOOK"',
    '12:5: package-error: found "BOOK" in kouan.kind, expected "PLAN" or "NOTICE" or "NEWS" or "STATISTICS"',
  ],
  [
    'a path that leads out of the package',
    '"path": "observation.csv"',
    '"path": "../observation.csv"',
    '21:7: resource-error: found "../observation.csv" in path of observation, expected "observation.csv"',
  ],
  [
    'an absolute path',
    '"path": "observation.csv"',
    '"path": "/etc/passwd"',
    '21:7: resource-error: found "/etc/passwd" in path of observation, expected "observation.csv"',
  ],
  [
    'a schema that is not the format’s',
    '"type": "number"',
    '"type": "string"',
    "25:7: schema-error: found another schema of observation than the format's, expected what `npm run packages` writes",
  ],
])('refuses a descriptor with %s', async (_, from, to, fault) => {
  const faults = await faultsAfter(from, to)
  expect(faults).toEqual([`datapackage.json:${fault}`])
})

test('a property nobody knows is told beside the one that is missing', async () => {
  expect(await faultsAfter('"titleEn"', '"titelEn"')).toEqual([
    'datapackage.json:6:3: package-error: found no kouan.titleEn, expected a text',
    'datapackage.json:8:5: package-error: found null in kouan.titelEn, expected a known property, nearest: "titleEn"',
  ])
})

test('a descriptor that is no JSON is told with its place', async () => {
  const [fault] = await faultsAfter('"version": "1",', '"version": "1"')
  expect(fault).toMatch(
    /^datapackage\.json:5:3: package-error: found what is no JSON: .*, expected valid JSON$/,
  )
})

test('a table that is listed and not there, one that is there and not listed, and a link are refused', async () => {
  const folder = temporaryFolder()
  vocabularyPackage(folder)
  const dir = sourcePackage(folder, { observation: [figure('a')], statement: [], profile: [] })
  rmSync(join(dir, 'observation.csv'))
  rmSync(join(dir, 'profile.csv'))
  symlinkSync('/etc/hostname', join(dir, 'profile.csv'))
  writeFileSync(join(dir, 'notes.csv'), '')
  const faults = await faultsOf(folder, dir)
  expect(faults.map((fault) => fault.replace(/^datapackage\.json:\d+:\d+: /, ''))).toEqual([
    'resource-error: found notes.csv, which no resource lists, expected it to be listed',
    'resource-error: found profile.csv, which is no plain file, expected a file in the package, or no resource of that name',
    'resource-error: found no file observation.csv, expected a file in the package, or no resource of that name',
  ])
})

test('a folder without a descriptor is no package', async () => {
  const folder = temporaryFolder()
  expect(await faultsOf(folder, join(folder, 'nothing'))).toEqual([
    'datapackage.json:1:1: package-error: found no such file, expected a package: a folder with a datapackage.json',
  ])
})

test.each([
  [
    'a property of another kind of subject',
    stated('a', 'mandula-road', 'class', 'ORDINARY'),
    '2:3: constraint-error: found "class" of a CHECKPOINT, expected a subject of kind PORT',
  ],
  [
    'an unknown property',
    stated('a', 'mandula', 'clas', 'ORDINARY'),
    '2:3: constraint-error: found "clas" in property, expected a property, nearest: "class"',
  ],
  [
    'a value outside the property’s list',
    stated('a', 'mandula', 'class', 'HUB'),
    '2:4: constraint-error: found "HUB" in value, expected one of COMPREHENSIVE_HUB, KEY_SPECIALISED, ORDINARY',
  ],
  [
    'a project’s status on a checkpoint',
    stated('a', 'mandula-road', 'status', 'COMPLETED'),
    '2:4: constraint-error: found "COMPLETED" in value, expected one of OPEN, UNDER_CONSTRUCTION, PLANNED',
  ],
  [
    'a link to another kind',
    stated('a', 'mandula', 'neighbour', 'erenhot'),
    '2:4: foreign-key: found "erenhot" in value, expected the code of a region; this is a port',
  ],
  [
    'a link to nothing',
    stated('a', 'mandula', 'region', 'baotou'),
    '2:4: foreign-key: found "baotou" in value, expected the code of a region, nearest: "baotou-city"',
  ],
  [
    'a cluster’s tier on a region',
    stated('a', 'baotou-city', 'tier', 'LEADING'),
    '2:3: constraint-error: found "tier" of a REGION, expected a subject of kind CLUSTER',
  ],
  [
    'a property of several kinds on yet another',
    stated('a', 'liantang', 'status', 'OPEN'),
    '2:3: constraint-error: found "status" of a BENCHMARK_PORT, expected a subject of kind CHECKPOINT, PLATFORM, CORRIDOR, PROJECT',
  ],
  [
    'a checkpoint’s status on a project',
    stated('a', 'smart-park', 'status', 'OPEN'),
    '2:4: constraint-error: found "OPEN" in value, expected one of PROPOSED, PLANNED, UNDER_CONSTRUCTION, COMPLETED, UNSPECIFIED',
  ],
  [
    'a start that is a span',
    stated('a', 'smart-park', 'start', '2023-H1'),
    '2:4: type-error: found "2023-H1" in value, expected a year, a month or a day',
  ],
])('refuses a statement with %s', async (_, row, fault) => {
  const folder = temporaryFolder()
  vocabularyPackage(folder)
  const dir = sourcePackage(folder, { statement: [row] })
  expect(await faultsOf(folder, dir)).toEqual([`statement.csv:${fault}`])
})

test('a source may state a property twice, as two claims', async () => {
  const folder = temporaryFolder()
  vocabularyPackage(folder)
  const rows = [
    stated('a', 'mandula-road', 'status', 'PLANNED'),
    stated('b', 'mandula-road', 'status', 'OPEN'),
  ]
  expect(await faultsOf(folder, sourcePackage(folder, { statement: rows }))).toEqual([])
})

test('a vocabulary is checked against itself', async () => {
  const folder = temporaryFolder()
  const unit = VOCABULARY['unit'] ?? []
  const dir = vocabularyPackage(folder, {
    unit: [
      ...unit,
      { code: 'day', name_zh: '日', dimension: 'time', factor: '24', spellings: '日' },
      { code: 'ton', name_zh: '吨', dimension: 'mass', factor: '0', spellings: '吨' },
    ],
    indicator: [
      {
        code: 'length',
        name_zh: '里程',
        definition_zh: '里程。',
        definition_en: 'Length.',
        unit: 'mile',
        nature: 'STOCK',
        good: 'MORE',
      },
    ],
    commodity: [
      { code: 'coal', name_zh: '煤', parent: 'ore' },
      { code: 'ore', name_zh: '矿', parent: 'coal' },
    ],
    port: [
      { code: 'cn', name_zh: '中国' },
      { code: 'mandula', name_zh: '满都拉' },
    ],
    checkpoint: [{ code: 'mandula-highway', name_zh: '满都拉公路口岸', port: 'mandula', mode: 'ROAD' }],
    alias: [{ kind: 'SUBJECT', code: 'erenhot', alias: '二连口岸' }],
  })
  expect(await faultsOf(folder, dir)).toEqual([
    'unit.csv:7:2: constraint-error: found "time", a dimension without a reference unit, expected one of its units to have the factor 1',
    'unit.csv:8:3: constraint-error: found "0" in factor, expected a number above 0',
    'unit.csv:8:6: constraint-error: found "吨" for ton, which t of the same dimension has too, expected one unit of a dimension for one spelling',
    'indicator.csv:2:6: foreign-key: found "mile" in unit, expected the code of a unit',
    'commodity.csv:2:4: constraint-error: found "coal", which lies in itself, expected a tree',
    'commodity.csv:3:4: constraint-error: found "ore", which lies in itself, expected a tree',
    expect.stringMatching(
      /^port\.csv:2:1: primary-key: found "cn" again, expected a code of its own: it stands in .*region\.csv:2$/,
    ),
    'checkpoint.csv:2:1: constraint-error: found "mandula-highway" in code, expected mandula-road: the port and the mode',
    'alias.csv:2:2: foreign-key: found "erenhot" in code, expected the code of a known subject',
  ])
})

test.each(packageFolders(SEEDS))('%s carries the schemas that the format prints', (dir) => {
  const descriptor = JSON.parse(readFileSync(join(dir, 'datapackage.json'), 'utf8')) as {
    kouan: { role: 'vocabulary' | 'source' }
    resources: { name: string; schema: unknown }[]
  }
  for (const { name, schema } of descriptor.resources) {
    const format = tablesOf(descriptor.kouan.role).find((table) => table.name === name)
    expect(format && JSON.parse(JSON.stringify(tableSchema(format)))).toEqual(schema)
  }
})
