// What is given to readers, and in what order: without any process.
import { readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { isLarge, isLongAnswer, isLongStatement, KNOWN_STATEMENTS } from '../../server/readers/long.ts'
import { reported, reporting } from '../../server/readers/report.ts'
import { Turns } from '../../server/readers/turns.ts'
import { newTrace } from '../../server/trace.ts'

describe('a statement in a large dataset', () => {
  const isLong = (name: string, params: object, shape?: object, before = 0) =>
    isLongStatement({ name, params, shape, before })
  const ids = (count: number) => Array.from({ length: count }, (_, id) => id)

  it('is known by a name that there is', () => {
    const written = readFileSync(new URL('../../db/queries/statements.sql', import.meta.url), 'utf8')
    const names = new Set([...written.matchAll(/^-- (\S+)/gm)].map(([, name]) => name))
    expect(KNOWN_STATEMENTS.filter((name) => !names.has(name))).toEqual([])
  })

  it.each([
    ['coverage', { subjects: ids(1) }, false],
    ['coverage', { subjects: ids(2) }, true],
    ['coverage', {}, true],
    ['changePage', { limit: 2 }, true],
    ['claimsBySeries', { keys: ids(1) }, false],
    ['claimsBySeries', { keys: ids(12) }, true],
    ['rollups', { scopes: ids(1), limit: 100_001 }, false],
    ['rollups', { scopes: ids(12), limit: 100_001 }, true],
    ['portsByCluster', { clusters: ids(1000) }, false],
  ])('%s of %j is long: %s', (name, params, long) => {
    expect(isLong(name, params, { filters: '' })).toBe(long)
  })

  it.each([
    ['', 'READING', 1001, false],
    ['chosen indicator', 'READING', 1001, false],
    ['indicator', 'PERIOD', 51, true],
    ['statuses', 'READING', 51, true],
    ['statuses subject', 'VALUE', 51, false],
    ['subject', 'READING', 50_001, true],
  ])('a page of claims by %j in the order %s, %i at most, is long: %s', (filters, order, limit, long) => {
    expect(isLong('observationPage', { limit }, { filters, order })).toBe(long)
  })

  it('is long, whatever it is, once the request has been in the database for long', () => {
    expect(isLong('portsByCluster', { clusters: [1] }, undefined, 51)).toBe(true)
  })
})

describe('an answer', () => {
  it('is long by its objects; a table by those of a page of rows', () => {
    expect(isLongAnswer({ requested: 5_002, isTable: false })).toBe(false)
    expect(isLongAnswer({ requested: 10_000, isTable: false })).toBe(true)
    expect(isLongAnswer({ requested: 5, isTable: true })).toBe(false)
    expect(isLongAnswer({ requested: 50, isTable: true })).toBe(true)
    expect([isLarge(5_000), isLarge(200_000)]).toEqual([false, true])
  })
})

describe('turns', () => {
  it('are taken in the order of arrival, so many at a time', async () => {
    const turns = new Turns({ concurrency: 2, queue: 10, patience: 1_000 })
    const [first, second] = [await turns.entered(), await turns.entered()]
    const begun: number[] = []
    const others = [3, 4].map((number) => turns.entered().then((leave) => (begun.push(number), leave)))
    await pause(5)
    expect([begun, turns.waiting]).toEqual([[], 2])
    first()
    first()
    await others[0]
    expect([begun, turns.waiting]).toEqual([[3], 1])
    second()
    await others[1]
    expect([begun, turns.waiting]).toEqual([[3, 4], 0])
  })

  it('are refused where too many wait, or one has waited for too long', async () => {
    const turns = new Turns({ concurrency: 1, queue: 1, patience: 30 })
    const leave = await turns.entered()
    const late = turns.entered()
    await expect(turns.entered()).rejects.toMatchObject({ extensions: { code: 'OVERLOADED' } })
    await expect(late).rejects.toMatchObject({ extensions: { code: 'OVERLOADED', retryAfter: 1 } })
    leave()
    expect(turns.waiting).toBe(0)
    ;(await turns.entered())()
  })
})

describe('the report of a reader', () => {
  it('goes beside the headers, and not to the client', () => {
    const trace = { ...newTrace('r-1'), execute: 3, sql: 2, statements: 4 }
    const answer = { status: 200, headers: {}, body: '', isLasting: true }
    const { headers, report } = reported({ vary: 'Accept', ...reporting(trace, answer) })
    expect(headers).toEqual({ vary: 'Accept' })
    expect(report).toEqual({ code: null, execute: 3, sql: 2, statements: 4, isLasting: true })
  })
})
