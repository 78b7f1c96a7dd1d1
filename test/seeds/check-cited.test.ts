import { expect, test } from 'vitest'
import { cited, faultsOf, figure, sourcePackage, stated, temporaryFolder } from './fixture.ts'
import { TOLD, vocabularyPackage, type Cells, type Tables } from './fixture.ts'

/** The faults of a package whose tables are those of TOLD but for the ones given. */
async function faultsWith(tables: Tables): Promise<string[]> {
  const folder = temporaryFolder()
  vocabularyPackage(folder)
  return faultsOf(folder, sourcePackage(folder, { ...TOLD, ...tables }))
}

/** A table of TOLD, its last row with other cells. */
const last = (table: string, cells: Cells): Tables => {
  const rows = TOLD[table] ?? []
  return { [table]: rows.map((row, at) => (at === rows.length - 1 ? { ...row, ...cells } : row)) }
}

test('rows of every table without a fault have none', async () => {
  expect(await faultsWith({})).toEqual([])
})

test('names need no English form, and a source need not tell a function, a remedy or a summary', async () => {
  const faults = await faultsWith({
    ...last('park', { name_en: '' }),
    ...last('zone', { group_zh: '', function_zh: '', function_en: '' }),
    ...last('site', { commodity: '', date: '' }),
    ...last('problem', { remedy_zh: '', remedy_en: '' }),
    ...last('programme', { parent: '', summary_zh: '', summary_en: '', subjects: '' }),
    ...last('need', { demand: '', suppliers: '', inferred_zh: '', inferred_en: '' }),
  })
  expect(faults).toEqual([])
})

const TEXTS = [
  ['profile', 'role', '2:5', '2:6'],
  ['milestone', 'event', '2:4', '2:5'],
  ['zone', 'function', '2:7', '2:8'],
  ['site', 'goods', '2:3', '2:4'],
  ['problem', 'problem', '2:3', '2:4'],
  ['problem', 'remedy', '2:5', '2:6'],
  ['programme', 'summary', '3:5', '3:6'],
  ['practice', 'summary', '2:4', '2:5'],
  ['need', 'inferred', '2:6', '2:7'],
] as const

test.each(TEXTS)('a %s that tells its %s in Chinese tells it in English', async (table, text, _, place) => {
  expect(await faultsWith(last(table, { [`${text}_en`]: '' }))).toEqual([
    `${table}.csv:${place}: constraint-error: found nothing in ${text}_en, expected a text, as in ${text}_zh`,
  ])
})

test.each(TEXTS)('a %s that tells its %s in English tells it in Chinese', async (table, text, place) => {
  const [fault, ...more] = await faultsWith(last(table, { [`${text}_zh`]: '' }))
  expect(more).toEqual([])
  expect(fault).toMatch(
    new RegExp(`^${table}\\.csv:${place}: constraint-error: found nothing in ${text}_zh, expected a `),
  )
})

test('a reason why a statement is inferred is there in both languages', async () => {
  const statement = [
    { ...stated('a', 'mandula', 'class', 'ORDINARY'), inferred_zh: '列在表中', inferred_en: 'It is listed' },
    { ...stated('b', 'mandula', 'class', 'ORDINARY'), inferred_zh: '列在表中' },
    { ...stated('c', 'mandula', 'class', 'ORDINARY'), inferred_en: 'It is listed' },
  ]
  expect(await faultsWith({ statement })).toEqual([
    'statement.csv:3:6: constraint-error: found nothing in inferred_en, expected a text, as in inferred_zh',
    'statement.csv:4:5: constraint-error: found nothing in inferred_zh, expected a text, as in inferred_en',
  ])
})

test('a profile says something', async () => {
  expect(await faultsWith(last('profile', { role_zh: '', role_en: '' }))).toEqual([
    'profile.csv:2:3: constraint-error: found an empty profile, expected features or a role',
  ])
})

const BEFORE = 'foreign-key: found "widening" in parent, expected the key of a row before it'

test('a programme stands after the one above it, and never below itself', async () => {
  const [tasks = {}, widening = {}] = TOLD['programme'] ?? []
  expect(await faultsWith({ programme: [widening, tasks] })).toEqual([
    'programme.csv:2:2: foreign-key: found "tasks" in parent, expected the key of a row before it',
  ])
  expect(await faultsWith(last('programme', { parent: 'widening' }))).toEqual([
    `programme.csv:3:2: ${BEFORE}`,
  ])
  expect(await faultsWith({ programme: [{ ...tasks, parent: 'widening' }, widening] })).toEqual([
    `programme.csv:2:2: ${BEFORE}`,
  ])
})

