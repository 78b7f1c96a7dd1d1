import { engineOf, Snapshots } from '../db/connection.ts'
import { assertMigrated, SchemaError } from '../db/migrate.ts'
import { schema } from '../schema/index.ts'
import { createApp } from './app.ts'
import { answerCapacity, limits as limitsSet } from './config.ts'
import { contextFactory } from './context.ts'
import { EnvironmentError } from './errors.ts'
import { listen, type Listening, type Serving } from './listen.ts'
import { openLog } from './log.ts'

export interface ServeOptions extends Listening {
  /** The database's address or file. */
  readonly url: string
  /** Log errors alone. */
  readonly quiet?: boolean
}

/**
 * Serves a dataset. Throws EnvironmentError where there is none or one of another Kouan, or where the port
 * is taken.
 */
export async function serve({ url, quiet = false, ...where }: ServeOptions): Promise<Serving> {
  const limits = limitsSet()
  const snapshots = await openDataset(url)
  const app = createApp({
    schema,
    acquire: () => snapshots.acquire(),
    stampOf: () => snapshots.stamp(),
    contextOf: contextFactory(),
    capacity: answerCapacity(),
    limits,
    log: openLog({ quiet }),
  })
  try {
    const listening = await listen(app, where, limits)
    return {
      url: listening.url,
      close: async () => {
        await listening.close()
        snapshots.close()
      },
    }
  } catch (error) {
    snapshots.close()
    throw error
  }
}

async function openDataset(url: string): Promise<Snapshots> {
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
