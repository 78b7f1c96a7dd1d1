// Ports, listed.
import { sql } from 'kysely'
import type { PORT_CLASSES } from '../lists.ts'
import { regionsWithin } from './region.ts'
import { anyValue, chosenValue } from './statement.ts'
import { subjectList } from './subject-list.ts'

export interface PortFilter {
  readonly classes?: readonly (typeof PORT_CLASSES)[number][]
  /** Codes of regions: the port lies in one of them or below it. */
  readonly regions?: readonly string[]
  /** Codes of the countries that the port opens to. */
  readonly neighbours?: readonly string[]
}

export const portList = subjectList<PortFilter>('PORT', {
  classes: ({ eb, sql: { valuesOf }, asOf }, classes) =>
    sql<boolean>`${chosenValue(eb, 'class', asOf)} in ${valuesOf(classes)}`,
  regions: ({ eb, sql: { valuesOf }, asOf }, regions) =>
    sql<boolean>`${chosenValue(eb, 'region', asOf)} in ${regionsWithin(valuesOf(regions))}`,
  neighbours: ({ eb, sql: { valuesOf }, asOf }, neighbours) =>
    anyValue(eb, 'neighbour', valuesOf(neighbours), asOf),
})