test.each([
  ['a row of another table', 'coal-need'],
  ['no row', 'demands'],
])('a need’s demand that is the key of %s is refused', async (_, demand) => {
  expect(await faultsWith(last('need', { demand }))).toEqual([
    `need.csv:2:4: foreign-key: found "${demand}" in demand, expected the key of a figure of this package`,
  ])
})

test('a need’s demand in a package without figures is refused', async () => {
  expect(await faultsWith({ observation: [] })).toEqual([
    'need.csv:2:4: foreign-key: found "demand" in demand, expected the key of a figure of this package',
  ])
})

test.each(['0', '-1', '1.0', '1.5', '01'])('a stage’s position %s is refused', async (position) => {
  expect(await faultsWith(last('stage', { position }))).toEqual([
    `stage.csv:3:5: constraint-error: found "${position}" in position, expected a whole number from 1`,
  ])
})

const KEYS =
  'keys (lower-case letters and digits joined by single hyphens), each once, separated by one space'

test.each<[string, Tables, string]>([
  [
    'an unknown code among the subjects of a programme',
    last('programme', { subjects: 'mandula mandulla erenhot' }),
    'programme.csv:3:7: foreign-key: found "mandulla" in subjects, expected the code of a subject, nearest: "mandula"',
  ],
  [
    'the same code twice in a list',
    last('programme', { subjects: 'mandula mandula' }),
    `programme.csv:3:7: type-error: found "mandula mandula" in subjects, expected ${KEYS}`,
  ],
  [
    'codes separated by anything but one space',
    last('programme', { subjects: 'mandula, erenhot' }),
    `programme.csv:3:7: type-error: found "mandula, erenhot" in subjects, expected ${KEYS}`,
  ],
  [
    'a supplier that is no port',
    last('need', { suppliers: 'mandula mandula-road' }),
    'need.csv:2:5: foreign-key: found "mandula-road" in suppliers, expected the code of a port; this is a checkpoint',
  ],
  [
    'a need of no cluster',
    last('need', { cluster: 'baotou-city' }),
    'need.csv:2:2: foreign-key: found "baotou-city" in cluster, expected the code of a cluster; this is a region',
  ],
  [
    'a need of what is no commodity',
    last('need', { commodity: 'coke' }),
    'need.csv:2:3: foreign-key: found "coke" in commodity, expected the code of a commodity, nearest: "coal"',
  ],
  [
    'a stage of a port',
    last('stage', { cluster: 'mandula' }),
    'stage.csv:3:2: foreign-key: found "mandula" in cluster, expected the code of a cluster; this is a port',
  ],
  [
    'a park of nothing',
    last('park', { cluster: 'rare-earths' }),
    'park.csv:2:2: foreign-key: found "rare-earths" in cluster, expected the code of a cluster, nearest: "rare-earth"',
  ],
  [
    'a practice of a port that is no benchmark',
    last('practice', { peer: 'erenhot' }),
    'practice.csv:2:3: foreign-key: found "erenhot" in peer, expected the code of a benchmark port; this is a port',
  ],
  [
    'a practice for what is no measure',
    last('practice', { measure: 'liantang' }),
    'practice.csv:2:2: foreign-key: found "liantang" in measure, expected the code of a measure; this is a benchmark port',
  ],
  [
    'a site’s status outside the list',
    last('site', { status: 'OPEN' }),
    'site.csv:2:6: constraint-error: found "OPEN" in status, expected one of PROPOSED, APPROVED, ACCEPTED',
  ],
  [
    'a milestone on a day that does not exist',
    last('milestone', { date: '2023-02-30' }),
    'milestone.csv:2:3: type-error: found "2023-02-30" in date, expected a date that exists in the calendar',
  ],
  [
    'a zone without its layout',
    last('zone', { layout_zh: '' }),
    'zone.csv:2:3: constraint-error: found nothing in layout_zh, expected a value',
  ],
  [
    'a problem of nobody',
    last('problem', { subject: 'mandula-rail' }),
    'problem.csv:2:2: foreign-key: found "mandula-rail" in subject, expected the code of a subject, nearest: "mandula-road"',
  ],
])('refuses %s', async (_, tables, fault) => {
  expect(await faultsWith(tables)).toEqual([fault])
})

test('a key is one row’s of its table, and may be that of a row of another table', async () => {
  const park = [...(TOLD['park'] ?? []), cited('coal-need', { cluster: 'rare-earth', name_zh: '园区' })]
  expect(await faultsWith({ park })).toEqual([])
  expect(await faultsWith({ observation: [figure('demand'), figure('demand')] })).toEqual([
    'observation.csv:3:1: primary-key: found "demand" again in key, expected a key of its own: line 2 has it',
  ])
  expect(await faultsWith({ park: [...park, ...park.slice(0, 1)] })).toEqual([
    'park.csv:4:1: primary-key: found "motor-park" again in key, expected a key of its own: line 2 has it',
  ])
})
