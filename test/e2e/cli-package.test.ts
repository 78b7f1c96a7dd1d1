import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { figure, sourcePackage, stated, TOLD } from '../seeds/fixture.ts'
import { fixture, kouan, run } from './program.ts'

const NO_FACTS = {
  observations: 0,
  statements: 0,
  profiles: 0,
  milestones: 0,
  zones: 0,
  sites: 0,
  problems: 0,
  programmes: 0,
  stages: 0,
  parks: 0,
  needs: 0,
  practices: 0,
}

test('check tells faults in its output and ends with 1, without a database', async () => {
  const { folder, vocabulary, source } = fixture()
  expect(await run('check', '--vocabulary', vocabulary, source)).toMatchObject({ code: 0, err: '' })
  const bad = sourcePackage(folder, { observation: [figure('a', { value: '0x10', unit: '个' })] })
  const told = await run('check', '--vocabulary', vocabulary, bad)
  expect(told.code).toBe(1)
  expect(told.out.split('\n').slice(0, 2)).toEqual([
    expect.stringMatching(
      /a-plan\/observation\.csv:2:11: type-error: found "0x10" in value, expected a number/,
    ),
    expect.stringMatching(
      /a-plan\/observation\.csv:2:13: constraint-error: found "个" in unit, expected a unit of mass/,
    ),
  ])
  const json = JSON.parse((await run('check', '--json', '--vocabulary', vocabulary, bad)).out) as unknown
  expect(json).toMatchObject([
    {
      rows: 1,
      faults: [
        { line: 2, column: 11 },
        { line: 2, column: 13 },
      ],
    },
  ])
})

test('load reports what it did, then that nothing is left to do; sources lists what is there', async () => {
  const { url, vocabulary, source } = fixture()
  const first = await run('load', '--db', url, source, vocabulary)
  expect(first).toMatchObject({ code: 0, err: '' })
  expect(first.out).toMatch(/^vocabulary \(revision 1\): loaded as version 1 of the dataset$/m)
  expect(first.out).toMatch(/^ {2}observation +1 added$/m)
  const second = await kouan(['load', vocabulary, source], { DATABASE_URL: url }).ended
  expect(second.out).toBe('vocabulary (revision 1): 0 changes\na-plan (revision 1): 0 changes\n')
  const reports = JSON.parse((await run('load', '--json', '--db', url, source)).out) as unknown
  expect(reports).toMatchObject([
    {
      package: 'a-plan',
      outcome: 'UNCHANGED',
      tables: expect.arrayContaining([expect.objectContaining({ table: 'observation', unchanged: 1 })]),
    },
  ])
  const listed = JSON.parse((await run('sources', '--json', '--db', url)).out) as unknown
  expect(listed).toEqual([
    {
      source: 'a-plan',
      title: 'a-plan',
      kind: 'PLAN',
      published: '2023-10-31',
      revision: 1,
      facts: { ...NO_FACTS, observations: 1 },
      citations: 1,
      doubtfulReadings: null,
    },
  ])
})

test('sources counts the facts of every noun, their citations and the doubtful readings', async () => {
  const { folder, url, vocabulary } = fixture()
  const told = sourcePackage(folder, TOLD)
  writeFileSync(join(told, 'NOTES.md'), '## Doubtful readings\n\n- One\n- Two\n')
  const statement = [stated('a', 'mandula', 'class', 'ORDINARY'), stated('b', 'mandula', 'neighbour', 'mn')]
  const news = { code: 'b-news', kouan: { published: '2024-01-01' } }
  await run('load', '--db', url, vocabulary, told, sourcePackage(folder, { statement }, news))
  expect(JSON.parse((await run('sources', '--json', '--db', url)).out)).toMatchObject([
    {
      source: 'a-plan',
      facts: {
        observations: 1,
        statements: 0,
        profiles: 1,
        milestones: 1,
        zones: 1,
        sites: 1,
        problems: 1,
        programmes: 2,
        stages: 2,
        parks: 1,
        needs: 1,
        practices: 1,
      },
      citations: 13,
      doubtfulReadings: 2,
    },
    { source: 'b-news', facts: { ...NO_FACTS, statements: 2 }, citations: 2, doubtfulReadings: null },
  ])
  const lines = (await run('sources', '--db', url)).out.split('\n')
  expect(lines.slice(0, 6)).toEqual([
    '[1]  a-plan  2023-10-31  PLAN  revision 1  a-plan',
    '[2]  b-news  2024-01-01  PLAN  revision 1  b-news',
    '',
    '                   [1]  [2]  all',
    'observations         1    0    1',
    'statements           0    2    2',
  ])
  expect(lines).toContain('programmes           2    0    2')
  expect(lines.slice(-3)).toEqual([
    'citations           13    2   15',
    'doubtful readings    2    -    2',
    '',
  ])
})

test('a refused package ends load with 1 and leaves the database as it was', async () => {
  const { folder, url, vocabulary, source } = fixture()
  await run('load', '--db', url, vocabulary, source)
  const bad = sourcePackage(folder, { observation: [figure('a'), figure('a')] })
  const told = await run('load', '--db', url, bad)
  expect(told.code).toBe(1)
  expect(told.out).toContain('observation.csv:3:1: primary-key: found "a" again')
  expect(told.out).toContain('a-plan (revision 1): refused, 1 fault; nothing of it was loaded')
  expect(JSON.parse((await run('sources', '--json', '--db', url)).out)).toMatchObject([
    { facts: { observations: 1 } },
  ])
})

test('verify tells what it found in percent, and ends with 1 where a phrase is missing', async () => {
  const { folder, source } = fixture()
  const texts = join(folder, 'texts')
  expect(await run('verify', '--texts', texts, source)).toMatchObject({
    code: 3,
    err: `kouan: there is no folder of source texts at ${texts}\n`,
  })
  mkdirSync(texts)
  expect(await run('verify', '--texts', texts, source)).toMatchObject({ code: 3 })
  writeFileSync(join(texts, 'a-plan.txt'), '货运量\n310.13 万吨')
  expect(await run('verify', '--texts', texts, source)).toEqual({
    code: 0,
    out: 'a-plan: 1 of 1 phrases found, 100 %\ntotal: 1 of 1 phrases found, 100 %\n',
    err: '',
  })
  writeFileSync(join(texts, 'a-plan.txt'), '货运量 310.14 万吨')
  const missing = await run('verify', '--texts', texts, source)
  expect(missing.code).toBe(1)
  expect(missing.out).toMatch(/observation\.csv:2:26: .* nowhere in the text/)
  expect(missing.out).toContain('total: 0 of 1 phrases found, 0 %')
})
