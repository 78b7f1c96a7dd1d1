// What loads changed in claims: the history that newer revisions of packages leave behind. A change keeps
// the row before it; what came after is the row before the next change, or the row that is there now.
import { sql } from 'kysely'
import type { Db } from '../connection.ts'
import { statement, type Sql } from '../statements.ts'
import type { ChangeAction } from '../lists.ts'
import {
  EARLIER_PAGE,
  FIRST_PAGE,
  cursorParams,
  placed,
  placeIn,
  windowShape,
  type OrderKey,
  type Window,
  type WindowShape,
} from './page.ts'

/** A change of one claim by one load. */
export interface ClaimChangeRow {
  readonly id: number
  /** The version of the dataset that the load made, and when. */
  readonly version_id: number
  readonly loaded_at: string
  /** The package's code, which is its source's, and the revision that was loaded. */
  readonly package: string
  readonly revision: number
  readonly key: string
  readonly action: ChangeAction
  /** The claim's columns before, as JSON; null for an added one. */
  readonly before: string | null
}

/** With what came after. */
export interface ToldChangeRow extends ClaimChangeRow {
  /** The claim's columns after, as JSON, where a later change kept them; null where the present row has them. */
  readonly after: string | null
  /** Is there a later change of the same claim? */
  readonly superseded: 0 | 1
}

/** The changes of claims of sources published by a day. */
const changes = ({ q }: Sql, asOf: string) =>
  q
    .selectFrom('change')
    .innerJoin('dataset_version', 'dataset_version.id', 'change.version_id')
    .innerJoin('source', 'source.code', 'dataset_version.package')
    .where('change.table_name', '=', sql.lit('observation'))
    .where('source.published', '<=', asOf)
    .select([
      'change.id',
      'change.version_id',
      'dataset_version.loaded_at',
      'dataset_version.package',
      'dataset_version.revision',
      'change.key',
      'change.action',
      'change.before',
    ])

/** The claim of a source's code and a key. */
export interface ClaimKey {
  readonly source: string
  readonly key: string
}

interface Ordinal {
  /** Which of the keys the row belongs to: 0 for the first. */
  readonly ordinal: number
}

const byClaim = statement<{ keys: readonly ClaimKey[]; asOf: string }, ClaimChangeRow & Ordinal>(
  'changesByClaim',
  (sqlOf, { keys, asOf }) =>
    changes(sqlOf, asOf)
      .innerJoin(sqlOf.rowsOf(keys, ['source', 'key']).as('wanted'), (join) =>
        join.onRef('wanted.key', '=', 'change.key').onRef('wanted.source', '=', 'dataset_version.package'),
      )
      .where('change.before', 'is not', null)
      .select('wanted.ordinal')
      .orderBy('change.id') as never,
)

/** The changes that replaced or withdrew a value of each claim, in the order of the loads. */
export const changesByClaim = (
  db: Db,
  keys: readonly ClaimKey[],
  asOf: string,
): Promise<(ClaimChangeRow & Ordinal)[]> => db.rows(byClaim, { keys, asOf })

export interface ChangeFilter {
  /** Ids of sources. */
  readonly sources?: readonly number[]
  readonly actions?: readonly ChangeAction[]
}

export interface ChangeList {
  readonly filter: ChangeFilter
  /** Only changes by later versions than this one. */
  readonly sinceVersion: number
  /** Only changes that were loaded at this time or later, ISO 8601 in UTC. */
  readonly sinceTime: string
  readonly asOf: string
}

interface Shape {
  readonly filters: string
  readonly [choice: string]: string | boolean
}

type Params = Record<string, never>

const shapeOf = ({ filter }: ChangeList): Shape => ({ filters: Object.keys(filter).sort().join(' ') })
const paramsOf = ({ filter, ...list }: ChangeList) => ({ ...filter, ...list })

function listed(sqlOf: Sql, params: Params, { filters }: Shape) {
  let rows = changes(sqlOf, params['asOf'] as unknown as string)
    .where('change.version_id', '>', params['sinceVersion'] as unknown as number)
    .where('dataset_version.loaded_at', '>=', params['sinceTime'] as unknown as string)
  const names = filters.split(' ')
  if (names.includes('sources'))
    rows = rows.where('source.id', 'in', sqlOf.valuesOf<number>(params['sources'] as never))
  if (names.includes('actions'))
    rows = rows.where('change.action', 'in', sqlOf.valuesOf<ChangeAction>(params['actions'] as never))
  return rows
}

/**
 * The first later change of the same claim. What follows an addition or a change has a row before it, and an index of
 * those finds it; nobody asks what follows a removal.
 */
const NEXT = sql`from change as next join dataset_version as version on version.id = next.version_id
  where next.table_name = 'observation' and next.key = change.key and next.id > change.id and next.before is not null
  and version.package = dataset_version.package order by next.id limit 1`

const LOADED: readonly OrderKey<ToldChangeRow>[] = [{ by: sql.ref('change.id'), of: ({ id }) => id }]

const page = statement<Params, ToldChangeRow, Shape & WindowShape>(
  'changePage',
  (sqlOf, params, shape) => {
    const rows = listed(sqlOf, params, shape).select([
      sql<string | null>`(select next.before ${NEXT})`.as('after'),
      sql<0 | 1>`exists (select next.id ${NEXT})`.as('superseded'),
    ])
    return placed(rows as never, LOADED, shape, (index) => params[`cursor${index}`]).limit(
      params['limit'] as unknown as number,
    ) as never
  },
  [
    { filters: '', ...FIRST_PAGE },
    { filters: 'actions sources', ...EARLIER_PAGE },
  ],
)

const count = statement<Params, { count: number }, Shape>(
  'changeCount',
  (sqlOf, params, shape) =>
    listed(sqlOf, params, shape)
      .clearSelect()
      .select((eb) => eb.fn.countAll<number>().as('count')) as never,
  [{ filters: 'actions sources' }],
)

/** Changes of claims, in the order of the loads. */
export const changeList = {
  placeOf: placeIn(LOADED, false),
  page: (db: Db, list: ChangeList, window: Window): Promise<ToldChangeRow[]> =>
    db.rows(page, { ...paramsOf(list), ...cursorParams(window.cursor), limit: window.limit } as never, {
      ...shapeOf(list),
      ...windowShape(window),
    }),
  count: async (db: Db, list: ChangeList): Promise<number> =>
    (await db.rows(count, paramsOf(list) as never, shapeOf(list)))[0]?.count ?? 0,
}
