import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { Agent, type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ROOT } from '../config.ts'
import { type TimeLimit, tooSlow } from '../errors.ts'
import type { Answer, Asked } from '../exchange.ts'
import type { Limits } from '../limits.ts'
import type { Understood } from './long.ts'
import { READER_VARIABLE, type ReaderTold } from './message.ts'
import { type Report, reported } from './report.ts'

/** A question with the request that it came in. */
export interface Handed {
  readonly asked: Asked
  readonly question: Understood
  readonly requestId: string
}

/** An answer of a reader, with what it noted of it. */
export interface Reported extends Answer {
  readonly report: Report
}

/** The reader has ended, and it was not we who ended it. */
export class ReaderDied extends Error {
  override readonly name = 'ReaderDied'
}

/** One that does not listen by then never will. */
const START_MS = 20_000

/** How long one that is told to end may take. */
const LAST_CALL_MS = 2_000

export interface ReaderOptions {
  /** The database's address. */
  readonly url: string
  readonly limits: Pick<Limits, TimeLimit>
}

/**
 * A process that answers one question at a time. No statement can be interrupted: where one takes too long, or an
 * answer does, the process is ended.
 */
export class ReaderProcess {
  readonly #options: ReaderOptions
  readonly #child: ChildProcess
  readonly #folder: string | null
  readonly #path: string
  /** It keeps its connection: no side closes one that is idle. */
  readonly #agent = new Agent({ keepAlive: true })
  /** The limit for which it was ended, and what had passed by then. */
  #verdict: { readonly limit: TimeLimit; readonly ms: number } | null = null
  #statementBegan: number | null = null
  #clock: NodeJS.Timeout | undefined
  /** Whether it is at nothing any more, and who wants to know. */
  #isFree = true
  #freed: () => void = () => undefined
  #isLost = false

  /** Resolves when the process is gone. */
  readonly ended: Promise<void>
  /** Resolves once it can be asked; rejects with ReaderDied where it cannot be started. */
  readonly listening: Promise<void>

  constructor(options: ReaderOptions) {
    this.#options = options
    // Nobody but this user may enter the folder.
    this.#folder = process.platform === 'win32' ? null : mkdtempSync(join(tmpdir(), 'kouan-reader-'))
    this.#path = this.#folder
      ? join(this.#folder, 'socket')
      : `\\\\.\\pipe\\kouan-reader-${process.pid}-${performance.now()}`
    this.#child = fork(join(ROOT, 'kouan.mjs'), ['serve', '--db', options.url], {
      env: { ...process.env, [READER_VARIABLE]: this.#path },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    this.#child.on('message', (told: ReaderTold) => {
      this.#hear(told)
    })
    this.ended = new Promise((resolve) => {
      // One that could not be started is told as an error alone.
      for (const event of ['exit', 'error']) this.#child.once(event, resolve)
    }).then(() => {
      this.#isLost = true
      clearTimeout(this.#clock)
      this.#agent.destroy()
      if (this.#folder) rmSync(this.#folder, { recursive: true, force: true })
    })
    this.listening = this.#started()
    // Whoever asks hears of it.
    this.listening.catch(() => undefined)
  }

  /** Whether it can be asked no more. */
  get isLost(): boolean {
    return this.#isLost
  }

  /**
   * The answer to a question. `done` is told once all of it is handed on, or nobody wants more of it. Throws Refusal
   * where the reader was ended for a limit, and ReaderDied.
   */
  async answer(handed: Handed, done: () => void): Promise<Reported> {
    this.#isFree = false
    try {
      const response = await this.#within(() => this.#sent(handed))
      const { headers, report } = reported(headersOf(response.headers))
      const known = { status: response.statusCode ?? 500, headers, report, isLasting: report.isLasting }
      if (response.headers['content-length'] === undefined) {
        return { ...known, body: this.#pieces(response, done) }
      }
      const body = await this.#within(() => bytesOf(response))
      done()
      return { ...known, body }
    } catch (error) {
      this.#lose()
      throw error
    }
  }

  /** Lets it end by itself, as it does when this process is gone. */
  async end(): Promise<void> {
    this.#isLost = true
    const lastCall = setTimeout(() => this.#child.kill('SIGKILL'), LAST_CALL_MS)
    if (this.#child.connected) this.#child.disconnect()
    await this.ended
    clearTimeout(lastCall)
  }

  async #started(): Promise<void> {
    const heard = new Promise<'listening'>((resolve) => {
      this.#child.on('message', ({ type }: ReaderTold) => {
        if (type === 'kouan:listening') resolve('listening')
      })
    })
    const late = setTimeout(() => {
      this.#lose()
    }, START_MS)
    const found = await Promise.race([heard, this.ended])
    clearTimeout(late)
    if (found !== 'listening') throw new ReaderDied('a reader could not be started')
  }

  #hear(told: ReaderTold): void {
    if (told.type === 'kouan:free') {
      this.#isFree = true
      this.#freed()
    }
    if (told.type !== 'kouan:statement') return
    clearTimeout(this.#clock)
    this.#statementBegan = told.isBegun ? performance.now() : null
    if (!told.isBegun) return
    const began = this.#statementBegan
    this.#clock = setTimeout(() => {
      // Where this process itself was late, the end of the statement may have been told meanwhile.
      setImmediate(() => {
        if (began !== null && this.#statementBegan === began) this.#kill('statementMs', began)
      })
    }, this.#options.limits.statementMs)
  }

  #kill(limit: TimeLimit, began: number): void {
    this.#verdict ??= { limit, ms: performance.now() - began }
    this.#lose()
  }

  #lose(): void {
    this.#isLost = true
    this.#child.kill('SIGKILL')
  }

