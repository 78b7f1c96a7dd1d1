// Corridors (railways, roads, train services), listed.
import { sql } from 'kysely'
import type { CORRIDOR_KINDS, CORRIDOR_STATUSES } from '../lists.ts'
import { anyValue, chosenValue } from './statement.ts'
import { subjectList } from './subject-list.ts'

export interface CorridorFilter {
  readonly kinds?: readonly (typeof CORRIDOR_KINDS)[number][]
  readonly statuses?: readonly (typeof CORRIDOR_STATUSES)[number][]
  readonly ports?: readonly string[]
}

export const corridorList = subjectList<CorridorFilter>('CORRIDOR', {
  kinds: ({ eb, sql: { valuesOf }, asOf }, kinds) =>
    sql<boolean>`${chosenValue(eb, 'kind', asOf)} in ${valuesOf(kinds)}`,
  statuses: ({ eb, sql: { valuesOf }, asOf }, statuses) =>
    sql<boolean>`${chosenValue(eb, 'status', asOf)} in ${valuesOf(statuses)}`,
  ports: ({ eb, sql: { valuesOf }, asOf }, ports) => anyValue(eb, 'port', valuesOf(ports), asOf),
})
