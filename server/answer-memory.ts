import { createHash } from 'node:crypto'
import { preferredEncoding } from './assets.ts'
import { BoundedMap } from './bounded-map.ts'
import type { Answer, Asked } from './exchange.ts'
import type { Graph } from './graph.ts'
import { assertJson } from './parameters.ts'

export interface AnswerMemoryOptions {
  /** What the dataset is now: another text for another version, the same in every process that serves it. */
  readonly stampOf: () => Promise<string>
  /** Bytes of answers to keep; 0 keeps none. */
  readonly capacity: number
}

/** Larger answers are made anew: they cost little beside sending them. */
const LARGEST_SHARE = 1 / 16

/**
 * A graph that remembers. An answer holds for as long as the dataset has the same version, so one that was asked
 * for in the very same way is given again unread, and a client that still has it is told so (304).
 */
export function remembering(graph: Graph, { stampOf, capacity }: AnswerMemoryOptions): Graph {
  const answers = new BoundedMap<Answer>(capacity, ({ body }, key) => sizeOf(body) + 2 * key.length)
  let newest = ''

  return async (asked, trace) => {
    const stamp = await stampOf()
    if (stamp !== newest) answers.clear()
    newest = stamp
    const question = await questionOf(asked)
    const etag = asked.method === 'GET' ? etagOf(stamp, question) : null
    trace.isRemembered = true
    if (etag !== null && asked.headers['if-none-match']?.includes(etag)) return unchanged(etag)
    const known = answers.get(question)
    if (known) return known
    trace.isRemembered = false
    const answer = await graph(asked, trace)
    if (!answer.isLasting) return answer
    const lasting = withEtag(answer, etag)
    // Where the dataset has changed meanwhile, it is the answer of a version that nobody asks any more.
    const isNewest = stamp === newest
    if (isNewest && sizeOf(lasting.body) <= capacity * LARGEST_SHARE) answers.set(question, sendable(lasting))
    return lasting
  }
}

/** Whatever of a request its answer depends on. */
async function questionOf(asked: Asked): Promise<string> {
  const { method, url, headers } = asked
  const manner = `${method} ${url}\n${headers.accept ?? ''}\n${preferredEncoding(headers['accept-encoding']) ?? ''}\n`
  if (method !== 'POST') return manner
  assertJson(asked)
  return manner + (await asked.body())
}

/** Weak: the same answer may be compressed in another way. */
const etagOf = (stamp: string, question: string): string =>
  `W/"${createHash('sha256').update(stamp).update('\n').update(question).digest('base64url').slice(0, 27)}"`

/** `no-cache`: it may be kept, and is to be asked about each time. */
const keeping = (etag: string) => ({ etag, 'cache-control': 'no-cache' })

function withEtag(answer: Answer, etag: string | null): Answer {
  return etag === null ? answer : { ...answer, headers: { ...answer.headers, ...keeping(etag) } }
}

/** Node sends a short text together with its headers, and a long one faster as bytes. */
const LONG = 16_384

function sendable({ body, ...answer }: Answer): Answer {
  return { ...answer, body: typeof body === 'string' && body.length > LONG ? Buffer.from(body) : body }
}

const unchanged = (etag: string): Answer => ({
  status: 304,
  headers: { ...keeping(etag), vary: 'Accept, Accept-Encoding' },
  body: '',
})

/** In bytes; what is made while it is sent cannot be kept. */
const sizeOf = (body: Answer['body']): number =>
  typeof body === 'string' ? 2 * body.length : body instanceof Uint8Array ? body.length : Infinity
