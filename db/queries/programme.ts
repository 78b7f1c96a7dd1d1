// Programmes: the tasks, projects and actions of a source, as trees.
import { sql, type Selectable } from 'kysely'
import type { Db } from '../connection.ts'
import { statement, type Sql } from '../statements.ts'
import type { ProgrammeTable } from '../tables.ts'
import {
  EARLIER_PAGE,
  FIRST_PAGE,
  cursorParams,
  placed,
  placeIn,
  windowShape,
  type OrderKey,
  type Window,
  type WindowShape,
} from './page.ts'
import { foundSubjects, type FoundSubject } from './subject.ts'

export type ProgrammeRow = Selectable<ProgrammeTable>

const known = ({ q }: Sql, asOf: string) =>
  q
    .selectFrom('programme')
    .innerJoin('source', 'source.id', 'programme.source_id')
    .selectAll('programme')
    .where('source.published', '<=', asOf)

const byKey = statement<{ keys: readonly string[]; asOf: string }, ProgrammeRow>(
  'programmesByKey',
  (sqlOf, { keys, asOf }) => known(sqlOf, asOf).where('programme.key', 'in', sqlOf.valuesOf(keys)),
)
const byId = statement<{ ids: readonly number[]; asOf: string }, ProgrammeRow>(
  'programmesById',
  (sqlOf, { ids, asOf }) => known(sqlOf, asOf).where('programme.id', 'in', sqlOf.valuesOf(ids)),
)
const byParent = statement<{ parents: readonly number[]; asOf: string }, ProgrammeRow>(
  'programmesByParent',
  (sqlOf, { parents, asOf }) =>
    known(sqlOf, asOf)
      .where('programme.parent_id', 'in', sqlOf.valuesOf(parents))
      .orderBy('programme.position'),
)
const bySubject = statement<{ subjects: readonly number[]; asOf: string }, ProgrammeRow & { of_id: number }>(
  'programmesBySubject',
  (sqlOf, { subjects, asOf }) =>
    known(sqlOf, asOf)
      .innerJoin('programme_subject', 'programme_subject.programme_id', 'programme.id')
      .select('programme_subject.subject_id as of_id')
      .where('programme_subject.subject_id', 'in', sqlOf.valuesOf(subjects))
      .orderBy('source.published')
      .orderBy('source.code')
      .orderBy('programme.position'),
)
const subjects = statement<{ programmes: readonly number[] }, FoundSubject & { programme_id: number }>(
  'subjectsByProgramme',
  (sqlOf, { programmes }) =>
    foundSubjects(sqlOf)
      .innerJoin('programme_subject', 'programme_subject.subject_id', 'subject.id')
      .select('programme_subject.programme_id')
      .where('programme_subject.programme_id', 'in', sqlOf.valuesOf(programmes))
      .orderBy('subject.code'),
)

export const programmesByKey = (db: Db, keys: readonly string[], asOf: string): Promise<ProgrammeRow[]> =>
  db.rows(byKey, { keys, asOf })
export const programmesById = (db: Db, ids: readonly number[], asOf: string): Promise<ProgrammeRow[]> =>
  db.rows(byId, { ids, asOf })
/** The tasks directly below others, in reading order. */
export const programmesByParent = (
  db: Db,
  parents: readonly number[],
  asOf: string,
): Promise<ProgrammeRow[]> => db.rows(byParent, { parents, asOf })
/** The tasks that concern subjects, by date of publication and in reading order. */
export const programmesBySubject = (
  db: Db,
  ids: readonly number[],
  asOf: string,
): Promise<(ProgrammeRow & { of_id: number })[]> => db.rows(bySubject, { subjects: ids, asOf })
/** The subjects that tasks concern, by code. */
export const subjectsByProgramme = (
  db: Db,
  programmes: readonly number[],
): Promise<(FoundSubject & { programme_id: number })[]> => db.rows(subjects, { programmes })

