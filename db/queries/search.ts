// Search entries that have what is asked, of many questions at once: each question takes its own way through
// the index, in the order of ids, and stops at a limit, so that a text which everything contains costs no more.
import { sql, type RawBuilder, type Selectable } from 'kysely'
import type { Db } from '../connection.ts'
import { searchText, type Search } from '../search-text.ts'
import { statement } from '../statements.ts'
import type { SearchEntryTable } from '../tables.ts'
import { spokenOf } from './subject.ts'

export type { Search, SearchWay } from '../search-text.ts'
export type SearchEntry = Pick<
  Selectable<SearchEntryTable>,
  'kind' | 'code' | 'field' | 'named' | 'text' | 'pinyin' | 'initials'
>

interface Params {
  readonly searches: readonly { readonly search: string }[]
  readonly limit: number
  readonly asOf: string
}

/** Had a source used the text by the day, and had any source spoken of the thing? Vocabularies hold for all days. */
const published = (asOf: string) => sql<boolean>`(entry.source is null or exists (select 1 from source
      where source.code = entry.source and source.published <= ${asOf}))
    and (entry.kind in ('INDICATOR', 'COMMODITY', 'PROGRAMME', 'SOURCE') or exists (select 1 from subject
      where subject.code = entry.code and ${spokenOf(asOf)}))`

const found = statement<Params, SearchEntry & { ordinal: number }>(
  'searchEntries',
  ({ q, rowsOf, matches }, { searches, limit, asOf }) => {
    const ids = sql`(select search_gram.rowid from search_gram cross join search_entry as entry on entry.id = search_gram.rowid
      where ${matches(sql.ref('asked.search') as RawBuilder<string>)} and ${published(asOf)}
      order by search_gram.rowid limit ${limit})`
    return q
      .selectFrom(rowsOf(searches, ['search']).as('asked'))
      .innerJoin('search_entry as found', (join) => join.on(sql<boolean>`found.id in ${ids}`))
      .select([
        'asked.ordinal',
        'found.kind',
        'found.code',
        'found.field',
        'found.named',
        'found.text',
        'found.pinyin',
        'found.initials',
      ])
  },
)

/** For each search (`ordinal`) at most `limit` entries, the foremost ones. */
export const searchEntries = (
  db: Db,
  searches: readonly Search[],
  limit: number,
  asOf: string,
): Promise<(SearchEntry & { ordinal: number })[]> =>
  db.rows(found, { searches: searches.map((one) => ({ search: searchText(one) })), limit, asOf })
