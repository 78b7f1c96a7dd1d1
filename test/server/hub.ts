import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  GraphQLError,
  GraphQLInt,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLSchema,
  GraphQLString,
} from 'graphql'
import { type Level, type Logger, pino } from 'pino'
import { openWriter, type Snapshot, Snapshots } from '../../db/connection.ts'
import { History } from '../../db/queries/history.ts'
import { migrate } from '../../db/migrate.ts'
import { UserError } from '../../resolvers/user-error.ts'
import { type AppOptions, createApp } from '../../server/app.ts'
import type { Limits } from '../../server/limits.ts'
import { listen, type Serving } from '../../server/listen.ts'

/** A database with all tables and nothing in them. */
export async function emptyDatabase(): Promise<{ url: string; remove(): void }> {
  const folder = mkdtempSync(join(tmpdir(), 'kouan-server-'))
  const url = join(folder, 'kouan.db')
  const writer = openWriter(url)
  await migrate(writer)
  writer.close()
  return { url, remove: () => rmSync(folder, { recursive: true }) }
}

/** What the test's resolvers see. */
interface Seen {
  readonly version: number
}

type NodeType = GraphQLObjectType<unknown, Seen>

const node: NodeType = new GraphQLObjectType<unknown, Seen>({
  name: 'Node',
  fields: () => ({
    name: { type: GraphQLString, resolve: () => 'node' },
    self: { type: node, resolve: () => ({}) },
  }),
})

/** Fields that behave and misbehave in every way that the server has an answer for. */
export const schema = new GraphQLSchema({
  query: new GraphQLObjectType<unknown, Seen>({
    name: 'Query',
    fields: {
      hello: {
        type: GraphQLString,
        args: { times: { type: GraphQLInt }, words: { type: new GraphQLList(GraphQLString) } },
        resolve: (_, { times = 1 }: { times?: number }) => 'hello'.repeat(times),
      },
      self: { type: node, resolve: () => ({}) },
      version: { type: GraphQLInt, resolve: (_source, _args, { version }) => version },
      contextKeys: {
        type: new GraphQLList(GraphQLString),
        resolve: (_source, _args, context) => {
          const keys: string[] = []
          for (const key in context) keys.push(key)
          return keys
        },
      },
      slow: {
        type: GraphQLString,
        args: { ms: { type: GraphQLInt } },
        resolve: (_, { ms }: { ms: number }) => new Promise((resolve) => setTimeout(resolve, ms, 'at last')),
      },
      refused: {
        type: GraphQLString,
        resolve: () => {
          throw new UserError('there is no port "manzhoul"; the nearest is "manzhouli"', 'code')
        },
      },
      broken: {
        type: GraphQLString,
        resolve: () => {
          throw new Error('select secret from table at /home/kouan/db.ts')
        },
      },
      brokenInGraphql: {
        type: GraphQLString,
        resolve: () => {
          throw new GraphQLError('a secret of the server')
        },
      },
      notANumber: { type: GraphQLInt, resolve: () => 'a secret of the server' },
      missing: { type: new GraphQLNonNull(GraphQLString), resolve: () => null },
    },
  }),
})

export interface Hub extends Serving {
  readonly graph: string
  /** What was logged, a line each. */
  readonly logged: Record<string, unknown>[]
  /** Snapshots that were acquired and not yet released. */
  held(): number
  /** Snapshots that were ever acquired: one for each request that was executed. */
  executed(): number
  /** Loads something: the dataset has a new version. */
  load(): Promise<void>
}

export interface HubOptions {
  readonly limits?: Limits
  /** Bytes of answers that it remembers; none unless asked. */
  readonly capacity?: number
  /** What is logged; errors unless asked. */
  readonly level?: Level
  readonly app?: Partial<AppOptions>
  readonly contextOf?: (snapshot: Snapshot) => Promise<object>
  /** Another schema than the one above. */
  readonly graphqlSchema?: GraphQLSchema
}

/** The server over a small schema and an empty database, on a port of its own. */
export async function startHub({
  limits,
  capacity = 0,
  level = 'error',
  app: more,
  contextOf,
  graphqlSchema,
}: HubOptions = {}): Promise<Hub> {
  const database = await emptyDatabase()
  const snapshots = new Snapshots(database.url)
  const logged: Record<string, unknown>[] = []
  let [held, executed] = [0, 0]
  const acquire = async (): Promise<Snapshot> => {
    const snapshot = await snapshots.acquire()
    held += 1
    executed += 1
    return {
      ...snapshot,
      release: async () => {
        held -= 1
        await snapshot.release()
      },
    }
  }
  const app = createApp({
    schema: graphqlSchema ?? schema,
    acquire,
    stampOf: () => snapshots.stamp(),
    capacity,
    contextOf: contextOf ?? (({ version }) => Promise.resolve({ version })),
    log: logInto(logged, level),
    ...{ graceMs: 10, ...(limits ? { limits } : {}) },
    ...more,
  })
  const serving = await listen(app, { host: '127.0.0.1', port: 0 }, limits ? { limits } : {})
  return {
    url: serving.url,
    graph: `${serving.url}/graphql`,
    logged,
    held: () => held,
    executed: () => executed,
    load: async () => {
      const writer = openWriter(database.url)
      await writer.transaction(() => new History(writer, { package: 'p', revision: 1 }).begin())
      writer.close()
    },
    close: async () => {
      await serving.close()
      app.close()
      snapshots.close()
      database.remove()
    },
  }
}

function logInto(logged: Record<string, unknown>[], level: Level): Logger {
  return pino(
    { level, base: null },
    { write: (line: string) => logged.push(JSON.parse(line) as Record<string, unknown>) },
  )
}

export interface Told {
  readonly status: number
  readonly headers: Headers
  readonly data?: Record<string, unknown> | null
  readonly errors?: { message: string; path?: unknown; extensions: Record<string, unknown> }[]
}

/** POSTs a request as JSON and reads the answer. */
export async function ask(graph: string, body: unknown, headers: Record<string, string> = {}): Promise<Told> {
  const response = await fetch(graph, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
  return { status: response.status, headers: response.headers, ...((await response.json()) as object) }
}
