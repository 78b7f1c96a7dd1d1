// Coverage: what exists, counted without reading a value. One row for each subject, indicator, span, kind
// of statement and source; the sources are brought together by the reader.
import { sql } from 'kysely'
import type { Frequency } from '../../values/period.ts'
import type { Db } from '../connection.ts'
import { statement } from '../statements.ts'
import type { ObservationKind } from '../lists.ts'
import type { Flag } from '../tables.ts'
import { ALL_FILTERS, conditionsOf, listed, shapeOf, type ObservationList } from './observation-list.ts'

export interface CoverageRow {
  readonly subject_id: number
  readonly subject_code: string
  readonly indicator_id: number
  readonly frequency: Frequency | null
  readonly kind: ObservationKind
  readonly source_id: number
  readonly detail: Flag
  readonly claims: number
  /** Claims without a value. */
  readonly missing: number
  /** `<first day> <label>` of the period that starts first; null where none has a period. */
  readonly first: string | null
  /** `<last day> <label>` of the period that ends last. */
  readonly last: string | null
}

const counted = statement<Record<string, never>, CoverageRow, { filters: string }>(
  'coverage',
  (sqlOf, params, { filters }) =>
    listed(sqlOf, params, filters)
      .innerJoin('subject', 'subject.id', 'observation.subject_id')
      .select(({ fn }) => [
        'observation.subject_id',
        'subject.code as subject_code',
        'observation.indicator_id',
        'observation.frequency',
        'observation.kind',
        'observation.source_id',
        'observation.detail',
        fn.countAll<number>().as('claims'),
        sql<number>`sum(case when observation.value is null then 1 else 0 end)`.as('missing'),
        sql<string | null>`min(observation.period_start || ' ' || observation.period_label)`.as('first'),
        sql<
          string | null
        >`max(coalesce(observation.period_end, '9999-12-31') || ' ' || observation.period_label)`.as('last'),
      ])
      .groupBy([
        'observation.subject_id',
        'subject.code',
        'observation.indicator_id',
        'observation.frequency',
        'observation.kind',
        'observation.source_id',
        'observation.detail',
      ])
      .orderBy('subject.code')
      .orderBy('observation.indicator_id')
      .orderBy('observation.kind')
      .orderBy('first') as never,
  [{ filters: '' }, { filters: ALL_FILTERS }],
  { takesAny: true },
)

/** What exists of the claims that a filter keeps, by subject's code. */
export function coverage(db: Db, list: ObservationList): Promise<CoverageRow[]> {
  const conditions = conditionsOf(list)
  return db.rows(counted, conditions as never, shapeOf(conditions))
}
