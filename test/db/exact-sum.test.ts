import { expect, test } from 'vitest'
import { exactSum } from '../../db/queries/observation-sum.ts'
import { statement } from '../../db/statements.ts'
import { load } from '../../seeds/load.ts'
import { database, figure, sourcePackage, temporaryFolder, vocabularyPackage } from '../seeds/fixture.ts'

const idsInOrder = statement<object, { id: number }>('testObservationIds', ({ q }) =>
  q.selectFrom('observation').select('id').orderBy('position'),
)

async function sumInSql(...values: readonly string[]): Promise<string | null> {
  const folder = temporaryFolder()
  const { db } = await database(folder)
  const rows = values.map((value, at) => figure(`f${at}`, { printed: value, value, unit: '吨' }))
  const reports = await load(db, [vocabularyPackage(folder), sourcePackage(folder, { observation: rows })])
  expect(reports.flatMap(({ faults }) => faults)).toEqual([])
  const ids = (await db.rows(idsInOrder, {})).map(({ id }) => id)
  return exactSum(db, ids)
}

test('0.1 + 0.2 is 0.3', async () => {
  expect(await sumInSql('0.1', '0.2')).toBe('0.3')
})

test('integers beyond 2⁵³ survive', async () => {
  expect(await sumInSql('9007199254740993', '1')).toBe('9007199254740994')
})

test('fractions carry over into the whole, and negative numbers count down', async () => {
  expect(await sumInSql(...Array.from({ length: 12 }, () => '0.999999999'))).toBe('11.999999988')
  expect(await sumInSql('-0.5', '0.2', '-1')).toBe('-1.3')
})

test('the sum of nothing is unknown, not zero', async () => {
  expect(await sumInSql()).toBeNull()
})

test('a large figure that has not changed is no change', async () => {
  const folder = temporaryFolder()
  const { db } = await database(folder)
  const large = figure('large', { printed: '9007199254740993', value: '9007199254740993', unit: '吨' })
  const folders = [vocabularyPackage(folder), sourcePackage(folder, { observation: [large] })]
  await load(db, folders)
  expect((await load(db, folders)).map(({ outcome }) => outcome)).toEqual(['UNCHANGED', 'UNCHANGED'])
})
