// Compiled execution answers as graphql-js does, byte for byte, errors included: for generated queries and those of
// the contract.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type DocumentNode, execute, type ExecutionArgs, GraphQLError, parse, validate } from 'graphql'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type Db, type Snapshot, Snapshots } from '../../db/connection.ts'
import { createLoaders } from '../../loaders/index.ts'
import { loadReference } from '../../loaders/reference.ts'
import { schema } from '../../schema/index.ts'
import { compiledExecution } from '../../server/plugins/execution.ts'
import { generatedQuery } from './generated-query.ts'
import { knownCodes } from './generated-value.ts'

const QUERIES = 5_000

let snapshots: Snapshots
let snapshot: Snapshot
let contextOf: (db?: Db) => object

beforeAll(async () => {
  snapshots = new Snapshots(inject('database'))
  snapshot = await snapshots.acquire()
  const reference = await loadReference(snapshot)
  contextOf = (db = snapshot) => ({
    loaders: createLoaders(db, null, reference),
    reference,
    version: snapshot.version,
    asOf: null,
  })
})

afterAll(async () => {
  await snapshot.release()
  snapshots.close()
})

const compiled = compiledExecution(1)

/**
 * The answer to a question, as text, each time with loaders that remember nothing: by graphql-js over whole rows, and
 * as the server gives it to a question that it has answered before, of whose rows it reads only what that took.
 */
async function answers(question: Omit<ExecutionArgs, 'schema' | 'contextValue'>): Promise<[string, string]> {
  const expected = await execute({ schema, ...question, contextValue: contextOf() })
  const again = () => ({
    schema,
    ...question,
    contextValue: contextOf(snapshot.forQuestion(question.document)),
  })
  await compiled(again())
  return [JSON.stringify(expected), JSON.stringify(await compiled(again()))]
}

/** null for one that does not get as far as being executed. */
function validDocument(query: string): DocumentNode | null {
  try {
    const document = parse(query)
    return validate(schema, document).length > 0 ? null : document
  } catch (error) {
    if (error instanceof GraphQLError) return null
    throw error
  }
}

describe('compiled execution', () => {
  it(`answers ${QUERIES} generated queries as graphql-js does`, async () => {
    const known = await knownCodes(
      async (query) => (await execute({ schema, document: parse(query), contextValue: contextOf() })).data,
    )
    const counts = { whole: 0, faulty: 0 }
    for (let seed = 1; seed <= QUERIES; seed += 1) {
      const { query, variables, operationName } = generatedQuery(schema, known, seed)
      const document = validDocument(query)
      if (!document) continue
      const [expected, found] = await answers({ document, variableValues: variables, operationName })
      if (found !== expected)
        expect({ seed, query, variables, found }).toEqual({ seed, query, variables, found: expected })
      counts[expected.startsWith('{"errors"') ? 'faulty' : 'whole'] += 1
    }
    // Both kinds are there in numbers, or the comparison would say little.
    expect(counts.whole).toBeGreaterThan(QUERIES / 2)
    expect(counts.faulty).toBeGreaterThan(QUERIES / 50)
  }, 300_000)

  const contract = join(import.meta.dirname, '../contract')
  it.each(readdirSync(contract).filter((name) => name.endsWith('.graphql')))(
    'answers %s of the contract as graphql-js does',
    async (name) => {
      const [expected, found] = await answers({ document: parse(readFileSync(join(contract, name), 'utf8')) })
      expect(found).toBe(expected)
    },
  )
})
