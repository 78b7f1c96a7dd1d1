// Claims about the same thing: the columns in which they do not differ, null being equal to null; and the
// choice among them that is kept.
import { sql, type RawBuilder, type Selectable } from 'kysely'
import type { Db } from '../connection.ts'
import { statement } from '../statements.ts'
import type { ChoiceTable } from '../tables.ts'
import type { ObservationRow } from './observation.ts'

const SAME = [
  'subject_id',
  'indicator_id',
  'period_start',
  'period_label',
  'kind',
  'direction',
  'commodity_id',
  'partner_id',
  'part',
] as const satisfies readonly (keyof ObservationRow)[]

/** Do two observations of a query, by their names in it, speak of the same thing? */
export function sameThing(one: string, other: string): RawBuilder<boolean> {
  const same = SAME.map(
    (column) => sql`${sql.ref(`${other}.${column}`)} is not distinct from ${sql.ref(`${one}.${column}`)}`,
  )
  return sql<boolean>`(${sql.join(same, sql` and `)})`
}

/** A claim, as of a day. */
export interface ClaimKey {
  readonly observation: number
  readonly asOf: string
}

interface Ordinal {
  /** Which of the keys the row belongs to: 0 for the first. */
  readonly ordinal: number
}

const ofSameThing = statement<{ keys: readonly ClaimKey[] }, ObservationRow & Ordinal>(
  'claimsOfSameThing',
  ({ q, rowsOf }, { keys }) =>
    q
      .selectFrom(rowsOf(keys, ['observation', 'asOf']).as('wanted'))
      .innerJoin('observation as one', (join) => join.onRef('one.id', '=', 'wanted.observation'))
      .innerJoin('observation', (join) => join.on(sameThing('one', 'observation')))
      .innerJoin('source', 'source.id', 'observation.source_id')
      .selectAll('observation')
      .select('wanted.ordinal')
      .whereRef('source.published', '<=', 'wanted.asOf'),
)

/** All claims about the same thing as each claim, itself among them. */
export const claimsOfSameThing = (db: Db, keys: readonly ClaimKey[]): Promise<(ObservationRow & Ordinal)[]> =>
  db.rows(ofSameThing, { keys })

const choices = statement<{ claims: readonly number[] }, Selectable<ChoiceTable>>(
  'choicesOfClaims',
  ({ q, valuesOf }, { claims }) =>
    q.selectFrom('choice').selectAll().where('observation_id', 'in', valuesOf(claims)),
)

/** The choice among all claims about a thing, of each claim; none of a claim that is the only one. */
export const choicesOf = (db: Db, claims: readonly number[]): Promise<Selectable<ChoiceTable>[]> =>
  db.rows(choices, { claims })
