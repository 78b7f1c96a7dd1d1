// What a load has to know of the database before it writes: the ids that codes stand for, and which
// figures were read by a unit or an indicator.
import type { Db } from '../connection.ts'
import { statement } from '../statements.ts'

/** Database ids by code of everything that a package may refer to. */
export interface CodeIds {
  readonly unit: ReadonlyMap<string, number>
  readonly indicator: ReadonlyMap<string, number>
  readonly commodity: ReadonlyMap<string, number>
  readonly subject: ReadonlyMap<string, number>
}

const codeIds = statement<object, { code: string; id: number }, { table: keyof CodeIds }>(
  'codeIds',
  ({ q }, _, { table }) => q.selectFrom(table as 'unit').select(['code', 'id']),
)

/** The ids that codes stand for, read once per load. */
export async function idsByCode(db: Db): Promise<CodeIds> {
  const ids = async (table: keyof CodeIds) =>
    new Map((await db.rows(codeIds, {}, { table })).map(({ code, id }) => [code, id] as const))
  return {
    unit: await ids('unit'),
    indicator: await ids('indicator'),
    commodity: await ids('commodity'),
    subject: await ids('subject'),
  }
}

type Reading = 'unit' | 'indicator'

const figureCount = statement<{ code: string }, { count: number }, { table: Reading }>(
  'figuresReadBy',
  ({ q }, { code }, { table }) =>
    q
      .selectFrom('observation')
      .innerJoin('indicator', 'indicator.id', 'observation.indicator_id')
      .innerJoin('unit', (join) =>
        join.on((eb) =>
          eb.or([
            eb('unit.id', '=', eb.ref('observation.unit_id')),
            eb('unit.id', '=', eb.ref('indicator.unit_id')),
          ]),
        ),
      )
      .select((eb) => eb.fn.count<number>('observation.id').distinct().as('count'))
      .where(`${table}.code`, '=', code)
      .where('observation.value', 'is not', null),
)

/** How many loaded figures were normalised by a unit, or into an indicator's base unit. */
export async function figuresReadBy(db: Db, table: Reading, code: string): Promise<number> {
  return Number((await db.rows(figureCount, { code }, { table }))[0]?.count)
}
