import type { SubjectRow } from '../db/queries/subject.ts'
import type { RegionKind as RegionKindCode } from '../db/lists.ts'
import { present } from '../resolvers/referred.ts'
import { subjectOf, subjectPage } from '../resolvers/subject-list.ts'
import { builder } from './builder.ts'
import { isSubject, Subject } from './subject.ts'
import { commonFilters, orderArgs } from './subject-list.ts'

const RegionKind = builder.enumType('RegionKind', {
  description: 'The level of a region.',
  values: {
    GROUP: { description: 'A group of countries, e.g. those along the Belt and Road.' },
    COUNTRY: { description: 'A country.' },
    PROVINCE: {
      description: 'A province, autonomous region or municipality (省级), or a first-level region abroad.',
    },
    PREFECTURE: { description: 'A prefecture-level city or a league (地级市、盟).' },
    COUNTY: { description: 'A county-level city, banner or district (县级市、旗、区).' },
  } satisfies Record<RegionKindCode, { description: string }>,
})

export const Region = builder.objectRef<SubjectRow>('Region')

builder.node(Region, {
  description: 'A country or an administrative region; regions form a tree.',
  interfaces: [Subject],
  id: { resolve: ({ code }) => code },
  isTypeOf: isSubject('REGION'),
  loadOne: (code, { loaders }) => subjectOf(loaders, code, 'REGION'),
  fields: (t) => ({
    kind: t.field({
      type: RegionKind,
      description: 'Its level.',
      resolve: ({ region_kind }) => present(region_kind),
    }),
    parent: t.field({
      type: Region,
      nullable: true,
      description: 'The region that it lies in; null at the top of the tree.',
      resolve: ({ parent_id }, _, { loaders }) =>
        parent_id === null ? null : loaders.subjectById.load(parent_id),
    }),
    children: t.field({
      type: [Region],
      description: 'The regions directly in it, by code.',
      resolve: ({ id }, _, { loaders }) => loaders.regionsByParent.load(id),
    }),
  }),
})

const RegionFilter = builder.inputType('RegionFilter', {
  description: 'Which regions. A missing filter is no limit, an empty list matches nothing.',
  fields: (t) => ({
    ...commonFilters(t),
    kinds: t.field({ type: [RegionKind], description: 'Levels.' }),
    parents: t.stringList({ description: 'Codes of the regions directly above.' }),
  }),
})

const RegionConnection = builder.connectionObject(
  { type: Region, name: 'RegionConnection', description: 'A page of regions.' },
  { name: 'RegionEdge', description: 'A region with its cursor.' },
)

builder.queryFields((t) => ({
  region: t.field({
    type: Region,
    nullable: true,
    description: 'The region of a code; null where there is none.',
    args: { code: t.arg.string({ required: true, description: 'Its code.' }) },
    resolve: (_, { code }, { loaders }) => subjectOf(loaders, code, 'REGION'),
  }),
  regions: t.connection(
    {
      type: Region,
      description: 'Regions.',
      args: { ...orderArgs, filter: t.arg({ type: RegionFilter, description: 'Which regions.' }) },
      resolve: (_, args, context) =>
        subjectPage(context.loaders.regions, args, { codes: ['REGION'], parents: ['REGION'] }, context),
    },
    RegionConnection,
  ),
}))
