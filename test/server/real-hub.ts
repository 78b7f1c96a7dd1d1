// The server over the real dataset, with what it does to the database counted: for the tests of a file.
import { pino } from 'pino'
import { afterAll, beforeAll, inject } from 'vitest'
import { type Db, Snapshots } from '../../db/connection.ts'
import { schema } from '../../schema/index.ts'
import { createApp } from '../../server/app.ts'
import { contextFactory } from '../../server/context.ts'
import { type Limits, LIMITS } from '../../server/limits.ts'
import { listen, type Serving } from '../../server/listen.ts'

export interface RealHub {
  /** The graph's address. */
  readonly graph: () => string
  /** How many SQL statements have been run for resolvers, and how often the dataset was opened. */
  readonly statements: () => number
  readonly opened: () => number
  /** What was logged, a line each. */
  readonly logged: readonly string[]
}

/** Starts it before the tests of a file, and ends it after them. It remembers no answers. */
export function realHub(limits: Limits = LIMITS): RealHub {
  const logged: string[] = []
  let [statements, opened] = [0, 0]
  let serving: Serving
  let snapshots: Snapshots
  const counted = (db: Db): Db => ({
    rows: (...args) => {
      statements += 1
      return db.rows(...args)
    },
  })

  beforeAll(async () => {
    snapshots = new Snapshots(inject('database'))
    const app = createApp({
      schema,
      acquire: async () => {
        opened += 1
        const snapshot = await snapshots.acquire()
        return {
          ...snapshot,
          ...counted(snapshot),
          forQuestion: (asked) => counted(snapshot.forQuestion(asked)),
        }
      },
      stampOf: () => snapshots.stamp(),
      contextOf: contextFactory({ limits }),
      capacity: 0,
      log: pino({ level: 'error' }, { write: (line: string) => logged.push(line) }),
      limits,
    })
    serving = await listen(app, { host: '127.0.0.1', port: 0 }, { limits })
  })

  afterAll(async () => {
    await serving.close()
    snapshots.close()
  })

  return {
    graph: () => `${serving.url}/graphql`,
    statements: () => statements,
    opened: () => opened,
    logged,
  }
}
