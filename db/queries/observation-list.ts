// Lists of observations: filters, orders, pages and counts; of everything, and about each of many subjects.
import { sql, type RawBuilder } from 'kysely'
import type { Db } from '../connection.ts'
import { statement, type Sql } from '../statements.ts'
import type { ObservationRow } from './observation.ts'
import {
  EARLIER_PAGE,
  FIRST_PAGE,
  cursorParams,
  placed,
  windowShape,
  withCursor,
  type OrderKey,
  type Window,
  type WindowShape,
} from './page.ts'

interface Ordinal {
  /** Which of the keys the row belongs to: 0 for the first. */
  readonly ordinal: number
}

/** Filters of a list of observations; ids stand for codes. A missing one is no limit, an empty list matches nothing. */
export interface ObservationFilter {
  readonly subjects?: readonly number[]
  readonly subjectKinds?: readonly string[]
  readonly indicators?: readonly number[]
  readonly kinds?: readonly string[]
  readonly directions?: readonly string[]
  readonly commodities?: readonly number[]
  readonly partners?: readonly number[]
  readonly frequencies?: readonly string[]
  readonly sources?: readonly number[]
  readonly statuses?: readonly string[]
  readonly qualifiers?: readonly string[]
  /** First and last day that a period may cover. */
  readonly from?: string
  readonly to?: string
  readonly detail?: boolean
  /** true: about all goods, partners and parts; false: about one of them. */
  readonly whole?: boolean
  /** Claims about things that several claims are about; claims that are chosen; those that are not. Of all published. */
  readonly contested?: true
  readonly chosen?: true
  readonly echo?: true
  readonly among?: readonly number[]
  readonly without?: readonly number[]
}

type FilterName = keyof ObservationFilter

/** What each filter compares; `value` is the parameter or the key's column. */
const LIST_FILTERS: Record<
  Exclude<FilterName, 'from' | 'to' | 'detail' | 'subjectKinds' | 'whole' | keyof typeof CHOICES | 'without'>,
  string
> = {
  subjects: 'observation.subject_id',
  indicators: 'observation.indicator_id',
  kinds: 'observation.kind',
  directions: 'observation.direction',
  commodities: 'observation.commodity_id',
  partners: 'observation.partner_id',
  frequencies: 'observation.frequency',
  sources: 'observation.source_id',
  statuses: 'observation.status',
  qualifiers: 'observation.qualifier',
  among: 'observation.id',
}

/** The choice is kept with the data: these compare nothing that is asked. */
const CHOICES = {
  contested: sql<boolean>`observation.id in (select observation_id from choice)`,
  chosen: sql<boolean>`not exists (select 1 from choice
    where choice.observation_id = observation.id and choice.chosen_id <> observation.id)`,
  echo: sql<boolean>`observation.id in (select observation_id from choice where chosen_id <> observation_id)`,
} as const satisfies Partial<Record<FilterName, RawBuilder<boolean>>>

function condition(name: FilterName, sqlOf: Sql, value: unknown): RawBuilder<boolean> {
  if (name === 'from') return sql<boolean>`observation.period_start >= ${value}`
  if (name === 'to') {
    return sql<boolean>`observation.period_start is not null and coalesce(observation.period_end, '9999-12-31') <= ${value}`
  }
  if (name === 'detail') return sql<boolean>`observation.detail = ${value}`
  if (name === 'whole') {
    return sql<boolean>`case when observation.commodity_id is null and observation.partner_id is null and observation.part is null then 1 else 0 end = ${value}`
  }
  if (name === 'contested' || name === 'chosen' || name === 'echo') return CHOICES[name]
  const among = sqlOf.valuesOf(value as readonly unknown[])
  if (name === 'without') return sql<boolean>`observation.id not in ${among}`
  if (name === 'subjectKinds') {
    return sql<boolean>`observation.subject_id in (select subject.id from subject where subject.kind in ${among})`
  }
  return sql<boolean>`${sql.ref(LIST_FILTERS[name])} in ${among}`
}

