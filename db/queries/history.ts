// The history of the dataset: a load that changes something begins a new version, and every changed row is kept
// with what it was before. `change.ts` tells it.
import { sql } from 'kysely'
import type { Writer } from '../connection.ts'
import { statement } from '../statements.ts'
import type { ChangeAction } from '../lists.ts'
import type { Tables } from '../tables.ts'

export interface Change {
  readonly table: string
  readonly key: string
  readonly action: ChangeAction
  /** The row before; null for an added one. */
  readonly before: object | null
}

interface Loaded {
  readonly package: string
  readonly revision: number
}

interface Counts {
  readonly added: number
  readonly changed: number
  readonly removed: number
}

const insertVersion = statement<Loaded & { loadedAt: string }, { id: number }>(
  'insertDatasetVersion',
  ({ q }, { package: code, revision, loadedAt }) =>
    q
      .insertInto('dataset_version')
      .values({ loaded_at: loadedAt, package: code, revision, added: 0, changed: 0, removed: 0 })
      .returning('id'),
)

const countVersion = statement<Counts & { id: number; loadedAt: string }, never>(
  'countDatasetVersion',
  ({ q }, { id, loadedAt, added, changed, removed }) =>
    q
      .updateTable('dataset_version')
      .set({ loaded_at: loadedAt, added, changed, removed })
      .where('id', '=', id) as never,
)

interface ChangeParams {
  readonly versionId: number
  readonly table: string
  readonly key: string
  readonly action: ChangeAction
  readonly before: string | null
}

const insertChange = statement<ChangeParams, never>(
  'insertChange',
  ({ q }, { versionId, table, key, action, before }) =>
    q.insertInto('change').values({ version_id: versionId, table_name: table, key, action, before }) as never,
)

interface TableShape {
  readonly table: keyof Tables
  readonly [choice: string]: string | boolean
}

const insertAdded = statement<{ versionId: number; sourceId: number; afterId: number }, never, TableShape>(
  'insertAddedChanges',
  ({ q }, { versionId, sourceId, afterId }, { table }) =>
    q
      .insertInto('change')
      .columns(['version_id', 'table_name', 'key', 'action'])
      .expression(
        q
          .selectFrom(table as 'observation')
          .select([
            sql<number>`${versionId}`.as('version_id'),
            sql.lit<string>(table).as('table_name'),
            'key',
            sql.lit<ChangeAction>('ADDED').as('action'),
          ])
          .where('source_id', '=', sourceId)
          .where('id', '>', afterId)
          .orderBy('id'),
      ) as never,
  [{ table: 'zone' }],
)

/** What one load of a package changes. */
export class History {
  readonly #db: Writer
  readonly #loaded: Loaded
  #version: number | null = null
  readonly #counts = { ADDED: 0, CHANGED: 0, REMOVED: 0 }

  constructor(db: Writer, loaded: Loaded) {
    this.#db = db
    this.#loaded = loaded
  }

  /** Has anything changed? */
  get isEmpty(): boolean {
    return this.#version === null
  }

  async tell(changes: readonly Change[]): Promise<void> {
    if (changes.length === 0) return
    const version = await this.begin()
    for (const { action } of changes) this.#counts[action] += 1
    const rows = changes.map(({ table, key, action, before }) => [
      version,
      table,
      key,
      action,
      before && JSON.stringify(before),
    ])
    await this.#db.each(insertChange, rows)
  }

  /** All rows of a source in a table whose ids are above one, as added. */
  async tellAdded(table: keyof Tables, sourceId: number, afterId: number, count: number): Promise<void> {
    const versionId = await this.count('ADDED', count)
    await this.#db.rows(insertAdded, { versionId, sourceId, afterId }, { table })
  }

  /** Counts changes that the caller keeps itself; answers the version that they belong to. */
  async count(action: ChangeAction, count: number): Promise<number> {
    this.#counts[action] += count
    return this.begin()
  }

  /** Begins the version, if it has not begun; answers its number. */
  async begin(): Promise<number> {
    if (this.#version === null) {
      const [row] = await this.#db.rows(insertVersion, { ...this.#loaded, loadedAt: '' })
      this.#version = Number(row?.id)
    }
    return this.#version
  }

  /** Ends the version at this time; answers its number, or null where nothing changed. */
  async end(): Promise<number | null> {
    if (this.#version === null) return null
    const { ADDED: added, CHANGED: changed, REMOVED: removed } = this.#counts
    const loadedAt = new Date().toISOString()
    await this.#db.rows(countVersion, { id: this.#version, loadedAt, added, changed, removed })
    return this.#version
  }
}
