import type { StatementRow } from '../db/queries/statement.ts'
import type { SubjectRow } from '../db/queries/subject.ts'
import type { PROJECT_KINDS, PROJECT_STATUSES } from '../db/lists.ts'
import { attribute, link, links, statements } from '../resolvers/attribute.ts'
import { figures, investment, projectStatus } from '../resolvers/project.ts'
import { subjectOf } from '../resolvers/subject-list.ts'
import { builder } from './builder.ts'
import { Cluster } from './cluster.ts'
import { Observation } from './observation.ts'
import { Platform } from './platform.ts'
import { Port } from './port.ts'
import { Region } from './region.ts'
import { Point } from './point.ts'
import { isSubject, Subject } from './subject.ts'

export const ProjectStatus = builder.enumType('ProjectStatus', {
  description: 'Status of a project, as the source marks it.',
  values: {
    PROPOSED: { description: 'Proposed (谋划).' },
    PLANNED: { description: 'Planned (规划).' },
    UNDER_CONSTRUCTION: { description: 'Being built (在建).' },
    COMPLETED: { description: 'Completed.' },
    UNSPECIFIED: { description: 'The source does not say.' },
  } satisfies Record<(typeof PROJECT_STATUSES)[number], { description: string }>,
})

export const ProjectKind = builder.enumType('ProjectKind', {
  description: 'Kind of a project.',
  values: {
    INFRASTRUCTURE: { description: 'Infrastructure (基础设施建设项目).' },
    INDUSTRY: { description: 'Industry (产业项目).' },
  } satisfies Record<(typeof PROJECT_KINDS)[number], { description: string }>,
})

export const Project = builder.objectRef<SubjectRow>('Project')

builder.node(Project, {
  description: 'A key project (重点项目). The same project in two sources is one project with two sources.',
  interfaces: [Subject],
  id: { resolve: ({ code }) => code },
  isTypeOf: isSubject('PROJECT'),
  loadOne: (code, { loaders }) => subjectOf(loaders, code, 'PROJECT'),
  fields: (t) => ({
    kind: t.field({
      type: ProjectKind,
      nullable: true,
      description: 'Infrastructure or industry; null where no source says.',
      resolve: ({ id }, _, { loaders }) => attribute<typeof ProjectKind.$inferType>(loaders, id, 'kind'),
    }),
    status: t.field({
      type: ProjectStatus,
      description: 'Its status; UNSPECIFIED where no source says.',
      resolve: ({ id }, _, context) => projectStatus(id, context),
    }),
    investment: t.field({
      type: Point,
      nullable: true,
      description:
        'The investment: the chosen claim with all claims under it; null where no source gives one.',
      resolve: ({ id }, _, context) => investment(id, context),
    }),
    start: t.string({
      nullable: true,
      description: 'Start of building, as printed: a year, a month or a day; null where no source says.',
      resolve: ({ id }, _, { loaders }) => attribute(loaders, id, 'start'),
    }),
    end: t.string({
      nullable: true,
      description: 'End of building, as printed: a year, a month or a day; null where no source says.',
      resolve: ({ id }, _, { loaders }) => attribute(loaders, id, 'end'),
    }),
    builders: t.field({
      type: ['String'],
      description: 'Who builds it, as printed; empty where no source says.',
      resolve: async ({ id }, _, { loaders }) =>
        (await statements(loaders, id, 'builder')).map(({ value }: StatementRow) => value),
    }),
    ports: t.field({
      type: [Port],
      description: 'The ports that it is for, by code; empty where no source says.',
      resolve: ({ id }, _, { loaders }) => links(loaders, id, 'port'),
    }),
    clusters: t.field({
      type: [Cluster],
      description:
        'The clusters that it is part of, by code; where a link is inferred, `statements` says why.',
      resolve: ({ id }, _, { loaders }) => links(loaders, id, 'cluster'),
    }),
    platforms: t.field({
      type: [Platform],
      description: 'The platforms that it is part of, by code.',
      resolve: ({ id }, _, { loaders }) => links(loaders, id, 'platform'),
    }),
    region: t.field({
      type: Region,
      nullable: true,
      description: 'Where it lies; null where no source says.',
      resolve: ({ id }, _, { loaders }) => link(loaders, id, 'region'),
    }),
    figures: t.field({
      type: [Observation],
      description:
        'All figures about it, in reading order: areas, capacities, output, jobs … They never add up to figures of its port.',
      resolve: ({ id }, _, context) => figures(id, context),
    }),
  }),
})

builder.queryField('project', (t) =>
  t.field({
    type: Project,
    nullable: true,
    description: 'The project of a code; null where there is none.',
    args: { code: t.arg.string({ required: true, description: 'Its code.' }) },
    resolve: (_, { code }, { loaders }) => subjectOf(loaders, code, 'PROJECT'),
  }),
)
