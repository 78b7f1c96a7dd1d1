import { beforeEach, expect, inject, onTestFinished, test } from 'vitest'
import type { Connection } from '../../db/dialect.ts'
import { sqlite } from '../../db/dialects/sqlite.ts'
import { CLAIM_COLUMNS, type ObservationRow } from '../../db/queries/observation.ts'
import { statement, StatementCache } from '../../db/statements.ts'
import { Question } from '../../db/wide-rows.ts'

const first = statement<{ limit: number }, ObservationRow & { twice: number }>(
  'testFirstClaims',
  ({ q }, { limit }) =>
    q
      .selectFrom('observation')
      .selectAll('observation')
      .select(({ eb }) => eb('observation.id', '+', eb.ref('observation.id')).as('twice'))
      .orderBy('observation.id')
      .limit(limit),
)

let run: string[]
let rows: (question?: Question, limit?: number) => Promise<(ObservationRow & { twice: number })[]>

beforeEach(() => {
  const reader = sqlite(inject('database')).openReader()
  onTestFinished(() => {
    reader.close()
  })
  run = []
  const noted = (sql: string, parameters: readonly unknown[]) => {
    run.push(sql)
    return reader.runNow?.(sql, parameters) ?? []
  }
  const connection: Connection = {
    run: noted,
    runNow: noted,
    columnsOf: (sql) => reader.columnsOf(sql),
    close: () => undefined,
  }
  const cache = new StatementCache(sqlite('').dialect, CLAIM_COLUMNS)
  rows = (question, limit = 20) => cache.rows(connection, first, { limit }, undefined, question)
})

const shown = ({ id, twice, value, locator, growth }: ObservationRow & { twice: number }) => ({
  id,
  twice,
  value,
  locator,
  growth,
})

test('a question reads all columns of a claim at first, then those that it needed', async () => {
  const question = new Question()
  const whole = (await rows()).map(shown)
  for (const time of ['first', 'second', 'third']) {
    run = []
    expect((await rows(question)).map(shown), time).toEqual(whole)
    expect(run, time).toHaveLength(1)
    expect(run[0]?.includes('"evidence"'), time).toBe(true)
    expect(run[0]?.includes('"printed"'), time).toBe(time === 'first')
  }
})

test('a column that was never needed is there all the same, by one statement for all rows', async () => {
  const question = new Question()
  for (const { value } of await rows(question)) expect(value).not.toBe(undefined)
  run = []
  const claims = await rows(question)
  expect(run[0]).not.toContain('"evidence"')
  const whole = await rows()
  run = []
  expect(claims.map(shown)).toEqual(whole.map(shown))
  expect(claims.map(({ evidence }) => evidence)).toEqual(whole.map(({ evidence }) => evidence))
  // One for where it is printed, one for the growth.
  expect(run).toHaveLength(2)
  run = []
  await rows(question)
  expect(run[0]).toContain('"evidence"')
})

test('what one question needs is not read for another', async () => {
  const [one, other] = [new Question(), new Question()]
  for (const { evidence } of await rows(one)) expect(evidence).not.toBe('')
  for (const { value } of await rows(other)) expect(value).not.toBe(undefined)
  run = []
  await rows(one)
  await rows(other)
  expect(run.map((sql) => sql.includes('"evidence"'))).toEqual([true, false])
})

test('an answer without rows tells nothing of what a question needs', async () => {
  const question = new Question()
  expect(await rows(question, 0)).toEqual([])
  run = []
  const claims = await rows(question)
  expect(claims.every(({ evidence }) => evidence !== '')).toBe(true)
  expect(run).toHaveLength(1)
})

test('a claim has every column of its table', async () => {
  const [whole] = await rows()
  const [claim] = await rows(new Question())
  const names = [...CLAIM_COLUMNS.core, ...CLAIM_COLUMNS.parts.flat()]
  expect(names.sort()).toEqual(
    Object.keys(whole ?? {})
      .filter((name) => name !== 'twice')
      .sort(),
  )
  expect(names.every((name) => name in (claim ?? {}))).toBe(true)
})