export type ObservationOrder = 'READING' | 'PERIOD' | 'VALUE'

const ID: OrderKey = { by: sql.ref('observation.id') }

const ORDERS: Record<ObservationOrder, readonly OrderKey[]> = {
  // By id, not by position: a revision that drops a row moves the places of all that follow it.
  READING: [{ by: sql.ref('observation.source_id') }, ID],
  PERIOD: [{ by: sql.ref('observation.period_start'), blank: '' }, ID],
  VALUE: [
    { by: sql.ref('observation.value_whole'), blank: 0 },
    { by: sql`coalesce(observation.value_nano, 0)` },
    ID,
  ],
}

export interface ObservationList {
  readonly filter: ObservationFilter
  readonly asOf: string
}

interface ListShape extends WindowShape {
  readonly filters: string
  readonly order: ObservationOrder
}

const FILTER_NAMES = [
  ...Object.keys(LIST_FILTERS).filter((name) => name !== 'among'),
  'subjectKinds',
  'from',
  'to',
  'detail',
  'whole',
] as FilterName[]
export const ALL_FILTERS = [...FILTER_NAMES, ...Object.keys(CHOICES), 'among', 'without'].join(' ')

const namesOf = (filters: string): FilterName[] => filters.split(' ').filter(Boolean) as FilterName[]
export const shapeOf = (filter: ObservationFilter) => ({ filters: Object.keys(filter).sort().join(' ') })

type Params = Record<string, never>

/** All observations as of a day that the filters keep; each filter by its parameter. */
export function listed(sqlOf: Sql, params: Params, filters: string) {
  let rows = sqlOf.q
    .selectFrom('observation')
    .innerJoin('source', 'source.id', 'observation.source_id')
    .where('source.published', '<=', params['asOf'] as unknown as string)
  for (const name of namesOf(filters)) rows = rows.where(condition(name, sqlOf, params[name]))
  return rows
}

const page = statement<Params, ObservationRow, ListShape>(
  'observationPage',
  (sqlOf, params, shape) => {
    const order = ORDERS[shape.order]
    const rows = withCursor(
      listed(sqlOf, params, shape.filters).selectAll('observation') as never,
      order,
      shape,
    )
    return placed(rows, order, shape, (index) => params[`cursor${index}`]).limit(
      params['limit'] as unknown as number,
    ) as never
  },
  [
    { filters: '', order: 'READING', ...FIRST_PAGE },
    { filters: ALL_FILTERS, order: 'VALUE', ...EARLIER_PAGE },
  ],
)

const count = statement<Params, { count: number }, { filters: string }>(
  'observationCount',
  (sqlOf, params, shape) =>
    listed(sqlOf, params, shape.filters).select((eb) => eb.fn.countAll<number>().as('count')),
  [{ filters: ALL_FILTERS }],
)

/** A page of all observations. */
export function observationPage(
  db: Db,
  { filter, asOf }: ObservationList,
  order: ObservationOrder,
  window: Window,
): Promise<ObservationRow[]> {
  const params = { ...filter, asOf, ...cursorParams(window.cursor), limit: window.limit }
  return db.rows(page, params as never, { ...shapeOf(filter), ...windowShape(window), order })
}

export async function observationCount(db: Db, { filter, asOf }: ObservationList): Promise<number> {
  return (await db.rows(count, { ...filter, asOf } as never, shapeOf(filter)))[0]?.count ?? 0
}

/** One subject's observations. */
export interface SubjectCountKey extends ObservationList {
  readonly subject: number
}

/** A page of them. */
export interface SubjectPageKey extends SubjectCountKey {
  readonly order: ObservationOrder
  readonly window: Window
}

/** What one statement can answer together: the same order and direction, whatever the filters. */
export interface SubjectPageShape extends WindowShape {
  readonly order: ObservationOrder
}

