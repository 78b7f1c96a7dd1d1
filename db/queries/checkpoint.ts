// Checkpoints: their status and approval as chosen, and the list.
import { sql, type ExpressionBuilder, type RawBuilder } from 'kysely'
import type { Db } from '../connection.ts'
import { statement } from '../statements.ts'
import type { CHECKPOINT_STATUSES, Mode } from '../lists.ts'
import type { Tables } from '../tables.ts'
import { chosenValue } from './statement.ts'
import { subjectList } from './subject-list.ts'

export type CheckpointStatus = (typeof CHECKPOINT_STATUSES)[number]
type Eb = ExpressionBuilder<Tables, 'subject'>

/** What is approved and nowhere marked otherwise is OPEN: the schema says so at CheckpointStatus. */
function status(eb: Eb, asOf: string): RawBuilder<CheckpointStatus | null> {
  return sql`coalesce(${chosenValue(eb, 'status', asOf)}, case when ${approved(eb, asOf)} then 'OPEN' end)`
}

/** What no source calls approved is not. */
function approved(eb: Eb, asOf: string): RawBuilder<boolean> {
  return sql`(coalesce(${chosenValue(eb, 'approved', asOf)}, 'FALSE') = 'TRUE')`
}

/** A checkpoint as of a day. */
export interface CheckpointStateKey {
  readonly id: number
  readonly asOf: string
}

export interface CheckpointState {
  readonly status: CheckpointStatus | null
  readonly approved: 0 | 1
  /** Which of the keys the row answers: 0 for the first. */
  readonly ordinal: number
}

const states = statement<{ keys: readonly CheckpointStateKey[] }, CheckpointState>(
  'checkpointStates',
  ({ q, rowsOf }, { keys }) => {
    const day = sql.ref<string>('wanted.asOf') as unknown as string
    return q
      .selectFrom('subject')
      .innerJoin(rowsOf(keys, ['id', 'asOf']).as('wanted'), 'wanted.id', 'subject.id')
      .select((eb) => [
        'wanted.ordinal',
        status(eb as unknown as Eb, day).as('status'),
        approved(eb as unknown as Eb, day).as('approved'),
      ]) as never
  },
)

/** Status and approval of checkpoints, each as of its day. */
export const checkpointStates = (db: Db, keys: readonly CheckpointStateKey[]): Promise<CheckpointState[]> =>
  db.rows(states, { keys })

export interface CheckpointFilter {
  readonly modes?: readonly Mode[]
  readonly statuses?: readonly CheckpointStatus[]
  readonly approved?: boolean
  /** Codes of ports. */
  readonly ports?: readonly string[]
}

export const checkpointList = subjectList<CheckpointFilter>('CHECKPOINT', {
  modes: ({ sql: { valuesOf } }, modes) => sql<boolean>`checkpoint.mode in ${valuesOf(modes)}`,
  statuses: ({ eb, sql: { valuesOf }, asOf }, statuses) =>
    sql<boolean>`${status(eb, asOf)} in ${valuesOf(statuses)}`,
  approved: ({ eb, asOf }, wanted) => sql<boolean>`${approved(eb, asOf)} = ${wanted}`,
  ports: ({ sql: { valuesOf } }, ports) =>
    sql<boolean>`checkpoint.port_id in (select port.id from subject as port where port.code in ${valuesOf(ports)})`,
})
