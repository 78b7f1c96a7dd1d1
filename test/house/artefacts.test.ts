import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import Sqlite from 'better-sqlite3'
import { expect, inject, test } from 'vitest'
import { STATEMENTS } from '../../db/statements.ts'
import { importQueries, root, statements } from '../artefacts.ts'

test('every artefact is what npm run artefacts writes', async () => {
  // By itself: statements that other tests define are none of the project's.
  const compare = ['--import', 'tsx', fileURLToPath(new URL('test/artefacts.ts', root)), '--check']
  const { stdout } = await promisify(execFile)(process.execPath, compare, { cwd: fileURLToPath(root) }).catch(
    (error: unknown) => error as { stdout: string },
  )
  expect(stdout).toBe('')
})

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
