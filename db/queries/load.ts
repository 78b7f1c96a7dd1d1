// Writing a package: rows are reconciled with what is there, so that loading the same thing twice changes
// nothing and a newer revision changes no more than what differs. Inside one transaction, some rows at a time:
// no table is ever held as a whole.
import { DatabaseError, type Writer } from '../connection.ts'
import type { Tables } from '../tables.ts'
import type { Change, History } from './history.ts'
import * as stored from './load-row.ts'
import type { Scalar, StoredRow, TableShape } from './load-row.ts'
import { SeenIds } from './seen-id.ts'

/** The values of a row in the order of its target's columns. */
export type Values = readonly Scalar[]

/** Which rows of a table a package answers for, and how they are told apart. */
export interface Target {
  readonly table: keyof Tables
  /** The columns that every row sets. */
  readonly columns: readonly string[]
  /** The columns that identify a row within the scope. */
  readonly key: readonly string[]
  /** Only the rows of one source or one code; absent for the vocabulary, which owns whole tables. */
  readonly scope?: { readonly column: 'source_id' | 'code'; readonly value: string | number }
  /** Columns that follow the file's order: kept up to date, but no change worth telling. */
  readonly quiet?: readonly string[]
  /** Columns that follow from others of the row: written with them, never compared and not kept as history. */
  readonly derived?: readonly string[]
  /** What a row is called in the history where its key columns are the database's own. */
  readonly nameOf?: (key: string) => string
  /** About how many rows will come: many are written faster with the indexes built at the end. */
  readonly expected?: number
}

/** What became of a table's rows. */
export interface Reconciled {
  readonly added: number
  readonly changed: number
  readonly removed: number
  readonly unchanged: number
}

/** A row that was to go and that others still refer to. */
export class ReferencedError extends DatabaseError {
  constructor(table: string, key: string) {
    super(`${table} ${key} cannot be removed: loaded packages still refer to it`)
  }
}

/** How many rows are looked through at once for those that the package has no more. */
const PAGE = 1000

/** With this part of a table's rows being new, its indexes cost less when they are built at the end. */
const MANY = 0.5

const asItIs = (key: string): string => key

/** What is to be done with some rows. */
interface Work {
  readonly inserted: Values[]
  readonly updated: Values[]
  /** Of rows whose quiet columns alone differ: those. */
  readonly moved: Values[]
  readonly changes: Change[]
}

/** A row with its id at the end; copying a wide row would cost as much as writing it. */
function withId(row: Scalar[], id: number): Values {
  row.push(id)
  return row
}

interface Found {
  readonly rows: number
  readonly first: number | null
  readonly last: number | null
  readonly lastOfAll: number
}

/** Makes the rows of a target what a package says, some at a time, and tells the history what it did. */
export class TableWriter {
  readonly #db: Writer
  readonly #target: Target
  readonly #history: History
  /** The columns that count as the row, and their places. */
  readonly #compared: readonly (readonly [column: string, place: number])[]
  readonly #keyPlaces: readonly number[]
  /** How many rows were there before, how many of them have come again, and which. */
  readonly #before: number
  #again = 0
  readonly #seen: SeenIds
  /** The last id that was given before, and until now. */
  readonly #lastBefore: number
  #lastId: number
  #buildIndexes: (() => Promise<void>) | null = null
  readonly #counts = { added: 0, changed: 0, removed: 0, unchanged: 0 }

  private constructor(db: Writer, target: Target, history: History, found: Found) {
    const { columns, derived = [], key } = target
    this.#db = db
    this.#target = target
    this.#history = history
    this.#compared = columns.flatMap((column, place) => (derived.includes(column) ? [] : [[column, place]]))
    this.#keyPlaces = key.map((column) => columns.indexOf(column))
    this.#before = found.rows
    this.#seen = new SeenIds(found.first ?? 0, found.last ?? 0)
    this.#lastBefore = found.lastOfAll
    this.#lastId = found.lastOfAll
  }

  static async of(db: Writer, target: Target, history: History): Promise<TableWriter> {
    const { table, scope, expected = 0 } = target
    const shape = { table, columns: '', key: '', scope: scope?.column ?? '' }
    const [own] = await db.rows(stored.extent, { scope: scope?.value ?? null }, shape)
    const [all] = await db.rows(stored.lastId, {}, { ...shape, scope: '' })
    const [rows, lastOfAll] = [own?.rows ?? 0, all?.id ?? 0]
    const found = { rows, first: own?.first ?? null, last: own?.last ?? null, lastOfAll }
    const writer = new TableWriter(db, target, history, found)
    if (rows === 0 && expected > MANY * lastOfAll) await writer.#dropIndexes()
    return writer
  }

  /** Writes the next rows, which are the writer's from then on; answers their ids. */
  async write(rows: readonly Scalar[][]): Promise<number[]> {
    const { columns, quiet = [] } = this.#target
    const existing = await this.#existing(rows)
    const work: Work = { inserted: [], updated: [], moved: [], changes: [] }
    const ids = rows.map((row) => {
      const key = this.#keyOf(row)
      const before = existing?.get(key)
      return before ? this.#renew(row, before, key, work) : this.#add(row, key, work)
    })
    // A changed row may give up what a new one takes.
    await this.#db.each(stored.updateRow, work.updated, this.#shape(columns))
    await this.#db.each(stored.updateRow, work.moved, this.#shape(quiet))
    await this.#db.each(stored.insertRow, work.inserted, this.#shape([...new Set([...columns, 'id'])]))
    await this.#history.tell(work.changes)
    return ids
  }

