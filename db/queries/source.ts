// Sources: how much each says, noun by noun. Every row counted here carries one citation.
import type { Db } from '../connection.ts'
import { statement } from '../statements.ts'
import type { SourceKind } from '../lists.ts'
import type { Tables } from '../tables.ts'

/** What a source states, under the name that people use, and the table that holds it. */
const FACTS = {
  observations: 'observation',
  statements: 'statement',
  profiles: 'profile',
  milestones: 'milestone',
  zones: 'zone',
  sites: 'site',
  problems: 'problem',
  programmes: 'programme',
  stages: 'stage',
  parks: 'park',
  needs: 'need',
  practices: 'practice',
} as const satisfies Record<string, keyof Tables>

export type FactCounts = Readonly<Record<keyof typeof FACTS, number>>

export interface SourceCounts {
  readonly source: string
  readonly title: string
  readonly kind: SourceKind
  readonly published: string
  readonly revision: number
  readonly facts: FactCounts
  /** Facts with the place and the phrase in print that state them: as many as `kouan verify` looks up. */
  readonly citations: number
  /** null where the package's notes have no section for them. */
  readonly doubtfulReadings: number | null
}

type CountRow = Omit<SourceCounts, 'facts' | 'citations'> & FactCounts

const counts = statement<object, CountRow>(
  'sourceCounts',
  ({ q }) =>
    q
      .selectFrom('source')
      .select(['code as source', 'title_zh as title', 'kind', 'published', 'revision'])
      .select('doubtful_readings as doubtfulReadings')
      .select(({ selectFrom, fn }) =>
        Object.entries(FACTS).map(([name, table]) =>
          selectFrom(table)
            .select(fn.countAll<number>().as('count'))
            .whereRef('source_id', '=', 'source.id')
            .as(name as keyof typeof FACTS),
        ),
      )
      .orderBy('published')
      .orderBy('code') as never,
)

/** Every source by date of publication, with the number of its facts of each kind. */
export async function sourceCounts(db: Db): Promise<SourceCounts[]> {
  return (await db.rows(counts, {})).map(({ source, title, kind, published, revision, ...counted }) => {
    const { doubtfulReadings, ...facts } = counted
    const citations = Object.values(facts).reduce((sum, count) => sum + count, 0)
    return { source, title, kind, published, revision, facts, citations, doubtfulReadings }
  })
}
