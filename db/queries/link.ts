// Links between subjects, read backwards: who states a link to this one, what lies in a region, which
// clusters a port feeds. Forward links are statements (statement.ts).
import { sql, type RawBuilder, type Selectable } from 'kysely'
import type { Db } from '../connection.ts'
import { statement, type Sql } from '../statements.ts'
import type { SubjectKind } from '../lists.ts'
import type { PracticeTable } from '../tables.ts'
import { chosenValue } from './statement.ts'
import { foundSubjects, type FoundSubject } from './subject.ts'
import type { Scope } from './subject-list.ts'

type PracticeRow = Selectable<PracticeTable>

interface Ordinal {
  /** Which of the keys the row belongs to: 0 for the first. */
  readonly ordinal: number
}

/** Does any source, as of the day, state this link of the query's `subject`? For properties that may have several. */
export function linkedBy(
  { asOf }: Pick<Scope, 'asOf'>,
  property: RawBuilder<string>,
  object: RawBuilder<number>,
) {
  return sql<boolean>`subject.id in (select statement.subject_id from statement
    join source on source.id = statement.source_id
    where statement.object_id = ${object} and statement.property = ${property} and source.published <= ${asOf})`
}

/** Does the query's `subject` lie in the region with this id, or in one within it? */
export function within({ eb, asOf }: Scope, region: RawBuilder<number>): RawBuilder<boolean> {
  return sql<boolean>`${chosenValue(eb, 'region', asOf)} in (with recursive inside (id) as (
    select ${region} union select region.id from inside join region on region.parent_id = inside.id)
    select place.code from inside join subject as place on place.id = inside.id)`
}

/** The subjects of a kind that state a link to an object. */
export interface BacklinkKey {
  readonly object: number
  readonly property: string
  readonly kind: SubjectKind
}

const backlinks = statement<{ keys: readonly BacklinkKey[]; asOf: string }, FoundSubject & Ordinal>(
  'subjectsLinkingTo',
  (sqlOf, { keys, asOf }) =>
    foundSubjects(sqlOf, sqlOf.rowsOf(keys, ['object', 'property', 'kind']))
      // The plus: to be found by what links, not among all of its kind.
      .where(sql<boolean>`+subject.kind = wanted.kind`)
      .where(linkedBy({ asOf }, sql.ref('wanted.property'), sql.ref('wanted.object')))
      .select(sql.ref<number>('wanted.ordinal').as('ordinal'))
      .orderBy('subject.code') as never,
)

/** The subjects of a kind that state a link to each object, by code. */
export const subjectsLinkingTo = (
  db: Db,
  keys: readonly BacklinkKey[],
  asOf: string,
): Promise<(FoundSubject & Ordinal)[]> => db.rows(backlinks, { keys, asOf })

/** The subjects of a kind in a region. */
export interface WithinKey {
  readonly region: number
  readonly kind: SubjectKind
}

const inRegions = statement<{ keys: readonly WithinKey[]; asOf: string }, FoundSubject & Ordinal>(
  'subjectsWithin',
  (sqlOf, { keys, asOf }) =>
    foundSubjects(sqlOf, sqlOf.rowsOf(keys, ['region', 'kind']))
      .where(sql<boolean>`subject.kind = wanted.kind`)
      .where((eb) =>
        within(
          { sql: sqlOf, eb: eb as unknown as Scope['eb'], asOf },
          sql.ref<number>('wanted.region') as RawBuilder<number>,
        ),
      )
      .select(sql.ref<number>('wanted.ordinal').as('ordinal'))
      .orderBy('subject.code') as never,
)

/** The subjects of a kind that lie in each region or in one within it, by code. */
export const subjectsWithin = (
  db: Db,
  keys: readonly WithinKey[],
  asOf: string,
): Promise<(FoundSubject & Ordinal)[]> => db.rows(inRegions, { keys, asOf })

