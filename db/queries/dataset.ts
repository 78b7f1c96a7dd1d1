// The dataset as a whole: its versions, the packages in it, and what a load changed.
import type { Db } from '../connection.ts'
import { statement } from '../statements.ts'
import type { Change } from './load.ts'

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

interface VersionParams {
  loadedAt: string
  package: string
  revision: number
  added: number
  changed: number
  removed: number
}

const insertVersion = statement<VersionParams, { id: number }>('insertDatasetVersion', ({ q }, params) =>
  q
    .insertInto('dataset_version')
    .values({
      loaded_at: params.loadedAt,
      package: params.package,
      revision: params.revision,
      added: params.added,
      changed: params.changed,
      removed: params.removed,
    })
    .returning('id'),
)

type ChangeParams = Omit<Change, 'before'> & { versionId: number; before: string | null }

const insertChange = statement<ChangeParams, never>(
  'insertChange',
  ({ q }, { versionId, table, key, action, before }) =>
    q.insertInto('change').values({ version_id: versionId, table_name: table, key, action, before }) as never,
)

/** Begins a new version of the dataset and keeps what changed as history; answers the version's number. */
export async function recordVersion(
  db: Db,
  from: { package: string; revision: number },
  changes: readonly Change[],
): Promise<number> {
  const count = (action: Change['action']) => changes.filter((change) => change.action === action).length
  const [version] = await db.rows(insertVersion, {
    ...from,
    loadedAt: new Date().toISOString(),
    added: count('ADDED'),
    changed: count('CHANGED'),
    removed: count('REMOVED'),
  })
  const versionId = Number(version?.id)
  for (const { before, ...change } of changes) {
    await db.rows(insertChange, { ...change, versionId, before: before && JSON.stringify(before) })
  }
  return versionId
}
