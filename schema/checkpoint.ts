import type { CheckpointStatus as CheckpointStatusCode } from '../db/queries/checkpoint.ts'
import type { SubjectRow } from '../db/queries/subject.ts'
import type { Mode as ModeCode } from '../db/lists.ts'
import { stateOf } from '../resolvers/checkpoint.ts'
import { present } from '../resolvers/referred.ts'
import { subjectOf, subjectPage } from '../resolvers/subject-list.ts'
import { builder } from './builder.ts'
import { isSubject, Subject } from './subject.ts'
import { commonFilters, orderArgs } from './subject-list.ts'

const Mode = builder.enumType('Mode', {
  description: 'Mode of transport.',
  values: {
    ROAD: { description: 'Road (公路口岸).' },
    RAIL: { description: 'Rail (铁路口岸).' },
    AIR: { description: 'Air (航空口岸).' },
  } satisfies Record<ModeCode, { description: string }>,
})

const CheckpointStatus = builder.enumType('CheckpointStatus', {
  description: 'Status of a checkpoint. What is approved and nowhere marked otherwise is OPEN.',
  values: {
    OPEN: { description: 'Open.' },
    UNDER_CONSTRUCTION: { description: 'Being built (建设中).' },
    PLANNED: { description: 'Planned (规划).' },
  } satisfies Record<CheckpointStatusCode, { description: string }>,
})

export const Checkpoint = builder.objectRef<SubjectRow>('Checkpoint')

builder.node(Checkpoint, {
  description: 'A port’s port of entry for one mode of transport.',
  interfaces: [Subject],
  id: { resolve: ({ code }) => code },
  isTypeOf: isSubject('CHECKPOINT'),
  loadOne: (code, { loaders }) => subjectOf(loaders, code, 'CHECKPOINT'),
  fields: (t) => ({
    mode: t.field({ type: Mode, description: 'Mode of transport.', resolve: ({ mode }) => present(mode) }),
    status: t.field({
      type: CheckpointStatus,
      nullable: true,
      description: 'Its status; null where it is not approved and no source says.',
      resolve: async ({ id }, _, { loaders }) =>
        (await stateOf(id, loaders.asOf(null), loaders))?.status ?? null,
    }),
    approved: t.boolean({
      description: 'Whether the State Council has approved it; false where no source says so.',
      resolve: async ({ id }, _, { loaders }) =>
        (await stateOf(id, loaders.asOf(null), loaders))?.approved === 1,
    }),
  }),
})

const CheckpointFilter = builder.inputType('CheckpointFilter', {
  description: 'Which checkpoints. A missing filter is no limit, an empty list matches nothing.',
  fields: (t) => ({
    ...commonFilters(t),
    modes: t.field({ type: [Mode], description: 'Modes of transport.' }),
    statuses: t.field({ type: [CheckpointStatus], description: 'Statuses.' }),
    approved: t.boolean({ description: 'Approved by the State Council or not.' }),
    ports: t.stringList({ description: 'Codes of ports.' }),
  }),
})

const CheckpointConnection = builder.connectionObject(
  { type: Checkpoint, name: 'CheckpointConnection', description: 'A page of checkpoints.' },
  { name: 'CheckpointEdge', description: 'A checkpoint with its cursor.' },
)

builder.queryFields((t) => ({
  checkpoint: t.field({
    type: Checkpoint,
    nullable: true,
    description: 'The checkpoint of a code; null where there is none.',
    args: { code: t.arg.string({ required: true, description: 'Its code.' }) },
    resolve: (_, { code }, { loaders }) => subjectOf(loaders, code, 'CHECKPOINT'),
  }),
  checkpoints: t.connection(
    {
      type: Checkpoint,
      description: 'Checkpoints.',
      args: { ...orderArgs, filter: t.arg({ type: CheckpointFilter, description: 'Which checkpoints.' }) },
      resolve: (_, args, context) =>
        subjectPage(context.loaders.checkpoints, args, { codes: ['CHECKPOINT'], ports: ['PORT'] }, context),
    },
    CheckpointConnection,
  ),
}))
