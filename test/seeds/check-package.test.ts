import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { tablesOf } from '../../seeds/datapackage.ts'
import { packageFolders, SEEDS } from '../../seeds/folders.ts'
import { tableSchema } from '../../seeds/table-schema.ts'
import { faultsOf, sourcePackage, stated, temporaryFolder, VOCABULARY, vocabularyPackage } from './fixture.ts'

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
