// Revisions of packages as the graph tells them, over small packages that are loaded twice and thrice.
import { graphql } from 'graphql'
import { pino } from 'pino'
import { expect, onTestFinished, test } from 'vitest'
import { Snapshots } from '../../db/connection.ts'
import { createLoaders } from '../../loaders/index.ts'
import { loadReference } from '../../loaders/reference.ts'
import { sinceOf } from '../../resolvers/revision.ts'
import { schema } from '../../schema/index.ts'
import { load } from '../../seeds/load.ts'
import { createApp } from '../../server/app.ts'
import { contextFactory } from '../../server/context.ts'
import { LIMITS } from '../../server/limits.ts'
import {
  database,
  figure,
  sourcePackage,
  temporaryFolder,
  vocabularyPackage,
  type Cells,
} from '../seeds/fixture.ts'
import { ask as askAll } from './ask.ts'

/** A database into which figures are loaded revision by revision. */
async function hub() {
  const folder = temporaryFolder()
  const { db, url } = await database(folder)
  const vocabulary = vocabularyPackage(folder)
  let revision = 0
  const revise = async (...observation: Cells[]) => {
    revision += 1
    const dir = sourcePackage(folder, { observation }, { version: String(revision) })
    const reports = await load(db, revision === 1 ? [vocabulary, dir] : [dir])
    expect(reports.flatMap(({ faults }) => faults)).toEqual([])
  }
  const snapshots = new Snapshots(url)
  onTestFinished(() => {
    snapshots.close()
  })
  const ask = async (source: string, asOf: string | null = null): Promise<Record<string, never>> => {
    const snapshot = await snapshots.acquire()
    const reference = await loadReference(snapshot)
    const contextValue = {
      loaders: createLoaders(snapshot, asOf, reference),
      reference,
      version: snapshot.version,
      asOf,
    }
    const { data, errors } = await graphql({ schema, source, contextValue })
    await snapshot.release()
    expect(errors ?? []).toEqual([])
    return data as Record<string, never>
  }
  return { revise, ask, snapshots }
}

const printed = (number: string): Cells => ({ printed: number, value: number })

const STATE = 'value(unit: "10kt") reported { value } period { label } citation { locator source { code } }'
const REVISIONS = `{ observations(orderBy: { field: READING }) { nodes { value(unit: "10kt")
  revisions { version loadedAt revision action key before { ${STATE} } after { value(unit: "10kt") } } } } }`

test('an observation tells its earlier values, each with the version and time of its replacement', async () => {
  const { revise, ask } = await hub()
  await revise(figure('a', printed('310.13')), figure('b', printed('2')))
  await revise(figure('a', printed('310.5')), figure('b', printed('2')))
  await revise(figure('a', { ...printed('311'), period: '2023' }), figure('b', printed('2')))
  const { nodes } = (await ask(REVISIONS))['observations'] as unknown as {
    nodes: { value: number; revisions: { loadedAt: string }[] }[]
  }
  const [a, b] = nodes
  const state = (value: number, period: string) => ({
    value,
    reported: { value: String(value) },
    period: { label: period },
    citation: { locator: '第一章', source: { code: 'a-plan' } },
  })
  expect(a).toMatchObject({
    value: 311,
    revisions: [
      {
        version: 3,
        revision: 2,
        action: 'REVISED',
        key: 'a',
        before: state(310.13, '2022'),
        after: { value: 310.5 },
      },
      {
        version: 4,
        revision: 3,
        action: 'REVISED',
        key: 'a',
        before: state(310.5, '2022'),
        after: { value: 311 },
      },
    ],
  })
  expect(Date.parse(a?.revisions[0]?.loadedAt ?? '')).toBeGreaterThan(Date.now() - 60_000)
  expect(b).toEqual({ value: 2, revisions: [] })
})

const changesSince = (since: string, more = '') =>
  `{ changes(since: ${since}${more}) { totalCount nodes { version action key source { code }
    before { value(unit: "10kt") subject { code } indicator { code } } after { value(unit: "10kt") } observation { value(unit: "10kt") } } } }`

