// Series (a subject with an indicator) that a question is about: those with targets; those whose claims may
// contradict each other. And the printed totals. Each of everything, or about some subjects.
import { sql } from 'kysely'
import type { Db } from '../connection.ts'
import { statement, type Sql } from '../statements.ts'
import type { SubjectKind } from '../lists.ts'
import type { ObservationRow } from './observation.ts'

/** Filters; ids stand for codes. A missing one is no limit, an empty list matches nothing. */
export interface SeriesFilter {
  readonly subjects?: readonly number[]
  readonly indicators?: readonly number[]
  /** Sources of which at least one has a claim in the series. */
  readonly sources?: readonly number[]
}

export interface SeriesList {
  readonly filter: SeriesFilter
  readonly asOf: string
  /** At most so many rows; all unless given. */
  readonly limit?: number
}

export interface SeriesRow {
  readonly subject: number
  readonly subject_kind: SubjectKind
  readonly subject_code: string
  readonly indicator: number
  /** How many claims it has, of whatever day. */
  readonly claims: number
}

type Params = Required<SeriesFilter> & { readonly asOf: string; readonly limit: number }
type ListShape = Record<keyof SeriesFilter, boolean>

const shapeOf = ({ subjects, indicators, sources }: SeriesFilter): ListShape => ({
  subjects: subjects !== undefined,
  indicators: indicators !== undefined,
  sources: sources !== undefined,
})

const EXAMPLES: readonly ListShape[] = [
  { subjects: false, indicators: false, sources: false },
  { subjects: true, indicators: true, sources: true },
]

/** Claims as of a day that the filter keeps. */
function claims({ q, valuesOf }: Sql, params: Params, shape: ListShape) {
  let rows = q
    .selectFrom('observation')
    .innerJoin('source', 'source.id', 'observation.source_id')
    .innerJoin('subject', 'subject.id', 'observation.subject_id')
    .where('source.published', '<=', params.asOf)
  if (shape.subjects) rows = rows.where('observation.subject_id', 'in', valuesOf(params.subjects))
  if (shape.indicators) rows = rows.where('observation.indicator_id', 'in', valuesOf(params.indicators))
  if (!shape.sources) return rows
  // Found once: asked of each claim by itself it takes a minute where there are millions.
  return rows.where(
    sql<boolean>`(observation.subject_id, observation.indicator_id) in (
      select by_source.subject_id, by_source.indicator_id from observation as by_source
      where by_source.source_id in ${valuesOf(params.sources)})`,
  )
}

/** The series of claims, each once. */
function seriesOf(rows: ReturnType<typeof claims>, limit: number) {
  return rows
    .select([
      'observation.subject_id as subject',
      'subject.kind as subject_kind',
      'subject.code as subject_code',
      'observation.indicator_id as indicator',
      sql<number>`(select count(*) from observation as any_claim
        where any_claim.subject_id = observation.subject_id and any_claim.indicator_id = observation.indicator_id)`.as(
        'claims',
      ),
    ])
    .groupBy(['observation.subject_id', 'subject.kind', 'subject.code', 'observation.indicator_id'])
    .orderBy('subject.code')
    .orderBy('observation.indicator_id')
    .limit(limit)
}

const withTargets = statement<Params, SeriesRow, ListShape>(
  'targetSeries',
  (sqlOf, params, shape) =>
    seriesOf(
      claims(sqlOf, params, shape)
        // As the index of targets has it: with a parameter in its place it would not serve.
        .where(sql<boolean>`observation.kind = 'TARGET'`)
        .where('observation.frequency', '=', 'YEAR')
        .where('observation.value', 'is not', null),
      params.limit,
    ),
  EXAMPLES,
)

/** Another claim about the same thing with another value. */
function differing({ q }: Sql, params: Params) {
  return q
    .selectFrom('choice as mine')
    .innerJoin('choice as theirs', 'theirs.chosen_id', 'mine.chosen_id')
    .innerJoin('observation as other', 'other.id', 'theirs.observation_id')
    .innerJoin('source as other_source', 'other_source.id', 'other.source_id')
    .select('other.id')
    .where(sql<boolean>`mine.observation_id = observation.id and other.value <> observation.value`)
    .where('other_source.published', '<=', params.asOf)
}

/** Claims with a printed growth, or about a thing that another claim is about too. */
const IN_QUESTION = sql<boolean>`observation.id in (select grown.id from observation as grown
  where grown.growth is not null union all select choice.observation_id from choice)`

const inQuestion = statement<Params, SeriesRow, ListShape>(
  'seriesInQuestion',
  (sqlOf, params, shape) => {
    const rows = claims(sqlOf, params, shape).where(({ or, exists, eb }) =>
      or([eb('observation.growth', 'is not', null), exists(differing(sqlOf, params))]),
    )
    // Of everything they are far fewer than the claims; about some subjects the claims are.
    return seriesOf(shape.subjects ? rows : rows.where(IN_QUESTION), params.limit)
  },
  EXAMPLES,
)

/** A printed total; once for each subject that it or one of its parts is about. */
export type TotalRow = ObservationRow & { readonly of_id: number }

const totals = statement<Params, TotalRow, ListShape>(
  'printedTotals',
  ({ q, valuesOf }, params, shape) => {
    let rows = q
      .selectFrom('observation_part')
      .innerJoin('observation', 'observation.id', 'observation_part.total_id')
      .innerJoin('source', 'source.id', 'observation.source_id')
      .innerJoin('observation as involved', (join) =>
        join.on(({ or, eb, ref }) =>
          or([
            eb('involved.id', '=', ref('observation_part.total_id')),
            eb('involved.id', '=', ref('observation_part.part_id')),
          ]),
        ),
      )
      .where('source.published', '<=', params.asOf)
    if (shape.subjects) rows = rows.where('involved.subject_id', 'in', valuesOf(params.subjects))
    if (shape.indicators) rows = rows.where('involved.indicator_id', 'in', valuesOf(params.indicators))
    if (shape.sources) rows = rows.where('observation.source_id', 'in', valuesOf(params.sources))
    return rows
      .selectAll('observation')
      .select('involved.subject_id as of_id')
      .distinct()
      .orderBy('observation.id')
      .limit(params.limit)
  },
  EXAMPLES,
)

const paramsOf = ({ filter, asOf, limit }: SeriesList): Params => ({
  subjects: filter.subjects ?? [],
  indicators: filter.indicators ?? [],
  sources: filter.sources ?? [],
  asOf,
  limit: limit ?? Number.MAX_SAFE_INTEGER,
})

/** The series for which a whole year's target is printed, by subject's code. */
export const targetSeries = (db: Db, list: SeriesList): Promise<SeriesRow[]> =>
  db.rows(withTargets, paramsOf(list), shapeOf(list.filter))

/** The series with a printed growth, or with two claims about the same thing whose values differ. */
export const seriesInQuestion = (db: Db, list: SeriesList): Promise<SeriesRow[]> =>
  db.rows(inQuestion, paramsOf(list), shapeOf(list.filter))

/** The totals for which a source lists parts. */
export const printedTotals = (db: Db, list: SeriesList): Promise<TotalRow[]> =>
  db.rows(totals, paramsOf(list), shapeOf(list.filter))
