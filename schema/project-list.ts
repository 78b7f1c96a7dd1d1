// Lists of projects: at the root, and on whatever projects are tied to.
import type { ProjectLink } from '../db/queries/project.ts'
import type { ProjectOrder as ProjectOrderCode } from '../resolvers/project.ts'
import { projects, projectsOf } from '../resolvers/project.ts'
import { builder } from './builder.ts'
import { Cluster } from './cluster.ts'
import { OrderDirection } from './language.ts'
import { Platform } from './platform.ts'
import { Port } from './port.ts'
import { Project, ProjectKind, ProjectStatus } from './project.ts'
import { Region } from './region.ts'
import { Source } from './source.ts'
import { commonFilters } from './subject-list.ts'

const InvestmentRange = builder.inputType('InvestmentRange', {
  description: 'A range of investment, both ends included. Projects without a figure lie in none.',
  fields: (t) => ({
    min: t.float({ description: 'At least; no bound unless given.' }),
    max: t.float({ description: 'At most; no bound unless given.' }),
    unit: t.string({
      required: true,
      defaultValue: 'cny',
      description: 'Unit of the bounds: "cny", "10k-cny", "100m-cny".',
    }),
  }),
})

export const ProjectFilter = builder.inputType('ProjectFilter', {
  description: 'Which projects. A missing filter is no limit, an empty list matches nothing.',
  fields: (t) => ({
    ...commonFilters(t),
    kinds: t.field({ type: [ProjectKind], description: 'Kinds.' }),
    statuses: t.field({ type: [ProjectStatus], description: 'Statuses.' }),
    ports: t.stringList({ description: 'Codes of ports that it is for.' }),
    regions: t.stringList({
      description: 'Codes of regions: it lies in one of them, or in a region within it.',
    }),
    clusters: t.stringList({ description: 'Codes of clusters that it is part of.' }),
    investment: t.field({ type: InvestmentRange, description: 'Investment, as the choosing rule shows it.' }),
    fromYear: t.int({ description: 'Building starts in this year or later.' }),
    toYear: t.int({ description: 'Building ends in this year or earlier.' }),
  }),
})

const ProjectOrderField = builder.enumType('ProjectOrderField', {
  description: 'What projects are ordered by.',
  values: {
    CODE: { description: 'By code.' },
    NAME: { description: 'By Chinese name (Unicode order), then by code.' },
    INVESTMENT: { description: 'By investment, then by code; those without a figure last.' },
    START: { description: 'By start of building, then by code; those without one last.' },
  } satisfies Record<ProjectOrderCode, { description: string }>,
})

const ProjectOrder = builder.inputType('ProjectOrder', {
  description: 'An order of projects.',
  fields: (t) => ({
    field: t.field({ type: ProjectOrderField, required: true, description: 'What to order by.' }),
    direction: t.field({
      type: OrderDirection,
      required: true,
      defaultValue: 'ASC',
      description: 'Which way.',
    }),
  }),
})

const listArgs = builder.args((t) => ({
  filter: t.field({ type: ProjectFilter, description: 'Which projects.' }),
  orderBy: t.field({ type: ProjectOrder, description: 'The order; by code unless asked.' }),
}))

const ProjectConnection = builder.connectionObject(
  { type: Project, name: 'ProjectConnection', description: 'A page of projects.' },
  { name: 'ProjectEdge', description: 'A project with its cursor.' },
)

builder.queryField('projects', (t) =>
  t.connection(
    {
      type: Project,
      description: 'Key projects.',
      args: listArgs,
      resolve: (_, args, context) => projects(args, context),
    },
    ProjectConnection,
  ),
)

/** The same list on each noun that states no projects itself but that projects are tied to. */
function projectsOn(noun: typeof Port, link: ProjectLink, description: string): void {
  builder.objectField(noun, 'projects', (t) =>
    t.connection(
      {
        type: Project,
        description,
        args: listArgs,
        resolve: ({ id }, args, context) => projectsOf(link, id, args, context),
      },
      ProjectConnection,
    ),
  )
}

projectsOn(Port, 'port', 'The projects that are for it.')
projectsOn(Cluster, 'cluster', 'The projects that are part of it.')
projectsOn(Platform, 'platform', 'The projects that are part of it.')
projectsOn(Region, 'region', 'The projects in it, and in the regions within it.')

builder.objectField(Source, 'projects', (t) =>
  t.connection(
    {
      type: Project,
      description: 'The projects that it speaks of.',
      args: listArgs,
      resolve: ({ id }, args, context) => projectsOf('source', id, args, context),
    },
    ProjectConnection,
  ),
)
