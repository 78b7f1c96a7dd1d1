// Lists of observations: filters, orders, pages and counts. The lists about each of many subjects are in
// observations-by-subject.ts.
import { sql, type RawBuilder } from 'kysely'
import type { Db } from '../connection.ts'
import { ANY_FILTERS, statement, type Sql } from '../statements.ts'
import type { ObservationRow } from './observation.ts'
import { FOREVER } from './subject-list.ts'
import {
  anyOf,
  EARLIER_PAGE,
  FIRST_PAGE,
  cursorParams,
  firstIds,
  inOrder,
  isOneRun,
  placed,
  placeIn,
  windowShape,
  type OrderKey,
  type Window,
  type WindowShape,
} from './page.ts'

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

/** Filters of columns that an index begins with. One thing alone is an equation: the index then gives an order too. */
const ALONE = { subjects: 'subject', indicators: 'indicator', sources: 'source' } as const

/** What a list is narrowed by. `asOf` is left out where it hides nothing. */
export type ConditionName = keyof ObservationFilter | (typeof ALONE)[keyof typeof ALONE] | 'asOf'

/** What each condition compares; `value` is the parameter or the key's column. */
const LISTS = {
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
} as const

const EQUATIONS = {
  subject: LISTS.subjects,
  indicator: LISTS.indicators,
  source: LISTS.sources,
} as const

/** The choice is kept with the data: these compare nothing that is asked. */
const CHOICES = {
  contested: sql<boolean>`observation.id in (select observation_id from choice)`,
  chosen: sql<boolean>`not exists (select 1 from choice
    where choice.observation_id = observation.id and choice.chosen_id <> observation.id)`,
  echo: sql<boolean>`observation.id in (select observation_id from choice where chosen_id <> observation_id)`,
} as const satisfies Partial<Record<ConditionName, RawBuilder<boolean>>>

export function condition(name: ConditionName, sqlOf: Sql, value: unknown): RawBuilder<boolean> {
  // The plus keeps the planner from reading by source what an index gives in order.
  if (name === 'asOf') {
    return sql<boolean>`+observation.source_id in (select source.id from source where source.published <= ${value})`
  }
  if (name in EQUATIONS) {
    return sql<boolean>`${sql.ref(EQUATIONS[name as keyof typeof EQUATIONS])} = ${value}`
  }
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
  return sql<boolean>`${sql.ref(LISTS[name as keyof typeof LISTS])} in ${among}`
}

export type ObservationOrder = 'READING' | 'PERIOD' | 'VALUE'

const ID: OrderKey<ObservationRow> = { by: sql.ref('observation.id'), of: ({ id }) => id }

export const ORDERS: Record<ObservationOrder, readonly OrderKey<ObservationRow>[]> = {
  // By id, not by position: a revision that drops a row moves the places of all that follow it.
  READING: [{ by: sql.ref('observation.source_id'), of: ({ source_id }) => source_id }, ID],
  PERIOD: [
    { by: sql.ref('observation.period_start'), of: ({ period_start }) => period_start, blank: '' },
    ID,
  ],
  VALUE: [
    { by: sql.ref('observation.value_whole'), of: ({ value_whole }) => value_whole, blank: 0 },
    { by: sql`coalesce(observation.value_nano, 0)`, of: ({ value_nano }) => value_nano ?? 0 },
    ID,
  ],
}

/** Where a row stands in an order. */
export const observationPlace = (order: ObservationOrder, descending: boolean) =>
  placeIn(ORDERS[order], descending)

export interface ObservationList {
  readonly filter: ObservationFilter
  readonly asOf: string
}

interface ListShape extends WindowShape {
  readonly filters: string
  readonly order: ObservationOrder
}

/** Every filter of a list; for the committed texts. */
export const ALL_FILTERS = [
  ...Object.keys(LISTS),
  'asOf',
  'subjectKinds',
  'from',
  'to',
  'detail',
  'whole',
  'contested',
  'chosen',
  'echo',
  'without',
].join(' ')

