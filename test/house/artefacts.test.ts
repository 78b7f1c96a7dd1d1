import { readFileSync } from 'node:fs'
import Sqlite from 'better-sqlite3'
import { expect, inject, test } from 'vitest'
import { STATEMENTS } from '../../db/statements.ts'
import { artefacts, importQueries, root, statements } from '../artefacts.ts'

test.each(['schema.graphql', 'db/queries/statements.sql'])(
  '%s is what npm run artefacts writes',
  async (path) => {
    const wanted = (await artefacts()).find((artefact) => artefact.path === path)
    expect(readFileSync(new URL(path, root), 'utf8')).toBe(wanted?.text)
  },
)

test('a statement with several texts has examples of them', async () => {
  await importQueries()
  const silent = [...STATEMENTS.values()].filter(
    ({ build, examples }) => build.length > 2 && examples.some((shape) => Object.keys(shape).length === 0),
  )
  expect(silent.map(({ name }) => name)).toEqual([])
})

test('the database takes every statement', async () => {
  const database = new Sqlite(inject('database'), { readonly: true })
  // Kept to the end, because better-sqlite3 on Node from 24.19 aborts when a statement is garbage.
  const prepared: Sqlite.Statement[] = []
  const refused = (await statements()).flatMap(({ name, sql }) => {
    try {
      prepared.push(database.prepare(sql))
      return []
    } catch (error) {
      return [`${name}: ${(error as Error).message}`]
    }
  })
  expect(refused).toEqual([])
  expect(prepared.length).toBeGreaterThan(50)
  database.close()
})
