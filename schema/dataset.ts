import type { Reference } from '../loaders/reference.ts'
import { publishedBy } from '../resolvers/as-of.ts'
import { builder } from './builder.ts'
import { Source } from './source.ts'

const Dataset = builder.objectRef<Reference>('Dataset').implement({
  description: 'The data that this answer was read from: one version, from the request’s start to its end.',
  fields: (t) => ({
    version: t.exposeInt('version', {
      description: 'Grows with every load that changed something; 0 before the first load.',
    }),
    loadedAt: t.exposeString('loadedAt', {
      nullable: true,
      description: 'When that load ended, ISO 8601 in UTC; null before the first load.',
    }),
    sources: t.field({
      type: [Source],
      description: 'The sources in it, by date of publication.',
      resolve: ({ sources }, _, { loaders }) => publishedBy(sources.all, loaders.asOf(null)),
    }),
  }),
})

builder.queryField('dataset', (t) =>
  t.field({
    type: Dataset,
    description: 'Which data this answer was read from.',
    resolve: (_, __, { reference }) => reference,
  }),
)
