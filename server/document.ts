import type { DocumentNode } from 'graphql'
import { BoundedMap } from './bounded-map.ts'

/** Tokens of all documents that are kept: a parsed document takes about 600 bytes for each. */
const CAPACITY = 100_000

/** Parsed documents by their text. */
export const documentCache = (capacity = CAPACITY): BoundedMap<DocumentNode> =>
  new BoundedMap(capacity, (document, text) => tokensOf(document) + Math.ceil(text.length / 600))

function tokensOf(document: DocumentNode): number {
  let count = 0
  for (let token = document.loc?.startToken ?? null; token; token = token.next) count += 1
  return count
}
