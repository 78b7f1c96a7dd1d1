// Keeping the search entries of a package and their index. Inside a load's transaction.
import type { Selectable } from 'kysely'
import type { Db, Writer } from '../connection.ts'
import { facets } from '../search-text.ts'
import { statement } from '../statements.ts'
import type { SearchEntryTable } from '../tables.ts'

type StoredEntry = Selectable<SearchEntryTable>

/** An entry as it is written: with the words of its index. */
export interface WrittenEntry extends Omit<StoredEntry, 'id' | 'package'> {
  /** Folded forms as which a whole name is found, or its beginning. */
  readonly whole: readonly string[]
  readonly grams: readonly string[]
}

const existing = statement<{ package: string }, StoredEntry>('packageSearchEntries', ({ q }, params) =>
  q.selectFrom('search_entry').selectAll().where('package', '=', params.package),
)
const deleteEntries = statement<{ ids: readonly number[] }, never>(
  'deleteSearchEntries',
  ({ q, valuesOf }, { ids }) => q.deleteFrom('search_entry').where('id', 'in', valuesOf(ids)) as never,
)
const deleteGrams = statement<{ ids: readonly number[] }, never>(
  'deleteSearchGrams',
  ({ q, valuesOf }, { ids }) => q.deleteFrom('search_gram').where('rowid', 'in', valuesOf(ids)) as never,
)
const lastId = statement<{ from: number; to: number }, { id: number | null }>(
  'lastSearchEntry',
  ({ q }, { from, to }) =>
    q
      .selectFrom('search_entry')
      .select((eb) => eb.fn.max('id').as('id'))
      .where('id', '>=', from)
      .where('id', '<', to),
)

const ENTRY = [
  'id',
  'package',
  'source',
  'kind',
  'code',
  'field',
  'named',
  'text',
  'pinyin',
  'initials',
] as const
const insertEntry = statement<StoredEntry, never>(
  'insertSearchEntry',
  ({ q }, entry) =>
    q
      .insertInto('search_entry')
      .values(Object.fromEntries(ENTRY.map((column) => [column, entry[column]])) as never) as never,
)
const insertGram = statement<{ id: number; whole: string; grams: string; facet: string }, never>(
  'insertSearchGram',
  ({ q }, { id, whole, grams, facet }) =>
    q.insertInto('search_gram').values({ rowid: id, whole, grams, facet }) as never,
)

/** Entries of one rank have ids of one range: the index gives them in their order. */
const RANGE = 1_000_000_000
const RANK_OF_CODES = 4

/** Names of ports first, then other names, then what is said; codes, which are only ever found whole, last. */
function rank({ kind, field, named }: Pick<StoredEntry, 'kind' | 'field' | 'named'>): number {
  if (field === 'CODE') return RANK_OF_CODES
  if (!named) return 3
  return kind === 'PORT' ? 1 : 2
}

const identity = ({
  source,
  kind,
  code,
  field,
  text,
  pinyin,
  initials,
}: Omit<WrittenEntry, 'whole' | 'grams'>) =>
  JSON.stringify([source, kind, code, field, text, pinyin, initials])

/** Makes the entries of a package what `entries` says; those that stay as they are keep their ids. */
export async function replaceSearchEntries(
  db: Writer,
  code: string,
  entries: readonly WrittenEntry[],
): Promise<void> {
  const before = new Map((await db.rows(existing, { package: code })).map((row) => [identity(row), row.id]))
  const added = entries.filter((entry) => !before.delete(identity(entry)))
  const gone = [...before.values()]
  if (gone.length > 0) {
    await db.rows(deleteEntries, { ids: gone })
    await db.rows(deleteGrams, { ids: gone })
  }
  const nextId = await idsByRank(db)
  const rows = added.map((entry) => ({ ...entry, id: nextId(rank(entry)), package: code }))
  await db.each(
    insertEntry,
    rows.map((row) => ENTRY.map((column) => row[column])),
  )
  await db.each(
    insertGram,
    rows.map((row) => [row.id, row.whole.join(' '), row.grams.join(' '), facets(row)]),
  )
}

/** Gives each entry the next id of its rank. */
async function idsByRank(db: Db): Promise<(rank: number) => number> {
  const next = new Map<number, number>()
  for (let one = 1; one <= RANK_OF_CODES; one += 1) {
    const [last] = await db.rows(lastId, { from: one * RANGE, to: (one + 1) * RANGE })
    next.set(one, (last?.id ?? one * RANGE) + 1)
  }
  return (rank) => {
    const id = next.get(rank) ?? 0
    next.set(rank, id + 1)
    return id
  }
}
