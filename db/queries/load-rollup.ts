// Keeping the rollups: what one source's chosen claims about one line add up to in one year, counted and
// added by the database as integers. Inside a load's transaction.
import { sql, type RawBuilder } from 'kysely'
import { CALENDAR_SPANS } from '../../values/period.ts'
import type { Db } from '../connection.ts'
import { statement, type Sql } from '../statements.ts'

/** What makes a line, and how a claim says it. */
const LINE = {
  indicator_id: sql`observation.indicator_id`,
  kind: sql`observation.kind`,
  frequency: sql`observation.frequency`,
  commodity_id: sql`coalesce(observation.commodity_id, 0)`,
  partner_id: sql`coalesce(observation.partner_id, 0)`,
  part: sql`coalesce(observation.part, '')`,
  direction: sql`observation.direction`,
  subject_id: sql`observation.subject_id`,
  year: sql`cast(substr(observation.period_start, 1, 4) as integer)`,
} as const

type LineColumn = keyof typeof LINE
const LINE_COLUMNS = Object.keys(LINE) as LineColumn[]

const line = (table: string) => sql.join(LINE_COLUMNS.map((column) => sql.ref(`${table}.${column}`)))
const lineOfClaim = sql.join(LINE_COLUMNS.map((column) => sql`${LINE[column]} as ${sql.ref(column)}`))

/** Is a claim about a span that is rolled up? */
export const isRolled = sql<boolean>`observation.frequency in (${sql.join(CALENDAR_SPANS.map((span) => sql.lit(span)))})`

/** The claims of a line: the subject and the days come first, for the index. */
const claimsOfLine = (
  of: string,
): RawBuilder<boolean> => sql`observation.subject_id = ${sql.ref(`${of}.subject_id`)}
  and observation.indicator_id = ${sql.ref(`${of}.indicator_id`)}
  and observation.period_start >= ${sql.ref(`${of}.year`)} || '-01-01' and observation.period_start <= ${sql.ref(`${of}.year`)} || '-12-31'
  and ${isRolled} and ${sql.join(
    LINE_COLUMNS.map((column) => sql`${LINE[column]} = ${sql.ref(`${of}.${column}`)}`),
    sql` and `,
  )}`

/** A value of this size or more is not added here: twelve of them would not fit into a JSON number. */
const TOO_LARGE = 500_000_000_000_000
const NANO = 1_000_000_000

/** Totals as the graph's refusals see them: of a thing, whichever of its claims lists the parts. */
const isTotal = sql`observation.id in (select total_id from observation_part
  union select choice.chosen_id from choice join observation_part on observation_part.total_id = choice.observation_id)`

const count = (which: RawBuilder<unknown>) => sql`sum(case when ${which} then 1 else 0 end)`

const SUMS = {
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
    .columns([...LINE_COLUMNS, ...SUM_COLUMNS])
    .expression(
      sql`select ${lineOfClaim}, ${sums} from ${from} and ${isRolled} and ${isChosen} ${byLine}`,
    ) as never
}

interface OfSource {
  readonly sourceId: number
}

const deleteOfSource = statement<OfSource, never>(
  'deleteRollupsOfSource',
  ({ q }, { sourceId }) => q.deleteFrom('rollup').where('source_id', '=', sourceId) as never,
)
const insertOfSource = statement<OfSource, never>('insertRollupsOfSource', (sqlOf, { sourceId }) =>
  insertRollups(sqlOf, sql`observation where observation.source_id = ${sourceId}`),
)

/** Makes the rollups of a source what its claims say that are not known to be echoes. */
export async function rollUpSource(db: Db, source: number): Promise<void> {
  await db.rows(deleteOfSource, { sourceId: source })
  await db.rows(insertOfSource, { sourceId: source })
}

/** More claims than a year has spans, or two that start in one month. */
const SEVERAL = 0xeeeeeeeeeeee
const MOST_SPANS = 12

// A cross join keeps the order of tables: from the few rows to the many, which no statistics tell the planner.

/** Claims of a source in lines where some thing has another claim: found without looking at each claim. */
export const claimsInSharedLines = (
  source: number,
) => sql`select observation.subject_id, observation.id from rollup cross join observation
  where rollup.source_id = ${source} and +observation.source_id = ${source} and ${claimsOfLine('rollup')} and (
    rollup.count + rollup.missing > ${sql.lit(MOST_SPANS)}
    or (rollup.spans & ${sql.lit(SEVERAL)}) <> 0
    or exists (select 1 from rollup as other where ${sql.join(
      LINE_COLUMNS.map((column) => sql`other.${sql.ref(column)} = rollup.${sql.ref(column)}`),
      sql` and `,
    )} and other.source_id <> rollup.source_id and (other.spans & rollup.spans) <> 0))`

const linesOfUndecided = sql`select distinct ${lineOfClaim} from undecided cross join observation
  where observation.id = undecided.observation_id and ${isRolled}`

const deleteOfUndecided = statement<object, never>(
  'deleteRollupsOfUndecided',
  ({ q }) =>
    q.deleteFrom('rollup').where(sql<boolean>`(${line('rollup')}) in (${linesOfUndecided})`) as never,
)
const insertOfUndecided = statement<object, never>('insertRollupsOfUndecided', (sqlOf) =>
  insertRollups(
    sqlOf,
    sql`(${linesOfUndecided}) as line join observation on ${claimsOfLine('line')} where true`,
  ),
)

/** Makes the rollups of all lines with undecided claims anew, now that the choice is made. */
export async function rollUpUndecided(db: Db): Promise<void> {
  await db.rows(deleteOfUndecided, {})
  await db.rows(insertOfUndecided, {})
}
