// Search: things by what they are called and by what is said of them, a thing once, the best first.
import type { SearchEntry } from '../db/queries/search.ts'
import type { CommodityRow, IndicatorRow, SourceRow } from '../db/queries/reference.ts'
import type { ProgrammeRow } from '../db/queries/programme.ts'
import type { SubjectRow } from '../db/queries/subject.ts'
import type { SearchKind } from '../db/lists.ts'
import type { Loaders } from '../loaders/index.ts'
import type { Reference } from '../loaders/reference.ts'
import { arrangedPage, compareValues, LARGEST_ROOT_PAGE, type Page, type PageArguments } from './page.ts'
import { match, questionOf, searchesFor, snippet, type Match, type Question } from './search-match.ts'
import { UserError } from './user-error.ts'

/** A thing that was found, by the text of it that answers best. */
export interface Hit {
  readonly entry: SearchEntry
  readonly match: Match
  readonly place: readonly (string | number)[]
}

/** The longest question: no name is longer. */
export const LONGEST_TEXT = 100

/** Throws UserError for a text that nothing can be found by. */
export function askedText(text: string, argument: string): Question {
  const length = Array.from(text).length
  if (length > LONGEST_TEXT)
    throw new UserError(
      `${argument}: found ${length} characters, expected at most ${LONGEST_TEXT}: a name or a few words`,
      argument,
    )
  const question = questionOf(text)
  if (!question)
    throw new UserError(
      `${argument}: found ${JSON.stringify(text)}, expected at least one letter, digit or Chinese character, e.g. "二连" or "mandula"`,
      argument,
    )
  return question
}

/** The place of a hit: by score, ports before others, the nearer text, then by code. */
const placeOf = (entry: SearchEntry, { score, length }: Match): (string | number)[] => [
  -score,
  entry.kind === 'PORT' ? 0 : 1,
  length,
  entry.code,
  entry.kind,
]

/** Things with the best of their texts, best first. */
export function hits(entries: readonly SearchEntry[], question: Question): Hit[] {
  const best = new Map<string, Hit>()
  for (const entry of entries) {
    const found = match(entry, question)
    if (!found) continue
    const hit = { entry, match: found, place: placeOf(entry, found) }
    const thing = `${entry.kind} ${entry.code}`
    const other = best.get(thing)
    if (!other || compareTexts(hit, other) < 0) best.set(thing, hit)
  }
  return [...best.values()].sort((a, b) => compareValues(a.place, b.place))
}

/** Of two texts of one thing the better one; of equal ones always the same. */
const compareTexts = (a: Hit, b: Hit): number =>
  compareValues([...a.place, a.entry.text, a.entry.field], [...b.place, b.entry.text, b.entry.field])

export interface SearchArguments extends PageArguments {
  readonly text: string
  readonly kinds?: readonly SearchKind[] | null | undefined
}

/** A page of what answers a text. Throws UserError for a text that nothing can be found by. */
export async function search(
  { text, kinds, ...page }: SearchArguments,
  { loaders }: { readonly loaders: Pick<Loaders, 'searchEntries'> },
): Promise<Page<Hit>> {
  const question = askedText(text, 'text')
  const searches = kinds?.length === 0 ? [] : searchesFor(question, { kinds: kinds ?? null, named: false })
  const entries = (await Promise.all(searches.map((one) => loaders.searchEntries.load(one)))).flat()
  const placed = hits(entries, question).map((row) => ({ row, place: row.place }))
  const order = { field: 'SCORE', descending: true }
  return arrangedPage(placed, compareValues, order, page, LARGEST_ROOT_PAGE)
}

/** The neighbourhood of what matched in the text that was found. */
export const shown = ({ entry: { text }, match: { part } }: Hit): string => snippet(text, part)

export type FoundRow = SubjectRow | IndicatorRow | CommodityRow | ProgrammeRow | SourceRow

interface NodeNeeds {
  readonly loaders: Pick<Loaders, 'programmeByKey'>
  readonly reference: Reference
}

/** The thing itself. */
export async function foundNode(
  { entry: { kind, code } }: Hit,
  { loaders, reference }: NodeNeeds,
): Promise<FoundRow> {
  const row = await rowOf(kind, code, loaders, reference)
  if (!row) throw new Error(`a search entry leads to ${kind} ${code}, which is not there`)
  return row
}

function rowOf(kind: SearchKind, code: string, loaders: NodeNeeds['loaders'], reference: Reference) {
  if (kind === 'INDICATOR') return reference.indicators.code(code)
  if (kind === 'COMMODITY') return reference.commodities.code(code)
  if (kind === 'SOURCE') return reference.sources.code(code)
  return kind === 'PROGRAMME' ? loaders.programmeByKey.load(code) : reference.subjects.code(code)
}
