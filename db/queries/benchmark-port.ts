// Benchmark ports, listed.
import { subjectList } from './subject-list.ts'

export const benchmarkPortList = subjectList('BENCHMARK_PORT', {})
