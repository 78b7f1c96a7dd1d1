import { createHash } from 'node:crypto'
import { BoundedMap } from './bounded-map.ts'
import { Refusal } from './errors.ts'
import type { Parameters } from './parameters.ts'

/** Characters of all texts that are remembered. */
const CAPACITY = 5_000_000

/**
 * Queries by the SHA-256 of their text, after Apollo's automatic persisted queries: a client sends the hash alone;
 * where it is unknown, it sends text and hash once, and from then on the hash.
 */
export class PersistedQueries {
  readonly #texts = new BoundedMap<string>(CAPACITY, (text, hash) => text.length + hash.length)

  /** The text that a client asks, by itself or by its hash. Throws Refusal for an unknown or a wrong hash. */
  text({ query, extensions }: Parameters): string {
    const hash = hashAsked(extensions?.['persistedQuery'])
    if (hash === null) return query ?? missing()
    if (query === undefined) return this.#texts.get(hash) ?? unknown(hash)
    const found = createHash('sha256').update(query).digest('hex')
    if (found !== hash) {
      throw new Refusal('PERSISTED_QUERY_MISMATCH', `the query's SHA-256 is ${found}, not ${hash}`)
    }
    this.#texts.set(hash, query)
    return query
  }
}

const SHA_256 = /^[0-9a-f]{64}$/

/** The hash of an extension as clients send it, in lower case; null where they send none. */
function hashAsked(persisted: unknown): string | null {
  if (persisted === undefined || persisted === null) return null
  const { version, sha256Hash } = persisted as { version?: unknown; sha256Hash?: unknown }
  const hash = typeof sha256Hash === 'string' ? sha256Hash.toLowerCase() : ''
  if (version === 1 && SHA_256.test(hash)) return hash
  throw new Refusal(
    'BAD_REQUEST',
    'extensions.persistedQuery must be {"version": 1, "sha256Hash": …} with the hexadecimal SHA-256 of the query',
  )
}

function missing(): never {
  throw new Refusal('BAD_REQUEST', 'query must be a string; found none')
}

/** The message is the one that clients of the protocol know. */
function unknown(hash: string): never {
  throw new Refusal('PERSISTED_QUERY_NOT_FOUND', 'PersistedQueryNotFound', { hash })
}
