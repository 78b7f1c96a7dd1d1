import { overloaded } from './errors.ts'
import type { Answer } from './exchange.ts'
import type { Graph } from './graph.ts'

export interface AdmissionOptions {
  /**
   * How many may be under way at once. One thread computes: more than one are under way only where some wait for
   * something else, and each holds its rows in memory.
   */
  readonly concurrency: number
  /** How many may wait for their turn; the next is refused at once. */
  readonly queue: number
  /** How long one may wait, in milliseconds: less than a request may take in all. After that it is refused. */
  readonly patience: number
}

export const ADMISSION: AdmissionOptions = { concurrency: 16, queue: 512, patience: 2_000 }

/** How many are begun, and for how long, before the event loop looks for what else has come. */
const BATCH = 16
const SLICE_MS = 5

/**
 * How often it looks then, where more wait than one batch: it takes one new connection each time. So those who are
 * to be refused hear of it, and do not wait, uncounted, until others are answered.
 */
const LOOKS = 8

interface Waiting {
  readonly since: number
  /** What was admitted before only goes on: it is never refused. */
  readonly isRefusable: boolean
  begin(): void
  refuse(): void
}

/**
 * Lets requests in, one after another. What is more than can be answered waits here, where it is counted, instead
 * of in the event loop, where nobody sees it until its answer is too late. So some are refused at once, and the
 * others are answered in time.
 */
export class Admission {
  readonly #options: AdmissionOptions
  readonly #line: Waiting[] = []
  #underWay = 0
  /** Turns that the event loop will come to. */
  #turns = 0
  /** When the first request of this slice was begun. */
  #sliceBegan: number | null = null

  constructor(options: AdmissionOptions) {
    this.#options = options
  }

  get waiting(): number {
    return this.#line.length
  }

  /** Does the work when its turn comes, and tells how long it waited. Throws Refusal where too many wait. */
  async admitted<Result>(work: () => Promise<Result>, waited: (ms: number) => void): Promise<Result> {
    const since = performance.now()
    await this.#turn(true)
    waited(performance.now() - since)
    return this.#done(work)
  }

  /** Goes on with what was admitted, when its turn comes. */
  async continued<Result>(work: () => Promise<Result>): Promise<Result> {
    await this.#turn(false)
    return this.#done(work)
  }

  #turn(isRefusable: boolean): Promise<void> | undefined {
    const isFirst = this.#turns === 0 && this.#line.length === 0 && this.#isFree()
    if (this.#turns === 0) this.#schedule()
    if (isFirst) {
      this.#underWay += 1
      return undefined
    }
    if (isRefusable && this.#line.length >= this.#options.queue) throw overloaded()
    return new Promise((begin, reject) => {
      const refuse = () => {
        reject(overloaded())
      }
      this.#line.push({ since: performance.now(), isRefusable, begin, refuse })
    })
  }

  async #done<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await work()
    } finally {
      this.#underWay -= 1
      if (this.#turns === 0 && this.#line.length > 0) this.#schedule()
    }
  }

  /** A callback of its own for each turn: Node finishes what one has begun before it comes to the next. */
  #schedule(): void {
    this.#turns += 1
    setImmediate(() => {
      const now = performance.now()
      this.#sliceBegan ??= now
      const isOver = now - this.#sliceBegan >= SLICE_MS
      if (!isOver && this.#isFree()) this.#next(now)
      if (this.#turns > 1) this.#turns -= 1
      else if (isOver) this.#look(this.#line.length > BATCH ? LOOKS : 1)
      else this.#goOn()
    })
  }

  /** Lets the event loop go round; the last turn is kept for as long, so that nobody else takes one. */
  #look(times: number): void {
    setImmediate(() => {
      if (times > 1) {
        this.#look(times - 1)
        return
      }
      this.#sliceBegan = null
      this.#goOn()
    })
  }

  /** After the last turn: as many again as there are requests to begin. */
  #goOn(): void {
    this.#turns = 0
    const turns = this.#isFree() ? Math.min(this.#line.length, BATCH) : 0
    if (turns === 0) this.#sliceBegan = null
    for (let turn = 0; turn < turns; turn += 1) this.#schedule()
  }

  #next(now: number): void {
    const latest = now - this.#options.patience
    for (let one = this.#line.shift(); one; one = this.#line.shift()) {
      if (one.isRefusable && one.since < latest) {
        one.refuse()
        continue
      }
      this.#underWay += 1
      one.begin()
      return
    }
  }

  #isFree(): boolean {
    return this.#underWay < this.#options.concurrency
  }
}

/** A graph that answers in turn. A streamed answer waits for its turn again before each piece. */
export function inTurn(graph: Graph, admission: Admission): Graph {
  return async (asked, trace) => {
    const waited = (ms: number) => (trace.queued = ms)
    const answer = await admission.admitted(() => graph(asked, trace), waited)
    return isWhole(answer.body) ? answer : { ...answer, body: inPieces(answer.body, admission) }
  }
}

const isWhole = (body: Answer['body']): body is string | Uint8Array =>
  typeof body === 'string' || body instanceof Uint8Array

function inPieces<Piece>(body: AsyncIterable<Piece>, admission: Admission): AsyncIterable<Piece> {
  return {
    [Symbol.asyncIterator]: () => {
      const pieces = body[Symbol.asyncIterator]()
      return {
        next: () => admission.continued(() => pieces.next()),
        return: async () => (await pieces.return?.()) ?? { done: true, value: undefined },
      }
    },
  }
}
