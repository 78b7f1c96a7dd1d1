import { BoundedMap } from './bounded-map.ts'
import { Refusal } from './errors.ts'
import type { Answer, Asked } from './exchange.ts'
import type { Graph } from './graph.ts'
import type { Trace } from './trace.ts'

export interface RateOptions {
  /** Cost that a client may ask for in a second, on average. */
  readonly perSecond: number
  /** Keys of clients that are counted each by itself, wherever they ask from. */
  readonly keys: ReadonlySet<string>
  /** Proxies in front of the hub, each of which adds to X-Forwarded-For whom it was asked by. */
  readonly proxies: number
}

/** What a client has saved up at most: a minute's worth. A page, a class or a script may well begin at once. */
const BURST_SECONDS = 60

/** Clients that are remembered. One that is forgotten begins anew. */
const CLIENTS = 50_000

interface Bucket {
  /** Cost that is left; below zero once something turned out to be dearer than what was left. */
  left: number
  /** As of when, in milliseconds. */
  time: number
}

/** Holds each client to a rate of cost: a bucket that fills evenly and that every request takes from. */
export class Rate {
  readonly #options: RateOptions
  readonly #buckets = new BoundedMap<Bucket>(CLIENTS, () => 1)
  readonly #now: () => number

  constructor(options: RateOptions, now = () => performance.now()) {
    this.#options = options
    this.#now = now
  }

  /**
   * An answer of the graph. Throws Refusal for a client that has nothing left. What an answer costs is known only
   * once its query is read, so that the last one may cost more than there was, and the next waits the longer.
   */
  async held(graph: Graph, asked: Asked, trace: Trace): Promise<Answer> {
    const client = clientOf(asked, this.#options)
    this.#assertLeft(this.#bucket(client))
    try {
      return await graph(asked, trace)
    } finally {
      this.#bucket(client).left -= trace.cost
    }
  }

  #assertLeft({ left }: Bucket): void {
    if (left > 0) return
    const { perSecond } = this.#options
    const retryAfter = Math.ceil((1 - left) / perSecond)
    throw new Refusal(
      'RATE_LIMITED',
      `a client may ask for ${perSecond} points of cost a second; ask again in ${retryAfter} s`,
      { perSecond, retryAfter },
    )
  }

  #bucket(client: string): Bucket {
    const { perSecond } = this.#options
    const time = this.#now()
    const bucket = this.#buckets.get(client) ?? { left: perSecond * BURST_SECONDS, time }
    const filled = bucket.left + ((time - bucket.time) / 1000) * perSecond
    bucket.left = Math.min(filled, perSecond * BURST_SECONDS)
    bucket.time = time
    this.#buckets.set(client, bucket)
    return bucket
  }
}

/** A client by its key, if it is a known one: anybody can make one up. Else by its address. */
function clientOf({ headers, address }: Asked, { keys, proxies }: RateOptions): string {
  const key = headers['x-api-key']
  if (typeof key === 'string' && keys.has(key)) return `key ${key}`
  const forwarded = String(headers['x-forwarded-for'] ?? '').split(',')
  const told = proxies === 0 ? undefined : forwarded.at(-proxies)?.trim()
  return network(told || address)
}

/** One IPv6 client has a whole network (/64) of addresses. */
function network(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '')
  if (!plain.includes(':')) return plain
  const [head = '', tail] = plain.split('::', 2)
  const groups = head.split(':').filter((group) => group !== '')
  if (tail === undefined) return groups.slice(0, 4).join(':')
  const behind = tail.split(':').filter((group) => group !== '')
  const zeros = Array.from({ length: Math.max(0, 8 - groups.length - behind.length) }, () => '0')
  return [...groups, ...zeros, ...behind].slice(0, 4).join(':')
}
