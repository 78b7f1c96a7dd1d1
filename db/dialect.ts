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

/** The cells of one row, in the order of the columns. */
export type Cells = readonly unknown[]

/** One connection that runs statements. Parameters are strings, numbers, bigints and null. */
export interface Connection {
  run(sql: string, parameters: readonly unknown[]): readonly Cells[] | Promise<readonly Cells[]>
  /** The same without a promise. An engine that cannot do so has none: its rows always come with all columns. */
  runNow?(sql: string, parameters: readonly unknown[]): readonly Cells[]
  /** The names of the columns that a statement gives. */
  columnsOf(sql: string): readonly string[] | Promise<readonly string[]>
  close(): void
}

/** A connection that sees one version of the dataset between `begin` and `end`, and can only read. */
export interface ReadConnection extends Connection {
  /** Is there a table of this name? */
  hasTable(name: string): Promise<boolean>
  /** Starts a read transaction and answers the dataset's version in it. */
  begin(): Promise<number>
  end(): Promise<void>
  /** The newest version of the dataset, outside a transaction. Cheap while nothing changes. */
  version(): Promise<number>
  /** The newest version and when it was loaded; as cheap. */
  stamp(): Promise<string>
  /** What has become of the database that this connection reads, where it is no longer the one at its address; null for nothing. */
  trouble(): Promise<string | null>
}

/** The connection that writes. */
export interface WriteConnection extends Connection {
  /** Runs a statement that answers nothing, once for each row of parameters. */
  each(sql: string, rows: readonly (readonly unknown[])[]): Promise<void>
  /** Drops the indexes of a table, all but its primary key's; answers what builds them again. */
  dropIndexes(table: string): Promise<() => Promise<void>>
  /** Runs `work` in one transaction that holds the write lock from its start: all of it or nothing. */
  transaction<Result>(work: () => Promise<Result>): Promise<Result>
}

/** An engine at a place (a file, a server). */
export interface Engine {
  readonly dialect: SqlDialect
  openReader(): ReadConnection
  openWriter(): WriteConnection
}
