import type { SubjectRow } from '../db/queries/subject.ts'
import type { PLATFORM_KINDS, PLATFORM_STATUSES } from '../db/lists.ts'
import { attribute, link, links } from '../resolvers/attribute.ts'
import { subjectOf, subjectPage } from '../resolvers/subject-list.ts'
import { builder } from './builder.ts'
import { Port } from './port.ts'
import { Region } from './region.ts'
import { isSubject, Subject } from './subject.ts'
import { commonFilters, orderArgs } from './subject-list.ts'

const PlatformKind = builder.enumType('PlatformKind', {
  description: 'Kind of a platform.',
  values: {
    BONDED_LOGISTICS_CENTRE: { description: 'Bonded logistics centre (保税物流中心).' },
    COMPREHENSIVE_BONDED_ZONE: { description: 'Comprehensive bonded zone (综合保税区).' },
    CBEC_PILOT_ZONE: { description: 'Cross-border e-commerce pilot zone (跨境电子商务综合试验区).' },
    ECONOMIC_COOPERATION_ZONE: {
      description: 'Border or cross-border economic cooperation zone (边境、跨境经济合作区).',
    },
    DEVELOPMENT_PILOT_ZONE: {
      description: 'Key development and opening-up pilot zone (重点开发开放试验区).',
    },
    FREE_TRADE_ZONE: { description: 'Pilot free trade zone (自由贸易试验区), or an area of one.' },
    MUTUAL_TRADE_ZONE: { description: 'Mutual trade zone for border residents (边民互市贸易区).' },
    TRADE_UPGRADING_BASE: {
      description: 'Base for upgrading foreign trade, or for exports of a kind (外贸转型升级基地、出口基地).',
    },
    EXHIBITION_CENTRE: { description: 'Exhibition centre (会展中心).' },
    LOGISTICS_HUB: { description: 'Logistics hub or park (物流枢纽、物流园区).' },
    INDUSTRIAL_PARK: { description: 'Industrial park (产业园区).' },
    INFORMATION_PLATFORM: { description: 'Information platform, e.g. a single window (单一窗口).' },
  } satisfies Record<(typeof PLATFORM_KINDS)[number], { description: string }>,
})

const PlatformStatus = builder.enumType('PlatformStatus', {
  description: 'Status of a platform, as the source marks it.',
  values: {
    PROPOSED: { description: 'To be applied for (申建).' },
    PLANNED: { description: 'Planned.' },
    APPROVED: { description: 'Approved (获批).' },
    UNDER_CONSTRUCTION: { description: 'Being built.' },
    OPERATING: { description: 'Operating (封关运营、运行).' },
  } satisfies Record<(typeof PLATFORM_STATUSES)[number], { description: string }>,
})

export const Platform = builder.objectRef<SubjectRow>('Platform')

builder.node(Platform, {
  description:
    'A platform of opening-up (开放平台): a bonded logistics centre, a pilot zone, a cooperation zone …',
  interfaces: [Subject],
  id: { resolve: ({ code }) => code },
  isTypeOf: isSubject('PLATFORM'),
  loadOne: (code, { loaders }) => subjectOf(loaders, code, 'PLATFORM'),
  fields: (t) => ({
    kind: t.field({
      type: PlatformKind,
      nullable: true,
      description: 'What it is; null where no source says.',
      resolve: ({ id }, _, { loaders }) => attribute<typeof PlatformKind.$inferType>(loaders, id, 'kind'),
    }),
    status: t.field({
      type: PlatformStatus,
      nullable: true,
      description: 'Its status; null where no source says. Dates are among its `milestones`.',
      resolve: ({ id }, _, { loaders }) => attribute<typeof PlatformStatus.$inferType>(loaders, id, 'status'),
    }),
    ports: t.field({
      type: [Port],
      description: 'The ports that it belongs to, by code; empty where no source says.',
      resolve: ({ id }, _, { loaders }) => links(loaders, id, 'port'),
    }),
    region: t.field({
      type: Region,
      nullable: true,
      description: 'Where it lies; null where no source says.',
      resolve: ({ id }, _, { loaders }) => link(loaders, id, 'region'),
    }),
  }),
})

const PlatformFilter = builder.inputType('PlatformFilter', {
  description: 'Which platforms. A missing filter is no limit, an empty list matches nothing.',
  fields: (t) => ({
    ...commonFilters(t),
    kinds: t.field({ type: [PlatformKind], description: 'Kinds.' }),
    statuses: t.field({ type: [PlatformStatus], description: 'Statuses.' }),
    regions: t.stringList({
      description: 'Codes of regions: it lies in one of them, or in a region within it.',
    }),
    ports: t.stringList({ description: 'Codes of ports that it belongs to.' }),
  }),
})

const PlatformConnection = builder.connectionObject(
  { type: Platform, name: 'PlatformConnection', description: 'A page of platforms.' },
  { name: 'PlatformEdge', description: 'A platform with its cursor.' },
)

builder.queryFields((t) => ({
  platform: t.field({
    type: Platform,
    nullable: true,
    description: 'The platform of a code; null where there is none.',
    args: { code: t.arg.string({ required: true, description: 'Its code.' }) },
    resolve: (_, { code }, { loaders }) => subjectOf(loaders, code, 'PLATFORM'),
  }),
  platforms: t.connection(
    {
      type: Platform,
      description: 'Platforms of opening-up.',
      args: { ...orderArgs, filter: t.arg({ type: PlatformFilter, description: 'Which platforms.' }) },
      resolve: (_, args, context) =>
        subjectPage(
          context.loaders.platforms,
          args,
          { codes: ['PLATFORM'], regions: ['REGION'], ports: ['PORT'] },
          context,
        ),
    },
    PlatformConnection,
  ),
}))
