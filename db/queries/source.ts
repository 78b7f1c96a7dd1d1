// Sources: how much each says.
import type { Db } from '../connection.ts'
import { statement } from '../statements.ts'
import type { SourceKind, Tables } from '../tables.ts'

const COUNTED = {
  claims: 'observation',
  statements: 'statement',
  profiles: 'profile',
} as const satisfies Record<string, keyof Tables>

export interface SourceCounts extends Readonly<Record<keyof typeof COUNTED, number>> {
  readonly source: string
  readonly published: string
  readonly kind: SourceKind
  readonly revision: number
  readonly title: string
}

const counts = statement<object, SourceCounts>(
  'sourceCounts',
  ({ q }) =>
    q
      .selectFrom('source')
      .select(['code as source', 'published', 'kind', 'revision'])
      .select(({ selectFrom, fn }) =>
        Object.entries(COUNTED).map(([name, table]) =>
          selectFrom(table)
            .select(fn.countAll<number>().as('count'))
            .whereRef('source_id', '=', 'source.id')
            .as(name as keyof typeof COUNTED),
        ),
      )
      .select('title_zh as title')
      .orderBy('published')
      .orderBy('code') as never,
)

/** Every source by date of publication, with the number of its claims, statements and profiles. */
export const sourceCounts = (db: Db): Promise<SourceCounts[]> => db.rows(counts, {})
