import type * as covered from '../resolvers/coverage.ts'
import { coverage, coverageOfSubject } from '../resolvers/coverage.ts'
import { referred } from '../resolvers/referred.ts'
import { builder } from './builder.ts'
import { Indicator } from './indicator.ts'
import { ObservationKind } from './observation.ts'
import { ObservationFilter } from './observation-list.ts'
import { Frequency, Period } from './period.ts'
import { Source } from './source.ts'
import { Subject } from './subject.ts'

const Coverage = builder.objectRef<covered.Coverage>('Coverage').implement({
  description:
    'What exists of one subject, indicator, span and kind of statement, without values: what a question can be asked about.',
  fields: (t) => ({
    subject: t.field({
      type: Subject,
      description: 'What the claims are about.',
      resolve: ({ subjectId }, _, { loaders }) => referred(loaders.subjectById, subjectId),
    }),
    indicator: t.expose('indicator', { type: Indicator, description: 'What is measured.' }),
    frequency: t.expose('frequency', {
      type: Frequency,
      nullable: true,
      description: 'The span that they cover; null where the sources print no time.',
    }),
    kind: t.expose('kind', { type: ObservationKind, description: 'Kind of statement.' }),
    count: t.exposeInt('count', { description: 'How many claims there are.' }),
    missing: t.exposeInt('missing', {
      description: 'How many of them have no value: not reported, or only a growth.',
    }),
    first: t.expose('first', {
      type: Period,
      nullable: true,
      description: 'The period that starts first; null where the sources print no time.',
    }),
    last: t.expose('last', {
      type: Period,
      nullable: true,
      description: 'The period that ends last; null where the sources print no time.',
    }),
    sources: t.expose('sources', {
      type: [Source],
      description: 'Who states them, by date of publication.',
    }),
  }),
})

const detailArgs = builder.args((t) => ({
  detail: t.boolean({
    required: true,
    defaultValue: false,
    description: 'true: trivia too (opening hours, the number of approving ministries).',
  }),
}))

builder.queryField('coverage', (t) =>
  t.field({
    type: [Coverage],
    description:
      'What exists, without values: for each subject, indicator, span and kind of statement how many claims, from when to when, and whose.',
    args: {
      ...detailArgs,
      filter: t.arg({ type: ObservationFilter, description: 'Which claims.' }),
      asOf: t.arg({ type: 'Date', description: 'Only what had been published by this day.' }),
    },
    resolve: (_, args, context) => coverage(args, context),
  }),
)

builder.interfaceField(Subject, 'coverage', (t) =>
  t.field({
    type: [Coverage],
    description: 'What exists about it, without values.',
    args: detailArgs,
    resolve: ({ id }, args, context) => coverageOfSubject(id, args, context),
  }),
)
