// Benchmark ports, listed.
import { sql } from 'kysely'
import { subjectList } from './subject-list.ts'

export interface BenchmarkPortFilter {
  /** Codes of measures that are borrowed from it. */
  readonly measures?: readonly string[]
}

export const benchmarkPortList = subjectList<BenchmarkPortFilter>('BENCHMARK_PORT', {
  measures: ({ sql: { valuesOf } }, measures) =>
    sql<boolean>`subject.id in (select statement.object_id from statement
      join subject as measure on measure.id = statement.subject_id
      where statement.property = 'peer' and measure.code in ${valuesOf(measures)})`,
})
