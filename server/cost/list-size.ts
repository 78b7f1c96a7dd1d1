// How many objects the lists without pages hold at most. A list of the schema that is not here is no list that the
// hub can answer for before it is made: a test finds it, and holds every number against the real dataset.
import { MOST_CANDIDATES } from '../../resolvers/resolution.ts'

/** What a list is given: the whole numbers and the lengths of lists among its arguments. */
export interface Given {
  whole(argument: string): number | null
  length(argument: string): number | null
}

/** The most items of a list; or of all lists of its kind below one list together. */
export type ListSize = number | { readonly inAll: number } | ((given: Given) => number)

const SOURCES = 12
const INDICATORS = 60
/** Periods that one subject has an indicator for, in one scope. */
const PERIODS = 20

/** How many values a list in an argument lets through; `most` where it is not given. */
const among = (argument: string, most: number) => (given: Given) =>
  Math.min(given.length(argument) ?? most, most)

export const LIST_SIZES: Readonly<Record<string, ListSize>> = {
  'BenchmarkPort.measures': 10,
  'BenchmarkPort.practices': 15,
  'Checkpoint.measures': 10,
  'Cluster.chains': 12,
  'Cluster.needs': 12,
  'Cluster.parks': 10,
  'Cluster.ports': 10,
  'ClusterNeed.suppliers': 10,
  'Corridor.ports': 10,
  'Corridor.regions': 10,
  'Coverage.sources': SOURCES,
  'Dataset.sources': SOURCES,
  'Discrepancy.claims': 12,
  'Indicator.units': 15,
  'Measure.benchmarkPorts': 15,
  'Measure.checkpoints': 10,
  'Measure.ports': 10,
  'Measure.practices': 12,
  'Observation.discrepancies': 8,
  'Observation.parts': 10,
  'Observation.revisions': 10,
  'ObservationAggregate.claims': { inAll: 5_000 },
  'ObservationAggregate.sources': SOURCES,
  'Platform.ports': 10,
  'Point.claims': 8,
  'Point.sumOf': 8,
  'Port.checkpoints': 6,
  'Port.clusters': 10,
  'Port.corridors': 20,
  'Port.counterparts': 4,
  'Port.measures': 15,
  'Port.neighbours': 4,
  'Port.platforms': 15,
  'Programme.children': 15,
  'Programme.subjects': 25,
  'Project.clusters': 6,
  'Project.figures': 30,
  'Project.platforms': 6,
  'Project.ports': 6,
  'Query.coverage': 1_500,
  'Query.nodes': among('ids', 250),
  'Query.observationAggregate': (given) =>
    given.length('groupBy') === 0 ? 1 : (given.whole('first') ?? 2_000),
  'Query.points': (given) => (given.length('subjects') ?? 0) * (given.length('indicators') ?? 0) * PERIODS,
  'Query.projectSummary': (given) => (given.length('groupBy') === 0 ? 1 : 500),
  'Query.limits': 30,
  'Query.scorecard': (given) => Math.min(500, (given.length('subjects') ?? 10) * 50),
  'Region.benchmarkPorts': 20,
  'Region.children': 20,
  'Region.clusters': 20,
  'Region.corridors': 30,
  'Region.platforms': 100,
  'Region.ports': 30,
  'Resolution.names': 100,
  'ResolvedName.candidates': MOST_CANDIDATES,
  'Series.otherScopes': 40,
  'Series.points': PERIODS,
  'Source.milestones': 100,
  'Source.problems': 50,
  'Source.profiles': 80,
  'Source.programmes': 250,
  'Source.statements': 800,
  'Source.subjects': 500,
  'Subject.coverage': 60,
  'Subject.discrepancies': 15,
  'Subject.milestones': 20,
  'Subject.problems': 25,
  'Subject.profiles': 20,
  'Subject.programmes': 120,
  'Subject.scorecard': 50,
  'Subject.sources': SOURCES,
  'Subject.statements': 25,
  'Subject.statistics': among('indicators', INDICATORS),
  'Subject.supervisionSites': 10,
  'Subject.zones': 20,
  'ValueChain.stages': 12,
}
