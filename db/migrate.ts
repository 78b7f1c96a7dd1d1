// Migrations: every one that is missing, all in one transaction, so that they either complete or
// leave the database as it was. A migration is frozen once it has been released; a later one mends it.
import { sql as theDataModel } from './migrations/001-the-data-model.ts'
import { DatabaseError, type Snapshots, type Writer } from './connection.ts'
import { statement } from './statements.ts'

export interface Migration {
  readonly name: string
  readonly sql: readonly string[]
}

export const MIGRATIONS: readonly Migration[] = [{ name: '001-the-data-model', sql: theDataModel }]

const appliedMigrations = statement<object, { name: string }>('appliedMigrations', ({ q }) =>
  q.selectFrom('migration').select('name').orderBy('name'),
)
const recordMigration = statement<{ name: string; appliedAt: string }, never>(
  'recordMigration',
  ({ q }, { name, appliedAt }) => q.insertInto('migration').values({ name, applied_at: appliedAt }) as never,
)

/**
 * Brings the database up to date; answers the names of the migrations that were missing.
 * Throws SchemaError where the database is newer than this Kouan.
 */
export async function migrate(db: Writer, migrations: readonly Migration[] = MIGRATIONS): Promise<string[]> {
  return db.transaction(async () => {
    await db.execute(
      'create table if not exists migration (name text primary key, applied_at text not null) strict',
    )
    const applied = (await db.rows(appliedMigrations, {})).map(({ name }) => name)
    refuseNewer(applied, migrations)
    const missing = missingFrom(applied, migrations)
    for (const { name, sql } of missing) {
      for (const text of sql) await db.execute(text)
      await db.rows(recordMigration, { name, appliedAt: new Date().toISOString() })
    }
    return missing.map(({ name }) => name)
  })
}

/** A database whose tables are not those of this Kouan; the message says what to do. */
export class SchemaError extends DatabaseError {}

/**
 * Sees to it that a database has the tables of this Kouan before it is read; changes nothing.
 * Throws SchemaError where it has none, or those of an older or a newer Kouan.
 */
export async function assertMigrated(
  snapshots: Snapshots,
  migrations: readonly Migration[] = MIGRATIONS,
): Promise<void> {
  const applied = (await snapshots.rowsIfAny('migration', appliedMigrations)).map(({ name }) => name)
  refuseNewer(applied, migrations)
  const missing = missingFrom(applied, migrations)
  if (missing.length === 0) return
  const found =
    missing.length === migrations.length
      ? 'this database has no tables of Kouan'
      : `this database was made by an older Kouan: it lacks ${missing.map(({ name }) => name).join(', ')}`
  throw new SchemaError(`run kouan load (${found})`)
}

const missingFrom = (applied: readonly string[], migrations: readonly Migration[]): Migration[] =>
  migrations.filter(({ name }) => !applied.includes(name))

function refuseNewer(applied: readonly string[], migrations: readonly Migration[]): void {
  const unknown = applied.filter((name) => !migrations.some((migration) => migration.name === name))
  if (unknown.length === 0) return
  throw new SchemaError(
    `this database was made by a newer Kouan (it has ${unknown.join(', ')}); update Kouan`,
  )
}
