// Lists of subjects of one kind: filters, orders, pages and counts. A noun's file gives the filters
// that only it has; every list can be narrowed by code, text and source.
import { sql, type ExpressionBuilder, type RawBuilder } from 'kysely'
import type { Db } from '../connection.ts'
import { statement, type Sql } from '../statements.ts'
import type { SubjectKind, Tables } from '../tables.ts'
import { cursorParams, placed, windowShape, withCursor, type OrderKey, type Window } from './page.ts'
import { named, subjectRows, type SubjectRow } from './subject.ts'

/** Where a filter's condition is written: on the `subject` of the query, as of a date. */
export interface Scope {
  readonly sql: Sql
  readonly eb: ExpressionBuilder<Tables, 'subject'>
  readonly asOf: string
}

type FilterValue = readonly string[] | string | boolean

/** A filter by name: the condition that its value makes. */
export type Filters<Filter> = {
  readonly [Name in keyof Filter]-?: (
    scope: Scope,
    value: NonNullable<Filter[Name]>,
  ) => RawBuilder<boolean> | ReturnType<ExpressionBuilder<Tables, 'subject'>['exists']>
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
  sources: ({ eb, sql: { valuesOf } }, sources) =>
    eb.exists(
      eb
        .selectFrom('mention')
        .innerJoin('source', 'source.id', 'mention.source_id')
        .select('mention.source_id')
        .whereRef('mention.subject_id', '=', 'subject.id')
        .where('source.code', 'in', valuesOf(sources)),
    ),
}

const ORDERS: Record<SubjectOrder, readonly OrderKey[]> = {
  CODE: [{ by: sql.ref('subject.code') }],
  NAME: [{ by: sql.ref('subject.name_zh') }, { by: sql.ref('subject.code') }],
}

export interface ListArguments<Filter> {
  readonly filter: Filter
  /** Only what a source published by this day speaks of; null for everything. */
  readonly asOf: string | null
}

export interface SubjectList<Filter> {
  page(db: Db, list: ListArguments<Filter>, order: SubjectOrder, window: Window): Promise<SubjectRow[]>
  count(db: Db, list: ListArguments<Filter>): Promise<number>
}

/** Which filters there are, by name, and whether only what was known by a day is asked for. */
interface Shape {
  readonly filters: string
  readonly dated: boolean
  readonly [choice: string]: string | boolean
}

export const FOREVER = '9999-12-31'

/** The list of the subjects of one kind, with the noun's own filters. */
export function subjectList<Filter extends object>(
  kind: SubjectKind,
  own: Filters<Filter>,
): SubjectList<Filter & SubjectFilter> {
  const filters = { ...COMMON, ...own } as Record<
    string,
    (scope: Scope, value: FilterValue) => RawBuilder<boolean>
  >
  const narrowed = (
    sqlOf: Sql,
    params: Record<string, FilterValue>,
    shape: Shape,
    query: ReturnType<typeof subjectRows>,
  ) => {
    const asOf = params['asOf'] as string
    let rows = query.where('subject.kind', '=', sql.lit(kind))
    for (const name of shape.filters.split(' ').filter(Boolean)) {
      rows = rows.where((eb) => {
        const scope = { sql: sqlOf, eb: eb as unknown as Scope['eb'], asOf }
        return filters[name]?.(scope, params[name] as FilterValue) ?? sql<boolean>`false`
      })
    }
    return shape.dated ? rows.where((eb) => known(eb as unknown as Scope['eb'], asOf)) : rows
  }
  const page = statement<
    Record<string, never>,
    SubjectRow,
    Shape & { order: string } & ReturnType<typeof windowShape>
  >(`${kind.toLowerCase()}Page`, (sqlOf, params, shape) => {
    const rows = narrowed(sqlOf, params, shape, subjectRows(sqlOf))
    const order = ORDERS[shape.order as SubjectOrder]
    const from = (index: number) => params[`cursor${index}`]
    const ordered = placed(withCursor(rows as never, order, shape), order, shape, from)
    return ordered.limit(params['limit'] as unknown as number) as never
  })
  const count = statement<Record<string, never>, { count: number }, Shape>(
    `${kind.toLowerCase()}Count`,
    (sqlOf, params, shape) =>
      narrowed(sqlOf, params, shape, subjectRows(sqlOf))
        .clearSelect()
        .select((eb) => eb.fn.countAll<number>().as('count')) as never,
  )
  const shapeOf = ({ filter, asOf }: ListArguments<object>): Shape => ({
    filters: Object.keys(filter).sort().join(' '),
    dated: asOf !== null,
  })
  const paramsOf = ({ filter, asOf }: ListArguments<object>) => ({ ...filter, asOf: asOf ?? FOREVER })
  return {
    page: (db, list, order, window) =>
      db.rows(page, { ...paramsOf(list), ...cursorParams(window.cursor), limit: window.limit } as never, {
        ...shapeOf(list),
        ...windowShape(window),
        order,
      }),
    count: async (db, list) => (await db.rows(count, paramsOf(list) as never, shapeOf(list)))[0]?.count ?? 0,
  }
}

/** Had any source spoken of the subject by then? A port is known by its checkpoints too. */
function known(eb: Scope['eb'], asOf: string) {
  return eb.exists(
    eb
      .selectFrom('mention')
      .innerJoin('source', 'source.id', 'mention.source_id')
      .leftJoin('checkpoint as of_port', 'of_port.id', 'mention.subject_id')
      .select('mention.source_id')
      .where((where) =>
        where.or([
          where('mention.subject_id', '=', where.ref('subject.id')),
          where('of_port.port_id', '=', where.ref('subject.id')),
        ]),
      )
      .where('source.published', '<=', asOf),
  )
}