/** Pairs of a cluster and a port: stated of the cluster, or the port imports what the cluster needs. */
function clusterPorts({ q }: Sql, asOf: string) {
  return q
    .selectFrom('statement')
    .innerJoin('subject as cluster', 'cluster.id', 'statement.subject_id')
    .innerJoin('source', 'source.id', 'statement.source_id')
    .select([
      'cluster.id as cluster_id',
      (eb) => eb.ref('statement.object_id').$castTo<number>().as('port_id'),
    ])
    .where('cluster.kind', '=', sql.lit('CLUSTER'))
    .where('statement.property', '=', sql.lit('port'))
    .where('source.published', '<=', asOf)
    .union(
      q
        .selectFrom('need')
        .innerJoin('need_supplier', 'need_supplier.need_id', 'need.id')
        .innerJoin('source', 'source.id', 'need.source_id')
        .select(['need.subject_id as cluster_id', 'need_supplier.port_id'])
        .where('source.published', '<=', asOf),
    )
}

interface Pair {
  readonly of_id: number
}

const clustersOf = statement<{ ports: readonly number[]; asOf: string }, FoundSubject & Pair>(
  'clustersByPort',
  (sqlOf, { ports, asOf }) =>
    foundSubjects(sqlOf)
      .innerJoin(clusterPorts(sqlOf, asOf).as('pair'), 'pair.cluster_id', 'subject.id')
      .select('pair.port_id as of_id')
      .where('pair.port_id', 'in', sqlOf.valuesOf(ports))
      .orderBy('subject.code'),
)

const portsOf = statement<{ clusters: readonly number[]; asOf: string }, FoundSubject & Pair>(
  'portsByCluster',
  (sqlOf, { clusters, asOf }) =>
    foundSubjects(sqlOf)
      .innerJoin(clusterPorts(sqlOf, asOf).as('pair'), 'pair.port_id', 'subject.id')
      .select('pair.cluster_id as of_id')
      .where('pair.cluster_id', 'in', sqlOf.valuesOf(clusters))
      .orderBy('subject.code'),
)

/** The clusters that are tied to ports, by code. */
export const clustersByPort = (
  db: Db,
  ports: readonly number[],
  asOf: string,
): Promise<(FoundSubject & Pair)[]> => db.rows(clustersOf, { ports, asOf })
/** The ports that are tied to clusters, by code. */
export const portsByCluster = (
  db: Db,
  clusters: readonly number[],
  asOf: string,
): Promise<(FoundSubject & Pair)[]> => db.rows(portsOf, { clusters, asOf })

const suppliers = statement<{ needs: readonly number[] }, FoundSubject & { need_id: number }>(
  'suppliersByNeed',
  (sqlOf, { needs }) =>
    foundSubjects(sqlOf)
      .innerJoin('need_supplier', 'need_supplier.port_id', 'subject.id')
      .select('need_supplier.need_id')
      .where('need_supplier.need_id', 'in', sqlOf.valuesOf(needs))
      .orderBy('subject.code'),
)

/** The ports that import what clusters need, by code. */
export const suppliersByNeed = (
  db: Db,
  needs: readonly number[],
): Promise<(FoundSubject & { need_id: number })[]> => db.rows(suppliers, { needs })

const practices = statement<{ peers: readonly number[]; asOf: string }, PracticeRow>(
  'practicesByPeer',
  ({ q, valuesOf }, { peers, asOf }) =>
    q
      .selectFrom('practice')
      .innerJoin('source', 'source.id', 'practice.source_id')
      .selectAll('practice')
      .where('practice.peer_id', 'in', valuesOf(peers))
      .where('source.published', '<=', asOf)
      .orderBy('source.published')
      .orderBy('source.code')
      .orderBy('practice.position'),
)

/** What peers do that measures are borrowed from, in reading order. */
export const practicesByPeer = (db: Db, peers: readonly number[], asOf: string): Promise<PracticeRow[]> =>
  db.rows(practices, { peers, asOf })
