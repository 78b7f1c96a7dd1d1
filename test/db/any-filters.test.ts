// Filters of clients make texts of statements, which are kept: beyond a bound one text serves for all filters.
import { graphql } from 'graphql'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { engineOf, type Db } from '../../db/connection.ts'
import type { ReadConnection } from '../../db/dialect.ts'
import { CLAIM_COLUMNS } from '../../db/queries/observation.ts'
import { observationPage } from '../../db/queries/observation-list.ts'
import { ANY_FILTERS, compiled, StatementCache, STATEMENTS } from '../../db/statements.ts'
import { createLoaders } from '../../loaders/index.ts'
import { loadReference, type Reference } from '../../loaders/reference.ts'
import { schema } from '../../schema/index.ts'
import { ask } from '../schema/ask.ts'
import { generatedQuery } from '../schema/generated-query.ts'
import { knownCodes } from '../schema/generated-value.ts'

let connection: ReadConnection
let reference: Reference

const { dialect } = engineOf(inject('database'))

/** Runs statements with so many texts of each at most, and keeps the texts that were run. */
function dbOf(mostTexts?: number): Db & { readonly texts: ReadonlySet<string> } {
  const cache = new StatementCache(dialect, CLAIM_COLUMNS, mostTexts)
  const texts = new Set<string>()
  const run: ReadConnection['run'] = (text, parameters) => {
    texts.add(text)
    return connection.run(text, parameters)
  }
  const noting = { run, columnsOf: (text: string) => connection.columnsOf(text) }
  return {
    texts,
    rows: (statement, params, shape) => cache.rows(noting as ReadConnection, statement, params, shape),
  }
}

beforeAll(async () => {
  connection = engineOf(inject('database')).openReader()
  reference = await loadReference(dbOf())
})
afterAll(() => {
  connection.close()
})

async function answer(db: Db, { query, variables }: { query: string; variables?: object }) {
  const contextValue = { loaders: createLoaders(db, null, reference), reference, version: 1, asOf: null }
  return graphql({ schema, source: query, variableValues: { ...variables }, contextValue })
}

test('one text for any filters answers as a text for each', async () => {
  const known = await knownCodes(async (query) => (await ask(query)).data)
  const [each, any] = [dbOf(), dbOf(0)]
  for (let seed = 0; seed < 400; seed += 1) {
    const query = generatedQuery(schema, known, 77_000 + seed)
    const [expected, found] = [await answer(each, query), await answer(any, query)]
    expect(JSON.stringify(found), `seed ${seed}`).toBe(JSON.stringify(expected))
  }
  expect(any.texts.size).toBeLessThan(each.texts.size)
})

test('however many filters are asked for, the texts are bounded', async () => {
  const db = dbOf(8)
  const names = ['subjects', 'indicators', 'commodities', 'partners', 'sources', 'statuses'] as const
  for (let some = 0; some < 2 ** names.length; some += 1) {
    const filter = Object.fromEntries(names.filter((_, bit) => some & (1 << bit)).map((name) => [name, []]))
    const window = { limit: 2, cursor: null, descending: false, backward: false }
    await observationPage(db, { filter, asOf: '9999-12-31' }, 'READING', window)
  }
  expect(db.texts.size).toBe(9)
})

const taking = [...STATEMENTS.values()].filter(({ takesAny }) => takesAny)

test.each(taking.map((statement) => [statement.name, statement] as const))(
  'the text of %s for any filters is one that the database takes',
  (_, statement) => {
    for (const example of statement.examples as readonly object[]) {
      const { sql } = compiled(dialect, statement, { ...example, filters: ANY_FILTERS } as never)
      expect(connection.columnsOf(sql)).not.toEqual([])
    }
  },
)
