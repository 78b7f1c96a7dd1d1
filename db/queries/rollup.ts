// Rollups, found: what chosen claims add up to, line by line and year by year.
import { sql, type RawBuilder } from 'kysely'
import type { Selectable } from 'kysely'
import type { Db } from '../connection.ts'
import { statement, type Sql } from '../statements.ts'
import type { RollupTable } from '../tables.ts'

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

export type RollupRow = Omit<Selectable<RollupTable>, 'spans'>

const COLUMNS = [
  'indicator_id',
  'kind',
  'frequency',
  'commodity_id',
  'partner_id',
  'part',
  'direction',
  'subject_id',
  'year',
  'source_id',
  'count',
  'missing',
  'qualified',
  'totals',
  'value_whole',
  'value_nano',
] as const satisfies readonly (keyof RollupRow)[]

type FilterName = keyof RollupFilter
type Condition = (sqlOf: Sql, value: never) => RawBuilder<boolean>

const among =
  (column: keyof RollupRow): Condition =>
  ({ valuesOf }, values: readonly unknown[]) =>
    sql`${sql.ref(column)} in ${valuesOf(values)}`

const CONDITIONS: Record<Exclude<FilterName, 'whole'>, Condition> = {
  subjects: among('subject_id'),
  subjectKinds: ({ valuesOf }, values: readonly unknown[]) =>
    sql`subject_id in (select id from subject where kind in ${valuesOf(values)})`,
  checkpointsOf: ({ valuesOf }, values: readonly unknown[]) =>
    sql`subject_id in (select id from checkpoint where port_id in ${valuesOf(values)})`,
  indicators: among('indicator_id'),
  kinds: among('kind'),
  frequencies: among('frequency'),
  directions: among('direction'),
  commodities: among('commodity_id'),
  partners: among('partner_id'),
  sources: among('source_id'),
  firstYear: (_, year: number) => sql`year >= ${year}`,
  lastYear: (_, year: number) => sql`year <= ${year}`,
}

/** A choice of text, not a parameter: the index has the whole of a line in one place. */
const WHOLE = sql<boolean>`(commodity_id = 0 and partner_id = 0 and part = '')`

type Params = Record<FilterName, never>
interface RollupShape {
  readonly filters: string
  readonly whole: 'true' | 'false' | ''
  readonly [name: string]: string
}

function shapeOf({ whole, ...filter }: RollupFilter): RollupShape {
  return { filters: Object.keys(filter).sort().join(' '), whole: whole === undefined ? '' : `${whole}` }
}

function kept(sqlOf: Sql, params: Params, { filters, whole }: RollupShape) {
  let rows = sqlOf.q.selectFrom('rollup')
  for (const name of filters.split(' ').filter(Boolean) as Exclude<FilterName, 'whole'>[])
    rows = rows.where(CONDITIONS[name](sqlOf, params[name]))
  if (whole === '') return rows
  return rows.where(whole === 'true' ? WHOLE : sql<boolean>`not ${WHOLE}`)
}

const EXAMPLES: readonly RollupShape[] = [
  { filters: '', whole: '' },
  { filters: Object.keys(CONDITIONS).sort().join(' '), whole: 'true' },
]

const found = statement<Params, RollupRow, RollupShape>(
  'rollups',
  (sqlOf, params, shape) => kept(sqlOf, params, shape).select(COLUMNS),
  EXAMPLES,
)

/** The rollups that a filter keeps. */
export const rollups = (db: Db, filter: RollupFilter): Promise<RollupRow[]> =>
  db.rows(found, filter as Params, shapeOf(filter))

const first = statement<Params, { year: number }, RollupShape>(
  'anyRollup',
  (sqlOf, params, shape) => kept(sqlOf, params, shape).select('year').limit(1),
  EXAMPLES,
)

/** Does a filter keep any? */
export const anyRollup = async (db: Db, filter: RollupFilter): Promise<boolean> =>
  (await db.rows(first, filter as Params, shapeOf(filter))).length > 0
