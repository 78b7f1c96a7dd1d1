import { test as property } from '@fast-check/vitest'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openWriter } from '../../db/connection.ts'
import { migrate } from '../../db/migrate.ts'
import { statement } from '../../db/statements.ts'
import { load } from '../../seeds/load.ts'
import { choice, type Claim } from '../../values/claim.ts'
import { sum, unscaled } from '../../values/decimal.ts'
import { CALENDAR_SPANS } from '../../values/period.ts'
import { database, figure, sourcePackage, temporaryFolder, vocabularyPackage, type Cells } from './fixture.ts'
import { editionPackage, editions, editionsVocabulary } from './editions.ts'

type Row = Record<string, string | number | null>

const everyClaim = statement<object, Row>(
  'testEveryClaim',
  ({ q }) =>
    q
      .selectFrom('observation')
      .innerJoin('source', 'source.id', 'observation.source_id')
      .leftJoin('unit', 'unit.id', 'observation.unit_id')
      .selectAll('observation')
      .select(['source.published', 'source.code as source', 'unit.factor'])
      .select(({ exists, selectFrom }) =>
        exists(
          selectFrom('observation_part')
            .select('total_id')
            .whereRef('observation_part.total_id', '=', 'observation.id'),
        ).as('is_total'),
      )
      .orderBy('observation.id') as never,
)
const kept = statement<object, Row>('testChoices', ({ q }) =>
  q.selectFrom('choice').selectAll().orderBy('observation_id'),
)
const keptRollups = statement<object, Row>('testRollups', ({ q }) =>
  q.selectFrom('rollup').innerJoin('scope', 'scope.id', 'rollup.scope_id').selectAll(),
)

const THING = [
  'subject_id',
  'indicator_id',
  'period_label',
  'kind',
  'direction',
  'commodity_id',
  'partner_id',
  'part',
]

const claimOf = (row: Row): Claim & { id: number } =>
  ({
    ...row,
    valueMax: row['value_max'],
    locatorKind: row['locator_kind'],
    // All base units have the factor 1.
    factor: row['factor'],
  }) as never

function grouped(rows: readonly Row[], nameOf: (row: Row) => unknown[]): Map<string, [Row, ...Row[]]> {
  const groups = new Map<string, [Row, ...Row[]]>()
  for (const row of rows) {
    const name = JSON.stringify(nameOf(row))
    const group = groups.get(name)
    if (group) group.push(row)
    else groups.set(name, [row])
  }
  return groups
}

/** The choices by the rule, of all claims looked at anew. */
function choicesAmong(rows: readonly Row[]): Map<number, number> {
  const choices = new Map<number, number>()
  for (const claims of grouped(rows, (row) => THING.map((column) => row[column])).values()) {
    const [first, ...others] = claims.map(claimOf)
    if (!first || others.length === 0) continue
    const { chosen } = choice([first, ...others])
    for (const { id } of [first, ...others]) choices.set(id, chosen.id)
  }
  return choices
}

const SCOPE = ['indicator_id', 'kind', 'frequency', 'direction', 'commodity_id', 'partner_id', 'part']
const LARGE = 5e14

const yearOf = (row: Row) => Number(String(row['period_start']).slice(0, 4))
const monthOf = (row: Row) => Number(String(row['period_start']).slice(5, 7))

/** The rollups of chosen claims, added up anew. */
function rollupsOf(rows: readonly Row[], choices: ReadonlyMap<number, number>, totals: ReadonlySet<number>) {
  const isChosen = ({ id }: Row) => (choices.get(Number(id)) ?? id) === id
  const isRolled = ({ frequency }: Row) => CALENDAR_SPANS.some((span) => span === frequency)
  const lines = grouped(rows.filter(isChosen).filter(isRolled), (row) => [
    ...SCOPE.map((column) => row[column]),
    row['subject_id'],
    yearOf(row),
    row['source_id'],
  ])
  const rollups = [...lines].map(([name, claims]) => {
    const valued = claims.flatMap(({ value }) => (value === null ? [] : [String(value)]))
    const isKept = valued.length > 0 && claims.every(({ value_whole }) => Number(value_whole) < LARGE)
    const numbers = {
      spans: claims.reduce((spans, row) => spans + 16 ** (monthOf(row) - 1), 0),
      count: valued.length,
      missing: claims.length - valued.length,
      qualified: claims.filter(({ value, qualifier }) => value !== null && qualifier !== 'EXACT').length,
      totals: claims.filter(({ id }) => totals.has(Number(id))).length,
      value: isKept ? sum(valued) : null,
    }
    return [name, numbers] as const
  })
  return new Map(rollups)
}

function keptAs(rows: readonly Row[]) {
  const columns = [...SCOPE, 'subject_id', 'year', 'source_id']
  return new Map(
    rows.map((row) => {
      const { spans, count, missing, qualified, totals, value_whole: whole, value_nano: nano } = row
      const value = whole === null ? null : unscaled(Number(whole), Number(nano))
      return [
        JSON.stringify(columns.map((column) => row[column])),
        { spans, count, missing, qualified, totals, value },
      ]
    }),
  )
}

/** The chosen claims of things of which some claim is printed as a total. */
const totalsAmong = (rows: readonly Row[], choices: ReadonlyMap<number, number>) =>
  new Set(rows.filter((row) => row['is_total'] === 1).map(({ id }) => choices.get(Number(id)) ?? Number(id)))

property.prop([editions], { numRuns: 25 })(
  'the choice and the rollups are kept as the rule and a plain sum give them, whatever a revision changes',
  async (loaded) => {
    const folder = mkdtempSync(join(tmpdir(), 'kouan-choice-'))
    const db = openWriter(join(folder, 'kouan.db'))
    await migrate(db)
    await load(db, [editionsVocabulary(folder)])
    for (const [version, edition] of loaded.entries()) {
      const reports = await load(db, [editionPackage(folder, edition, version + 1)])
      expect(reports.flatMap(({ faults }) => faults)).toEqual([])
      const rows = await db.rows(everyClaim, {})
      const choices = choicesAmong(rows)
      const pairs = (await db.rows(kept, {})).map((row) => [row['observation_id'], row['chosen_id']])
      expect(new Map(pairs as [number, number][])).toEqual(choices)
      const expected = rollupsOf(rows, choices, totalsAmong(rows, choices))
      expect(keptAs(await db.rows(keptRollups, {}))).toEqual(expected)
    }
    db.close()
    rmSync(folder, { recursive: true })
  },
  120_000,
)

test('of claims that differ in nothing the one printed first is chosen, also after a revision that only moves them', async () => {
  const folder = temporaryFolder()
  const { db } = await database(folder)
  const [one, other] = [figure('one'), figure('other')]
  const chosenAfter = async (observation: Cells[], version: string) => {
    await load(db, [sourcePackage(folder, { observation }, { version })])
    const rows = await db.rows(everyClaim, {})
    const [choice] = await db.rows(kept, {})
    return rows.find(({ id }) => id === choice?.['chosen_id'])?.['key']
  }
  await load(db, [vocabularyPackage(folder)])
  expect(await chosenAfter([one, other], '1')).toBe('one')
  expect(await chosenAfter([other, one], '2')).toBe('other')
  expect(await chosenAfter([other], '3')).toBeUndefined()
})
