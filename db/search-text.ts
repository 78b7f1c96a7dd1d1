// What is asked of the index of search entries, as text: words in quotes, a `*` after the beginning of a
// word, a column before a colon. It is SQLite's (FTS5); another engine's dialect translates it in `matches`.
import { gramsOfPart } from '../values/gram.ts'
import type { SearchKind } from './lists.ts'
import type { Flag } from './tables.ts'

/** How a text has what is asked: it is that, begins with it, contains it, or contains each of several words. */
export type SearchWay = 'EXACT' | 'PREFIX' | 'INSIDE' | 'WORDS'

export interface Search {
  readonly way: SearchWay
  /** Folded, none of them empty: spellings of which one will do, or with WORDS the words, all of them. */
  readonly parts: readonly string[]
  /** Only things of these kinds, at least one; null for all. */
  readonly kinds: readonly SearchKind[] | null
  /** Only by what they are called. */
  readonly named: boolean
}

const NAMED = 'named'
const facetOf = (kind: SearchKind): string => kind.toLowerCase().replaceAll('_', '')

/** The words that an answer is narrowed by. */
export function facets({ kind, named }: { readonly kind: SearchKind; readonly named: Flag }): string {
  return named ? `${facetOf(kind)} ${NAMED}` : facetOf(kind)
}

// A folded text holds letters and digits alone, so that nothing in it can end the quotes.
const quoted = (words: readonly string[]): string => `"${words.join(' ')}"`
const beginning = (part: string): string => `${quoted([part])} *`
const inside = (part: string): string =>
  Array.from(part).length === 1 ? beginning(part) : quoted(gramsOfPart(part))

const WAYS: Record<SearchWay, (parts: readonly string[]) => string> = {
  EXACT: (parts) => `whole : (${parts.map((part) => quoted([part])).join(' OR ')})`,
  PREFIX: (parts) => `whole : (${parts.map(beginning).join(' OR ')})`,
  INSIDE: (parts) => `grams : (${parts.map(inside).join(' OR ')})`,
  WORDS: (parts) => `grams : (${parts.map(inside).join(' AND ')})`,
}

/** What `matches` takes. */
export function searchText({ way, parts, kinds, named }: Search): string {
  const narrowed = [
    WAYS[way](parts),
    ...(kinds ? [`facet : (${kinds.map(facetOf).join(' OR ')})`] : []),
    ...(named ? [`facet : ${NAMED}`] : []),
  ]
  return narrowed.map((condition) => `(${condition})`).join(' AND ')
}
