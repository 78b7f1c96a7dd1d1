// Keeping the rollups: what one source's chosen claims about one line add up to in one year, counted and
// added by the database as integers. Inside a load's transaction.
import { sql, type RawBuilder } from 'kysely'
import { CALENDAR_SPANS } from '../../values/period.ts'
import type { Db } from '../connection.ts'
import { statement, type Sql } from '../statements.ts'

/** What makes a scope; null is all. */
const SCOPE = {
  indicator_id: null,
  kind: null,
  frequency: null,
  direction: null,
  commodity_id: 0,
  partner_id: 0,
  part: '',
} as const
const SCOPE_COLUMNS = Object.keys(SCOPE) as (keyof typeof SCOPE)[]

const columns = (table: string) => sql.join(SCOPE_COLUMNS.map((column) => sql.ref(`${table}.${column}`)))

/** As the index has it, in which null is equal to null. */
const compared = (table: string) => (column: keyof typeof SCOPE) => {
  const nothing = SCOPE[column]
  const value = sql.ref(`${table}.${column}`)
  return nothing === null ? value : sql`coalesce(${value}, ${sql.lit(nothing)})`
}

const isOfScope = sql<boolean>`${sql.join(
  SCOPE_COLUMNS.map((column) => sql`${compared('scope')(column)} = ${compared('observation')(column)}`),
  sql` and `,
)}`

const scopeOfClaim = sql`(select scope.id from scope where ${isOfScope})`
const yearOfClaim = sql`cast(substr(observation.period_start, 1, 4) as integer)`

/** Is a claim about a span that is rolled up? */
export const isRolled = sql<boolean>`observation.frequency in (${sql.join(
  CALENDAR_SPANS.map((span) => sql.lit(span)),
)})`

/** The claims of a line (a subject, a scope and a year): in the order in which the index finds them. */
const claimsOfLine = (line: string): RawBuilder<boolean> => {
  const [subject, year] = [sql.ref(`${line}.subject_id`), sql.ref(`${line}.year`)]
  return sql`observation.subject_id = ${subject} and observation.indicator_id = scope.indicator_id
    and observation.period_start >= ${year} || '-01-01' and observation.period_start <= ${year} || '-12-31'
    and ${isOfScope}`
}

/** A value of this size or more is not added here: twelve of them would not fit into a JSON number. */
const TOO_LARGE = 500_000_000_000_000
const NANO = 1_000_000_000

/** Totals as the graph's refusals see them: of a thing, whichever of its claims lists the parts. */
const isTotal = sql`observation.id in (select total_id from observation_part
  union select choice.chosen_id from choice join observation_part on observation_part.total_id = choice.observation_id)`

const count = (which: RawBuilder<unknown>) => sql`sum(case when ${which} then 1 else 0 end)`

const SUMS = {
  scope_id: scopeOfClaim,
  subject_id: sql`observation.subject_id`,
  year: yearOfClaim,
  source_id: sql`observation.source_id`,
  spans: sql`sum(1 << (4 * (cast(substr(observation.period_start, 6, 2) as integer) - 1)))`,
  count: sql`count(observation.value_whole)`,
  missing: sql`count(*) - count(observation.value_whole)`,
  qualified: count(sql`observation.value_whole is not null and observation.qualifier <> 'EXACT'`),
  totals: count(isTotal),
  value_whole: sql`case when max(abs(observation.value_whole)) < ${sql.lit(TOO_LARGE)}
    then sum(observation.value_whole) + sum(observation.value_nano) / ${sql.lit(NANO)} end`,
  value_nano: sql`case when max(abs(observation.value_whole)) < ${sql.lit(TOO_LARGE)}
    then sum(observation.value_nano) % ${sql.lit(NANO)} end`,
} as const
const SUM_COLUMNS = Object.keys(SUMS) as (keyof typeof SUMS)[]

const sums = sql.join(SUM_COLUMNS.map((column) => sql`${SUMS[column]} as ${sql.ref(column)}`))
const isChosen = sql`observation.id not in (select observation_id from choice where chosen_id <> observation_id)`