const EVERY_CONDITION = [ALL_FILTERS, ...Object.keys(EQUATIONS)].join(' ')

/** The conditions that a list has, by name. */
export type Conditions = Readonly<Partial<Record<ConditionName, unknown>>>

export function conditionsOf({ filter, asOf }: ObservationList): Conditions {
  const conditions: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(filter) as [string, unknown][]) {
    const alone = ALONE[name as keyof typeof ALONE] as ConditionName | undefined
    if (alone && Array.isArray(value) && value.length === 1) conditions[alone] = value[0]
    else conditions[name] = value
  }
  if (asOf < FOREVER) conditions['asOf'] = asOf
  return conditions
}

export const shapeOf = (conditions: Conditions) => ({ filters: Object.keys(conditions).sort().join(' ') })

export const namesOf = (filters: string): ConditionName[] =>
  (filters === ANY_FILTERS ? EVERY_CONDITION : filters).split(' ').filter(Boolean) as ConditionName[]

type Params = Record<string, never>

/** The observations that the named conditions keep; each by its parameter. */
export function listed(sqlOf: Sql, params: Params, filters: string) {
  let rows = sqlOf.q.selectFrom('observation')
  for (const name of namesOf(filters)) {
    const holds = condition(name, sqlOf, params[name])
    rows = rows.where(filters === ANY_FILTERS ? sql<boolean>`(${params[name]} is null or ${holds})` : holds)
  }
  return rows
}

const page = statement<Params, ObservationRow, ListShape>(
  'observationPage',
  (sqlOf, params, shape) => {
    const order = ORDERS[shape.order]
    const cursor = (index: number) => params[`cursor${index}`]
    const [limit, rows] = [params['limit'] as unknown as number, listed(sqlOf, params, shape.filters)]
    if (isOneRun(order, shape)) {
      return placed(rows.selectAll('observation') as never, order, shape, cursor).limit(limit) as never
    }
    const ids = firstIds(rows.select('observation.id') as never, order, shape, cursor, limit)
    const first = sqlOf.q.selectFrom('observation').where(sql<boolean>`observation.id in ${anyOf(ids)}`)
    return inOrder(first.selectAll('observation') as never, order, shape).limit(limit) as never
  },
  [
    { filters: '', order: 'READING', ...FIRST_PAGE },
    { filters: 'indicator', order: 'PERIOD', ...FIRST_PAGE },
    { filters: ALL_FILTERS, order: 'VALUE', ...EARLIER_PAGE },
  ],
  { takesAny: true },
)

const count = statement<Params, { count: number }, { filters: string }>(
  'observationCount',
  (sqlOf, params, shape) =>
    listed(sqlOf, params, shape.filters).select((eb) => eb.fn.countAll<number>().as('count')),
  [{ filters: ALL_FILTERS }],
  { takesAny: true },
)

/** A page of all observations. */
export function observationPage(
  db: Db,
  list: ObservationList,
  order: ObservationOrder,
  window: Window,
): Promise<ObservationRow[]> {
  const conditions = conditionsOf(list)
  const params = { limit: window.limit, ...conditions, ...cursorParams(window.cursor) }
  return db.rows(page, params as never, { order, ...shapeOf(conditions), ...windowShape(window) })
}

export async function observationCount(db: Db, { filter, asOf }: ObservationList): Promise<number> {
  const { chosen, ...rest } = filter
  const counted = async (of: ObservationFilter) => {
    const conditions = conditionsOf({ filter: of, asOf })
    return (await db.rows(count, conditions as never, shapeOf(conditions)))[0]?.count ?? 0
  }
  const all = await counted(rest)
  // The echoes are few: taking them off is quicker than asking of each claim whether it is one.
  return chosen ? all - (await counted({ ...rest, echo: true })) : all
}
