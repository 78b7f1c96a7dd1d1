import type { CitedTables } from '../db/queries/cited.ts'
import { referred } from '../resolvers/referred.ts'
import { builder } from './builder.ts'
import { Stated } from './citation.ts'
import { inLanguage, languageArgs } from './language.ts'
import { Subject } from './subject.ts'

export const Profile = builder.objectRef<CitedTables['profile']>('Profile').implement({
  description: 'What one source says of the features and the role of a subject, in our own words.',
  interfaces: [Stated],
  fields: (t) => ({
    subject: t.field({
      type: Subject,
      description: 'What it is said of: the subject, or a checkpoint of the port.',
      resolve: ({ subject_id }, _, { loaders }) => referred(loaders.subjectById, subject_id),
    }),
    features: t.string({
      description: 'Features; null where the source gives none.',
      nullable: true,
      args: languageArgs,
      resolve: (profile, { lang }) => inLanguage(lang, profile.features_zh, profile.features_en),
    }),
    role: t.string({
      description: 'The role given to it; null where the source gives none.',
      nullable: true,
      args: languageArgs,
      resolve: (profile, { lang }) => inLanguage(lang, profile.role_zh, profile.role_en),
    }),
  }),
})

builder.interfaceField(Subject, 'profiles', (t) =>
  t.field({
    type: [Profile],
    description:
      'What each source says of its features and role, by date of publication; a port’s with those of its checkpoints.',
    resolve: ({ id }, _, { loaders }) => loaders.profilesBySubject.load(id),
  }),
)
