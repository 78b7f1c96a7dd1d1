// The relations of the graph, one line each. Made anew for every request that asks for them, so nothing is
// remembered longer than the version of the dataset that the request reads.
import type { Db } from '../db/connection.ts'
import { benchmarkPortList } from '../db/queries/benchmark-port.ts'
import * as change from '../db/queries/change.ts'
import { checkpointList, checkpointStates, type CheckpointStateKey } from '../db/queries/checkpoint.ts'
import { citedBySource, citedBySubject, type CitedTable } from '../db/queries/cited.ts'
import { clusterList } from '../db/queries/cluster.ts'
import { containersBySubject } from '../db/queries/container.ts'
import { corridorList } from '../db/queries/corridor.ts'
import { coverage } from '../db/queries/coverage.ts'
import * as link from '../db/queries/link.ts'
import { measureList } from '../db/queries/measure.ts'
import * as observation from '../db/queries/observation.ts'
import * as list from '../db/queries/observation-list.ts'
import * as bySubject from '../db/queries/observations-by-subject.ts'
import { platformList } from '../db/queries/platform.ts'
import { portList } from '../db/queries/port.ts'
import * as programme from '../db/queries/programme.ts'
import { projectList } from '../db/queries/project.ts'
import { regionList } from '../db/queries/region.ts'
import { choicesOf, claimsOfSameThing, type ClaimKey } from '../db/queries/same-thing.ts'
import { anyRollup, rollups, type RollupFilter } from '../db/queries/rollup.ts'
import { searchEntries, type Search } from '../db/queries/search.ts'
import * as series from '../db/queries/series-list.ts'
import { statementsBySubject } from '../db/queries/statement.ts'
import * as subject from '../db/queries/subject.ts'
import { FOREVER } from '../db/queries/subject-list.ts'
import { byKey, groupedBy, listedBy, pagedBy } from './batch.ts'
import type { FoundSubject, SubjectRow } from '../db/queries/subject.ts'
import type { Reference } from './reference.ts'
import { linkedListLoaders, listLoader, subjectListLoader, wholeListLoader } from './list.ts'
import { seriesListLoader } from './series-list.ts'

export type { ListLoader, SubjectListLoader } from './list.ts'

type Ids = readonly number[]
type Codes = readonly string[]

/** What one request sees: a version of the dataset, and of it what had been published by a day. */
interface Scope {
  readonly db: Db
  readonly day: string
  readonly subjects: Reference['subjects']
  /** The subject that a query found. */
  readonly subjectOf: (found: FoundSubject) => SubjectRow
}

const cited = <Table extends CitedTable>({ db, day }: Scope, table: Table) =>
  groupedBy((ids: Ids) => citedBySubject(db, table, ids, day), 'of_id')
const stated = <Table extends CitedTable | 'statement'>({ db }: Scope, table: Table) =>
  groupedBy((ids: Ids) => citedBySource(db, table, ids), 'source_id')

