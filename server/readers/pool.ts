import type { Logger } from 'pino'
import { overloaded, Refusal } from '../errors.ts'
import type { Answer } from '../exchange.ts'
import type { Trace } from '../trace.ts'
import { type Handed, type ReaderOptions, ReaderProcess, type Reported } from './reader-process.ts'
import { type Leave, Turns } from './turns.ts'

export interface ReadersOptions extends ReaderOptions {
  /** How many questions are worked at together. */
  readonly count: number
  readonly log: Logger
  /** How long one that has nothing to do is kept, in milliseconds. */
  readonly idleMs?: number
  /** How long a question waits for its turn, in milliseconds. */
  readonly patienceMs?: number
}

/** What is handed over, before it has been given to one of them. */
export interface Question extends Omit<Handed, 'requestId'> {
  readonly isTable: boolean
}

const QUEUE = 64
/** A little more than the question before may take. */
const PATIENCE_MS = 6_000
const IDLE_MS = 60_000

/** Tables that are sent at once, for each question that is worked at: their clients may read as slowly as they like. */
const TABLES = 4

/** How often a question is asked of a reader that dies of it, or of something else. */
const TRIES = 2

/**
 * The processes that answer long questions, started when there are any. Each has one question at a time, also while
 * its answer is sent: so one can be ended without harm to anybody else.
 */
export class Readers {
  readonly #options: ReadersOptions
  readonly #all = new Set<ReaderProcess>()
  /** Those that have nothing to do, each with the clock by which it will be ended. */
  readonly #idle = new Map<ReaderProcess, NodeJS.Timeout>()
  readonly #turns: Turns
  readonly #tables: Turns
  #isClosing = false

  constructor(options: ReadersOptions) {
    this.#options = options
    const waiting = { queue: QUEUE, patience: options.patienceMs ?? PATIENCE_MS }
    this.#turns = new Turns({ concurrency: options.count, ...waiting })
    this.#tables = new Turns({ concurrency: TABLES * options.count, ...waiting })
  }

  /** Questions that wait for their turn. */
  get waiting(): number {
    return this.#turns.waiting + this.#tables.waiting
  }

  /** Processes that there are just now. */
  get size(): number {
    return this.#all.size
  }

  /** The answer of a reader. Throws Refusal where none has the time, or it takes too long. */
  async answer({ isTable, ...question }: Question, trace: Trace): Promise<Answer> {
    const since = performance.now()
    const sent = isTable ? await this.#tables.entered() : NOTHING_TO_LEAVE
    try {
      const leave = await this.#turns.entered()
      trace.queued = (trace.queued ?? 0) + performance.now() - since
      try {
        const { report, ...answer } = await this.#tried({ ...question, requestId: trace.requestId }, sent)
        const { code, execute, sql, statements } = report
        Object.assign(trace, { code, execute, sql, statements })
        return answer
      } finally {
        leave()
      }
    } catch (error) {
      sent()
      throw error
    }
  }

  /** Ends them all; whatever they are at is lost. */
  async close(): Promise<void> {
    this.#isClosing = true
    for (const clock of this.#idle.values()) clearTimeout(clock)
    await Promise.all([...this.#all].map((reader) => reader.end()))
  }

  /** A reader may die of something else than the question: then another may answer it. */
  async #tried(handed: Handed, sent: Leave): Promise<Reported> {
    const { log } = this.#options
    const { requestId } = handed
    for (let tries = 1; tries <= TRIES; tries += 1) {
      try {
        return await this.#answer(handed, sent)
      } catch (error) {
        if (!(error instanceof Refusal)) log.error({ requestId, err: error }, 'a reader gave no answer')
        else {
          log.warn({ requestId, limit: error.extensions['limit'] }, 'a reader took too long and was ended')
          throw error
        }
      }
    }
    throw overloaded()
  }

  async #answer(handed: Handed, sent: Leave): Promise<Reported> {
    const reader = this.#taken() ?? this.#begun()
    await reader.listening
    return reader.answer(handed, () => {
      this.#putBack(reader)
      sent()
    })
  }

  /** The one that was at work last. */
  #taken(): ReaderProcess | null {
    const reader = [...this.#idle.keys()].at(-1) ?? null
    if (reader) this.#forget(reader)
    return reader
  }

  #forget(reader: ReaderProcess): void {
    clearTimeout(this.#idle.get(reader))
    this.#idle.delete(reader)
  }

  #begun(): ReaderProcess {
    const reader = new ReaderProcess(this.#options)
    this.#all.add(reader)
    void reader.ended.then(() => {
      this.#all.delete(reader)
      this.#forget(reader)
    })
    return reader
  }

  #putBack(reader: ReaderProcess): void {
    if (reader.isLost || this.#isClosing) return
    const { idleMs = IDLE_MS } = this.#options
    const end = () => {
      this.#forget(reader)
      void reader.end()
    }
    this.#idle.set(reader, setTimeout(end, idleMs).unref())
  }
}

const NOTHING_TO_LEAVE: Leave = () => undefined
