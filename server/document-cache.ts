import type { DocumentNode } from 'graphql'

/** Tokens of all documents that are kept: a parsed document takes about 600 bytes for each. */
const CAPACITY = 100_000

interface Kept {
  readonly document: DocumentNode
  readonly size: number
}

/**
 * Parsed documents by their text; the least recently used goes first. Sized by tokens, so that
 * distinct documents, however large, cannot fill the memory.
 */
export class DocumentCache {
  readonly #kept = new Map<string, Kept>()
  readonly #capacity: number
  #size = 0

  constructor(capacity = CAPACITY) {
    this.#capacity = capacity
  }

  get(text: string): DocumentNode | undefined {
    const kept = this.#kept.get(text)
    if (!kept) return undefined
    this.#kept.delete(text)
    this.#kept.set(text, kept)
    return kept.document
  }

  set(text: string, document: DocumentNode): void {
    const size = tokensOf(document) + Math.ceil(text.length / 600)
    this.#forget(text)
    this.#kept.set(text, { document, size })
    this.#size += size
    for (const oldest of this.#kept.keys()) {
      if (this.#size <= this.#capacity) return
      this.#forget(oldest)
    }
  }

  #forget(text: string): void {
    this.#size -= this.#kept.get(text)?.size ?? 0
    this.#kept.delete(text)
  }
}

function tokensOf(document: DocumentNode): number {
  let count = 0
  for (let token = document.loc?.startToken ?? null; token; token = token.next) count += 1
  return count
}
