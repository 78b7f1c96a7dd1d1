// SQLite through better-sqlite3: STRICT tables, WAL, foreign keys; the writer syncs fully and locks
// from the start of a transaction, readers open the file read-only.
import Sqlite from 'better-sqlite3'
import { DummyDriver, Kysely, sql, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely'
import type { RawBuilder } from 'kysely'
import { accessSync, constants, statSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import type { Engine, ReadConnection, SqlDialect, WriteConnection } from '../dialect.ts'
import type { Tables } from '../tables.ts'

/** Below it, two writers or checkpointers can corrupt a WAL database (the WAL-reset bug). */
const OLDEST_SQLITE = '3.51.3'

/** How long a writer waits for another one before it gives up. */
const LOCK_WAIT_MS = 1000

export class DatabaseError extends Error {
  override readonly name = 'DatabaseError'
}

export const sqliteDialect: SqlDialect = {
  kysely: new Kysely<Tables>({
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (db) => new SqliteIntrospector(db),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    },
  }),
  valuesOf: (list) => sql`(select value from json_each(${list}))`,
  contains: (column, text) => sql`coalesce(instr(lower(${column}), lower(${text})) > 0, 0)`,
  matches: (search) => sql`search_gram match ${search}`,
  rowsOf: <Row extends object>(list: readonly Row[], columns: readonly (keyof Row & string)[]) =>
    sql`(select ${sql.join([
      sql`key as ordinal`,
      ...columns.map((column) => sql`value ->> ${sql.lit(`$.${column}`)} as ${sql.ref(column)}`),
    ])} from json_each(${list}))` as RawBuilder<Row & { ordinal: number }>,
}

/** Refuses a SQLite that can lose data. Throws DatabaseError. */
export function assertSafeSqlite(version: string): void {
  const [found, oldest] = [version, OLDEST_SQLITE].map((text) => text.split('.').map(Number))
  const newer =
    (oldest ?? []).map((part, place) => (found?.[place] ?? 0) - part).find((step) => step !== 0) ?? 0
  if (newer < 0) {
    throw new DatabaseError(
      `SQLite ${version} can corrupt a database that is read while it is written (WAL-reset bug); ` +
        `Kouan needs ${OLDEST_SQLITE} or later. Reinstall with npm ci so that better-sqlite3 brings its own.`,
    )
  }
}

/**
 * Connections and statements that were ever made. On Node from 24.19 better-sqlite3 aborts the process when
 * one of them is garbage collected (nodejs/node#65446), closed or not; they are few, so none ever is.
 */
const KEPT = new Set<object>()

function kept<Thing extends object>(thing: Thing): Thing {
  KEPT.add(thing)
  return thing
}

function open(file: string, options: Sqlite.Options): Sqlite.Database {
  try {
    const database = kept(new Sqlite(file, { timeout: 0, ...options }))
    const version = kept(database.prepare('select sqlite_version()'))
    assertSafeSqlite(String(version.pluck().get()))
    // Not by pragma(), which would make a statement that nobody keeps.
    database.exec('pragma foreign_keys = on')
    return database
  } catch (error) {
    if (error instanceof DatabaseError) throw error
    throw new DatabaseError(`${file}: ${error instanceof Error ? error.message : String(error)}`)
  }
}

/** Statements of one connection by text, kept as long as it lives. */
class StatementsOf {
  readonly #database: Sqlite.Database
  readonly #byText = new Map<string, Sqlite.Statement>()

  constructor(database: Sqlite.Database) {
    this.#database = database
  }

  all(text: string, parameters: readonly unknown[]): Record<string, unknown>[] {
    let prepared = this.#byText.get(text)
    if (!prepared) {
      prepared = kept(this.#database.prepare(text))
      this.#byText.set(text, prepared)
    }
    if (prepared.reader) return prepared.all(...parameters) as Record<string, unknown>[]
    prepared.run(...parameters)
    return []
  }
}

class SqliteReader implements ReadConnection {
  readonly #file: string
  /** Which file it was when it was opened: another one may get its name. */
  readonly #inode: bigint
  readonly #database: Sqlite.Database
  readonly #statements: StatementsOf
  /** SQLite's own count of what others have committed, as of which the stamp was read. */
  #dataVersion: unknown = null
  #stamp = ''

  constructor(file: string) {
    this.#file = file
    this.#database = open(file, { readonly: true, fileMustExist: true })
    this.#inode = statSync(file, { bigint: true }).ino
    this.#statements = new StatementsOf(this.#database)
  }

  all(text: string, parameters: readonly unknown[]): Promise<Record<string, unknown>[]> {
    return Promise.resolve(this.#statements.all(text, parameters))
  }

  hasTable(name: string): Promise<boolean> {
    const text = "select 1 from sqlite_master where type = 'table' and name = ?"
    return Promise.resolve(this.#statements.all(text, [name]).length > 0)
  }

  version(): Promise<number> {
    const [row] = this.#statements.all('select coalesce(max(id), 0) as version from dataset_version', [])
    return Promise.resolve(Number(row?.['version']))
  }

  begin(): Promise<number> {
    this.#statements.all('begin', [])
    try {
      return this.version()
    } catch (error) {
      // A fault that passes must leave no transaction open: the next one could not begin.
      this.#statements.all('rollback', [])
      throw error
    }
  }

  /** By a rollback: it does not read the file, which may be damaged, and there is nothing to commit. */
  end(): Promise<void> {
    this.#statements.all('rollback', [])
    return Promise.resolve()
  }

  stamp(): Promise<string> {
    const [now] = this.#statements.all('pragma data_version', [])
    if (now?.['data_version'] !== this.#dataVersion) {
      const newest = 'select id, loaded_at from dataset_version order by id desc limit 1'
      const [row] = this.#statements.all(newest, [])
      this.#stamp = row ? `${String(row['id'])} ${String(row['loaded_at'])}` : ''
      this.#dataVersion = now?.['data_version']
    }
    return Promise.resolve(this.#stamp)
  }

  trouble(): Promise<string | null> {
    const found = statSync(this.#file, { bigint: true, throwIfNoEntry: false })
    if (!found)
      return Promise.resolve('the database file was removed; put it back and start the server again')
    if (found.ino !== this.#inode) {
      return Promise.resolve('the database file was replaced by another; start the server again to read it')
    }
    try {
      accessSync(this.#file, constants.R_OK)
      return Promise.resolve(null)
    } catch {
      return Promise.resolve('the database file may no longer be read by the server')
    }
  }

  close(): void {
    this.#database.close()
  }
}

class SqliteWriter implements WriteConnection {
  readonly #database: Sqlite.Database
  readonly #statements: StatementsOf

  constructor(file: string) {
    this.#database = open(file, {})
    this.#database.exec('pragma journal_mode = wal; pragma synchronous = full')
    this.#statements = new StatementsOf(this.#database)
  }

  all(text: string, parameters: readonly unknown[]): Promise<Record<string, unknown>[]> {
    return Promise.resolve(this.#statements.all(text, parameters))
  }

  async transaction<Result>(work: () => Promise<Result>): Promise<Result> {
    await this.#beginImmediate()
    try {
      const result = await work()
      this.#statements.all('commit', [])
      return result
    } catch (error) {
      if (this.#database.inTransaction) this.#statements.all('rollback', [])
      throw unwritable(error) ?? error
    }
  }

  close(): void {
    this.#database.close()
  }

  /** The lock is asked for without blocking the event loop: SQLite's own wait would. */
  async #beginImmediate(): Promise<void> {
    for (const start = Date.now(); ; await pause(20)) {
      try {
        this.#statements.all('begin immediate', [])
        return
      } catch (error) {
        const busy = error instanceof Sqlite.SqliteError && error.code.startsWith('SQLITE_BUSY')
        if (!busy) throw error
        if (Date.now() - start > LOCK_WAIT_MS) {
          throw new DatabaseError(
            'another process is writing to this database; try again when it has finished',
          )
        }
      }
    }
  }
}

/** What SQLite says in three words where the disk takes no more, for whoever has to do something about it; null for all else. */
function unwritable(error: unknown): DatabaseError | null {
  if (!(error instanceof Sqlite.SqliteError)) return null
  if (error.code !== 'SQLITE_FULL' && !error.code.startsWith('SQLITE_IOERR')) return null
  return new DatabaseError(
    `the database cannot be written (${error.message}); see to space on its disk and do it again: ` +
      'what was under way has left nothing behind',
  )
}

/** SQLite in a file. */
export function sqlite(file: string): Engine {
  return {
    dialect: sqliteDialect,
    openReader: () => new SqliteReader(file),
    openWriter: () => new SqliteWriter(file),
  }
}
