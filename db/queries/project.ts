// Key projects, listed.
import { sql } from 'kysely'
import type { PROJECT_KINDS, PROJECT_STATUSES } from '../lists.ts'
import { linkedBy, within } from './link.ts'
import { regionsWithin } from './region.ts'
import { anyValue, chosenValue } from './statement.ts'
import { subjectList } from './subject-list.ts'

export interface ProjectFilter {
  readonly kinds?: readonly (typeof PROJECT_KINDS)[number][]
  readonly statuses?: readonly (typeof PROJECT_STATUSES)[number][]
  readonly ports?: readonly string[]
  readonly regions?: readonly string[]
  readonly clusters?: readonly string[]
  /** First and last year that building may take. */
  readonly fromYear?: number
  readonly toYear?: number
}

/** What the projects of a noun are tied by. */
export type ProjectLink = 'port' | 'cluster' | 'platform' | 'region' | 'source'

/** The year that a period's label begins with. */
const year = (label: ReturnType<typeof chosenValue>) => sql<number>`cast(substr(${label}, 1, 4) as integer)`

export const projectList = subjectList<ProjectFilter, ProjectLink>(
  'PROJECT',
  {
    kinds: ({ eb, sql: { valuesOf }, asOf }, kinds) =>
      sql<boolean>`${chosenValue(eb, 'kind', asOf)} in ${valuesOf(kinds)}`,
    statuses: ({ eb, sql: { valuesOf }, asOf }, statuses) =>
      sql<boolean>`coalesce(${chosenValue(eb, 'status', asOf)}, 'UNSPECIFIED') in ${valuesOf(statuses)}`,
    ports: ({ eb, sql: { valuesOf }, asOf }, ports) => anyValue(eb, 'port', valuesOf(ports), asOf),
    regions: ({ eb, sql: { valuesOf }, asOf }, regions) =>
      sql<boolean>`${chosenValue(eb, 'region', asOf)} in ${regionsWithin(valuesOf(regions))}`,
    clusters: ({ eb, sql: { valuesOf }, asOf }, clusters) =>
      anyValue(eb, 'cluster', valuesOf(clusters), asOf),
    fromYear: ({ eb, asOf }, from) => sql<boolean>`${year(chosenValue(eb, 'start', asOf))} >= ${from}`,
    toYear: ({ eb, asOf }, to) => sql<boolean>`${year(chosenValue(eb, 'end', asOf))} <= ${to}`,
  },
  {
    port: (scope, port) => linkedBy(scope, sql.lit('port'), port),
    cluster: (scope, cluster) => linkedBy(scope, sql.lit('cluster'), cluster),
    platform: (scope, platform) => linkedBy(scope, sql.lit('platform'), platform),
    region: within,
    source: (_, source) =>
      sql<boolean>`subject.id in (select mention.subject_id from mention where mention.source_id = ${source})`,
  },
)
