// How much the dataset holds, in one statement: what /health reports.
import type { Db } from '../connection.ts'
import { statement } from '../statements.ts'
import type { Tables } from '../tables.ts'

const COUNTED = {
  sources: 'source',
  subjects: 'subject',
  indicators: 'indicator',
  observations: 'observation',
  statements: 'statement',
  profiles: 'profile',
} as const satisfies Record<string, keyof Tables>

export type DatasetCounts = Readonly<Record<keyof typeof COUNTED, number>>

const counts = statement<object, DatasetCounts>(
  'datasetCounts',
  ({ q }) =>
    q.selectNoFrom(({ selectFrom, fn }) =>
      Object.entries(COUNTED).map(([name, table]) =>
        selectFrom(table)
          .select(fn.countAll<number>().as('count'))
          .as(name as keyof typeof COUNTED),
      ),
    ) as never,
)

/** The number of rows of each kind. */
export async function datasetCounts(db: Db): Promise<DatasetCounts> {
  const [found] = await db.rows(counts, {})
  if (!found) throw new Error('a count has no row')
  return found
}
