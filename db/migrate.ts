// Migrations: every one that is missing, all in one transaction, so that they either complete or
// leave the database as it was. A migration is frozen once it has been released; a later one mends it.
import { sql as theDataModel } from './migrations/001-the-data-model.ts'
import { DatabaseError, type Writer } from './connection.ts'
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
 * Throws DatabaseError where the database is newer than this Kouan.
 */
export async function migrate(db: Writer, migrations: readonly Migration[] = MIGRATIONS): Promise<string[]> {
  return db.transaction(async () => {
    await db.execute(
      'create table if not exists migration (name text primary key, applied_at text not null) strict',
    )
    const applied = (await db.rows(appliedMigrations, {})).map(({ name }) => name)
    const unknown = applied.filter((name) => !migrations.some((migration) => migration.name === name))
    if (unknown.length > 0) {
      throw new DatabaseError(
        `this database was made by a newer Kouan (it has ${unknown.join(', ')}); update Kouan`,
      )
    }
    const missing = migrations.filter(({ name }) => !applied.includes(name))
    for (const { name, sql } of missing) {
      for (const text of sql) await db.execute(text)
      await db.rows(recordMigration, { name, appliedAt: new Date().toISOString() })
    }
    return missing.map(({ name }) => name)
  })
}
