// Observations (claims), found: all claims of a series, by key or id, about a subject, the parts of a total.
// Lists of them are in observation-list.ts.
import type { Selectable } from 'kysely'
import type { Db } from '../connection.ts'
import { statement } from '../statements.ts'
import type { ObservationTable } from '../tables.ts'
import type { WideTable } from '../wide-rows.ts'

declare const Columns: new () => Selectable<ObservationTable>

/** A claim. It is a class, with columns that are read when they are asked for: a copy by spreading would lose them. */
export declare class ObservationRow extends Columns {}

const CORE = ['id', 'indicator_id', 'value'] as const

/** What only some answers show: who says so of what; when; what is counted and how; as printed; the growth printed with it; where. */
const PARTS = [
  ['source_id'],
  ['subject_id'],
  ['period_label'],
  ['period_start', 'period_end', 'frequency'],
  [
    'key',
    'kind',
    'direction',
    'commodity_id',
    'partner_id',
    'part',
    'value_max',
    'qualifier',
    'status',
    'detail',
  ],
  ['printed', 'printed_unit', 'reported', 'reported_max', 'unit_id', 'value_whole', 'value_nano'],
  ['growth_printed', 'growth', 'growth_unit', 'growth_qualifier', 'growth_basis', 'growth_base_period'],
  ['position', 'locator', 'locator_kind', 'evidence'],
] as const satisfies readonly (readonly (keyof ObservationRow)[])[]

const part = statement<{ ids: readonly number[] }, object, { part: string }>(
  'observationPart',
  ({ q, valuesOf }, { ids }, { part }) =>
    q
      .selectFrom('observation')
      .select(['id', ...(PARTS[Number(part)] ?? [])])
      .where('id', 'in', valuesOf(ids)),
  PARTS.map((_, part) => ({ part: String(part) })),
)

/** The columns of a claim, in the parts in which they are read. */
export const CLAIM_COLUMNS: WideTable = { name: 'observation', core: CORE, parts: PARTS, late: part }

/** All claims about one subject and indicator, as of a day. */
export interface SeriesKey {
  readonly subject: number
  readonly indicator: number
  readonly asOf: string
}

interface Ordinal {
  /** Which of the keys the row belongs to: 0 for the first. */
  readonly ordinal: number
}

const bySeries = statement<{ keys: readonly SeriesKey[] }, ObservationRow & Ordinal>(
  'claimsBySeries',
  ({ q, rowsOf }, { keys }) =>
    q
      .selectFrom(rowsOf(keys, ['subject', 'indicator', 'asOf']).as('wanted'))
      .innerJoin('observation', (join) =>
        join
          .onRef('observation.subject_id', '=', 'wanted.subject')
          .onRef('observation.indicator_id', '=', 'wanted.indicator'),
      )
      .innerJoin('source', 'source.id', 'observation.source_id')
      .selectAll('observation')
      .select('wanted.ordinal')
      .whereRef('source.published', '<=', 'wanted.asOf')
      .orderBy('wanted.ordinal')
      .orderBy('observation.period_start')
      .orderBy('observation.id'),
)

/** The claims of each series, in time order. */
export const claimsBySeries = (db: Db, keys: readonly SeriesKey[]): Promise<(ObservationRow & Ordinal)[]> =>
  db.rows(bySeries, { keys })

interface GlobalKey {
  readonly source: string
  readonly key: string
  readonly global_key: string
}

const byKey = statement<
  { keys: readonly GlobalKey[]; asOf: string },
  ObservationRow & { global_key: string }
>('observationsByKey', ({ q, rowsOf }, { keys, asOf }) =>
  q
    .selectFrom(rowsOf(keys, ['source', 'key', 'global_key']).as('wanted'))
    .innerJoin('source', (join) => join.onRef('source.code', '=', 'wanted.source'))
    .innerJoin('observation', (join) =>
      join.onRef('observation.source_id', '=', 'source.id').onRef('observation.key', '=', 'wanted.key'),
    )
    .selectAll('observation')
    .select('wanted.global_key')
    .where('source.published', '<=', asOf),
)

/** Observations by `<source code>/<key>`. */
export const observationsByKey = (
  db: Db,
  keys: readonly string[],
  asOf: string,
): Promise<(ObservationRow & { global_key: string })[]> => {
  const parts = keys.map((global_key) => {
    const slash = global_key.indexOf('/')
    return { source: global_key.slice(0, slash), key: global_key.slice(slash + 1), global_key }
  })
  return db.rows(byKey, { keys: parts, asOf })
}

const parts = statement<{ totals: readonly number[] }, ObservationRow & { total_id: number }>(
  'partsByTotal',
  ({ q, valuesOf }, { totals }) =>
    q
      .selectFrom('observation_part')
      .innerJoin('observation', 'observation.id', 'observation_part.part_id')
      .selectAll('observation')
      .select('observation_part.total_id')
      .where('observation_part.total_id', 'in', valuesOf(totals))
      .orderBy('observation.position'),
)

/** The claims that printed totals are the totals of. */
export const partsByTotal = (
  db: Db,
  totals: readonly number[],
): Promise<(ObservationRow & { total_id: number })[]> => db.rows(parts, { totals })

const allOf = statement<{ subjects: readonly number[]; asOf: string }, ObservationRow>(
  'allObservationsBySubject',
  ({ q, valuesOf }, { subjects, asOf }) =>
    q
      .selectFrom('observation')
      .innerJoin('source', 'source.id', 'observation.source_id')
      .selectAll('observation')
      .where('observation.subject_id', 'in', valuesOf(subjects))
      .where('source.published', '<=', asOf)
      .orderBy('source.published')
      .orderBy('observation.source_id')
      .orderBy('observation.position'),
)

/** Every observation about subjects that have few of them (projects), in reading order. */
export const allObservationsBySubject = (
  db: Db,
  subjects: readonly number[],
  asOf: string,
): Promise<ObservationRow[]> => db.rows(allOf, { subjects, asOf })

const byId = statement<{ ids: readonly number[] }, ObservationRow>(
  'observationsById',
  ({ q, valuesOf }, { ids }) =>
    q.selectFrom('observation').selectAll('observation').where('id', 'in', valuesOf(ids)),
)

export const observationsById = (db: Db, ids: readonly number[]): Promise<ObservationRow[]> =>
  db.rows(byId, { ids })
