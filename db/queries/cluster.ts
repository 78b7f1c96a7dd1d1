// Industrial clusters, listed.
import { sql } from 'kysely'
import type { CLUSTER_TIERS } from '../lists.ts'
import { regionsWithin } from './region.ts'
import { chosenValue } from './statement.ts'
import { subjectList } from './subject-list.ts'

export interface ClusterFilter {
  readonly tiers?: readonly (typeof CLUSTER_TIERS)[number][]
  readonly regions?: readonly string[]
  /** Codes of commodities that the cluster takes in. */
  readonly needs?: readonly string[]
}

export const clusterList = subjectList<ClusterFilter>('CLUSTER', {
  tiers: ({ eb, sql: { valuesOf }, asOf }, tiers) =>
    sql<boolean>`${chosenValue(eb, 'tier', asOf)} in ${valuesOf(tiers)}`,
  regions: ({ eb, sql: { valuesOf }, asOf }, regions) =>
    sql<boolean>`${chosenValue(eb, 'region', asOf)} in ${regionsWithin(valuesOf(regions))}`,
  needs: ({ sql: { valuesOf } }, needs) =>
    sql<boolean>`subject.id in (select need.subject_id from need
      join commodity on commodity.id = need.commodity_id where commodity.code in ${valuesOf(needs)})`,
})
