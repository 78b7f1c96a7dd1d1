import type { SubjectRow } from '../db/queries/subject.ts'
import type { CORRIDOR_KINDS, CORRIDOR_STATUSES } from '../db/lists.ts'
import { attribute, distinctValues, links } from '../resolvers/attribute.ts'
import { figure } from '../resolvers/figure.ts'
import { subjectOf, subjectPage } from '../resolvers/subject-list.ts'
import { builder } from './builder.ts'
import { Port } from './port.ts'
import { Region } from './region.ts'
import { Point } from './point.ts'
import { isSubject, Subject } from './subject.ts'
import { commonFilters, orderArgs } from './subject-list.ts'

const CorridorKind = builder.enumType('CorridorKind', {
  description: 'Kind of a corridor.',
  values: {
    RAILWAY: { description: 'A railway.' },
    ROAD: { description: 'A road.' },
    TRAIN_SERVICE: { description: 'A train service, e.g. China–Europe freight trains (中欧班列).' },
    TRANSPORT_CORRIDOR: { description: 'A corridor of several lines or modes (通道).' },
    AIR_ROUTE: { description: 'An air route.' },
    CABLE: { description: 'A communications cable.' },
  } satisfies Record<(typeof CORRIDOR_KINDS)[number], { description: string }>,
})

const CorridorStatus = builder.enumType('CorridorStatus', {
  description: 'Status of a corridor, as the source marks it.',
  values: {
    PROPOSED: { description: 'Proposed, or asked for.' },
    PLANNED: { description: 'Planned.' },
    UNDER_CONSTRUCTION: { description: 'Being built.' },
    OPEN: { description: 'Open to traffic.' },
  } satisfies Record<(typeof CORRIDOR_STATUSES)[number], { description: string }>,
})

export const Corridor = builder.objectRef<SubjectRow>('Corridor')

builder.node(Corridor, {
  description: 'A railway, a road, a train service or a corridor of several.',
  interfaces: [Subject],
  id: { resolve: ({ code }) => code },
  isTypeOf: isSubject('CORRIDOR'),
  loadOne: (code, { loaders }) => subjectOf(loaders, code, 'CORRIDOR'),
  fields: (t) => ({
    kind: t.field({
      type: CorridorKind,
      nullable: true,
      description: 'What it is; null where no source says.',
      resolve: ({ id }, _, { loaders }) => attribute<typeof CorridorKind.$inferType>(loaders, id, 'kind'),
    }),
    status: t.field({
      type: CorridorStatus,
      nullable: true,
      description: 'Its status; null where no source says.',
      resolve: ({ id }, _, { loaders }) => attribute<typeof CorridorStatus.$inferType>(loaders, id, 'status'),
    }),
    termini: t.field({
      type: ['String'],
      description: 'Its ends and the places between them, in order, as printed; empty where no source says.',
      resolve: async ({ id }, _, { loaders }) =>
        (await distinctValues(loaders, id, 'terminus')).map(({ value }) => value),
    }),
    ports: t.field({
      type: [Port],
      description: 'The ports that it serves, by code.',
      resolve: ({ id }, _, { loaders }) => links(loaders, id, 'port'),
    }),
    regions: t.field({
      type: [Region],
      description: 'The regions that it runs through, by code; empty where no source says.',
      resolve: ({ id }, _, { loaders }) => links(loaders, id, 'region'),
    }),
    capacity: t.field({
      type: Point,
      nullable: true,
      description: 'The freight that it is designed to carry in a year; null where no source says.',
      resolve: ({ id }, _, context) => figure(id, 'freight-capacity', context),
    }),
    length: t.field({
      type: Point,
      nullable: true,
      description: 'Its length; null where no source says.',
      resolve: ({ id }, _, context) => figure(id, 'length', context),
    }),
  }),
})

const CorridorFilter = builder.inputType('CorridorFilter', {
  description: 'Which corridors. A missing filter is no limit, an empty list matches nothing.',
  fields: (t) => ({
    ...commonFilters(t),
    kinds: t.field({ type: [CorridorKind], description: 'Kinds.' }),
    statuses: t.field({ type: [CorridorStatus], description: 'Statuses.' }),
    ports: t.stringList({ description: 'Codes of ports that it serves.' }),
  }),
})

const CorridorConnection = builder.connectionObject(
  { type: Corridor, name: 'CorridorConnection', description: 'A page of corridors.' },
  { name: 'CorridorEdge', description: 'A corridor with its cursor.' },
)

builder.queryFields((t) => ({
  corridor: t.field({
    type: Corridor,
    nullable: true,
    description: 'The corridor of a code; null where there is none.',
    args: { code: t.arg.string({ required: true, description: 'Its code.' }) },
    resolve: (_, { code }, { loaders }) => subjectOf(loaders, code, 'CORRIDOR'),
  }),
  corridors: t.connection(
    {
      type: Corridor,
      description: 'Railways, roads and train services.',
      args: { ...orderArgs, filter: t.arg({ type: CorridorFilter, description: 'Which corridors.' }) },
      resolve: (_, args, context) =>
        subjectPage(context.loaders.corridors, args, { codes: ['CORRIDOR'], ports: ['PORT'] }, context),
    },
    CorridorConnection,
  ),
}))
