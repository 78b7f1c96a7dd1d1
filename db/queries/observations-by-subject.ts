// Lists of observations about each of many subjects, in one statement: the first rows of each list by a
// correlated subquery that an index serves, so that the work grows with the rows that are shown and not
// with those that there are.
import { sql } from 'kysely'
import type { Db } from '../connection.ts'
import { statement, type Sql } from '../statements.ts'
import type { ObservationRow } from './observation.ts'
import {
  condition,
  conditionsOf,
  namesOf,
  observationPage,
  ORDERS,
  shapeOf,
  type ConditionName,
  type Conditions,
  type ObservationList,
  type ObservationOrder,
} from './observation-list.ts'
import {
  anyOf,
  CURSOR_SIZE,
  EARLIER_PAGE,
  FIRST_PAGE,
  cursorParams,
  firstIds,
  inOrder,
  windowShape,
  type Window,
  type WindowShape,
} from './page.ts'

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
  order,
  ...windowShape(window),
})

interface Ordinal {
  /** Which of the keys the row belongs to: 0 for the first. */
  readonly ordinal: number
}

/** The conditions that any key has. What a key does not have is null there, and no limit. */
interface KeyShape {
  readonly filters: string
  readonly [choice: string]: string | boolean
}

interface PageShape extends SubjectPageShape, KeyShape {
  /** Are there keys with one indicator alone, and others? The two are read by different indexes. */
  readonly one: boolean
  readonly any: boolean
}

type FlatKey = Readonly<Record<string, unknown>>

const flatKeys = (keys: readonly SubjectCountKey[]): Conditions[] =>
  keys.map((key) => ({ subject: key.subject, ...conditionsOf(key) }))

function keyShape(keys: readonly Conditions[]): KeyShape {
  const names = Object.fromEntries(keys.flatMap((key) => Object.keys(key)).map((name) => [name, true]))
  return shapeOf(names)
}

const column = (name: string) => sql.ref(`wanted.${name}`)
const cursor = (index: number) => column(`cursor${index}`)
const CURSOR = Array.from({ length: CURSOR_SIZE }, (_, index) => `cursor${index}`)

/** The observations of the key `wanted` of the query. Conditions that every key has are `fixed`. */
function wantedBy(sqlOf: Sql, filters: string, fixed: readonly ConditionName[]) {
  let rows = sqlOf.q.selectFrom('observation')
  for (const name of namesOf(filters)) {
    const holds = condition(name, sqlOf, column(name))
    rows = rows.where(fixed.includes(name) ? holds : sql<boolean>`(${column(name)} is null or ${holds})`)
  }
  return rows
}

const bySubject = statement<{ keys: readonly FlatKey[]; limit: number }, ObservationRow & Ordinal, PageShape>(
  'observationsBySubject',
  (sqlOf, { keys, limit }, shape) => {
    const order = ORDERS[shape.order]
    const first = (rows: ReturnType<typeof wantedBy>) =>
      firstIds(rows.select('observation.id') as never, order, shape, cursor, limit)
    const others = wantedBy(sqlOf, shape.filters, ['subject'])
    const one = shape.one ? first(wantedBy(sqlOf, shape.filters, ['subject', 'indicator'])) : []
    const any = shape.any
      ? first(shape.one ? others.where(sql<boolean>`wanted.indicator is null`) : others)
      : []
    const columns = [...namesOf(shape.filters), ...(shape.continued ? CURSOR : [])]
    const rows = sqlOf.q
      .selectFrom(sqlOf.rowsOf(keys, columns).as('wanted'))
      .crossJoin('observation')
      .where(sql<boolean>`observation.id in ${anyOf([...one, ...any])}`)
      .selectAll('observation')
      .select('wanted.ordinal')
    return inOrder(rows as never, order, shape) as never
  },
  [
    { filters: 'indicator subject', one: true, any: false, order: 'PERIOD', ...FIRST_PAGE },
    { filters: 'subject', one: false, any: true, order: 'PERIOD', ...FIRST_PAGE, descending: true },
    { filters: 'asOf indicator kinds subject', one: true, any: true, order: 'VALUE', ...EARLIER_PAGE },
  ],
  { takesAny: true },
)

/** The list about one subject is one like any other, and that is read quicker. */
async function ofOne(
  db: Db,
  { subject, filter, asOf, order, window }: SubjectPageKey,
): Promise<(ObservationRow & Ordinal)[]> {
  const list = { filter: { subjects: [subject], ...filter }, asOf }
  const rows = await observationPage(db, list, order, window)
  return rows.map((row) => Object.assign(row, { ordinal: 0 }))
}

/** The first rows of each key's page, at most `limit` each; keys of one shape. */
export function observationsBySubject(
  db: Db,
  keys: readonly SubjectPageKey[],
  shape: SubjectPageShape,
): Promise<(ObservationRow & Ordinal)[]> {
  const [only] = keys
  if (only && keys.length === 1) return ofOne(db, only)
  const conditions = flatKeys(keys)
  const flat = shape.continued
    ? keys.map(({ window }, place) => Object.assign({}, conditions[place], cursorParams(window.cursor)))
    : conditions
  const one = conditions.some(({ indicator }) => indicator !== undefined)
  const any = conditions.some(({ indicator }) => indicator === undefined)
  const limit = Math.max(...keys.map(({ window }) => window.limit))
  return db.rows(bySubject, { keys: flat, limit }, { one, any, ...shape, ...keyShape(conditions) })
}

const countBySubject = statement<{ keys: readonly FlatKey[] }, { ordinal: number; count: number }, KeyShape>(
  'observationCountsBySubject',
  (sqlOf, { keys }, { filters }) =>
    sqlOf.q
      .selectFrom(sqlOf.rowsOf(keys, namesOf(filters)).as('wanted'))
      .select((eb) => [
        'wanted.ordinal',
        wantedBy(sqlOf, filters, ['subject'])
          .select(eb.fn.countAll<number>().as('count'))
          .$asScalar()
          .as('count'),
      ]) as never,
  [{ filters: 'kinds subject' }],
  { takesAny: true },
)

/** How many observations each key's list has, pages apart. */
export function observationCountsBySubject(
  db: Db,
  keys: readonly SubjectCountKey[],
): Promise<{ ordinal: number; count: number }[]> {
  const conditions = flatKeys(keys)
  return db.rows(countBySubject, { keys: conditions }, keyShape(conditions))
}
