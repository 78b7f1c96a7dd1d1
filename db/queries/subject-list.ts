// Lists of subjects of one kind: filters, orders, pages and counts. A noun's file gives the filters
// that only it has; every list can be narrowed by code, text and source.
import { sql, type Expression, type ExpressionBuilder, type RawBuilder, type SqlBool } from 'kysely'
import type { Db } from '../connection.ts'
import { ANY_FILTERS, statement, type Sql, type Statement } from '../statements.ts'
import type { SubjectKind } from '../lists.ts'
import type { Tables } from '../tables.ts'
import {
  EARLIER_PAGE,
  FIRST_PAGE,
  cursorParams,
  type CursorValue,
  placed,
  placeIn,
  windowShape,
  type OrderKey,
  type Window,
  type WindowShape,
} from './page.ts'
import { foundSubjects, named, spokenOf, type FoundSubject, type SubjectRow } from './subject.ts'

/** Where a filter's condition is written: on the `subject` of the query, as of a date. */
export interface Scope {
  readonly sql: Sql
  readonly eb: ExpressionBuilder<Tables, 'subject'>
  readonly asOf: string
}

/** A filter by name: the condition that its value makes. */
export type Filters<Filter> = {
  readonly [Name in keyof Filter]-?: (scope: Scope, value: NonNullable<Filter[Name]>) => Expression<SqlBool>
}

export interface SubjectFilter {
  readonly codes?: readonly string[]
  readonly text?: string
  readonly sources?: readonly string[]
}

export type SubjectOrder = 'CODE' | 'NAME'

const COMMON: Filters<SubjectFilter> = {
  codes: ({ sql: { valuesOf } }, codes) => sql<boolean>`subject.code in ${valuesOf(codes)}`,
  text: (scope, text) => named(scope.sql, text),
  sources: ({ eb, sql: { valuesOf }, asOf }, sources) =>
    eb.exists(
      eb
        .selectFrom('mention')
        .innerJoin('source', 'source.id', 'mention.source_id')
        .select('mention.source_id')
        .whereRef('mention.subject_id', '=', 'subject.id')
        .where('source.code', 'in', valuesOf(sources))
        .where('source.published', '<=', asOf),
    ),
}

const CODE: OrderKey<SubjectRow> = { by: sql.ref('subject.code'), of: ({ code }) => code }

const ORDERS: Record<SubjectOrder, readonly OrderKey<SubjectRow>[]> = {
  CODE: [CODE],
  NAME: [{ by: sql.ref('subject.name_zh'), of: ({ name_zh }) => name_zh }, CODE],
}

/** Where a subject stands in an order. */
export const subjectPlace = (
  order: SubjectOrder,
  descending: boolean,
): ((row: SubjectRow) => CursorValue[]) => placeIn(ORDERS[order], descending)

export interface ListArguments<Filter> {
  readonly filter: Filter
  /** Only what a source published by this day speaks of; null for everything. */
  readonly asOf: string | null
}

/** The list narrowed to what is linked to one thing: the projects of a port. */
export interface LinkedKey<Filter> extends ListArguments<Filter> {
  readonly parent: number
}

interface Ordinal {
  /** Which of the keys the row belongs to: 0 for the first. */
  readonly ordinal: number
}

export interface SubjectList<Filter, Link extends string = never> {
  page(db: Db, list: ListArguments<Filter>, order: SubjectOrder, window: Window): Promise<FoundSubject[]>
  count(db: Db, list: ListArguments<Filter>): Promise<number>
  /** The whole list by code, without pages: for orders and filters that no column has. */
  all(db: Db, list: ListArguments<Filter>): Promise<FoundSubject[]>
  /** The lists of several parents at once, by code, without pages. */
  linked(db: Db, link: Link, keys: readonly LinkedKey<Filter>[]): Promise<(FoundSubject & Ordinal)[]>
}

export const FOREVER = '9999-12-31'

/** Which filters there are, by name. */
interface Shape {
  readonly filters: string
  readonly [choice: string]: string | boolean
}

type Params = Record<string, never>
type Values = (name: string) => never
type Condition = (scope: Scope, value: never) => Expression<SqlBool>

/** The condition that ties the `subject` of the query to a parent's id. */
export type LinkConditions<Link extends string> = Readonly<
  Record<Link, (scope: Scope, parent: RawBuilder<number>) => Expression<SqlBool>>
>

interface Definition<Link extends string> {
  readonly kind: SubjectKind
  readonly filters: Readonly<Record<string, Condition>>
  readonly links: LinkConditions<Link>
}

/** The list of the subjects of one kind, with the noun's own filters and links. */
export function subjectList<Filter extends object, Link extends string = never>(
  kind: SubjectKind,
  own: Filters<Filter>,
  links: LinkConditions<Link> = {} as LinkConditions<Link>,
): SubjectList<Filter & SubjectFilter, Link> {
  const definition: Definition<Link> = {
    kind,
    filters: { ...COMMON, ...own } as Record<string, Condition>,
    links,
  }
  const page = pageStatement(definition)
  const count = countStatement(definition)
  const all = allStatement(definition)
  const linked = linkedStatement(definition)
  return {
    page: (db, list, order, window) =>
      db.rows(page, { limit: window.limit, ...paramsOf(list), ...cursorParams(window.cursor) } as never, {
        order,
        ...shapeOf(list),
        ...windowShape(window),
      }),
    count: async (db, list) => (await db.rows(count, paramsOf(list) as never, shapeOf(list)))[0]?.count ?? 0,
    all: (db, list) => db.rows(all, paramsOf(list) as never, shapeOf(list)),
    linked: (db, link, keys) => {
      const [first] = keys
      const params = {
        asOf: first?.asOf ?? FOREVER,
        keys: keys.map(({ parent, filter }) => ({ parent, ...filter })),
      }
      const names = new Set(keys.flatMap(({ filter }) => Object.keys(filter)))
      return db.rows(linked, params as never, { link, filters: [...names].sort().join(' ') })
    },
  }
}

