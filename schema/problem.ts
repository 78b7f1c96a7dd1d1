import type { CitedTables } from '../db/queries/cited.ts'
import { referred } from '../resolvers/referred.ts'
import { builder } from './builder.ts'
import { Stated } from './citation.ts'
import { inLanguage, languageArgs } from './language.ts'
import { Subject } from './subject.ts'

export const Problem = builder.objectRef<CitedTables['problem']>('Problem').implement({
  description: 'A problem that a source names, with its remedy, in our own words.',
  interfaces: [Stated],
  fields: (t) => ({
    subject: t.field({
      type: Subject,
      description: 'Whose problem it is.',
      resolve: ({ subject_id }, _, { loaders }) => referred(loaders.subjectById, subject_id),
    }),
    problem: t.string({
      nullable: true,
      description: 'The problem.',
      args: languageArgs,
      resolve: (row, { lang }) => inLanguage(lang, row.problem_zh, row.problem_en),
    }),
    remedy: t.string({
      nullable: true,
      description: 'The remedy; null where the source gives none.',
      args: languageArgs,
      resolve: (row, { lang }) => inLanguage(lang, row.remedy_zh, row.remedy_en),
    }),
  }),
})

builder.interfaceField(Subject, 'problems', (t) =>
  t.field({
    type: [Problem],
    description: 'The problems that sources name, by date of publication and in reading order.',
    resolve: ({ id }, _, { loaders }) => loaders.problemsBySubject.load(id),
  }),
)
