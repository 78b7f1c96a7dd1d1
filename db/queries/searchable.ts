// The texts by which things are found, read from where a package has put them: what the vocabulary calls
// its entries, and what a source calls its programmes and says of subjects.
import { sql, type RawBuilder } from 'kysely'
import type { Db } from '../connection.ts'
import { statement } from '../statements.ts'
import type { SearchField, SearchKind } from '../lists.ts'
import type { Flag } from '../tables.ts'

export interface SearchableText {
  readonly kind: SearchKind
  readonly code: string
  readonly field: SearchField
  readonly named: Flag
  readonly text: string
  /** Code of the source that writes so; null for the vocabulary's own. */
  readonly source: string | null
}

/** Columns of a table that hold texts, and what they are texts of. */
interface Columns {
  readonly from: RawBuilder<unknown>
  readonly kind: RawBuilder<unknown>
  readonly code: RawBuilder<unknown>
  readonly source: RawBuilder<unknown>
  readonly columns: Readonly<Record<string, SearchField>>
}

const NAMES: readonly SearchField[] = ['NAME', 'ALIAS', 'CODE']

function texts({ from, kind, code, source, columns }: Columns): RawBuilder<unknown>[] {
  return Object.entries(columns).map(
    ([column, field]) => sql`select ${kind} as kind, ${code} as code, ${sql.lit(field)} as field,
      ${sql.lit(Number(NAMES.includes(field)))} as named, ${sql.ref(column)} as text, ${source} as source
    from ${from} where ${sql.ref(column)} is not null`,
  )
}

function all(parts: readonly Columns[]): RawBuilder<SearchableText> {
  return sql<SearchableText>`(${sql.join(parts.flatMap(texts), sql` union `)})`
}

const CALLED = { name_zh: 'NAME', name_en: 'NAME', code: 'CODE' } as const

const registered = (
  table: 'indicator' | 'commodity',
  kind: SearchKind,
  columns: Columns['columns'] = {},
) => ({
  from: sql.table(table),
  kind: sql.lit(kind),
  code: sql.ref('code'),
  source: sql.lit(null),
  columns: { ...CALLED, ...columns },
})

const VOCABULARY: readonly Columns[] = [
  {
    from: sql.table('subject'),
    kind: sql.ref('kind'),
    code: sql.ref('code'),
    source: sql.lit(null),
    columns: CALLED,
  },
  registered('indicator', 'INDICATOR', { definition_zh: 'DEFINITION', definition_en: 'DEFINITION' }),
  registered('commodity', 'COMMODITY'),
  {
    from: sql`alias left join subject on alias.kind = 'SUBJECT' and subject.code = alias.code`,
    kind: sql`coalesce(subject.kind, alias.kind)`,
    code: sql.ref('alias.code'),
    source: sql.ref('alias.source'),
    columns: { alias: 'ALIAS' },
  },
]

const vocabularyTexts = statement<object, SearchableText>('vocabularyTexts', ({ q }) =>
  q.selectFrom(all(VOCABULARY).as('found')).selectAll().orderBy('kind').orderBy('code').orderBy('text'),
)

/** What is said of a subject: the table, and its columns. */
const SAID = {
  profile: { features_zh: 'PROFILE', features_en: 'PROFILE', role_zh: 'PROFILE', role_en: 'PROFILE' },
  milestone: { event_zh: 'MILESTONE', event_en: 'MILESTONE' },
  zone: {
    layout_zh: 'ZONE',
    'row.name_zh': 'ZONE',
    'row.name_en': 'ZONE',
    function_zh: 'ZONE',
    function_en: 'ZONE',
  },
  site: { goods_zh: 'SITE', goods_en: 'SITE' },
  problem: { problem_zh: 'PROBLEM', problem_en: 'PROBLEM', remedy_zh: 'PROBLEM', remedy_en: 'PROBLEM' },
  stage: { chain_zh: 'STAGE', chain_en: 'STAGE', 'row.name_zh': 'STAGE', 'row.name_en': 'STAGE' },
  park: { 'row.name_zh': 'PARK', 'row.name_en': 'PARK' },
  practice: { summary_zh: 'PRACTICE', summary_en: 'PRACTICE' },
} as const satisfies Record<string, Columns['columns']>

const PROGRAMME = {
  title_zh: 'NAME',
  title_en: 'NAME',
  key: 'CODE',
  summary_zh: 'SUMMARY',
  summary_en: 'SUMMARY',
} as const

const SOURCE = {
  title_zh: 'NAME',
  title_en: 'NAME',
  code: 'CODE',
  document_number: 'ALIAS',
  issuer_zh: 'ISSUER',
  issuer_en: 'ISSUER',
} as const

interface SourceParams {
  readonly code: string
  readonly properties: readonly string[]
}

const sourceTexts = statement<SourceParams, SearchableText>(
  'sourceTexts',
  ({ q, valuesOf }, { code, properties }) => {
    const source = sql.ref('source.code')
    const written = sql`(select id, code from source where code = ${code}) as source`
    const aboutSubject = { kind: sql.ref('subject.kind'), code: sql.ref('subject.code'), source }
    const said = Object.entries(SAID).map(([table, columns]) => ({
      ...aboutSubject,
      from: sql`${written} join ${sql.table(table)} as row on row.source_id = source.id
        join subject on subject.id = row.subject_id`,
      columns,
    }))
    const parts: Columns[] = [
      {
        from: sql`(select * from source where code = ${code}) as source`,
        kind: sql.lit('SOURCE'),
        code: source,
        source,
        columns: SOURCE,
      },
      {
        from: sql`${written} join programme on programme.source_id = source.id`,
        kind: sql.lit('PROGRAMME'),
        code: sql.ref('programme.key'),
        source,
        columns: PROGRAMME,
      },
      {
        ...aboutSubject,
        from: sql`${written} join statement on statement.source_id = source.id
            and statement.property in ${valuesOf(properties)}
          join subject on subject.id = statement.subject_id`,
        columns: { value: 'STATEMENT' },
      },
      ...said,
    ]
    return q.selectFrom(all(parts).as('found')).selectAll().orderBy('kind').orderBy('code').orderBy('text')
  },
)

/** What the vocabulary calls its entries, each text once. */
export const vocabularySearchable = (db: Db): Promise<SearchableText[]> => db.rows(vocabularyTexts, {})

/** What a source says, each text once; of its statements those whose property is a printed text. */
export const sourceSearchable = (db: Db, params: SourceParams): Promise<SearchableText[]> =>
  db.rows(sourceTexts, params)