export interface ProgrammeFilter {
  readonly codes?: readonly string[]
  readonly text?: string
  /** Ids of sources. */
  readonly sources?: readonly number[]
  /** Ids of subjects. */
  readonly subjects?: readonly number[]
  /** true: only the tops of trees. */
  readonly top?: boolean
}

export interface ProgrammeListArguments {
  readonly filter: ProgrammeFilter
  readonly asOf: string
}

type Params = Record<string, never>
interface Shape {
  readonly filters: string
  readonly [choice: string]: string | boolean
}

const ALL_FILTERS = 'codes sources subjects text top'

function listed(sqlOf: Sql, params: Params, { filters }: Shape) {
  const wants = (name: keyof ProgrammeFilter) => filters.split(' ').includes(name)
  let rows = known(sqlOf, params['asOf'] as unknown as string)
  if (wants('codes'))
    rows = rows.where('programme.key', 'in', sqlOf.valuesOf<string>(params['codes'] as never))
  if (wants('sources'))
    rows = rows.where('programme.source_id', 'in', sqlOf.valuesOf<number>(params['sources'] as never))
  if (wants('top')) rows = rows.where(sql<boolean>`(programme.parent_id is null) = ${params['top']}`)
  if (wants('subjects')) {
    rows = rows.where(
      sql<boolean>`programme.id in (select programme_subject.programme_id from programme_subject
        where programme_subject.subject_id in ${sqlOf.valuesOf(params['subjects'] as never)})`,
    )
  }
  if (wants('text')) {
    const text = params['text'] as unknown as string
    rows = rows.where(
      sql<boolean>`(${sqlOf.contains(sql.ref('programme.title_zh'), text)} or ${sqlOf.contains(sql.ref('programme.title_en'), text)})`,
    )
  }
  return rows
}

/** With what it is ordered by. */
type PlacedProgrammeRow = ProgrammeRow & { readonly published: string; readonly source: string }

/** Reading order: by date of publication, then as they stand in the text. */
const READING: readonly OrderKey<PlacedProgrammeRow>[] = [
  { by: sql.ref('source.published'), of: ({ published }) => published },
  { by: sql.ref('source.code'), of: ({ source }) => source },
  { by: sql.ref('programme.id'), of: ({ id }) => id },
]

const page = statement<Params, PlacedProgrammeRow, Shape & WindowShape>(
  'programmePage',
  (sqlOf, params, shape) =>
    placed(
      listed(sqlOf, params, shape).select(['source.published', 'source.code as source']) as never,
      READING,
      shape,
      (index) => params[`cursor${index}`],
    ).limit(params['limit'] as unknown as number) as never,
  [
    { filters: '', ...FIRST_PAGE },
    { filters: ALL_FILTERS, ...EARLIER_PAGE },
  ],
)
const count = statement<Params, { count: number }, Shape>(
  'programmeCount',
  (sqlOf, params, shape) =>
    listed(sqlOf, params, shape)
      .clearSelect()
      .select((eb) => eb.fn.countAll<number>().as('count')) as never,
  [{ filters: ALL_FILTERS }],
)

const shapeOf = (filter: ProgrammeFilter): Shape => ({ filters: Object.keys(filter).sort().join(' ') })

/** Programmes, listed in reading order. */
export const programmeList = {
  page: (db: Db, { filter, asOf }: ProgrammeListArguments, window: Window): Promise<PlacedProgrammeRow[]> =>
    db.rows(page, { ...filter, asOf, ...cursorParams(window.cursor), limit: window.limit } as never, {
      ...shapeOf(filter),
      ...windowShape(window),
    }),
  placeOf: placeIn(READING, false),
  count: async (db: Db, { filter, asOf }: ProgrammeListArguments): Promise<number> =>
    (await db.rows(count, { ...filter, asOf } as never, shapeOf(filter)))[0]?.count ?? 0,
}
