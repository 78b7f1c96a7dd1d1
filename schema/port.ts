import type { StatementRow } from '../db/queries/statement.ts'
import type { SubjectRow } from '../db/queries/subject.ts'
import type { PORT_CLASSES } from '../db/lists.ts'
import { attribute, distinctValues, link, links } from '../resolvers/attribute.ts'
import { referred } from '../resolvers/referred.ts'
import { subjectOf, subjectPage } from '../resolvers/subject-list.ts'
import { builder } from './builder.ts'
import { Checkpoint } from './checkpoint.ts'
import { Stated } from './citation.ts'
import { Region } from './region.ts'
import { isSubject, Subject } from './subject.ts'
import { commonFilters, orderArgs } from './subject-list.ts'

const PortClass = builder.enumType('PortClass', {
  description: 'Class of a port.',
  values: {
    COMPREHENSIVE_HUB: { description: 'Comprehensive hub (综合枢纽口岸).' },
    KEY_SPECIALISED: { description: 'Key specialised port (重点专业口岸).' },
    ORDINARY: { description: 'Ordinary port (普通口岸).' },
  } satisfies Record<(typeof PORT_CLASSES)[number], { description: string }>,
})

const Counterpart = builder.objectRef<StatementRow>('Counterpart').implement({
  description: 'The port abroad that a port faces.',
  interfaces: [Stated],
  fields: (t) => ({
    name: t.exposeString('value', { description: 'Its name, as printed.' }),
  }),
})

export const Port = builder.objectRef<SubjectRow>('Port')

builder.node(Port, {
  description:
    'A port (口岸): a locality opened to the outside, with a checkpoint for each mode of transport.',
  interfaces: [Subject],
  id: { resolve: ({ code }) => code },
  isTypeOf: isSubject('PORT'),
  loadOne: (code, { loaders }) => subjectOf(loaders, code, 'PORT'),
  fields: (t) => ({
    class: t.field({
      type: PortClass,
      nullable: true,
      description: 'Its class, as the latest source that gives one; null where none does.',
      resolve: ({ id }, _, { loaders }) => attribute<typeof PortClass.$inferType>(loaders, id, 'class'),
    }),
    region: t.field({
      type: Region,
      nullable: true,
      description: 'Where it lies; null where no source says.',
      resolve: ({ id }, _, { loaders }) => link(loaders, id, 'region'),
    }),
    neighbours: t.field({
      type: [Region],
      description: 'The countries that it opens to; empty where no source says.',
      resolve: ({ id }, _, { loaders }) => links(loaders, id, 'neighbour'),
    }),
    counterparts: t.field({
      type: [Counterpart],
      description: 'The ports abroad that it faces; empty where no source says.',
      resolve: ({ id }, _, { loaders }) => distinctValues(loaders, id, 'counterpart'),
    }),
    checkpoints: t.field({
      type: [Checkpoint],
      description: 'Its checkpoints, by code.',
      resolve: ({ id }, _, { loaders }) => loaders.checkpointsByPort.load(id),
    }),
  }),
})

const PortFilter = builder.inputType('PortFilter', {
  description: 'Which ports. A missing filter is no limit, an empty list matches nothing.',
  fields: (t) => ({
    ...commonFilters(t),
    classes: t.field({ type: [PortClass], description: 'Classes.' }),
    regions: t.stringList({
      description: 'Codes of regions: the port lies in one of them, or in a region within it.',
    }),
    neighbours: t.stringList({ description: 'Codes of countries: the port opens to at least one of them.' }),
  }),
})

const PortConnection = builder.connectionObject(
  { type: Port, name: 'PortConnection', description: 'A page of ports.' },
  { name: 'PortEdge', description: 'A port with its cursor.' },
)

builder.objectField(Checkpoint, 'port', (t) =>
  t.field({
    type: Port,
    description: 'The port that it belongs to.',
    resolve: ({ port_id }, _, { loaders }) => referred(loaders.subjectById, port_id),
  }),
)

builder.queryFields((t) => ({
  port: t.field({
    type: Port,
    nullable: true,
    description: 'The port of a code; null where there is none.',
    args: { code: t.arg.string({ required: true, description: 'Its code.' }) },
    resolve: (_, { code }, { loaders }) => subjectOf(loaders, code, 'PORT'),
  }),
  ports: t.connection(
    {
      type: Port,
      description: 'Ports.',
      args: { ...orderArgs, filter: t.arg({ type: PortFilter, description: 'Which ports.' }) },
      resolve: (_, args, context) =>
        subjectPage(
          context.loaders.ports,
          args,
          { codes: ['PORT'], regions: ['REGION'], neighbours: ['REGION'] },
          context,
        ),
    },
    PortConnection,
  ),
}))
