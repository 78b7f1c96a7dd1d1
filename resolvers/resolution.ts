// Names to codes, many at once: what each may stand for, and which stand for nothing that is known.
import type { SearchKind } from '../db/lists.ts'
import type { Loaders } from '../loaders/index.ts'
import { askedText, hits, LONGEST_TEXT, type Hit } from './search.ts'
import { questionOf, searchesFor } from './search-match.ts'
import { UserError } from './user-error.ts'

export interface ResolvedName {
  readonly name: string
  /** Best first. */
  readonly candidates: readonly Hit[]
  /** The one thing that is called exactly so; null where none is, or several are. */
  readonly certain: Hit | null
}

export interface Resolution {
  readonly names: readonly ResolvedName[]
  /** The names that have no candidate. */
  readonly unresolved: readonly string[]
}

/** How many names one answer resolves, and how many candidates it gives for each. */
export const MOST_NAMES = 100
export const MOST_CANDIDATES = 20

export interface ResolveArguments {
  readonly names: readonly string[]
  readonly kinds?: readonly SearchKind[] | null | undefined
  readonly first: number
}

/** Throws UserError for too many names, and for one that is longer than any name. */
export async function resolution(
  { names, kinds, first }: ResolveArguments,
  { loaders }: { readonly loaders: Pick<Loaders, 'namedEntries'> },
): Promise<Resolution> {
  assertWithin('names', names.length, MOST_NAMES, `names; ask for the others in further requests`)
  assertWithin('first', first, MOST_CANDIDATES, 'candidates')
  const resolved = await Promise.all(
    names.map(async (name, place): Promise<ResolvedName> => {
      const found = await candidates(name, place, kinds ?? null, loaders)
      return { name, candidates: found.slice(0, first), certain: certain(found) }
    }),
  )
  const unresolved = resolved.filter((one) => one.certain === null && one.candidates.length === 0)
  return { names: resolved, unresolved: unresolved.map(({ name }) => name) }
}

function assertWithin(argument: string, found: number, most: number, what: string): void {
  if (found >= 0 && found <= most) return
  throw new UserError(`${argument}: found ${found}, expected 0 to ${most} ${what}`, argument)
}

/** A blank cell among the names stands for nothing; it is no reason to refuse the others. */
async function candidates(
  name: string,
  place: number,
  kinds: readonly SearchKind[] | null,
  loaders: Pick<Loaders, 'namedEntries'>,
): Promise<Hit[]> {
  if (name.length <= LONGEST_TEXT && questionOf(name) === null) return []
  const question = askedText(name, `names[${place}]`)
  const searches = kinds?.length === 0 ? [] : searchesFor(question, { kinds, named: true })
  return hits((await Promise.all(searches.map((one) => loaders.namedEntries.load(one)))).flat(), question)
}

/** The one thing whose name, alias or code it is. Initials and pinyin only suggest: names share them. */
export function certain(found: readonly Hit[]): Hit | null {
  const exact = found.filter(({ match: { way, form } }) => way === 'EXACT' && form === 'TEXT')
  return exact.length === 1 ? (exact[0] ?? null) : null
}
