// Rollups, found: what chosen claims add up to, by subject, scope, year and source.
import { sql, type RawBuilder, type Selectable } from 'kysely'
import type { Db } from '../connection.ts'
import { statement, type Sql } from '../statements.ts'
import type { RollupTable, ScopeTable } from '../tables.ts'

/** Filters; ids stand for codes. A missing one is no limit, an empty list matches nothing. */
export interface RollupFilter {
  readonly subjects?: readonly number[]
  readonly subjectKinds?: readonly string[]
  /** Ports whose checkpoints are wanted. */
  readonly checkpointsOf?: readonly number[]
  readonly indicators?: readonly number[]
  readonly kinds?: readonly string[]
  readonly frequencies?: readonly string[]
  readonly directions?: readonly string[]
  readonly commodities?: readonly number[]
  readonly partners?: readonly number[]
  readonly sources?: readonly number[]
  /** true: about all goods, partners and parts; false: about one of them. */
  readonly whole?: boolean
  readonly firstYear?: number
  readonly lastYear?: number
}

export type ScopeRow = Selectable<ScopeTable>
export type RollupRow = Omit<Selectable<RollupTable>, 'spans'>

/** The rollups that a filter keeps, and the scopes that they may be of. */
export interface Rollups {
  readonly scopes: readonly ScopeRow[]
  readonly rows: readonly RollupRow[]
}

type FilterName = keyof RollupFilter
type Conditions = Partial<Record<FilterName, (sqlOf: Sql, value: never) => RawBuilder<boolean>>>

const among =
  (column: string) =>
  ({ valuesOf }: Sql, values: readonly unknown[]): RawBuilder<boolean> =>
    sql`${sql.ref(column)} in ${valuesOf(values)}`

const OF_SCOPE: Conditions = {
  indicators: among('indicator_id'),
  kinds: among('kind'),
  frequencies: among('frequency'),
  directions: among('direction'),
  commodities: among('commodity_id'),
  partners: among('partner_id'),
  whole: (_, whole: boolean) =>
    sql`case when commodity_id is null and partner_id is null and part is null then 1 else 0 end = ${whole}`,
}

const OF_ROLLUP: Conditions = {
  subjects: among('subject_id'),
  subjectKinds: ({ valuesOf }, values: readonly unknown[]) =>
    sql`subject_id in (select id from subject where kind in ${valuesOf(values)})`,
  checkpointsOf: ({ valuesOf }, values: readonly unknown[]) =>
    sql`subject_id in (select id from checkpoint where port_id in ${valuesOf(values)})`,
  sources: among('source_id'),
  firstYear: (_, year: number) => sql`year >= ${year}`,
  lastYear: (_, year: number) => sql`year <= ${year}`,
}

type Params = Record<FilterName, never> & { readonly scopes: readonly number[] }
type ListShape = Readonly<Record<'filters', string>>

const shapeOf = (filter: RollupFilter, conditions: Conditions): ListShape => ({
  filters: Object.keys(conditions)
    .filter((name) => name in filter)
    .join(' '),
})
const examples = (conditions: Conditions): ListShape[] => [
  { filters: '' },
  { filters: Object.keys(conditions).join(' ') },
]

/** What of a filter a shape names, compared. */
function compared(sqlOf: Sql, params: Params, { filters }: ListShape, conditions: Conditions) {
  const names = filters.split(' ').filter(Boolean) as FilterName[]
  const all = names.map((name) => conditions[name]?.(sqlOf, params[name]) ?? sql`true`)
  return all.length === 0 ? sql<boolean>`true` : sql<boolean>`${sql.join(all, sql` and `)}`
}

const foundScopes = statement<Params, ScopeRow, ListShape>(
  'scopes',
  (sqlOf, params, shape) =>
    sqlOf.q
      .selectFrom('scope')
      .selectAll()
      .where(compared(sqlOf, params, shape, OF_SCOPE)),
  examples(OF_SCOPE),
)

const rollupsOfScopes = (sqlOf: Sql, params: Params, shape: ListShape) =>
  sqlOf.q
    .selectFrom('rollup')
    .where('scope_id', 'in', sqlOf.valuesOf(params.scopes))
    .where(compared(sqlOf, params, shape, OF_ROLLUP))

const foundRollups = statement<Params, RollupRow, ListShape>(
  'rollups',
  (sqlOf, params, shape) =>
    rollupsOfScopes(sqlOf, params, shape).select([
      'scope_id',
      'subject_id',
      'year',
      'source_id',
      'count',
      'missing',
      'qualified',
      'totals',
      'value_whole',
      'value_nano',
    ]),
  examples(OF_ROLLUP),
)
const foundAny = statement<Params, { year: number }, ListShape>(
  'anyRollup',
  (sqlOf, params, shape) => rollupsOfScopes(sqlOf, params, shape).select('year').limit(1),
  examples(OF_ROLLUP),
)

const scopesOf = (db: Db, filter: RollupFilter): Promise<ScopeRow[]> =>
  db.rows(foundScopes, filter as Params, shapeOf(filter, OF_SCOPE))

const paramsOf = (filter: RollupFilter, scopes: readonly ScopeRow[]) =>
  ({ ...filter, scopes: scopes.map(({ id }) => id) }) as unknown as Params

/** The rollups that a filter keeps. */
export async function rollups(db: Db, filter: RollupFilter): Promise<Rollups> {
  const scopes = await scopesOf(db, filter)
  const rows = await db.rows(foundRollups, paramsOf(filter, scopes), shapeOf(filter, OF_ROLLUP))
  return { scopes, rows }
}

/** Does a filter keep any? */
export async function anyRollup(db: Db, filter: RollupFilter): Promise<boolean> {
  const params = paramsOf(filter, await scopesOf(db, filter))
  return (await db.rows(foundAny, params, shapeOf(filter, OF_ROLLUP))).length > 0
}