export const subjectPageShape = ({ order, window }: SubjectPageKey): SubjectPageShape => ({
  ...windowShape(window),
  order,
})

const KEY_COLUMNS = [
  'subject',
  'asOf',
  ...FILTER_NAMES,
  'cursor0',
  'cursor1',
  'cursor2',
  'cursor3',
  'cursor4',
] as const

type FlatKey = Record<(typeof KEY_COLUMNS)[number], unknown>

function flatKey({ subject, asOf, filter, window }: SubjectCountKey & { readonly window?: Window }): FlatKey {
  const filters = Object.fromEntries(FILTER_NAMES.map((name) => [name, filter[name] ?? null]))
  return { subject, asOf, ...filters, ...cursorParams(window?.cursor ?? null) } as unknown as FlatKey
}

/** The observations of the key `wanted` of the query: each filter by the key's column, null being no limit. */
function wantedBy(sqlOf: Sql) {
  const column = (name: string) => sql.ref(`wanted.${name}`)
  let rows = sqlOf.q
    .selectFrom('observation')
    .innerJoin('source', 'source.id', 'observation.source_id')
    .where(sql<boolean>`observation.subject_id = ${column('subject')}`)
    .where(sql<boolean>`source.published <= ${column('asOf')}`)
  for (const name of FILTER_NAMES.filter((filter) => filter !== 'subjects' && filter !== 'subjectKinds')) {
    rows = rows.where(sql<boolean>`(${column(name)} is null or ${condition(name, sqlOf, column(name))})`)
  }
  return rows
}

const bySubject = statement<
  { keys: readonly FlatKey[]; limit: number },
  ObservationRow & Ordinal,
  SubjectPageShape
>(
  'observationsBySubject',
  (sqlOf, { keys, limit }, shape) => {
    const order = ORDERS[shape.order]
    const cursor = (index: number) => sql.ref(`wanted.cursor${index}`)
    const firstOfKey = placed(wantedBy(sqlOf).select('observation.id') as never, order, shape, cursor).limit(
      limit,
    )
    const rows = sqlOf.q
      .selectFrom(sqlOf.rowsOf(keys, KEY_COLUMNS).as('wanted'))
      .innerJoin('observation', (join) => join.on(sql<boolean>`observation.id in (${firstOfKey})`))
      .selectAll('observation')
      .select('wanted.ordinal')
    return placed(
      withCursor(rows as never, order, shape),
      order,
      { ...shape, continued: false },
      cursor,
    ) as never
  },
  [
    { order: 'PERIOD', ...FIRST_PAGE },
    { order: 'VALUE', ...EARLIER_PAGE },
  ],
)

/** The first rows of each key's page, at most `limit` each; keys of one shape. */
export const observationsBySubject = (
  db: Db,
  keys: readonly SubjectPageKey[],
  shape: SubjectPageShape,
): Promise<(ObservationRow & Ordinal)[]> =>
  db.rows(
    bySubject,
    { keys: keys.map(flatKey), limit: Math.max(...keys.map(({ window }) => window.limit)) },
    shape,
  )

const countBySubject = statement<{ keys: readonly FlatKey[] }, { ordinal: number; count: number }>(
  'observationCountsBySubject',
  (sqlOf, { keys }) =>
    sqlOf.q
      .selectFrom(sqlOf.rowsOf(keys, KEY_COLUMNS).as('wanted'))
      .select((eb) => [
        'wanted.ordinal',
        wantedBy(sqlOf).select(eb.fn.countAll<number>().as('count')).$asScalar().as('count'),
      ]) as never,
)

/** How many observations each key's list has, pages apart. */
export const observationCountsBySubject = (
  db: Db,
  keys: readonly SubjectCountKey[],
): Promise<{ ordinal: number; count: number }[]> =>
  db.rows(countBySubject, { keys: keys.map((key) => flatKey(key)) })
