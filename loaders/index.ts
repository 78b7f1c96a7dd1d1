// The relations of the graph, one line each. Made anew for every request, so nothing is remembered
// longer than the version of the dataset that the request reads.
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
import { linkedListLoaders, listLoader, subjectListLoader, wholeListLoader } from './list.ts'
import { seriesListLoader } from './series-list.ts'

export type Loaders = ReturnType<typeof createLoaders>
export type { ListLoader, SubjectListLoader } from './list.ts'

type Ids = readonly number[]
type Codes = readonly string[]

/** The loaders of one request, which sees what had been published by `asOf` (null: everything). */
export function createLoaders(db: Db, asOf: string | null) {
  const day = asOf ?? FOREVER
  const cited = <Table extends CitedTable>(table: Table) =>
    groupedBy((ids: Ids) => citedBySubject(db, table, ids, day), 'of_id')
  const stated = <Table extends CitedTable | 'statement'>(table: Table) =>
    groupedBy((ids: Ids) => citedBySource(db, table, ids), 'source_id')
  return {
    /** The request's day, or an earlier one that an argument asks for: no field sees more than its request. */
    asOf: (argument: string | null) => (argument !== null && argument < day ? argument : day),

    // Subjects and what ties them
    subjectById: byKey((ids: Ids) => subject.subjectsById(db, ids), 'id'),
    subjectByCode: byKey((codes: Codes) => subject.subjectsByCode(db, codes), 'code'),
    subjectSpokenOfByCode: byKey((codes: Codes) => subject.subjectsSpokenOfByCode(db, codes, day), 'code'),
    subjectCodes: () => subject.subjectCodes(db),
    checkpointsByPort: groupedBy((ids: Ids) => subject.checkpointsByPort(db, ids, day), 'port_id'),
    regionsByParent: groupedBy((ids: Ids) => subject.regionsByParent(db, ids, day), 'parent_id'),
    containersBySubject: groupedBy((ids: Ids) => containersBySubject(db, ids, day), 'of_id'),
    checkpointState: listedBy((keys: readonly CheckpointStateKey[]) => checkpointStates(db, keys)),
    statementsBySubject: groupedBy((ids: Ids) => statementsBySubject(db, ids, day), 'subject_id'),
    mentionsBySubject: groupedBy((ids: Ids) => subject.mentionsBySubject(db, ids, day), 'subject_id'),
    subjectsBySource: groupedBy((ids: Ids) => subject.subjectsBySource(db, ids), 'source_id'),
    subjectsLinkingTo: listedBy((keys: readonly link.BacklinkKey[]) => link.subjectsLinkingTo(db, keys, day)),
    subjectsWithin: listedBy((keys: readonly link.WithinKey[]) => link.subjectsWithin(db, keys, day)),
    clustersByPort: groupedBy((ids: Ids) => link.clustersByPort(db, ids, day), 'of_id'),
    portsByCluster: groupedBy((ids: Ids) => link.portsByCluster(db, ids, day), 'of_id'),
    suppliersByNeed: groupedBy((ids: Ids) => link.suppliersByNeed(db, ids), 'need_id'),

    // What sources say of subjects
    profilesBySubject: cited('profile'),
    milestonesBySubject: cited('milestone'),
    zonesBySubject: cited('zone'),
    sitesBySubject: cited('site'),
    problemsBySubject: cited('problem'),
    stagesByCluster: cited('stage'),
    parksByCluster: cited('park'),
    needsByCluster: cited('need'),
    practicesByMeasure: cited('practice'),
    practicesByPeer: groupedBy((ids: Ids) => link.practicesByPeer(db, ids, day), 'peer_id'),

    // What a source says
    statementsBySource: stated('statement'),
    profilesBySource: stated('profile'),
    milestonesBySource: stated('milestone'),
    problemsBySource: stated('problem'),

    // Programmes
    programmeById: byKey((ids: Ids) => programme.programmesById(db, ids, day), 'id'),
    programmeByKey: byKey((keys: Codes) => programme.programmesByKey(db, keys, day), 'key'),
    programmesByParent: groupedBy((ids: Ids) => programme.programmesByParent(db, ids, day), 'parent_id'),
    programmesBySubject: groupedBy((ids: Ids) => programme.programmesBySubject(db, ids, day), 'of_id'),
    programmesBySource: groupedBy((ids: Ids) => citedBySource(db, 'programme', ids), 'source_id'),
    subjectsByProgramme: groupedBy((ids: Ids) => programme.subjectsByProgramme(db, ids), 'programme_id'),

    // Figures
    claimsBySeries: listedBy((keys: readonly observation.SeriesKey[]) =>
      observation.claimsBySeries(db, keys),
    ),
    choiceByClaim: byKey((ids: Ids) => choicesOf(db, ids), 'observation_id'),
    claimsOfSameThing: listedBy((keys: readonly ClaimKey[]) => claimsOfSameThing(db, keys)),
    coverage: (list: list.ObservationList) => coverage(db, list),
    coverageBySubject: groupedBy(
      (ids: Ids) => coverage(db, { filter: { subjects: ids }, asOf: day }),
      'subject_id',
    ),
    rollups: (filter: RollupFilter) => rollups(db, filter),
    anyRollup: (filter: RollupFilter) => anyRollup(db, filter),
    observationById: byKey((ids: Ids) => observation.observationsById(db, ids), 'id'),
    observationsOf: groupedBy((ids: Ids) => observation.allObservationsBySubject(db, ids, day), 'subject_id'),
    observationsBySubject: pagedBy(
      (keys: readonly bySubject.SubjectPageKey[], shape: bySubject.SubjectPageShape) =>
        bySubject.observationsBySubject(db, keys, shape),
      bySubject.subjectPageShape,
      ({ window }) => window.limit,
    ),
    observationCountBySubject: listedBy((keys: readonly bySubject.SubjectCountKey[]) =>
      bySubject.observationCountsBySubject(db, keys),
    ),
    observationsByKey: byKey((keys: Codes) => observation.observationsByKey(db, keys, day), 'global_key'),
    changesByClaim: listedBy((keys: readonly change.ClaimKey[]) => change.changesByClaim(db, keys, day)),
    partsByTotal: groupedBy((ids: Ids) => observation.partsByTotal(db, ids), 'total_id'),
    targetSeries: seriesListLoader(
      (asked) => series.targetSeries(db, asked),
      ({ subject }) => subject,
    ),
    seriesInQuestion: seriesListLoader(
      (asked) => series.seriesInQuestion(db, asked),
      ({ subject }) => subject,
    ),
    printedTotals: seriesListLoader(
      (asked) => series.printedTotals(db, asked),
      ({ of_id }) => of_id,
    ),

    // Search: of a text that very many things contain, the foremost entries
    searchEntries: listedBy((keys: readonly Search[]) => searchEntries(db, keys, 500, day)),
    namedEntries: listedBy((keys: readonly Search[]) => searchEntries(db, keys, 20, day)),

    // Lists at the root
    observations: listLoader(
      (asked: list.ObservationList, order: list.ObservationOrder, window) =>
        list.observationPage(db, asked, order, window),
      (asked) => list.observationCount(db, asked),
    ),
    changes: listLoader(
      (list: change.ChangeList, _: 'LOADED', window) => change.changeList.page(db, list, window),
      (list) => change.changeList.count(db, list),
    ),
    programmes: listLoader(
      (list: programme.ProgrammeListArguments, _: 'READING', window) =>
        programme.programmeList.page(db, list, window),
      (list) => programme.programmeList.count(db, list),
    ),
    ports: subjectListLoader(db, portList),
    checkpoints: subjectListLoader(db, checkpointList),
    regions: subjectListLoader(db, regionList),
    platforms: subjectListLoader(db, platformList),
    corridors: subjectListLoader(db, corridorList),
    clusters: subjectListLoader(db, clusterList),
    measures: subjectListLoader(db, measureList),
    benchmarkPorts: subjectListLoader(db, benchmarkPortList),
    projects: subjectListLoader(db, projectList),
    allProjects: wholeListLoader(db, projectList),
    projectsBy: linkedListLoaders(db, projectList, ['port', 'cluster', 'platform', 'region', 'source']),
  }
}
