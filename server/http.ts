import { engineOf, Snapshots } from '../db/connection.ts'
import { assertMigrated, SchemaError } from '../db/migrate.ts'
import { schema } from '../schema/index.ts'
import { createApp } from './app.ts'
import { isWorker, metricsOfAll } from './cluster/worker.ts'
import { answerCapacity, limits as limitsSet, logLevel, rate } from './config.ts'
import { contextFactory } from './context.ts'
import { EnvironmentError, Refusal } from './errors.ts'
import { listen, type Listening, type Serving } from './listen.ts'
import { openLog } from './log.ts'
import { expectShortLives } from './short-lives.ts'

/** All workers are told to stop at once; that each has heard it takes some milliseconds, more on a busy machine. */
const OTHERS_LISTEN_MS = 250

export interface ServeOptions extends Listening {
  /** The database's address or file. */
  readonly url: string
  /** Log errors alone, whatever the environment says. */
  readonly quiet?: boolean
  /** Resolves once all that serve together listen. */
  readonly open?: Promise<void>
}

/**
 * Serves a dataset. Throws EnvironmentError where there is none or one of another Kouan, or where the port
 * is taken.
 */
export async function serve({ url, quiet = false, open, ...where }: ServeOptions): Promise<Serving> {
  expectShortLives()
  const log = openLog(quiet ? 'error' : logLevel())
  const limits = limitsSet()
  const [capacity, rateSet] = [answerCapacity(), rate()]
  const snapshots = await openDataset(url)
  const gate = { isOpen: open === undefined, isClosing: false }
  void open?.then(() => (gate.isOpen = true))

  /** Whatever is the matter with the database, clients are told that it passes. */
  async function reading<Result>(read: () => Promise<Result>): Promise<Result> {
    try {
      return await read()
    } catch (error) {
      log.error({ err: error }, 'the dataset cannot be read')
      throw new Refusal('DATASET_UNAVAILABLE', 'the dataset cannot be read just now; try again later', {
        retryAfter: 5,
      })
    }
  }

  async function obstacle(): Promise<string | null> {
    if (gate.isClosing) return 'the server stops'
    if (!gate.isOpen) return 'other processes of the server do not listen yet'
    return (await snapshots.trouble()) ?? (await wrongTables(snapshots))
  }

  const contextOf = contextFactory()
  const app = createApp({
    schema,
    acquire: () => reading(() => snapshots.acquire()),
    stampOf: () => reading(() => snapshots.stamp()),
    contextOf: (...of) => reading(() => contextOf(...of)),
    capacity,
    limits,
    rate: rateSet,
    obstacle,
    log,
    allMetrics: isWorker() ? metricsOfAll() : null,
  })

  const end = () => {
    app.close()
    snapshots.close()
  }
  try {
    const listening = await listen(app, where, { limits, othersListenMs: isWorker() ? OTHERS_LISTEN_MS : 0 })
    return {
      url: listening.url,
      close: async () => {
        gate.isClosing = true
        await listening.close()
        end()
      },
    }
  } catch (error) {
    end()
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

/** What a later Kouan may have done to the database meanwhile; null for nothing. */
async function wrongTables(snapshots: Snapshots): Promise<string | null> {
  try {
    await assertMigrated(snapshots)
    return null
  } catch (error) {
    if (error instanceof SchemaError) return error.message
    throw error
  }
}
