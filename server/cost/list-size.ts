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

const SOURCES = 8
const INDICATORS = 12
/** Periods that one subject has an indicator for, in one scope. */
const PERIODS = 12

/** How many values a list in an argument lets through; `most` where it is not given. */
const among = (argument: string, most: number) => (given: Given) =>
  Math.min(given.length(argument) ?? most, most)

export const LIST_SIZES: Readonly<Record<string, ListSize>> = {
  'BenchmarkPort.measures': 8,
  'BenchmarkPort.practices': 10,
  'Checkpoint.measures': 5,
  'Cluster.chains': 8,
  'Cluster.needs': 8,
  'Cluster.parks': 4,
  'Cluster.ports': 3,
  'ClusterNeed.suppliers': 3,
  'Corridor.ports': 5,
  'Corridor.regions': 5,
  'Coverage.sources': SOURCES,
  'Dataset.sources': SOURCES,
  'Discrepancy.claims': 8,
  'Indicator.units': 10,
  'Measure.benchmarkPorts': 15,
  'Measure.checkpoints': 3,
  'Measure.ports': 4,
  'Measure.practices': 10,
  'Observation.discrepancies': 4,
  'Observation.parts': 6,
  'Observation.revisions': 5,
  'ObservationAggregate.claims': { inAll: 5_000 },
  'ObservationAggregate.sources': SOURCES,
  'Platform.ports': 4,
  'Point.claims': 5,
  'Point.sumOf': 4,
  'Port.checkpoints': 4,
  'Port.clusters': 8,
  'Port.corridors': 16,
  'Port.counterparts': 3,
  'Port.measures': 12,
  'Port.neighbours': 3,
  'Port.platforms': 10,
  'Programme.children': 12,
  'Programme.subjects': 18,
  'Project.clusters': 3,
  'Project.figures': 25,
  'Project.platforms': 3,
  'Project.ports': 3,
  'Query.coverage': 1_500,
  'Query.nodes': among('ids', 250),
  'Query.observationAggregate': (given) =>
    given.length('groupBy') === 0 ? 1 : (given.whole('first') ?? 2_000),
  'Query.points': (given) => (given.length('subjects') ?? 0) * (given.length('indicators') ?? 0) * PERIODS,
  'Query.projectSummary': (given) => (given.length('groupBy') === 0 ? 1 : 500),
  'Query.limits': 30,
  'Query.scorecard': (given) => Math.min(500, (given.length('subjects') ?? 500) * 32),
  'Region.benchmarkPorts': 15,
  'Region.children': 15,
  'Region.clusters': 18,
  'Region.corridors': 25,
  'Region.platforms': 80,
  'Region.ports': 20,
  'Resolution.names': 100,
  'ResolvedName.candidates': MOST_CANDIDATES,
  'Series.otherScopes': 30,
  'Series.points': PERIODS,
  'Source.milestones': 80,
  'Source.problems': 40,
  'Source.profiles': 70,
  'Source.programmes': 200,
  'Source.statements': 600,
  'Source.subjects': 400,
  'Subject.coverage': 40,
  'Subject.discrepancies': 8,
  'Subject.milestones': 16,
  'Subject.problems': 22,
  'Subject.profiles': 18,
  'Subject.programmes': 90,
  'Subject.scorecard': 32,
  'Subject.sources': SOURCES,
  'Subject.statements': 18,
  'Subject.statistics': among('indicators', INDICATORS),
  'Subject.supervisionSites': 6,
  'Subject.zones': 18,
  'ValueChain.stages': 8,
}
