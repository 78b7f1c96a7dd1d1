// SQLite through better-sqlite3: STRICT tables, WAL, foreign keys; the writer syncs fully and locks
// from the start of a transaction, readers open the file read-only.
import Sqlite from 'better-sqlite3'
import { DummyDriver, Kysely, sql, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely'
import type { RawBuilder } from 'kysely'
import { accessSync, constants, statSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import type { Cells, Engine, ReadConnection, SqlDialect, WriteConnection } from '../dialect.ts'
import type { Tables } from '../tables.ts'
import { kept, PreparedStatements } from './sqlite-statements.ts'

/** Below it, two writers or checkpointers can corrupt a WAL database (the WAL-reset bug). */
const OLDEST_SQLITE = '3.51.3'

/** What a writer keeps of the database in memory: enough to build the indexes of a large load quickly. */
const WRITER_CACHE_KIB = 16_384
/**
 * Pages of the log that are copied into the database together: one package after the other changes the same pages
 * of the indexes, and each copy of them costs as much as a write. 64 MB.
 */
const LOG_PAGES = 16_384
/** Threads beside its own with which it sorts what an index is built of. */
const SORTING_THREADS = 2

/** How a connection writes. */
export const WRITER_SETTINGS = `pragma journal_mode = wal; pragma synchronous = full;
  pragma cache_size = -${WRITER_CACHE_KIB}; pragma threads = ${SORTING_THREADS};
  pragma wal_autocheckpoint = ${LOG_PAGES}`

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
    ])} from json_each(${list}) limit -1)` as RawBuilder<Row & { ordinal: number }>,
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

/** What readers and writers have in common. */
class SqliteConnection {
  protected readonly database: Sqlite.Database
  protected readonly statements: PreparedStatements

  constructor(database: Sqlite.Database) {
    this.database = database
    this.statements = new PreparedStatements(database)
  }

  run(text: string, parameters: readonly unknown[]): readonly Cells[] {
    return this.statements.run(text, parameters)
  }

  runNow(text: string, parameters: readonly unknown[]): readonly Cells[] {
    return this.statements.run(text, parameters)
  }

  columnsOf(text: string): readonly string[] {
    return this.statements.columnsOf(text)
  }

  close(): void {
    this.database.close()
  }
}

/** The newest version of the dataset. */
interface Newest {
  readonly version: number
  readonly stamp: string
}

const NONE: Newest = { version: 0, stamp: '' }

class SqliteReader extends SqliteConnection implements ReadConnection {
  #known: Newest = NONE
  /** SQLite's own count of what others have committed, when that was read. */
  #asOf: unknown = null

  readonly #file: string
  /** Which file it was when it was opened: another one may get its name. */
  readonly #inode: bigint

  constructor(file: string) {
    super(open(file, { readonly: true, fileMustExist: true }))
    this.#file = file
    this.#inode = statSync(file, { bigint: true }).ino
  }

  hasTable(name: string): Promise<boolean> {
    const text = "select 1 from sqlite_master where type = 'table' and name = ?"
    return Promise.resolve(this.run(text, [name]).length > 0)
  }

  begin(): Promise<number> {
    this.run('begin', [])
    try {
      return Promise.resolve(this.#read().version)
    } catch (error) {
      // A fault that passes must leave no transaction open: the next one could not begin.
      this.run('rollback', [])
      throw error
    }
  }

  /** By a rollback: it does not read the file, which may be damaged, and there is nothing to commit. */
  end(): Promise<void> {
    this.run('rollback', [])
    return Promise.resolve()
  }

  version(): Promise<number> {
    return Promise.resolve(this.#newest().version)
  }

  stamp(): Promise<string> {
    return Promise.resolve(this.#newest().stamp)
  }

  #newest(): Newest {
    const [now] = this.run('pragma data_version', [])
    if (now?.[0] !== this.#asOf) {
      this.#known = this.#read()
      this.#asOf = now?.[0]
    }
    return this.#known
  }

  #read(): Newest {
    const [row] = this.run('select id, loaded_at from dataset_version order by id desc limit 1', [])
    return row ? { version: Number(row[0]), stamp: row.join(' ') } : NONE
  }

  trouble(): Promise<string | null> {
    const found = statSync(this.#file, { bigint: true, throwIfNoEntry: false })
    if (!found)
      return Promise.resolve('the database file was removed; put it back and start the server again')
    if (found.ino !== this.#inode) {
      return Promise.resolve('the database file was replaced by another; start the server again to read it')
    }
    try {
      // Not by opening it: to close it again would let go of the locks that SQLite has on it.
      accessSync(this.#file, constants.R_OK)
      return Promise.resolve(null)
    } catch {
      return Promise.resolve('the database file may no longer be read by the server')
    }
  }
}

class SqliteWriter extends SqliteConnection implements WriteConnection {
  constructor(file: string) {
    super(open(file, {}))
    this.database.exec(WRITER_SETTINGS)
  }

  each(text: string, rows: readonly (readonly unknown[])[]): Promise<void> {
    const prepared = this.statements.of(text)
    for (const row of rows) prepared.run(...row)
    return Promise.resolve()
  }

  dropIndexes(table: string): Promise<() => Promise<void>> {
    const text =
      "select name, sql from sqlite_master where type = 'index' and tbl_name = ? and sql is not null"
    const indexes = this.run(text, [table]) as unknown as [string, string][]
    for (const [name] of indexes) this.database.exec(`drop index ${name}`)
    const build = () => {
      for (const [, sql] of indexes) this.database.exec(sql)
      return Promise.resolve()
    }
    return Promise.resolve(build)
  }

  async transaction<Result>(work: () => Promise<Result>): Promise<Result> {
    await this.#beginImmediate()
    try {
      const result = await work()
      this.run('commit', [])
      return result
    } catch (error) {
      if (this.database.inTransaction) this.run('rollback', [])
      throw unwritable(error) ?? error
    }
  }

  /** The lock is asked for without blocking the event loop: SQLite's own wait would. */
  async #beginImmediate(): Promise<void> {
    for (const start = Date.now(); ; await pause(20)) {
      try {
        this.run('begin immediate', [])
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
