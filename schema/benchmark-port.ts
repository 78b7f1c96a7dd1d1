import type { SubjectRow } from '../db/queries/subject.ts'
import { link } from '../resolvers/attribute.ts'
import { subjectOf, subjectPage } from '../resolvers/subject-list.ts'
import { builder } from './builder.ts'
import { Region } from './region.ts'
import { isSubject, Subject } from './subject.ts'
import { commonFilters, orderArgs } from './subject-list.ts'

export const BenchmarkPort = builder.objectRef<SubjectRow>('BenchmarkPort')

builder.node(BenchmarkPort, {
  description:
    'A benchmark port (标杆口岸): a peer from which measures are borrowed. Its figures are observations about it.',
  interfaces: [Subject],
  id: { resolve: ({ code }) => code },
  isTypeOf: isSubject('BENCHMARK_PORT'),
  loadOne: (code, { loaders }) => subjectOf(loaders, code, 'BENCHMARK_PORT'),
  fields: (t) => ({
    region: t.field({
      type: Region,
      nullable: true,
      description: 'Where it lies; null where no source says.',
      resolve: ({ id }, _, { loaders }) => link(loaders, id, 'region'),
    }),
  }),
})

const BenchmarkPortFilter = builder.inputType('BenchmarkPortFilter', {
  description: 'Which benchmark ports. A missing filter is no limit, an empty list matches nothing.',
  fields: (t) => ({
    ...commonFilters(t),
    measures: t.stringList({ description: 'Codes of measures: at least one is borrowed from it.' }),
  }),
})

const BenchmarkPortConnection = builder.connectionObject(
  { type: BenchmarkPort, name: 'BenchmarkPortConnection', description: 'A page of benchmark ports.' },
  { name: 'BenchmarkPortEdge', description: 'A benchmark port with its cursor.' },
)

builder.queryFields((t) => ({
  benchmarkPort: t.field({
    type: BenchmarkPort,
    nullable: true,
    description: 'The benchmark port of a code; null where there is none.',
    args: { code: t.arg.string({ required: true, description: 'Its code.' }) },
    resolve: (_, { code }, { loaders }) => subjectOf(loaders, code, 'BENCHMARK_PORT'),
  }),
  benchmarkPorts: t.connection(
    {
      type: BenchmarkPort,
      description: 'Benchmark ports.',
      args: {
        ...orderArgs,
        filter: t.arg({ type: BenchmarkPortFilter, description: 'Which benchmark ports.' }),
      },
      resolve: (_, args, context) =>
        subjectPage(
          context.loaders.benchmarkPorts,
          args,
          { codes: ['BENCHMARK_PORT'], measures: ['MEASURE'] },
          context,
        ),
    },
    BenchmarkPortConnection,
  ),
}))
