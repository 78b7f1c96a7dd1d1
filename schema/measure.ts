import type { CitedTables } from '../db/queries/cited.ts'
import type { SubjectRow } from '../db/queries/subject.ts'
import { links } from '../resolvers/attribute.ts'
import { referred } from '../resolvers/referred.ts'
import { subjectOf, subjectPage } from '../resolvers/subject-list.ts'
import { BenchmarkPort } from './benchmark-port.ts'
import { builder } from './builder.ts'
import { Checkpoint } from './checkpoint.ts'
import { Stated } from './citation.ts'
import { inLanguage, languageArgs } from './language.ts'
import { Port } from './port.ts'
import { isSubject, Subject } from './subject.ts'
import { commonFilters, orderArgs } from './subject-list.ts'

export const Measure = builder.objectRef<SubjectRow>('Measure')

const Practice = builder.objectRef<CitedTables['practice']>('Practice').implement({
  description: 'What a peer does, from which a measure is borrowed; in our own words.',
  interfaces: [Stated],
  fields: (t) => ({
    measure: t.field({
      type: Measure,
      description: 'The measure.',
      resolve: ({ subject_id }, _, { loaders }) => referred(loaders.subjectById, subject_id),
    }),
    benchmarkPort: t.field({
      type: BenchmarkPort,
      description: 'The peer.',
      resolve: ({ peer_id }, _, { loaders }) => referred(loaders.subjectById, peer_id),
    }),
    summary: t.string({
      nullable: true,
      description: 'What the peer does.',
      args: languageArgs,
      resolve: (practice, { lang }) => inLanguage(lang, practice.summary_zh, practice.summary_en),
    }),
  }),
})

builder.node(Measure, {
  description: 'A measure of reform (改革创新举措) that ports borrow from benchmark ports.',
  interfaces: [Subject],
  id: { resolve: ({ code }) => code },
  isTypeOf: isSubject('MEASURE'),
  loadOne: (code, { loaders }) => subjectOf(loaders, code, 'MEASURE'),
  fields: (t) => ({
    title: t.string({
      nullable: true,
      description: 'Its title, as printed.',
      args: languageArgs,
      resolve: (measure, { lang }) => inLanguage(lang, measure.name_zh, measure.name_en),
    }),
    ports: t.field({
      type: [Port],
      description: 'The ports that adopt it, by code.',
      resolve: ({ id }, _, { loaders }) => links(loaders, id, 'port'),
    }),
    checkpoints: t.field({
      type: [Checkpoint],
      description: 'The checkpoints that adopt it, by code; empty where the source names only ports.',
      resolve: ({ id }, _, { loaders }) => links(loaders, id, 'checkpoint'),
    }),
    benchmarkPorts: t.field({
      type: [BenchmarkPort],
      description: 'The peers that it is borrowed from, by code.',
      resolve: ({ id }, _, { loaders }) => links(loaders, id, 'peer'),
    }),
    practices: t.field({
      type: [Practice],
      description: 'What the peers do, in reading order.',
      resolve: ({ id }, _, { loaders }) => loaders.practicesByMeasure.load(id),
    }),
  }),
})

builder.objectFields(BenchmarkPort, (t) => ({
  measures: t.field({
    type: [Measure],
    description: 'The measures that are borrowed from it, by code.',
    resolve: ({ id }, _, { loaders }) =>
      loaders.subjectsLinkingTo.load({ object: id, property: 'peer', kind: 'MEASURE' }),
  }),
  practices: t.field({
    type: [Practice],
    description: 'What it does that measures are borrowed from, in reading order.',
    resolve: ({ id }, _, { loaders }) => loaders.practicesByPeer.load(id),
  }),
}))

builder.objectField(Port, 'measures', (t) =>
  t.field({
    type: [Measure],
    description: 'The measures that it adopts, by code.',
    resolve: ({ id }, _, { loaders }) =>
      loaders.subjectsLinkingTo.load({ object: id, property: 'port', kind: 'MEASURE' }),
  }),
)

builder.objectField(Checkpoint, 'measures', (t) =>
  t.field({
    type: [Measure],
    description: 'The measures that are stated of it rather than of its port, by code.',
    resolve: ({ id }, _, { loaders }) =>
      loaders.subjectsLinkingTo.load({ object: id, property: 'checkpoint', kind: 'MEASURE' }),
  }),
)

const MeasureFilter = builder.inputType('MeasureFilter', {
  description: 'Which measures. A missing filter is no limit, an empty list matches nothing.',
  fields: (t) => ({
    ...commonFilters(t),
    ports: t.stringList({ description: 'Codes of ports that adopt it.' }),
    peers: t.stringList({ description: 'Codes of benchmark ports that it is borrowed from.' }),
  }),
})

const MeasureConnection = builder.connectionObject(
  { type: Measure, name: 'MeasureConnection', description: 'A page of measures.' },
  { name: 'MeasureEdge', description: 'A measure with its cursor.' },
)

builder.queryFields((t) => ({
  measure: t.field({
    type: Measure,
    nullable: true,
    description: 'The measure of a code; null where there is none.',
    args: { code: t.arg.string({ required: true, description: 'Its code.' }) },
    resolve: (_, { code }, { loaders }) => subjectOf(loaders, code, 'MEASURE'),
  }),
  measures: t.connection(
    {
      type: Measure,
      description: 'Measures of reform.',
      args: { ...orderArgs, filter: t.arg({ type: MeasureFilter, description: 'Which measures.' }) },
      resolve: (_, args, context) =>
        subjectPage(
          context.loaders.measures,
          args,
          { codes: ['MEASURE'], ports: ['PORT'], peers: ['BENCHMARK_PORT'] },
          context,
        ),
    },
    MeasureConnection,
  ),
}))
