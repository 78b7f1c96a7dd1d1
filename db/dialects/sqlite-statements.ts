// The statements of a connection of better-sqlite3, prepared once and kept.
import type Sqlite from 'better-sqlite3'
import type { Cells } from '../dialect.ts'

/**
 * Connections and statements that were ever made. On Node from 24.19 better-sqlite3 aborts the process when
 * one of them is garbage collected (nodejs/node#65446), closed or not; they are few, so none ever is.
 */
const KEPT = new Set<object>()

/** Keeps a connection or a statement for as long as the process lives. */
export function kept<Thing extends object>(thing: Thing): Thing {
  KEPT.add(thing)
  return thing
}

/** Statements of one connection by text, kept as long as it lives. */
export class PreparedStatements {
  readonly #database: Sqlite.Database
  readonly #byText = new Map<string, Sqlite.Statement>()

  constructor(database: Sqlite.Database) {
    this.#database = database
  }

  run(text: string, parameters: readonly unknown[]): readonly Cells[] {
    const prepared = this.of(text)
    if (prepared.reader) return prepared.all(...parameters) as Cells[]
    prepared.run(...parameters)
    return []
  }

  columnsOf(text: string): readonly string[] {
    const prepared = this.of(text)
    return prepared.reader ? prepared.columns().map(({ name }) => name) : []
  }

  of(text: string): Sqlite.Statement {
    let prepared = this.#byText.get(text)
    if (!prepared) {
      prepared = kept(this.#database.prepare(text))
      if (prepared.reader) prepared.raw()
      this.#byText.set(text, prepared)
    }
    return prepared
  }
}
