import type { SubjectRow } from '../db/queries/subject.ts'
import { link } from '../resolvers/attribute.ts'
import { subjectOf, subjectPage } from '../resolvers/subject-list.ts'
import { builder } from './builder.ts'
import { Region } from './region.ts'
import { isSubject, Subject } from './subject.ts'
import { commonFilters, orderArgs } from './subject-list.ts'

export const Platform = builder.objectRef<SubjectRow>('Platform')

builder.node(Platform, {
  description:
    'A platform of opening-up (开放平台): a bonded logistics centre, a pilot zone, a cooperation zone …',
  interfaces: [Subject],
  id: { resolve: ({ code }) => code },
  isTypeOf: isSubject('PLATFORM'),
  loadOne: (code, { loaders }) => subjectOf(loaders, code, 'PLATFORM'),
  fields: (t) => ({
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
  fields: commonFilters,
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
        subjectPage(context.loaders.platforms, args, { codes: ['PLATFORM'] }, context),
    },
    PlatformConnection,
  ),
}))
