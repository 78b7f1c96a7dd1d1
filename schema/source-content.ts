// Everything that a source says, from the source.
import { observations } from '../resolvers/observation-list.ts'
import { builder } from './builder.ts'
import { Milestone } from './milestone.ts'
import { Observation, ObservationConnection } from './observation.ts'
import { listArgs, orderOf, SourceObservationFilter } from './observation-list.ts'
import { Problem } from './problem.ts'
import { Profile } from './profile.ts'
import { Source } from './source.ts'
import { Statement } from './statement.ts'
import { Subject, SubjectKind } from './subject.ts'
import { subjectsOf } from '../resolvers/source.ts'

builder.objectFields(Source, (t) => ({
  subjects: t.field({
    type: [Subject],
    description: 'What it speaks of, by code.',
    args: { kinds: t.arg({ type: [SubjectKind], description: 'Only these kinds; all unless asked.' }) },
    resolve: ({ id }, { kinds }, context) => subjectsOf(id, kinds, context),
  }),
  statements: t.field({
    type: [Statement],
    description: 'What it states beside figures, in reading order.',
    resolve: ({ id }, _, { loaders }) => loaders.statementsBySource.load(id),
  }),
  profiles: t.field({
    type: [Profile],
    description: 'Its profiles, in reading order.',
    resolve: ({ id }, _, { loaders }) => loaders.profilesBySource.load(id),
  }),
  milestones: t.field({
    type: [Milestone],
    description: 'The dated events that it tells, in reading order.',
    resolve: ({ id }, _, { loaders }) => loaders.milestonesBySource.load(id),
  }),
  problems: t.field({
    type: [Problem],
    description: 'The problems that it names, in reading order.',
    resolve: ({ id }, _, { loaders }) => loaders.problemsBySource.load(id),
  }),
}))

builder.objectField(Source, 'observations', (t) =>
  t.connection(
    {
      type: Observation,
      description: 'Its claims, in reading order unless asked.',
      args: {
        ...listArgs,
        filter: t.arg({ type: SourceObservationFilter, description: 'Which observations.' }),
      },
      resolve: ({ code }, { filter, ...args }, context) =>
        observations(
          { ...args, filter: { ...filter, sources: [code] } },
          orderOf(args.orderBy, 'READING'),
          context,
        ),
    },
    ObservationConnection,
  ),
)