// The columns as they are, the subject's first: claims come nearly in this order, and sort twice as fast.
const byLine = sql`group by observation.subject_id, observation.indicator_id, observation.commodity_id,
  observation.partner_id, observation.part, substr(observation.period_start, 1, 4), observation.frequency,
  observation.kind, observation.direction, observation.source_id`

function insertRollups({ q }: Sql, from: RawBuilder<unknown>) {
  return q
    .insertInto('rollup')
    .columns(SUM_COLUMNS)
    .expression(sql`select ${sums} from ${from} and ${isRolled} and ${isChosen} ${byLine}`) as never
}

interface OfSource {
  readonly sourceId: number
}

const insertScopes = statement<OfSource, never>('insertScopesOfSource', ({ q }, { sourceId }) => {
  const found = sql`select distinct ${columns('observation')} from observation
    where observation.source_id = ${sourceId} and ${isRolled}`
  return q
    .insertInto('scope')
    .columns(SCOPE_COLUMNS)
    .expression(
      sql`select ${columns('observation')} from (${found}) as observation
        where not exists (select 1 from scope where ${isOfScope})`,
    ) as never
})
const deleteOfSource = statement<OfSource, never>(
  'deleteRollupsOfSource',
  ({ q }, { sourceId }) => q.deleteFrom('rollup').where('source_id', '=', sourceId) as never,
)
const insertOfSource = statement<OfSource, never>('insertRollupsOfSource', (sqlOf, { sourceId }) =>
  insertRollups(sqlOf, sql`observation where observation.source_id = ${sourceId}`),
)

/** Makes the rollups of a source what its claims say that are not known to be echoes. */
export async function rollUpSource(db: Db, sourceId: number): Promise<void> {
  await db.rows(insertScopes, { sourceId })
  await db.rows(deleteOfSource, { sourceId })
  await db.rows(insertOfSource, { sourceId })
}

/** More claims than a year has spans, or two that start in one month. */
const SEVERAL = 0xeeeeeeeeeeee
const MOST_SPANS = 12

// A cross join keeps the order of tables: from the few rows to the many, which no statistics tell the planner.

/** Claims of a source in lines where some thing has another claim: found without looking at each claim. */
export const claimsInSharedLines = (
  sourceId: number,
) => sql`select observation.subject_id, observation.id from rollup
  cross join scope cross join observation
  where rollup.source_id = ${sourceId} and +observation.source_id = ${sourceId}
    and scope.id = rollup.scope_id and ${claimsOfLine('rollup')} and (
      rollup.count + rollup.missing > ${sql.lit(MOST_SPANS)}
      or (rollup.spans & ${sql.lit(SEVERAL)}) <> 0
      or exists (select 1 from rollup as other
        where other.scope_id = rollup.scope_id and other.subject_id = rollup.subject_id
          and other.year = rollup.year and other.source_id <> rollup.source_id
          and (other.spans & rollup.spans) <> 0))`

const linesOfUndecided = sql`select distinct ${scopeOfClaim} as scope_id, observation.subject_id, ${yearOfClaim} as year
  from undecided cross join observation where observation.id = undecided.observation_id and ${isRolled}`

const deleteOfUndecided = statement<object, never>(
  'deleteRollupsOfUndecided',
  ({ q }) =>
    q
      .deleteFrom('rollup')
      .where(sql<boolean>`(scope_id, subject_id, year) in (${linesOfUndecided})`) as never,
)
const insertOfUndecided = statement<object, never>('insertRollupsOfUndecided', (sqlOf) =>
  insertRollups(
    sqlOf,
    sql`(${linesOfUndecided}) as line cross join scope cross join observation
      where scope.id = line.scope_id and ${claimsOfLine('line')}`,
  ),
)

/** Makes the rollups of all lines with undecided claims anew, now that the choice is made. */
export async function rollUpUndecided(db: Db): Promise<void> {
  await db.rows(deleteOfUndecided, {})
  await db.rows(insertOfUndecided, {})
}
