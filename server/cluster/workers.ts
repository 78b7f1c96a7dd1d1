import cluster, { type Worker } from 'node:cluster'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Logger } from 'pino'
import { AggregatorRegistry } from 'prom-client'
import { EXIT, type ExitCode } from '../command.ts'
import { ROOT } from '../config.ts'
import { addressText, type Listening } from '../listen.ts'
import { told, type Told } from './message.ts'

/** Deaths within a minute after which the fault is not a worker's own, and all stop. */
const TOO_MANY_DEATHS = 10
const MINUTE_MS = 60_000

/** A worker that dies at once is not started again at once. */
const PAUSE_MS = 200

/** Longer than a worker gives its own requests; one that is still there then hangs. */
const LAST_CALL_MS = 15_000

export interface WorkersOptions extends Listening {
  readonly url: string
  readonly count: number
  readonly log: Logger
}

/**
 * Several processes that serve on one port. Each reads the database for itself, so that a load is seen by all.
 * One that dies is replaced; when the stop comes, all finish their requests and end.
 */
export class Workers {
  readonly #options: WorkersOptions
  readonly #listening = new Set<Worker>()
  readonly #deaths: number[] = []
  readonly #metrics = new AggregatorRegistry()
  #isOpen = false
  #isStopping = false
  #open: () => void = () => undefined
  #giveUp: () => void = () => undefined

  /** Resolves when so many workers have died that no more are started. */
  readonly gaveUp = new Promise<void>((resolve) => (this.#giveUp = resolve))

  constructor(options: WorkersOptions) {
    this.#options = options
    const { url, host, port } = options
    cluster.setupPrimary({
      exec: join(ROOT, 'kouan.mjs'),
      args: ['serve', '--db', url, '--host', host, '--port', String(port)],
    })
  }

  /**
   * Starts them, and gives the address once all listen; or an exit code, where one has said what is wrong. One
   * goes before the others: what keeps it from listening is told once.
   */
  async started(): Promise<string | ExitCode> {
    const scout = cluster.fork()
    const outcome = await Promise.race([once(scout, 'listening'), once(scout, 'exit')])
    const [found] = outcome as [{ address: string; port: number } | number | null]
    if (typeof found !== 'object' || found === null) return endedWith(found)
    cluster.on('exit', (worker, code, signal) => void this.#replace(worker, signal || code))
    cluster.on('listening', (worker) => {
      this.#listens(worker)
    })
    cluster.on('message', (worker, message) => void this.#tellMetrics(worker, told(message)))
    const all = new Promise<void>((resolve) => (this.#open = resolve))
    this.#listens(scout)
    for (let others = this.#options.count - 1; others > 0; others -= 1) cluster.fork()
    await Promise.race([all, this.gaveUp])
    return this.#isOpen ? addressText(found.address, found.port) : EXIT.environment
  }

  /** Lets all finish what they are at. Gives the exit code: 0 where all came to an end by themselves. */
  async stopped(): Promise<ExitCode> {
    this.#isStopping = true
    const workers = Object.values(cluster.workers ?? {}).filter(
      (worker) => worker?.isDead() === false,
    ) as Worker[]
    let code: ExitCode = EXIT.ok
    const lastCall = setTimeout(() => {
      code = EXIT.environment
      for (const worker of workers) worker.process.kill('SIGKILL')
    }, LAST_CALL_MS)
    await Promise.all(
      workers.map((worker) => {
        const ended = once(worker, 'exit')
        tell(worker, { type: 'kouan:stop' })
        return ended
      }),
    )
    clearTimeout(lastCall)
    return code
  }

  #listens(worker: Worker): void {
    this.#options.log.info({ worker: worker.process.pid }, 'a worker listens')
    this.#listening.add(worker)
    if (this.#isOpen) tell(worker, { type: 'kouan:open' })
    if (this.#isOpen || this.#listening.size < this.#options.count) return
    this.#isOpen = true
    for (const one of this.#listening) tell(one, { type: 'kouan:open' })
    this.#open()
  }

  /** A worker is asked for what only all of them know together. */
  async #tellMetrics(worker: Worker, asked: Told | null): Promise<void> {
    if (asked?.type !== 'kouan:metrics-asked') return
    const { question } = asked
    try {
      tell(worker, { type: 'kouan:metrics', question, text: await this.#metrics.clusterMetrics() })
    } catch (error) {
      // A worker that ended meanwhile gave no answer.
      this.#options.log.warn({ err: error }, 'the metrics of a worker are missing')
      tell(worker, { type: 'kouan:metrics', question, text: null })
    }
  }

  async #replace(worker: Worker, how: string | number): Promise<void> {
    this.#listening.delete(worker)
    if (this.#isStopping) return
    const { log } = this.#options
    log.error({ worker: worker.process.pid, how }, 'a worker ended; another takes its place')
    this.#deaths.push(Date.now())
    if (this.#deaths.filter((time) => Date.now() - time < MINUTE_MS).length > TOO_MANY_DEATHS) {
      log.fatal('workers end again and again: all are stopped')
      this.#giveUp()
      return
    }
    await pause(PAUSE_MS)
    if (!this.#isStopping) cluster.fork()
  }
}

/** The code of a worker that has said itself what is wrong; one that was killed has none. */
const endedWith = (code: number | null): ExitCode =>
  code === EXIT.usage || code === EXIT.ok ? code : EXIT.environment

function tell(worker: Worker, message: Told): void {
  // One that has just died hears nothing; its end is told elsewhere.
  if (worker.isConnected()) worker.send(message, () => undefined)
}