  #add(row: Scalar[], key: string, { inserted, changes }: Work): number {
    const { table, columns, nameOf = asItIs } = this.#target
    const id = this.#idOf(row)
    this.#seen.add(id)
    this.#counts.added += 1
    inserted.push(columns.includes('id') ? row : withId(row, id))
    if (!this.#addsOnly) changes.push({ table, key: nameOf(key), action: 'ADDED', before: null })
    return id
  }

  #renew(row: Scalar[], before: StoredRow, key: string, { updated, moved, changes }: Work): number {
    const { table, columns, quiet = [], nameOf = asItIs } = this.#target
    this.#seen.add(before.id)
    this.#again += 1
    const differing = this.#compared.filter(([column, place]) => before[column] !== row[place])
    if (differing.every(([column]) => quiet.includes(column))) {
      this.#counts.unchanged += 1
      if (differing.length > 0)
        moved.push([...quiet.map((column) => row[columns.indexOf(column)] ?? null), before.id])
    } else {
      this.#counts.changed += 1
      changes.push({ table, key: nameOf(key), action: 'CHANGED', before })
      updated.push(withId(row, before.id))
    }
    return before.id
  }

  /** After the last row: removes those that did not come. Throws ReferencedError for a row that cannot go. */
  async finish(): Promise<Reconciled> {
    await this.#buildIndexes?.()
    const { table, scope } = this.#target
    if (this.#addsOnly && scope && this.#counts.added > 0)
      await this.#history.tellAdded(table, Number(scope.value), this.#lastBefore, this.#counts.added)
    if (this.#again < this.#before) await this.#removeRest()
    return this.#counts
  }

  /** A package that had no row here before adds all of them: that is told at once, not row by row. */
  get #addsOnly(): boolean {
    return this.#before === 0 && this.#target.scope?.column === 'source_id'
  }

  async #dropIndexes(): Promise<void> {
    this.#buildIndexes = await this.#db.dropIndexes(this.#target.table)
  }

  #shape(columns: readonly string[]): TableShape {
    const { table, key, scope } = this.#target
    return { table, columns: columns.join(' '), key: key.join(' '), scope: scope?.column ?? '' }
  }

  #keyOf(row: Values): string {
    const [first = 0] = this.#keyPlaces
    return this.#keyPlaces.length === 1
      ? String(row[first])
      : this.#keyPlaces.map((place) => row[place]).join(' ')
  }

  /** A row that shares its id with another table's brings it along. */
  #idOf(row: Values): number {
    const place = this.#target.columns.indexOf('id')
    return place < 0 ? (this.#lastId += 1) : Number(row[place])
  }

  /** The rows that are there under the keys of the given ones; null where there are none at all. */
  async #existing(rows: readonly Values[]): Promise<Map<string, StoredRow> | null> {
    if (this.#before === 0 || rows.length === 0) return null
    const { key, scope } = this.#target
    const keys = rows.map((row) =>
      Object.fromEntries(key.map((column, at) => [column, row[this.#keyPlaces[at] ?? 0] ?? null])),
    )
    const params = { scope: scope?.value ?? null, keys }
    const found = await this.#db.rows(stored.rowsByKey, params, this.#shape(this.#stored))
    return new Map(found.map((row) => [key.map((column) => row[column]).join(' '), row]))
  }

  get #stored(): readonly string[] {
    return [...new Set(['id', ...this.#compared.map(([column]) => column)])]
  }

  /** What came later may refer to what came before: a port's checkpoint goes before the port. */
  async #removeRest(): Promise<void> {
    const { table, key, scope, nameOf = asItIs } = this.#target
    for (let id = this.#lastBefore + 1; ;) {
      const params = { scope: scope?.value ?? null, id, limit: PAGE }
      const page = await this.#db.rows(stored.rowsBelow, params, this.#shape(this.#stored))
      const gone = page.filter((row) => this.#seen.misses(row.id))
      const named = gone.map((before) => ({
        before,
        key: nameOf(key.map((column) => before[column]).join(' ')),
      }))
      for (const { before, key: name } of named) await this.#remove(before.id, name)
      await this.#history.tell(named.map((row) => ({ ...row, table, action: 'REMOVED' })))
      this.#counts.removed += gone.length
      const last = page.at(-1)
      if (!last || page.length < PAGE) return
      id = last.id
    }
  }

  async #remove(id: number, name: string): Promise<void> {
    try {
      await this.#db.rows(
        stored.deleteRow,
        { id },
        { table: this.#target.table, columns: '', key: '', scope: '' },
      )
    } catch (error) {
      if (!(error instanceof Error) || !error.message.includes('FOREIGN KEY')) throw error
      throw new ReferencedError(this.#target.table, name)
    }
  }
}
