// What the databases do differently, as one small interface. A second engine implements it in
// dialects/ and nothing else in the project changes.
import type { Kysely, RawBuilder } from 'kysely'
import type { Tables } from './tables.ts'

/** A statement as the engine takes it: text with placeholders, and the parameters in their order. */
export interface CompiledSql {
  readonly sql: string
  readonly parameters: readonly unknown[]
}

/** The SQL that differs between engines. Key sets travel as one parameter, so a text never depends on their size. */
export interface SqlDialect {
  /** Writes this engine's SQL; it has no connection and executes nothing. */
  readonly kysely: Kysely<Tables>
  /** A subquery of the values of a list parameter, for `in`. */
  valuesOf<Value>(list: readonly Value[]): RawBuilder<Value>
  /** Does a text column contain the text, whatever the case of its letters? False where the column is null. */
  contains(column: RawBuilder<unknown>, text: string): RawBuilder<boolean>
  /** Does the row of `search_gram` have what a search asks for? `search` is a text of db/search-text.ts. */
  matches(search: RawBuilder<string>): RawBuilder<boolean>
  /** A table of the objects of a list parameter, one row each, with the given columns and `ordinal` (0, 1, 2 …). */
  rowsOf<Row extends object>(
    list: readonly Row[],
    columns: readonly (keyof Row & string)[],
  ): RawBuilder<Row & { ordinal: number }>
}

/** One connection that runs statements. Parameters are strings, numbers, bigints and null. */
export interface Connection {
  all(sql: string, parameters: readonly unknown[]): Promise<Record<string, unknown>[]>
  close(): void
}

/** A connection that sees one version of the dataset between `begin` and `end`, and can only read. */
export interface ReadConnection extends Connection {
  /** Is there a table of this name? */
  hasTable(name: string): Promise<boolean>
  /** The dataset's newest version, outside a transaction. */
  version(): Promise<number>
  /** Starts a read transaction and answers the dataset's version in it. */
  begin(): Promise<number>
  end(): Promise<void>
  /** The newest version of the dataset and when it was loaded, outside a transaction. Cheap while nothing changes. */
  stamp(): Promise<string>
  /** What has become of the database that this connection reads, where it is no longer the one at its address; null for nothing. */
  trouble(): Promise<string | null>
}

/** The connection that writes. */
export interface WriteConnection extends Connection {
  /** Runs `work` in one transaction that holds the write lock from its start: all of it or nothing. */
  transaction<Result>(work: () => Promise<Result>): Promise<Result>
}

/** An engine at a place (a file, a server). */
export interface Engine {
  readonly dialect: SqlDialect
  openReader(): ReadConnection
  openWriter(): WriteConnection
}
