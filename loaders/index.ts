// The relations of the graph, one line each. Made anew for every request, so nothing is remembered
// longer than the version of the dataset that the request reads.
import DataLoader from 'dataloader'
import type { Db } from '../db/connection.ts'
import { benchmarkPortList } from '../db/queries/benchmark-port.ts'
import { checkpointList, checkpointStates } from '../db/queries/checkpoint.ts'
import * as observation from '../db/queries/observation.ts'
import type { Window } from '../db/queries/page.ts'
import { platformList } from '../db/queries/platform.ts'
import { portList } from '../db/queries/port.ts'
import { citedBySubject, type CitedTable } from '../db/queries/cited.ts'
import { projectList } from '../db/queries/project.ts'
import { regionList } from '../db/queries/region.ts'
import { statementsBySubject } from '../db/queries/statement.ts'
import * as subject from '../db/queries/subject.ts'
import {
  FOREVER,
  type ListArguments,
  type SubjectList,
  type SubjectOrder,
} from '../db/queries/subject-list.ts'
import { byKey, groupedBy, listedBy, pagedBy } from './batch.ts'

export type Loaders = ReturnType<typeof createLoaders>

/** The loaders of one request, which sees what had been published by `asOf` (null: everything). */
export function createLoaders(db: Db, asOf: string | null) {
  const day = asOf ?? FOREVER
  const cited = <Table extends CitedTable>(table: Table) =>
    groupedBy(
      (ids: readonly number[]) => citedBySubject(db, table, ids, day),
      ({ of_id }) => of_id,
    )
  return {
    /** The day that an argument asks for, else the request's, else no limit. */
    asOf: (argument: string | null) => argument ?? day,
    subjectById: byKey(
      (ids: readonly number[]) => subject.subjectsById(db, ids),
      ({ id }) => id,
    ),
    subjectByCode: byKey(
      (codes: readonly string[]) => subject.subjectsByCode(db, codes),
      ({ code }) => code,
    ),
    subjectCodes: () => subject.subjectCodes(db),
    checkpointsByPort: groupedBy(
      (ports: readonly number[]) => subject.checkpointsByPort(db, ports),
      ({ port_id }) => port_id ?? 0,
    ),
    regionsByParent: groupedBy(
      (parents: readonly number[]) => subject.regionsByParent(db, parents),
      ({ parent_id }) => parent_id ?? 0,
    ),
    mentionsBySubject: groupedBy(
      (ids: readonly number[]) => subject.mentionsBySubject(db, ids, day),
      ({ subject_id }) => subject_id,
    ),
    checkpointState: byKey(
      (ids: readonly number[]) => checkpointStates(db, ids, day),
      ({ id }) => id,
    ),
    statementsBySubject: groupedBy(
      (ids: readonly number[]) => statementsBySubject(db, ids, day),
      ({ subject_id }) => subject_id,
    ),
    profilesBySubject: cited('profile'),

    claimsBySeries: listedBy((keys: readonly observation.SeriesKey[]) =>
      observation.claimsBySeries(db, keys),
    ),
    observationsOf: groupedBy(
      (ids: readonly number[]) => observation.allObservationsBySubject(db, ids, day),
      ({ subject_id }) => subject_id,
    ),
    observationsBySubject: pagedBy(
      (keys: readonly observation.SubjectPageKey[], shape: observation.SubjectPageShape) =>
        observation.observationsBySubject(db, keys, shape),
      observation.subjectPageShape,
      ({ window }) => window.limit,
    ),
    observationCountBySubject: listedBy((keys: readonly observation.SubjectCountKey[]) =>
      observation.observationCountsBySubject(db, keys),
    ),
    observationsByKey: byKey(
      (keys: readonly string[]) => observation.observationsByKey(db, keys),
      ({ global_key }) => global_key,
    ),
    partsByTotal: groupedBy(
      (ids: readonly number[]) => observation.partsByTotal(db, ids),
      ({ total_id }) => total_id,
    ),

    observations: listLoader(
      (list: observation.ObservationList, order: observation.ObservationOrder, window) =>
        observation.observationPage(db, list, order, window),
      (list) => observation.observationCount(db, list),
    ),
    ports: subjectListLoader(db, portList),
    checkpoints: subjectListLoader(db, checkpointList),
    regions: subjectListLoader(db, regionList),
    platforms: subjectListLoader(db, platformList),
    projects: subjectListLoader(db, projectList),
    benchmarkPorts: subjectListLoader(db, benchmarkPortList),
  }
}

/** A root list: a page by its arguments, and the count of the whole. */
export interface ListLoader<List, Order, Row> {
  page(list: List, order: Order, window: Window): Promise<Row[]>
  count(list: List): Promise<number>
}

/** Root lists are keyed by their arguments: two aliases that ask the same thing cost one statement. */
function listLoader<List, Order, Row>(
  page: (list: List, order: Order, window: Window) => Promise<Row[]>,
  count: (list: List) => Promise<number>,
): ListLoader<List, Order, Row> {
  const pages = new DataLoader(
    (keys: readonly { list: List; order: Order; window: Window }[]) =>
      Promise.all(keys.map(({ list, order, window }) => page(list, order, window))),
    { cacheKeyFn: (key) => JSON.stringify(key) },
  )
  const counts = new DataLoader((lists: readonly List[]) => Promise.all(lists.map(count)), {
    cacheKeyFn: (list) => JSON.stringify(list),
  })
  return {
    page: (list, order, window) => pages.load({ list, order, window }),
    count: (list) => counts.load(list),
  }
}

function subjectListLoader<Filter>(
  db: Db,
  list: SubjectList<Filter>,
): ListLoader<ListArguments<Filter>, SubjectOrder, subject.SubjectRow> {
  return listLoader(
    (asked: ListArguments<Filter>, order: SubjectOrder, window) => list.page(db, asked, order, window),
    (asked) => list.count(db, asked),
  )
}
