import { schema } from '../schema/index.ts'
import { ADMISSION } from './admission.ts'
import { createApp } from './app.ts'
import { isWorker, metricsOfAll } from './cluster/worker.ts'
import { answerCapacity, limits as limitsSet, logLevel, rate, readerCount } from './config.ts'
import { contextFactory } from './context.ts'
import { openDataset, readingWith, wrongTables } from './dataset.ts'
import { listen, type Listening, type Serving } from './listen.ts'
import { openLog } from './log.ts'
import { Decision } from './readers/decision.ts'
import { Readers } from './readers/pool.ts'
import { expectShortLives } from './short-lives.ts'

/** All workers are told to stop at once; that each has heard it takes some milliseconds, more on a busy machine. */
const OTHERS_LISTEN_MS = 250

export interface ServeOptions extends Listening {
  /** The database's address or file. */
  readonly url: string
  /** Log errors alone, whatever the environment says. */
  readonly quiet?: boolean
  /** How long a question may wait for its turn, here and with readers, in milliseconds. */
  readonly patienceMs?: number
  /** Resolves once all that serve together listen. */
  readonly open?: Promise<void>
}

/**
 * Serves a dataset. Throws EnvironmentError where there is none or one of another Kouan, or where the port
 * is taken.
 */
export async function serve({
  url,
  quiet = false,
  patienceMs,
  open,
  ...where
}: ServeOptions): Promise<Serving> {
  expectShortLives()
  const log = openLog(quiet ? 'error' : logLevel())
  const limits = limitsSet()
  const [capacity, rateSet, count] = [answerCapacity(), rate(), readerCount(isWorker())]
  const snapshots = await openDataset(url)
  const reading = readingWith(log)
  const gate = { isOpen: open === undefined, isClosing: false }
  void open?.then(() => (gate.isOpen = true))

  async function obstacle(): Promise<string | null> {
    if (gate.isClosing) return 'the server stops'
    if (!gate.isOpen) return 'other processes of the server do not listen yet'
    return (await snapshots.trouble()) ?? (await wrongTables(snapshots))
  }

  const acquire = () => reading(() => snapshots.acquire())
  const decision = new Decision(acquire)
  const readers =
    count === 0
      ? null
      : new Readers({ url, limits, count, log, ...(patienceMs === undefined ? {} : { patienceMs }) })
  const contextOf = contextFactory({
    limits,
    ...(readers ? { watchOf: (snapshot) => decision.watchOf(snapshot) } : {}),
  })
  const app = createApp({
    schema,
    acquire,
    stampOf: () => reading(() => snapshots.stamp()),
    contextOf: (...of) => reading(() => contextOf(...of)),
    capacity,
    limits,
    ...(patienceMs === undefined ? {} : { admission: { ...ADMISSION, patience: patienceMs } }),
    rate: rateSet,
    obstacle,
    log,
    allMetrics: isWorker() ? metricsOfAll() : null,
    ...(readers ? { readers, isLong: (question) => decision.isLong(question) } : {}),
  })

  const end = async () => {
    app.close()
    await readers?.close()
    snapshots.close()
  }
  try {
    const listening = await listen(app, where, { limits, othersListenMs: isWorker() ? OTHERS_LISTEN_MS : 0 })
    return {
      url: listening.url,
      close: async () => {
        gate.isClosing = true
        await listening.close()
        await end()
      },
    }
  } catch (error) {
    await end()
    throw error
  }
}
