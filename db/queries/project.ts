// Key projects, listed.
import { sql } from 'kysely'
import type { PROJECT_KINDS, PROJECT_STATUSES } from '../tables.ts'
import { anyValue, chosenValue } from './statement.ts'
import { subjectList } from './subject-list.ts'

export interface ProjectFilter {
  readonly kinds?: readonly (typeof PROJECT_KINDS)[number][]
  readonly statuses?: readonly (typeof PROJECT_STATUSES)[number][]
  /** Codes of ports. */
  readonly ports?: readonly string[]
}

export const projectList = subjectList<ProjectFilter>('PROJECT', {
  kinds: ({ eb, sql: { valuesOf }, asOf }, kinds) =>
    sql<boolean>`${chosenValue(eb, 'kind', asOf)} in ${valuesOf(kinds)}`,
  statuses: ({ eb, sql: { valuesOf }, asOf }, statuses) =>
    sql<boolean>`${chosenValue(eb, 'status', asOf)} in ${valuesOf(statuses)}`,
  ports: ({ eb, sql: { valuesOf }, asOf }, ports) => anyValue(eb, 'port', valuesOf(ports), asOf),
})
