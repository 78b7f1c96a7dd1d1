// The exact sum of claims' values. The two integers of a value are added by the database as integers and
// cross over as text, so that no figure passes through binary floating point.
import { sql } from 'kysely'
import { unscaled } from '../../values/decimal.ts'
import type { Db } from '../connection.ts'
import { statement } from '../statements.ts'

interface Sums {
  readonly whole: string | null
  readonly nano: string | null
}

const sums = statement<{ ids: readonly number[] }, Sums>('observationSum', ({ q, valuesOf }, { ids }) =>
  q
    .selectFrom('observation')
    .select([
      sql<string | null>`cast(sum(value_whole) as text)`.as('whole'),
      sql<string | null>`cast(sum(value_nano) as text)`.as('nano'),
    ])
    .where('id', 'in', valuesOf(ids)),
)

/** The sum of the values of claims, as decimal text in their base unit; null where none has a value. */
export async function exactSum(db: Db, ids: readonly number[]): Promise<string | null> {
  const [row] = await db.rows(sums, { ids })
  return row?.whole == null || row.nano === null ? null : unscaled(BigInt(row.whole), BigInt(row.nano))
}
