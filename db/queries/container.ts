// What subjects lie in: a checkpoint in its port, a region in the region above, any other subject in the
// region that the chosen statement names; and so on up to a country.
import { expressionBuilder, sql } from 'kysely'
import type { Db } from '../connection.ts'
import { statement } from '../statements.ts'
import type { Tables } from '../tables.ts'
import { chosenValue } from './statement.ts'
import { foundSubjects, type FoundSubject } from './subject.ts'

interface Contained {
  /** The subject that lies in it. */
  readonly of_id: number
}

const containers = statement<{ subjects: readonly number[]; asOf: string }, FoundSubject & Contained>(
  'containersBySubject',
  (sqlOf, { subjects, asOf }) => {
    const stated = chosenValue(expressionBuilder<Tables, 'subject'>(), 'region', asOf)
    const climb = sql<{ of_id: number; id: number; height: number }>`(
      with recursive climb (of_id, id, height) as (
        select subject.id, subject.id, 0 from subject where subject.id in ${sqlOf.valuesOf(subjects)}
        union all
        select climb.of_id, container.id, climb.height + 1 from climb
        join subject on subject.id = climb.id
        left join region on region.id = subject.id
        left join checkpoint on checkpoint.id = subject.id
        join subject as container on container.id = coalesce(region.parent_id, checkpoint.port_id,
          (select place.id from subject as place where place.code = ${stated})))
      select of_id, id, height from climb where height > 0)`
    return foundSubjects(sqlOf)
      .innerJoin(climb.as('climb'), 'climb.id', 'subject.id')
      .select('climb.of_id')
      .orderBy('climb.of_id')
      .orderBy('climb.height') as never
  },
)

/** What each subject lies in as of a day, the nearest first. */
export const containersBySubject = (
  db: Db,
  subjects: readonly number[],
  asOf: string,
): Promise<(FoundSubject & Contained)[]> => db.rows(containers, { subjects, asOf })