  /** Throws Refusal for what takes longer than a request may, and ReaderDied. */
  async #within<Result>(work: () => Promise<Result>): Promise<Result> {
    const began = performance.now()
    const clock = setTimeout(() => {
      this.#kill('requestMs', began)
    }, this.#options.limits.requestMs)
    try {
      return await work()
    } catch (error) {
      if (this.#verdict === null) throw new ReaderDied('a reader ended while it answered', { cause: error })
      const { limit, ms } = this.#verdict
      throw tooSlow(limit, this.#options.limits[limit], ms)
    } finally {
      clearTimeout(clock)
    }
  }

  async #sent({ asked, question, requestId }: Handed): Promise<IncomingMessage> {
    const { accept, 'accept-encoding': encoding } = asked.headers
    const body = JSON.stringify(question)
    const posted = request({
      socketPath: this.#path,
      agent: this.#agent,
      method: 'POST',
      path: asked.url,
      headers: {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        'x-request-id': requestId,
        ...(accept === undefined ? {} : { accept }),
        ...(encoding === undefined ? {} : { 'accept-encoding': encoding }),
      },
    })
    const answered = once(posted, 'response') as Promise<[IncomingMessage]>
    posted.end(body)
    const [response] = await answered
    // What comes later reaches whoever reads on.
    for (const stream of [posted, response]) stream.on('error', () => undefined)
    return response
  }

  #pieces(response: IncomingMessage, done: () => void): AsyncIterable<Uint8Array> {
    const pieces = response[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>
    let isOver = false
    const over = () => {
      isOver = true
      done()
    }
    const next = async () => {
      try {
        const piece = await this.#within(() => pieces.next())
        if (piece.done === true) over()
        return piece
      } catch (error) {
        if (!isOver) {
          this.#lose()
          over()
        }
        throw error
      }
    }
    // A stream says so at its end too.
    const unwanted = async () => {
      if (isOver) return
      isOver = true
      response.destroy()
      await this.#becameFree()
      done()
    }
    return {
      [Symbol.asyncIterator]: () => ({
        next,
        return: () => {
          void unwanted()
          return Promise.resolve({ done: true, value: undefined })
        },
      }),
    }
  }

  /** Where it goes on for longer than it may with what nobody wants, it is ended. */
  async #becameFree(): Promise<void> {
    if (this.#isFree) return
    const freed = new Promise<void>((resolve) => (this.#freed = resolve))
    await this.#within(() => Promise.race([freed, this.ended])).catch(() => undefined)
  }
}

/** What is of one connection, and not of the answer. */
const OF_CONNECTION: ReadonlySet<string> = new Set([
  'connection',
  'content-length',
  'date',
  'keep-alive',
  'transfer-encoding',
])

function headersOf(headers: IncomingHttpHeaders): Record<string, string> {
  const given = Object.entries(headers).filter(([name]) => !OF_CONNECTION.has(name))
  return Object.fromEntries(given.map(([name, value]) => [name, String(value)]))
}

async function bytesOf(response: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = []
  for await (const piece of response as AsyncIterable<Buffer>) pieces.push(piece)
  return Buffer.concat(pieces)
}
