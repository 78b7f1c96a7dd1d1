import type { CitedTables } from '../db/queries/cited.ts'
import { referred } from '../resolvers/referred.ts'
import { milestonesOf, period } from '../resolvers/milestone.ts'
import { builder } from './builder.ts'
import { Stated } from './citation.ts'
import { inLanguage, languageArgs } from './language.ts'
import { Period } from './period.ts'
import { Subject } from './subject.ts'

export const Milestone = builder.objectRef<CitedTables['milestone']>('Milestone').implement({
  description: 'A dated event in the life of a subject, as one source tells it.',
  interfaces: [Stated],
  fields: (t) => ({
    subject: t.field({
      type: Subject,
      description: 'What it happened to.',
      resolve: ({ subject_id }, _, { loaders }) => referred(loaders.subjectById, subject_id),
    }),
    date: t.field({
      type: Period,
      description: 'When: a year, a month or a day.',
      resolve: ({ date }) => period(date),
    }),
    event: t.string({
      nullable: true,
      description: 'What happened, in our own words.',
      args: languageArgs,
      resolve: (milestone, { lang }) => inLanguage(lang, milestone.event_zh, milestone.event_en),
    }),
  }),
})

builder.interfaceField(Subject, 'milestones', (t) =>
  t.field({
    type: [Milestone],
    description: 'Dated events, in time order; a port’s with those of its checkpoints.',
    resolve: ({ id }, _, context) => milestonesOf(id, context),
  }),
)
