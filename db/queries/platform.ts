// Platforms of opening-up, listed.
import { sql } from 'kysely'
import type { PLATFORM_KINDS, PLATFORM_STATUSES } from '../lists.ts'
import { regionsWithin } from './region.ts'
import { anyValue, chosenValue } from './statement.ts'
import { subjectList } from './subject-list.ts'

export interface PlatformFilter {
  readonly kinds?: readonly (typeof PLATFORM_KINDS)[number][]
  readonly statuses?: readonly (typeof PLATFORM_STATUSES)[number][]
  readonly regions?: readonly string[]
  readonly ports?: readonly string[]
}

export const platformList = subjectList<PlatformFilter>('PLATFORM', {
  kinds: ({ eb, sql: { valuesOf }, asOf }, kinds) =>
    sql<boolean>`${chosenValue(eb, 'kind', asOf)} in ${valuesOf(kinds)}`,
  statuses: ({ eb, sql: { valuesOf }, asOf }, statuses) =>
    sql<boolean>`${chosenValue(eb, 'status', asOf)} in ${valuesOf(statuses)}`,
  regions: ({ eb, sql: { valuesOf }, asOf }, regions) =>
    sql<boolean>`${chosenValue(eb, 'region', asOf)} in ${regionsWithin(valuesOf(regions))}`,
  ports: ({ eb, sql: { valuesOf }, asOf }, ports) => anyValue(eb, 'port', valuesOf(ports), asOf),
})
