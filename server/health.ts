import type { Logger } from 'pino'
import type { Snapshot } from '../db/connection.ts'
import { datasetVersion } from '../db/queries/dataset.ts'
import { type DatasetCounts, datasetCounts } from '../db/queries/health.ts'
import { type Answer, json } from './exchange.ts'

export interface HealthOptions {
  readonly acquire: () => Promise<Snapshot>
  /** Why the hub should not be asked just now, in a sentence; null where nothing is in the way. */
  readonly obstacle: () => Promise<string | null>
  readonly log: Logger
}

/** What operators and their machines ask. Never cached, never queued. */
export class Health {
  readonly #options: HealthOptions
  /** Counting takes as long as the dataset is large, so it is done once for each version. */
  #counted: { readonly version: number; readonly counts: DatasetCounts } | null = null

  constructor(options: HealthOptions) {
    this.#options = options
  }

  /** Whether the process is up. One that answers no more is to be started again. */
  live(): Answer {
    return json(200, { status: 'ok' }, UNCACHED)
  }

  /** Whether it should be asked, with the dataset that it would answer from: 503 says what is wrong. */
  async ready(): Promise<Answer> {
    const { obstacle, acquire, log } = this.#options
    try {
      const reason = await obstacle()
      if (reason !== null) return unready(reason)
      const dataset = await this.#dataset(await acquire())
      if (dataset.version === 0) return unready('nothing is loaded yet: run kouan load', { dataset })
      return json(200, { status: 'ok', dataset }, UNCACHED)
    } catch (error) {
      log.error({ err: error }, 'the dataset cannot be read')
      return unready('the dataset cannot be read; the log says why')
    }
  }

  async #dataset(snapshot: Snapshot) {
    try {
      const { version } = snapshot
      if (this.#counted?.version !== version) {
        this.#counted = { version, counts: await datasetCounts(snapshot) }
      }
      const { loaded_at: loadedAt = null } = (await datasetVersion(snapshot)) ?? {}
      return { version, loadedAt, ...this.#counted.counts }
    } finally {
      await snapshot.release()
    }
  }
}

const UNCACHED = { 'cache-control': 'no-store' }

const unready = (reason: string, more: object = {}): Answer =>
  json(503, { status: 'unready', reason, ...more }, { ...UNCACHED, 'retry-after': '1' })
