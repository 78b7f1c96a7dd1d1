import type { PROJECT_GROUPS, ProjectSummary as Summary } from '../resolvers/project-summary.ts'
import { projectSummary } from '../resolvers/project-summary.ts'
import { exactMoney, moneyNumber } from '../resolvers/value.ts'
import { builder } from './builder.ts'
import { Cluster } from './cluster.ts'
import { unitArgs } from './observation.ts'
import { Port } from './port.ts'
import { ProjectKind, ProjectStatus } from './project.ts'
import { ProjectFilter } from './project-list.ts'
import { Source } from './source.ts'

const ProjectGroup = builder.enumType('ProjectGroup', {
  description: 'What projects are grouped by.',
  values: {
    STATUS: { description: 'By status.' },
    KIND: { description: 'By kind.' },
    PORT: { description: 'By port; a project for two ports is counted with each.' },
    CLUSTER: { description: 'By cluster; a project of two clusters is counted with each.' },
    SOURCE: { description: 'By source; a project of two sources is counted with each.' },
    START_YEAR: { description: 'By the year in which building starts.' },
  } satisfies Record<(typeof PROJECT_GROUPS)[number], { description: string }>,
})

const InvestmentSum = builder.objectRef<Summary>('InvestmentSum').implement({
  description:
    'The exact sum of the chosen investments of a group’s projects. Projects without a figure are counted apart, never as zero.',
  fields: (t) => ({
    value: t.float({
      description: 'The sum as a number, in CNY or the unit asked.',
      args: unitArgs,
      resolve: ({ investment }, { unit }, { reference }) => moneyNumber(reference, investment, unit ?? null),
    }),
    exact: t.string({
      description: 'The sum as exact decimal text.',
      args: unitArgs,
      resolve: ({ investment }, { unit }, { reference }) => exactMoney(reference, investment, unit ?? null),
    }),
    count: t.exposeInt('withInvestment', { description: 'How many projects have a figure.' }),
    missing: t.exposeInt('withoutInvestment', { description: 'How many have none.' }),
  }),
})

const ProjectSummary = builder.objectRef<Summary>('ProjectSummary').implement({
  description: 'A group of projects, counted and added.',
  fields: (t) => ({
    status: t.field({
      type: ProjectStatus,
      nullable: true,
      description: 'Their status; null where not grouped by it.',
      resolve: ({ status }) => status as typeof ProjectStatus.$inferType | null,
    }),
    kind: t.field({
      type: ProjectKind,
      nullable: true,
      description: 'Their kind; null where they have none, or where not grouped by it.',
      resolve: ({ kind }) => kind as typeof ProjectKind.$inferType | null,
    }),
    port: t.field({
      type: Port,
      nullable: true,
      description: 'Their port; null where they have none, or where not grouped by it.',
      resolve: ({ port }) => port,
    }),
    cluster: t.field({
      type: Cluster,
      nullable: true,
      description: 'Their cluster; null where they have none, or where not grouped by it.',
      resolve: ({ cluster }) => cluster,
    }),
    source: t.field({
      type: Source,
      nullable: true,
      description: 'Their source; null where not grouped by it.',
      resolve: ({ source }) => source,
    }),
    startYear: t.exposeInt('startYear', {
      nullable: true,
      description:
        'The year in which building starts; null where no source says, or where not grouped by it.',
    }),
    count: t.exposeInt('count', { description: 'How many projects there are.' }),
    investment: t.field({
      type: InvestmentSum,
      description: 'Their investment.',
      resolve: (summary) => summary,
    }),
  }),
})

builder.queryField('projectSummary', (t) =>
  t.field({
    type: [ProjectSummary],
    description: 'Projects counted and their investment added, by what they have in common.',
    args: {
      filter: t.arg({ type: ProjectFilter, description: 'Which projects.' }),
      groupBy: t.arg({
        type: [ProjectGroup],
        required: true,
        description: 'What to group by; an empty list makes one group of all.',
      }),
    },
    resolve: (_, { filter, groupBy }, context) => projectSummary(filter, groupBy, context),
  }),
)
