// The dataset as a whole: its newest version and the packages in it.
import { sql } from 'kysely'
import type { Db } from '../connection.ts'
import { statement } from '../statements.ts'

export interface DatasetVersion {
  readonly id: number
  readonly loaded_at: string
}

const latest = statement<object, DatasetVersion>('datasetVersion', ({ q }) =>
  q.selectFrom('dataset_version').select(['id', 'loaded_at']).orderBy('id', 'desc').limit(1),
)

/** The newest version, or undefined before the first load. */
export async function datasetVersion(db: Db): Promise<DatasetVersion | undefined> {
  return (await db.rows(latest, {}))[0]
}

const largest = statement<object, { rows: number }>('largestTable', ({ q }) =>
  q.selectNoFrom(
    sql<number>`max(coalesce((select max(id) from observation), 0), coalesce((select max(id) from change), 0))`.as(
      'rows',
    ),
  ),
)

/** About how many rows the largest table has: those that grow without end are claims and their changes. */
export async function largestTable(db: Db): Promise<number> {
  return (await db.rows(largest, {}))[0]?.rows ?? 0
}

const packages = statement<object, { code: string; revision: number; fingerprint: string }>(
  'loadedPackages',
  ({ q }) => q.selectFrom('package').selectAll().orderBy('code'),
)

/** The loaded packages with the fingerprint of the files that they were loaded from. */
export function loadedPackages(db: Db): Promise<{ code: string; revision: number; fingerprint: string }[]> {
  return db.rows(packages, {})
}

const upsertPackage = statement<{ code: string; revision: number; fingerprint: string }, never>(
  'upsertPackage',
  ({ q }, { code, revision, fingerprint }) =>
    q
      .insertInto('package')
      .values({ code, revision, fingerprint })
      .onConflict((conflict) => conflict.column('code').doUpdateSet({ revision, fingerprint })) as never,
)

/** Remembers which files of a package are loaded. */
export async function recordPackage(
  db: Db,
  loaded: { code: string; revision: number; fingerprint: string },
): Promise<void> {
  await db.rows(upsertPackage, loaded)
}
