// Measures (改革创新举措), listed.
import { anyValue } from './statement.ts'
import { subjectList } from './subject-list.ts'

export interface MeasureFilter {
  readonly ports?: readonly string[]
  /** Codes of the benchmark ports that they are borrowed from. */
  readonly peers?: readonly string[]
}

export const measureList = subjectList<MeasureFilter>('MEASURE', {
  ports: ({ eb, sql: { valuesOf }, asOf }, ports) => anyValue(eb, 'port', valuesOf(ports), asOf),
  peers: ({ eb, sql: { valuesOf }, asOf }, peers) => anyValue(eb, 'peer', valuesOf(peers), asOf),
})