const RELATIONS = {
  /** The request's day, or an earlier one that an argument asks for: no field sees more than its request. */
  asOf:
    ({ day }: Scope) =>
    (argument: string | null) =>
      argument !== null && argument < day ? argument : day,

  // Subjects and what ties them
  /** At once: the register of subjects is in memory. */
  subjectById: ({ subjects }: Scope) => ({ load: (id: number): SubjectRow | null => subjects.id(id) }),
  /** At once; null for one of which no source had spoken by the day. */
  subjectSpokenOf:
    ({ subjects, day }: Scope) =>
    (code: string): SubjectRow | null => {
      const row = subjects.code(code)
      return row && row.known_from !== null && row.known_from <= day ? row : null
    },
  checkpointsByPort: ({ db, day, subjectOf }: Scope) =>
    groupedBy((ids: Ids) => subject.checkpointsByPort(db, ids, day), 'port_id', subjectOf),
  regionsByParent: ({ db, day, subjectOf }: Scope) =>
    groupedBy((ids: Ids) => subject.regionsByParent(db, ids, day), 'parent_id', subjectOf),
  containersBySubject: ({ db, day, subjectOf }: Scope) =>
    groupedBy((ids: Ids) => containersBySubject(db, ids, day), 'of_id', subjectOf),
  checkpointState: ({ db }: Scope) =>
    listedBy((keys: readonly CheckpointStateKey[]) => checkpointStates(db, keys)),
  statementsBySubject: ({ db, day }: Scope) =>
    groupedBy((ids: Ids) => statementsBySubject(db, ids, day), 'subject_id'),
  mentionsBySubject: ({ db, day }: Scope) =>
    groupedBy((ids: Ids) => subject.mentionsBySubject(db, ids, day), 'subject_id'),
  subjectsBySource: ({ db, subjectOf }: Scope) =>
    groupedBy((ids: Ids) => subject.subjectsBySource(db, ids), 'source_id', subjectOf),
  subjectsLinkingTo: ({ db, day, subjectOf }: Scope) =>
    listedBy((keys: readonly link.BacklinkKey[]) => link.subjectsLinkingTo(db, keys, day), subjectOf),
  subjectsWithin: ({ db, day, subjectOf }: Scope) =>
    listedBy((keys: readonly link.WithinKey[]) => link.subjectsWithin(db, keys, day), subjectOf),
  clustersByPort: ({ db, day, subjectOf }: Scope) =>
    groupedBy((ids: Ids) => link.clustersByPort(db, ids, day), 'of_id', subjectOf),
  portsByCluster: ({ db, day, subjectOf }: Scope) =>
    groupedBy((ids: Ids) => link.portsByCluster(db, ids, day), 'of_id', subjectOf),
  suppliersByNeed: ({ db, subjectOf }: Scope) =>
    groupedBy((ids: Ids) => link.suppliersByNeed(db, ids), 'need_id', subjectOf),

  // What sources say of subjects
  profilesBySubject: (scope: Scope) => cited(scope, 'profile'),
  milestonesBySubject: (scope: Scope) => cited(scope, 'milestone'),
  zonesBySubject: (scope: Scope) => cited(scope, 'zone'),
  sitesBySubject: (scope: Scope) => cited(scope, 'site'),
  problemsBySubject: (scope: Scope) => cited(scope, 'problem'),
  stagesByCluster: (scope: Scope) => cited(scope, 'stage'),
  parksByCluster: (scope: Scope) => cited(scope, 'park'),
  needsByCluster: (scope: Scope) => cited(scope, 'need'),
  practicesByMeasure: (scope: Scope) => cited(scope, 'practice'),
  practicesByPeer: ({ db, day }: Scope) =>
    groupedBy((ids: Ids) => link.practicesByPeer(db, ids, day), 'peer_id'),

  // What a source says
  statementsBySource: (scope: Scope) => stated(scope, 'statement'),
  profilesBySource: (scope: Scope) => stated(scope, 'profile'),
  milestonesBySource: (scope: Scope) => stated(scope, 'milestone'),
  problemsBySource: (scope: Scope) => stated(scope, 'problem'),

  // Programmes
  programmeById: ({ db, day }: Scope) => byKey((ids: Ids) => programme.programmesById(db, ids, day), 'id'),
  programmeByKey: ({ db, day }: Scope) =>
    byKey((keys: Codes) => programme.programmesByKey(db, keys, day), 'key'),
  programmesByParent: ({ db, day }: Scope) =>
    groupedBy((ids: Ids) => programme.programmesByParent(db, ids, day), 'parent_id'),
  programmesBySubject: ({ db, day }: Scope) =>
    groupedBy((ids: Ids) => programme.programmesBySubject(db, ids, day), 'of_id'),
  programmesBySource: ({ db }: Scope) =>
    groupedBy((ids: Ids) => citedBySource(db, 'programme', ids), 'source_id'),
  subjectsByProgramme: ({ db, subjectOf }: Scope) =>
    groupedBy((ids: Ids) => programme.subjectsByProgramme(db, ids), 'programme_id', subjectOf),

  // Figures
  claimsBySeries: ({ db }: Scope) =>
    listedBy((keys: readonly observation.SeriesKey[]) => observation.claimsBySeries(db, keys)),
  choiceByClaim: ({ db }: Scope) => byKey((ids: Ids) => choicesOf(db, ids), 'observation_id'),
  claimsOfSameThing: ({ db }: Scope) => listedBy((keys: readonly ClaimKey[]) => claimsOfSameThing(db, keys)),
  coverage:
    ({ db }: Scope) =>
    (list: list.ObservationList) =>
      coverage(db, list),
  coverageBySubject: ({ db, day }: Scope) =>
    groupedBy((ids: Ids) => coverage(db, { filter: { subjects: ids }, asOf: day }), 'subject_id'),
  rollups:
    ({ db }: Scope) =>
    (filter: RollupFilter, limit: number) =>
      rollups(db, filter, limit),
  anyRollup:
    ({ db }: Scope) =>
    (filter: RollupFilter) =>
      anyRollup(db, filter),
  observationById: ({ db }: Scope) => byKey((ids: Ids) => observation.observationsById(db, ids), 'id'),
  observationsOf: ({ db, day }: Scope) =>
    groupedBy((ids: Ids) => observation.allObservationsBySubject(db, ids, day), 'subject_id'),
  observationsBySubject: ({ db }: Scope) =>
    pagedBy(
      (keys: readonly bySubject.SubjectPageKey[], shape: bySubject.SubjectPageShape) =>
        bySubject.observationsBySubject(db, keys, shape),
      bySubject.subjectPageShape,
      ({ window }) => window.limit,
    ),
  observationCountBySubject: ({ db }: Scope) =>
    listedBy((keys: readonly bySubject.SubjectCountKey[]) => bySubject.observationCountsBySubject(db, keys)),
  observationsByKey: ({ db, day }: Scope) =>
    byKey((keys: Codes) => observation.observationsByKey(db, keys, day), 'global_key'),
  changesByClaim: ({ db, day }: Scope) =>
    listedBy((keys: readonly change.ClaimKey[]) => change.changesByClaim(db, keys, day)),
  partsByTotal: ({ db }: Scope) => groupedBy((ids: Ids) => observation.partsByTotal(db, ids), 'total_id'),
  targetSeries: ({ db }: Scope) =>
    seriesListLoader(
      (asked) => series.targetSeries(db, asked),
      ({ subject }) => subject,
    ),
  seriesInQuestion: ({ db }: Scope) =>
    seriesListLoader(
      (asked) => series.seriesInQuestion(db, asked),
      ({ subject }) => subject,
    ),
  printedTotals: ({ db }: Scope) =>
    seriesListLoader(
      (asked) => series.printedTotals(db, asked),
      ({ of_id }) => of_id,
    ),

  // Search: of a text that very many things contain, the foremost entries
  searchEntries: ({ db, day }: Scope) =>
    listedBy((keys: readonly Search[]) => searchEntries(db, keys, 500, day)),
  namedEntries: ({ db, day }: Scope) =>
    listedBy((keys: readonly Search[]) => searchEntries(db, keys, 20, day)),

  // Lists at the root
  observations: ({ db }: Scope) =>
    listLoader(
      (asked: list.ObservationList, order: list.ObservationOrder, window) =>
        list.observationPage(db, asked, order, window),
      (asked) => list.observationCount(db, asked),
      list.observationPlace,
    ),
  changes: ({ db }: Scope) =>
    listLoader(
      (list: change.ChangeList, _: 'LOADED', window) => change.changeList.page(db, list, window),
      (list) => change.changeList.count(db, list),
      () => change.changeList.placeOf,
    ),
  programmes: ({ db }: Scope) =>
    listLoader(
      (list: programme.ProgrammeListArguments, _: 'READING', window) =>
        programme.programmeList.page(db, list, window),
      (list) => programme.programmeList.count(db, list),
      () => programme.programmeList.placeOf,
    ),
  ports: ({ db, subjectOf }: Scope) => subjectListLoader(db, portList, subjectOf),
  checkpoints: ({ db, subjectOf }: Scope) => subjectListLoader(db, checkpointList, subjectOf),
  regions: ({ db, subjectOf }: Scope) => subjectListLoader(db, regionList, subjectOf),
  platforms: ({ db, subjectOf }: Scope) => subjectListLoader(db, platformList, subjectOf),
  corridors: ({ db, subjectOf }: Scope) => subjectListLoader(db, corridorList, subjectOf),
  clusters: ({ db, subjectOf }: Scope) => subjectListLoader(db, clusterList, subjectOf),
  measures: ({ db, subjectOf }: Scope) => subjectListLoader(db, measureList, subjectOf),
  benchmarkPorts: ({ db, subjectOf }: Scope) => subjectListLoader(db, benchmarkPortList, subjectOf),
  projects: ({ db, subjectOf }: Scope) => subjectListLoader(db, projectList, subjectOf),
  allProjects: ({ db, subjectOf }: Scope) => wholeListLoader(db, projectList, subjectOf),
  projectsBy: ({ db, subjectOf }: Scope) =>
    linkedListLoaders(db, projectList, ['port', 'cluster', 'platform', 'region', 'source'], subjectOf),
}

type Relations = typeof RELATIONS

export type Loaders = { readonly [Name in keyof Relations]: ReturnType<Relations[Name]> }

/** A request uses few of the relations: each loader is made when it is first asked for. */
class LoadersOf {
  readonly #scope: Scope

  constructor(scope: Scope) {
    this.#scope = scope
  }

  static {
    for (const [name, make] of Object.entries(RELATIONS)) {
      const get = function (this: LoadersOf) {
        const value = make(this.#scope)
        Object.defineProperty(this, name, { value })
        return value
      }
      Object.defineProperty(LoadersOf.prototype, name, { get })
    }
  }
}

/** The loaders of one request, which sees what had been published by `asOf` (null: everything). */
export const createLoaders = (
  db: Db,
  asOf: string | null,
  { subjects }: Pick<Reference, 'subjects'>,
): Loaders => {
  const subjectOf = ({ id }: FoundSubject) => subjects.id(id)
  return new LoadersOf({ db, day: asOf ?? FOREVER, subjects, subjectOf }) as unknown as Loaders
}
