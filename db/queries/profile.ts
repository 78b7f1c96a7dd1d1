// Profiles: what each source says of the features and the role of ports and checkpoints.
import type { Selectable } from 'kysely'
import type { Db } from '../connection.ts'
import { statement } from '../statements.ts'
import type { ProfileTable } from '../tables.ts'

/** A profile of a port or of one of its checkpoints, with the port that asked. */
export interface ProfileRow extends Selectable<ProfileTable> {
  readonly of_id: number
}

const bySubject = statement<{ subjects: readonly number[]; asOf: string }, ProfileRow>(
  'profilesBySubject',
  ({ q, valuesOf }, { subjects, asOf }) =>
    q
      .selectFrom('profile')
      .innerJoin('source', 'source.id', 'profile.source_id')
      .leftJoin('checkpoint', 'checkpoint.id', 'profile.subject_id')
      .innerJoin('subject as of', (join) =>
        join.on(({ eb, or, ref }) =>
          or([eb('of.id', '=', ref('profile.subject_id')), eb('of.id', '=', ref('checkpoint.port_id'))]),
        ),
      )
      .selectAll('profile')
      .select('of.id as of_id')
      .where('of.id', 'in', valuesOf(subjects))
      .where('source.published', '<=', asOf)
      .orderBy('source.published')
      .orderBy('source.code')
      .orderBy('profile.position'),
)

/** Profiles of subjects, a port's with those of its checkpoints; by date of publication, then reading order. */
export const profilesBySubject = (db: Db, subjects: readonly number[], asOf: string): Promise<ProfileRow[]> =>
  db.rows(bySubject, { subjects, asOf })
