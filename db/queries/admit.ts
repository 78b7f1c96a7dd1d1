// What a load has to know of the database before it writes: the ids that codes stand for, which figures
// were read by a unit or an indicator, and which keys of programmes other sources have.
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
  [{ table: 'unit' }],
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
  [{ table: 'unit' }],
)

/** How many loaded figures were normalised by a unit, or into an indicator's base unit. */
export async function figuresReadBy(db: Db, table: Reading, code: string): Promise<number> {
  return Number((await db.rows(figureCount, { code }, { table }))[0]?.count)
}

const keysElsewhere = statement<{ code: string }, { key: string; source: string }>(
  'programmeKeysElsewhere',
  ({ q }, { code }) =>
    q
      .selectFrom('programme')
      .innerJoin('source', 'source.id', 'programme.source_id')
      .select(['programme.key', 'source.code as source'])
      .where('source.code', '<>', code),
)

/** The keys of programmes that sources other than this one have, with the source of each. */
export async function programmeKeysElsewhere(db: Db, code: string): Promise<ReadonlyMap<string, string>> {
  return new Map((await db.rows(keysElsewhere, { code })).map(({ key, source }) => [key, source]))
}