const shapeOf = ({ filter }: ListArguments<object>): Shape => ({
  filters: Object.keys(filter).sort().join(' '),
})
const paramsOf = ({ filter, asOf }: ListArguments<object>) => ({ asOf: asOf ?? FOREVER, ...filter })

const namesOf = (names: string, filters: Definition<never>['filters']): readonly string[] =>
  names === ANY_FILTERS ? Object.keys(filters) : names.split(' ').filter(Boolean)

type Rows = ReturnType<typeof foundSubjects>

/** The rows of the kind that were known by the day and that the named filters keep. */
function narrowed(
  { kind, filters }: Definition<never>,
  sqlOf: Sql,
  valueOf: Values,
  { filters: names }: Shape,
  wanted?: RawBuilder<object>,
): Rows {
  const asOf = valueOf('asOf') as string
  const scoped = (condition: (scope: Scope) => Expression<SqlBool>) => (eb: unknown) =>
    condition({ sql: sqlOf, eb: eb as Scope['eb'], asOf })
  // The plus: what is tied to a parent is found by the tie, not among all of its kind.
  const ofKind = sql<boolean>`${sql.raw(wanted ? '+' : '')}subject.kind = ${sql.lit(kind)}`
  let rows = foundSubjects(sqlOf, wanted).where(ofKind).where(spokenOf(asOf))
  for (const name of namesOf(names, filters)) {
    const holds = scoped((scope) => filters[name]?.(scope, valueOf(name)) ?? sql<boolean>`true`)
    const isMaybe = (eb: unknown) => sql<boolean>`(${valueOf(name)} is null or ${holds(eb)})`
    rows = rows.where((names === ANY_FILTERS ? isMaybe : holds) as typeof holds)
  }
  return rows
}

const UNFILTERED: Shape = { filters: '' }
const TAKES_ANY = { takesAny: true }
const allFilters = ({ filters }: Definition<never>): Shape => ({
  filters: Object.keys(filters).sort().join(' '),
})

const statementName = (kind: SubjectKind, what: string) => `${kind.toLowerCase()}-${what}`

function pageStatement(definition: Definition<never>): Statement<Params, FoundSubject, Shape & WindowShape> {
  return statement(
    statementName(definition.kind, 'page'),
    (sqlOf, params: Params, shape: Shape & WindowShape) => {
      const valueOf = (name: string) => params[name] as never
      const order = ORDERS[shape['order'] as SubjectOrder]
      const rows = narrowed(definition, sqlOf, valueOf, shape)
      return placed(rows as never, order, shape, (index) => params[`cursor${index}`]).limit(
        valueOf('limit'),
      ) as never
    },
    [
      { ...UNFILTERED, ...FIRST_PAGE, order: 'CODE' },
      { ...allFilters(definition), ...EARLIER_PAGE, order: 'NAME' },
    ],
    TAKES_ANY,
  )
}

function countStatement(definition: Definition<never>): Statement<Params, { count: number }, Shape> {
  return statement(
    statementName(definition.kind, 'count'),
    (sqlOf, params: Params, shape: Shape) =>
      narrowed(definition, sqlOf, (name) => params[name] as never, shape)
        .clearSelect()
        .select((eb) => eb.fn.countAll<number>().as('count')) as never,
    [allFilters(definition)],
    TAKES_ANY,
  )
}

function allStatement(definition: Definition<never>): Statement<Params, FoundSubject, Shape> {
  return statement(
    statementName(definition.kind, 'all'),
    (sqlOf, params: Params, shape: Shape) =>
      narrowed(definition, sqlOf, (name) => params[name] as never, shape).orderBy('subject.code') as never,
    [UNFILTERED],
    TAKES_ANY,
  )
}

interface LinkedShape extends Shape {
  readonly link: string
}

/** Each key is a row of `wanted`; a filter that others have and it does not is null there, and no limit. */
function linkedStatement<Link extends string>(
  definition: Definition<Link>,
): Statement<Params, FoundSubject & Ordinal, LinkedShape> {
  return statement(
    statementName(definition.kind, 'linked'),
    (sqlOf, params: Params, { link, filters }: LinkedShape) => {
      const names = namesOf(filters, definition.filters)
      const column = (name: string) => sql.ref(`wanted.${name}`)
      const valueOf = (name: string) => (name === 'asOf' ? params['asOf'] : column(name)) as never
      const tied = definition.links[link as Link]
      const scopeOf = (eb: unknown): Scope => ({
        sql: sqlOf,
        eb: eb as Scope['eb'],
        asOf: params['asOf'] as never,
      })
      const wanted = sqlOf.rowsOf<{ parent: number }>(params['keys'] as never, ['parent', ...names] as never)
      let rows = narrowed(definition, sqlOf, valueOf, UNFILTERED, wanted).where((eb) =>
        tied(scopeOf(eb), column('parent') as RawBuilder<number>),
      )
      for (const name of names) {
        const filter = definition.filters[name]
        if (filter)
          rows = rows.where(
            (eb) => sql<boolean>`(${column(name)} is null or ${filter(scopeOf(eb), valueOf(name))})` as never,
          )
      }
      return rows.select(sql.ref('wanted.ordinal').as('ordinal')).orderBy('subject.code') as never
    },
    Object.keys(definition.links).flatMap((link) => [
      { link, ...UNFILTERED },
      { link, ...allFilters(definition) },
    ]),
    TAKES_ANY,
  )
}
