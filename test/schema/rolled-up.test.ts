// What is added up already, compared with the points one by one.
import { fc, test as property } from '@fast-check/vitest'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openWriter, type Db } from '../../db/connection.ts'
import { migrate } from '../../db/migrate.ts'
import { createLoaders } from '../../loaders/index.ts'
import { loadReference } from '../../loaders/reference.ts'
import type { Aggregate } from '../../resolvers/aggregate.ts'
import { AGGREGATE_GROUPINGS } from '../../resolvers/aggregate-group.ts'
import { aggregatesOfPoints } from '../../resolvers/aggregate-list.ts'
import { observationFilter, type ObservationFilterInput } from '../../resolvers/observation-list.ts'
import { rolledUp } from '../../resolvers/rolled-up.ts'
import { load } from '../../seeds/load.ts'
import { CALENDAR_SPANS } from '../../values/period.ts'
import { editionPackage, editions, editionsVocabulary, SUBJECTS, type Edition } from '../seeds/editions.ts'
import { database, figure, sourcePackage, temporaryFolder } from '../seeds/fixture.ts'
import { ask } from './ask.ts'

/** Mostly no limit: else nothing is left to add. */
const rarely = <Value>(arbitrary: fc.Arbitrary<Value>) =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, { weight: 1, arbitrary })
const few = <Value extends string>(values: readonly Value[], maxLength: number) =>
  rarely(fc.subarray([...values], { minLength: 1, maxLength }))

const question = fc.record({
  filter: fc.record<ObservationFilterInput>({
    subjects: few(SUBJECTS, 3),
    subjectKinds: few(['PORT', 'CHECKPOINT', 'REGION'], 2),
    indicators: fc.constantFrom(['freight-volume'], ['freight-volume'], ['open-ports'], null),
    kinds: fc.constantFrom(['ACTUAL'], ['ACTUAL'], null),
    directions: few(['TOTAL', 'IMPORT'], 1),
    commodities: few(['coal'], 1),
    frequencies: fc.subarray([...CALENDAR_SPANS], { minLength: 1, maxLength: 2 }),
    sources: few(['a-plan'], 1),
    whole: fc.constantFrom(true, null, false),
    from: rarely(fc.constantFrom('2021', '2021-02')),
    to: rarely(fc.constantFrom('2022', '2022-12', '2022-03')),
  }),
  groupBy: fc.subarray(
    AGGREGATE_GROUPINGS.filter((by) => by !== 'PERIOD'),
    { maxLength: 3 },
  ),
  function: fc.constantFrom('SUM' as const, 'SUM' as const, 'AVG' as const, 'COUNT' as const),
})

/** All that a group says. */
async function told(group: Aggregate): Promise<object> {
  const codes = (rows: readonly { code: string }[]) => rows.map(({ code }) => code)
  const { subject, region, indicator, commodity, partner, source, measured } = group
  const named = { subject, region, indicator, commodity, partner, source, measured }
  const keys = Object.entries(named).map(([name, row]) => [name, row?.code ?? null] as const)
  const { kind, year, part, direction, value, count, missing, qualified, place } = group
  return {
    ...Object.fromEntries(keys),
    ...{ kind, year, part, direction, value, count, missing, qualified, place },
    sources: codes(group.sources),
    claims: (await group.claims).map(({ id }) => id),
  }
}

const all = (groups: readonly Aggregate[]) => Promise.all(groups.map(told))

type Question = typeof question extends fc.Arbitrary<infer Value> ? Value : never

/** A question's groups twice: as rolled up (null where that leaves it), and by points (or why not). */
async function asked(db: Db, { filter: input, ...rest }: Question) {
  const reference = await loadReference(db)
  const needs = { loaders: createLoaders(db, null, reference), reference }
  const list = { filter: observationFilter(input, needs), asOf: needs.loaders.asOf(null) }
  const points = await aggregatesOfPoints(list, rest, needs).catch((error: unknown) => error as Error)
  const rolled = await rolledUp(list, rest, needs, (place) => {
    const groups = points instanceof Error ? [] : points
    return Promise.resolve(groups.find((one) => String(one.place) === String(place))?.claims ?? [])
  })
  return {
    rolled: rolled && (await all(rolled)),
    points: points instanceof Error ? points : await all(points),
  }
}

let [rolledAnswers, refusals] = [0, 0]

property.prop([editions, fc.array(question, { minLength: 40, maxLength: 40 })], {
  numRuns: 20,
  endOnFailure: true,
})(
  'a rolled-up answer is the answer of the points, after any revision; what is refused is not rolled up',
  async (loaded, questions) => {
    const folder = mkdtempSync(join(tmpdir(), 'kouan-rollup-'))
    const db = openWriter(join(folder, 'kouan.db'))
    await migrate(db)
    // A filter by source needs one that is there.
    const empty: Edition = { source: 'a-plan', published: '2023-01-01', claims: [] }
    await load(db, [editionsVocabulary(folder), editionPackage(folder, empty, 1)])
    for (const [version, edition] of loaded.entries())
      await load(db, [editionPackage(folder, edition, version + 2)])
    for (const one of questions) {
      const { rolled, points } = await asked(db, one)
      if (points instanceof Error) {
        refusals += 1
        expect(rolled).toBeNull()
      } else if (rolled) {
        rolledAnswers += 1
        expect(rolled).toEqual(points)
      }
    }
    db.close()
    rmSync(folder, { recursive: true })
  },
  120_000,
)

test('both happened often', () => {
  expect(rolledAnswers).toBeGreaterThan(100)
  expect(refusals).toBeGreaterThan(50)
})

const SUM = { groupBy: [], function: 'SUM' } as const

test.each([
  [
    'a total with its parts, which no tree ties',
    [figure('total', { subject: 'erenhot', parts: 'part' }), figure('part', { subject: 'baotou-city' })],
    { frequencies: ['YEAR'] },
  ],
  [
    'a stock over the months of one year',
    ['2022-01', '2022-02'].map((period) => figure(period, { indicator: 'open-ports', period, unit: '个' })),
    { frequencies: ['MONTH'] },
  ],
] as const)('%s is not rolled up, and refused', async (_, observation, filter) => {
  const folder = temporaryFolder()
  const { db } = await database(folder)
  const reports = await load(db, [editionsVocabulary(folder), sourcePackage(folder, { observation })])
  expect(reports.flatMap(({ faults }) => faults)).toEqual([])
  const { rolled, points } = await asked(db, { filter, ...SUM } as unknown as Question)
  expect(rolled).toBeNull()
  expect(points).toBeInstanceOf(Error)
})

test('a table of months reads what is added up, and the claims only where they are asked for', async () => {
  const years = (fields: string) =>
    ask(`{ groups: observationAggregate(
      filter: { indicators: ["trade-value"], subjects: ["baotou-city"], kinds: [ACTUAL], frequencies: [YEAR], whole: true }
      groupBy: [SUBJECT, YEAR], function: SUM) { ${fields} } }`)
  const plain = await years('subject { code } year exact count missing qualified sources { code }')
  const withClaims = await years('exact claims { reported { value } }')
  expect([...plain.errors, ...withClaims.errors]).toEqual([])
  expect(plain.statements).toBe(2)
  expect(withClaims.statements).toBeGreaterThan(plain.statements)
})
