// Opening a database: `openSnapshots` for those who read, `openWriter` for the one that loads.
// A snapshot is one version of the dataset; a request holds one from start to end, so that it never
// mixes what was before a load with what is after.
import { fileURLToPath } from 'node:url'
import type { Engine, ReadConnection, SqlDialect, WriteConnection } from './dialect.ts'
import { DatabaseError, sqlite } from './dialects/sqlite.ts'
import { CLAIM_COLUMNS } from './queries/observation.ts'
import { StatementCache, type Shape, type Statement } from './statements.ts'
import type { Tables } from './tables.ts'
import { Question } from './wide-rows.ts'

export { DatabaseError }

/** Whoever runs statements: queries take it as their first argument. */
export interface Db {
  rows<Params extends object, Row, Choice extends Shape>(
    statement: Statement<Params, Row, Choice>,
    params: Params,
    shape?: Choice,
  ): Promise<Row[]>
}

export interface Snapshot extends Db {
  /** The dataset's version: it grows with every load that changed something; 0 before the first. */
  readonly version: number
  /**
   * The same snapshot for one question: any object that stands for it, the same one whenever it is asked again
   * (a parsed document). Of wide rows it reads the columns that the question needed before.
   */
  forQuestion(question: object): Db
  /** Gives the snapshot back. */
  release(): Promise<void>
}

export interface Writer extends Db {
  readonly dialect: SqlDialect
  /** Runs a statement once for each row; a row holds the parameters in the order in which the text has them. */
  each<Params extends object, Choice extends Shape>(
    statement: Statement<Params, never, Choice>,
    rows: readonly (readonly unknown[])[],
    shape?: Choice,
  ): Promise<void>
  /** Drops the indexes of a table, all but its primary key's; answers what builds them again. */
  dropIndexes(table: keyof Tables): Promise<() => Promise<void>>
  /** Runs SQL text that is no named statement: migrations only. */
  execute(sql: string): Promise<void>
  transaction<Result>(work: () => Promise<Result>): Promise<Result>
  close(): void
}

/** The engine at a database URL. Throws DatabaseError for one that is not supported. */
export function engineOf(url: string): Engine {
  const scheme = /^([a-z][a-z0-9+]*):/i.exec(url)?.[1]?.toLowerCase()
  if (scheme === undefined || scheme.length === 1) return sqlite(url)
  if (scheme === 'file')
    return sqlite(url.startsWith('file://') ? fileURLToPath(url) : url.slice('file:'.length))
  if (scheme === 'sqlite') return sqlite(url.replace(/^sqlite:(\/\/)?/i, ''))
  throw new DatabaseError(
    `${scheme}: is not a database that Kouan can open; give a file path, file:… or sqlite:…`,
  )
}

export function openWriter(url: string): Writer {
  const engine = engineOf(url)
  const connection: WriteConnection = engine.openWriter()
  const cache = new StatementCache(engine.dialect, CLAIM_COLUMNS)
  return {
    dialect: engine.dialect,
    rows: (statement, params, shape) => cache.rows(connection, statement, params, shape),
    each: (statement, rows, shape) => cache.each(connection, statement, rows, shape),
    dropIndexes: (table) => connection.dropIndexes(table),
    execute: async (sql) => void (await connection.run(sql, [])),
    transaction: (work) => connection.transaction(work),
    close: () => {
      connection.close()
    },
  }
}

interface Shared {
  readonly connection: ReadConnection
  readonly version: number
  holders: number
}

/**
 * How long a snapshot that nobody holds is kept for the next request of the same version. While it is, what loads
 * write stays in the log beside the database.
 */
const LEASE_MS = 50

/** Hands out snapshots. Connections are kept and used again, never closed before the end. */
export class Snapshots {
  readonly #engine: Engine
  readonly #cache: StatementCache
  readonly #watcher: ReadConnection
  readonly #idle: ReadConnection[] = []
  readonly #held = new Set<Shared>()
  readonly #questions = new WeakMap<object, Question>()
  #current: Shared | null = null
  #lease: NodeJS.Timeout | null = null

  /** Throws DatabaseError where there is no database at the URL. */
  constructor(url: string) {
    this.#engine = engineOf(url)
    this.#cache = new StatementCache(this.#engine.dialect, CLAIM_COLUMNS)
    this.#watcher = this.#engine.openReader()
  }

  /** The newest version. Requests that run at the same time on one version share a connection. */
  async acquire(): Promise<Snapshot> {
    const newest = this.#current && (await this.#watcher.version())
    const shared = this.#current && this.#current.version === newest ? this.#current : await this.#beginAnew()
    shared.holders += 1
    return this.#handle(shared)
  }

  /**
   * What the dataset is now, in a text: the newest version and when it was loaded. Another text for another
   * dataset, the same for every process that reads this one.
   */
  stamp(): Promise<string> {
    return this.#watcher.stamp()
  }

  /** What has happened to the database since it was opened, in a sentence: it was removed or replaced. Null for nothing. */
  trouble(): Promise<string | null> {
    return this.#watcher.trouble()
  }

  /** All rows of a table as a statement reads them, before it is known what the database is; none without the table. */
  async rowsIfAny<Row>(table: string, statement: Statement<object, Row>): Promise<Row[]> {
    return (await this.#watcher.hasTable(table)) ? this.#cache.rows(this.#watcher, statement, {}) : []
  }

  close(): void {
    if (this.#lease) clearTimeout(this.#lease)
    for (const { connection } of this.#held) connection.close()
    for (const connection of this.#idle) connection.close()
    this.#watcher.close()
  }

  async #beginAnew(): Promise<Shared> {
    const before = this.#current
    this.#current = null
    if (before?.holders === 0) await this.#end(before)
    return this.#begin()
  }

  async #begin(): Promise<Shared> {
    const connection = this.#idle.pop() ?? this.#engine.openReader()
    try {
      const shared = { connection, version: await connection.begin(), holders: 0 }
      this.#held.add(shared)
      this.#current = shared
      return shared
    } catch (error) {
      // The fault may pass; as many connections as there are faults would not.
      this.#idle.push(connection)
      throw error
    }
  }

  async #end(shared: Shared): Promise<void> {
    this.#held.delete(shared)
    if (this.#current === shared) this.#current = null
    await shared.connection.end()
    this.#idle.push(shared.connection)
  }

  /** Keeps the current snapshot, which nobody holds, for a while. */
  #lend(): void {
    this.#lease ??= setTimeout(() => {
      this.#lease = null
      // A connection whose transaction cannot be ended is not used again: nobody waits to hear of it.
      if (this.#current?.holders === 0) this.#end(this.#current).catch(() => undefined)
    }, LEASE_MS).unref()
  }

  #question(asked: object): Question {
    const known = this.#questions.get(asked)
    if (known) return known
    const question = new Question()
    this.#questions.set(asked, question)
    return question
  }

  #handle(shared: Shared): Snapshot {
    let held = true
    return {
      version: shared.version,
      rows: (statement, params, shape) => this.#cache.rows(shared.connection, statement, params, shape),
      forQuestion: (asked) => {
        const question = this.#question(asked)
        return {
          rows: (statement, params, shape) =>
            this.#cache.rows(shared.connection, statement, params, shape, question),
        }
      },
      release: async () => {
        if (!held) return
        held = false
        shared.holders -= 1
        if (shared.holders > 0) return
        if (shared === this.#current) this.#lend()
        else await this.#end(shared)
      },
    }
  }
}
