// Asking the schema itself over the real dataset, with every SQL statement counted.
import { graphql } from 'graphql'
import { inject } from 'vitest'
import { Snapshots, type Db } from '../../db/connection.ts'
import { createLoaders } from '../../loaders/index.ts'
import { loadReference } from '../../loaders/reference.ts'
import { schema } from '../../schema/index.ts'

export interface Asked {
  readonly data: Record<string, never>
  readonly errors: readonly string[]
  /** How many SQL statements the answer took, the reference tables apart. */
  readonly statements: number
}

/** Answers a query from one snapshot. */
export async function ask(
  query: string,
  variables: Record<string, unknown> = {},
  asOf: string | null = null,
): Promise<Asked> {
  const snapshots = new Snapshots(inject('database'))
  const snapshot = await snapshots.acquire()
  const reference = await loadReference(snapshot)
  let statements = 0
  const counted: Db = {
    rows: (statement, params, shape) => {
      statements += 1
      return snapshot.rows(statement, params, shape)
    },
  }
  const contextValue = {
    loaders: createLoaders(counted, asOf, reference),
    reference,
    version: snapshot.version,
    asOf,
  }
  const answer = await graphql({ schema, source: query, variableValues: variables, contextValue })
  await snapshot.release()
  snapshots.close()
  return {
    data: answer.data as Record<string, never>,
    errors: (answer.errors ?? []).map(({ message }) => message),
    statements,
  }
}
