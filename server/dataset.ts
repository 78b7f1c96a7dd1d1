import type { Logger } from 'pino'
import { engineOf, Snapshots } from '../db/connection.ts'
import { assertMigrated, SchemaError } from '../db/migrate.ts'
import { EnvironmentError, Refusal } from './errors.ts'

/** The dataset of a database. Throws EnvironmentError where there is none or one of another Kouan. */
export async function openDataset(url: string): Promise<Snapshots> {
  engineOf(url)
  try {
    const snapshots = new Snapshots(url)
    await assertMigrated(snapshots)
    await (await snapshots.acquire()).release()
    return snapshots
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    const advice = error instanceof SchemaError ? reason : `run kouan load (${reason})`
    throw new EnvironmentError(`no dataset at ${url}: ${advice}`, { cause: error })
  }
}

/** What a later Kouan may have done to the database meanwhile; null for nothing. */
export async function wrongTables(snapshots: Snapshots): Promise<string | null> {
  try {
    await assertMigrated(snapshots)
    return null
  } catch (error) {
    if (error instanceof SchemaError) return error.message
    throw error
  }
}

/** Reads from the database: whatever is the matter with it, clients are told that it passes. */
export function readingWith(log: Logger): <Result>(read: () => Promise<Result>) => Promise<Result> {
  return async (read) => {
    try {
      return await read()
    } catch (error) {
      log.error({ err: error }, 'the dataset cannot be read')
      throw new Refusal('DATASET_UNAVAILABLE', 'the dataset cannot be read just now; try again later', {
        retryAfter: 5,
      })
    }
  }
}
