// What sources say of subjects beside figures and attributes: profiles, milestones, zones, sites,
// problems, stages, parks, needs, practices. One query for all of them: by subject, a port with its
// checkpoints, by date of publication and in reading order.
import type { Selectable } from 'kysely'
import type { Db } from '../connection.ts'
import { statement } from '../statements.ts'
import type * as tables from '../tables.ts'

/** The tables of cited rows about a subject, with their rows. */
export interface CitedTables {
  profile: Selectable<tables.ProfileTable>
  milestone: Selectable<tables.MilestoneTable>
  zone: Selectable<tables.ZoneTable>
  site: Selectable<tables.SiteTable>
  problem: Selectable<tables.ProblemTable>
  stage: Selectable<tables.StageTable>
  park: Selectable<tables.ParkTable>
  need: Selectable<tables.NeedTable>
  practice: Selectable<tables.PracticeTable>
}

export type CitedTable = keyof CitedTables

/** A row with the subject that was asked for: a port's rows include those about its checkpoints. */
export type CitedRow<Table extends CitedTable> = CitedTables[Table] & { readonly of_id: number }

interface SubjectsAsOf {
  readonly subjects: readonly number[]
  readonly asOf: string
}

const bySubject = statement<SubjectsAsOf, { of_id: number }, { table: CitedTable }>(
  'citedBySubject',
  ({ q, valuesOf }, { subjects, asOf }, { table }) => {
    // Every table of CitedTables has the columns of a profile that are named here.
    const rows = q.selectFrom(`${table as 'profile'} as row`)
    return rows
      .innerJoin('source', 'source.id', 'row.source_id')
      .leftJoin('checkpoint', 'checkpoint.id', 'row.subject_id')
      .innerJoin('subject as of', (join) =>
        join.on(({ eb, or, ref }) =>
          or([eb('of.id', '=', ref('row.subject_id')), eb('of.id', '=', ref('checkpoint.port_id'))]),
        ),
      )
      .selectAll('row')
      .select('of.id as of_id')
      .where('of.id', 'in', valuesOf(subjects))
      .where('source.published', '<=', asOf)
      .orderBy('source.published')
      .orderBy('source.code')
      .orderBy('row.position')
  },
  [{ table: 'profile' }],
)

/** The rows of a table about subjects. */
export function citedBySubject<Table extends CitedTable>(
  db: Db,
  table: Table,
  subjects: readonly number[],
  asOf: string,
): Promise<CitedRow<Table>[]> {
  return db.rows(bySubject, { subjects, asOf }, { table }) as Promise<CitedRow<Table>[]>
}

const bySource = statement<
  { sources: readonly number[] },
  { source_id: number },
  { table: CitedTable | 'programme' | 'statement' }
>(
  'citedBySource',
  ({ q, valuesOf }, { sources }, { table }) =>
    q
      .selectFrom(table as 'profile')
      .selectAll()
      .where('source_id', 'in', valuesOf(sources))
      .orderBy('source_id')
      .orderBy('position'),
  [{ table: 'profile' }],
)

/** The rows of a table that sources state, in reading order. */
export function citedBySource<Table extends CitedTable | 'programme' | 'statement'>(
  db: Db,
  table: Table,
  sources: readonly number[],
): Promise<(Selectable<tables.Tables[Table]> & { readonly source_id: number })[]> {
  return db.rows(bySource, { sources }, { table }) as never
}