test('changes since a version are the added, revised and withdrawn claims, with before and after', async () => {
  const { revise, ask } = await hub()
  await revise(figure('a', printed('1')), figure('b', printed('2')))
  await revise(figure('a', printed('10')), figure('c', printed('3')))
  await revise(figure('a', printed('100')), figure('b', printed('20')), figure('c', printed('3')))
  const told = async (since: string, more?: string) =>
    (await ask(changesSince(since, more)))['changes'] as unknown as { totalCount: number; nodes: unknown[] }
  const was = (value: number) => ({
    value,
    subject: { code: 'mandula-road' },
    indicator: { code: 'freight-volume' },
  })
  const change = (
    version: number,
    key: string,
    action: string,
    before: unknown,
    after: unknown,
    now: unknown,
  ) => ({
    version,
    action,
    key,
    source: { code: 'a-plan' },
    before,
    after,
    observation: now,
  })
  const value = (number: number) => ({ value: number })
  const all = [
    change(2, 'a', 'ADDED', null, value(1), value(100)),
    change(2, 'b', 'ADDED', null, value(2), value(20)),
    change(3, 'a', 'REVISED', was(1), value(10), value(100)),
    change(3, 'c', 'ADDED', null, value(3), value(3)),
    change(3, 'b', 'WITHDRAWN', was(2), null, value(20)),
    change(4, 'a', 'REVISED', was(10), value(100), value(100)),
    change(4, 'b', 'ADDED', null, value(20), value(20)),
  ]
  expect(await told('0')).toEqual({ totalCount: 7, nodes: all })
  expect(await told('null')).toEqual({ totalCount: 7, nodes: all })
  expect(await told('3')).toEqual({ totalCount: 2, nodes: all.slice(5) })
  expect(await told('"4"')).toEqual({ totalCount: 0, nodes: [] })
  expect(await told('"2020-01-01"')).toEqual({ totalCount: 7, nodes: all })
  expect(await told('"2100-01-01T00:00:00+08:00"')).toEqual({ totalCount: 0, nodes: [] })
  expect(await told('2', ', filter: { actions: [WITHDRAWN] }')).toEqual({ totalCount: 1, nodes: [all[4]] })
  expect(await told('0', ', filter: { sources: [] }')).toEqual({ totalCount: 0, nodes: [] })
  expect((await told('0', ', filter: { sources: ["a-plan"] }, first: 3')).nodes).toEqual(all.slice(0, 3))
})

test('changes of what was not yet published are not seen as of a day', async () => {
  const { revise, ask } = await hub()
  await revise(figure('a'))
  const count = async (asOf: string) =>
    ((await ask('{ changes { totalCount } }', asOf))['changes'] as unknown as { totalCount: number })
      .totalCount
  expect([await count('2023-10-30'), await count('2023-10-31')]).toEqual([0, 1])
})

test.each(['yesterday', '2026-02-30', '-1', '2026-01-01T25:00:00Z'])('since %j is refused', (since) => {
  expect(() => sinceOf(since)).toThrow(/^since: /)
})

test('a table that is being read stays one version while another is loaded', async () => {
  const { revise, snapshots } = await hub()
  const figures = (count: number, number: string) =>
    Array.from({ length: count }, (_, place) =>
      figure(`f${place}`, { ...printed(number), part: `part ${place}` }),
    )
  await revise(...figures(1_700, '1'))
  const acquire = () => snapshots.acquire()
  const app = createApp({
    schema,
    acquire,
    stampOf: () => snapshots.stamp(),
    capacity: 0,
    contextOf: contextFactory({ limits: LIMITS }),
    log: pino({ level: 'silent' }),
  })
  const query = '{ observations { nodes { value(unit: "10kt") } } }'
  const asked = () =>
    app.answer({
      method: 'GET',
      url: `/graphql?${new URLSearchParams({ query, format: 'csv' })}`,
      headers: {},
      address: '',
      body: () => Promise.reject(new Error('there is none')),
    })
  const { body } = await asked()
  if (typeof body === 'string' || body instanceof Uint8Array) throw new Error('the table did not stream')
  let [text, pieces] = ['', 0]
  for await (const piece of body) {
    text += String(piece)
    pieces += 1
    if (pieces === 1) await revise(...figures(900, '2'))
  }
  expect(pieces).toBeGreaterThan(3)
  expect(text).toBe(`value\r\n${'1\r\n'.repeat(1_700)}`)
  let next = ''
  for await (const piece of (await asked()).body as AsyncIterable<string>) next += piece
  expect(next).toBe(`value\r\n${'2\r\n'.repeat(900)}`)
})

test('changes take the same number of statements for 1 and for 300, and revisions too', async () => {
  const state = '{ value subject { code } citation { locator } }'
  const change = `action before ${state} after ${state} observation { key: id subject { code } }`
  const counts: number[][] = []
  for (const first of [1, 300]) {
    const told = await askAll(`{ changes(first: ${first}) { totalCount nodes { ${change} } } }`)
    const revised = await askAll(`{ observations(first: ${first}) { nodes { revisions { ${change} } } } }`)
    expect([...told.errors, ...revised.errors]).toEqual([])
    counts.push([told.statements, revised.statements])
  }
  expect(counts[1]).toEqual(counts[0])
})
