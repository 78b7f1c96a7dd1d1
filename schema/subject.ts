import type { SubjectRow } from '../db/queries/subject.ts'
import type { SubjectKind as SubjectKindCode } from '../db/lists.ts'
import { statements } from '../resolvers/attribute.ts'
import { builder } from './builder.ts'
import { inLanguage, languageArgs } from './language.ts'
import { Source } from './source.ts'
import { Statement } from './statement.ts'

export const SubjectKind = builder.enumType('SubjectKind', {
  description: 'The kinds of things that a figure can be about.',
  values: {
    REGION: { description: 'A country or an administrative region.' },
    PORT: { description: 'A port (口岸).' },
    CHECKPOINT: { description: 'A port’s port of entry for one mode.' },
    PLATFORM: { description: 'A platform of opening-up (开放平台).' },
    CORRIDOR: { description: 'A railway, a road or a train service.' },
    PROJECT: { description: 'A key project (重点项目).' },
    CLUSTER: { description: 'An industrial cluster (产业集群).' },
    BENCHMARK_PORT: { description: 'A benchmark port (标杆口岸).' },
    MEASURE: { description: 'A measure of reform (改革创新举措).' },
  } satisfies Record<SubjectKindCode, { description: string }>,
})

/** GraphQL type of each kind of subject. */
export const TYPE_OF_KIND: Record<SubjectKindCode, string> = {
  REGION: 'Region',
  PORT: 'Port',
  CHECKPOINT: 'Checkpoint',
  PLATFORM: 'Platform',
  CORRIDOR: 'Corridor',
  PROJECT: 'Project',
  CLUSTER: 'Cluster',
  BENCHMARK_PORT: 'BenchmarkPort',
  MEASURE: 'Measure',
}

/** Whatever a figure can be about. Series and observations are added where those are defined. */
export const Subject = builder.interfaceRef<SubjectRow>('Subject').implement({
  description: 'Whatever a figure can be about: a port, a checkpoint, a region, a project …',
  resolveType: ({ kind }) => TYPE_OF_KIND[kind],
  fields: (t) => ({
    code: t.exposeString('code', {
      description: 'Stable code, unique among all subjects, e.g. "mandula-road".',
    }),
    subjectKind: t.expose('kind', { type: SubjectKind, description: 'What kind of thing it is.' }),
    name: t.string({
      description: 'Its name.',
      nullable: true,
      args: languageArgs,
      resolve: (subject, { lang }) => inLanguage(lang, subject.name_zh, subject.name_en),
    }),
    sources: t.field({
      type: [Source],
      description: 'The sources that speak of it, by date of publication.',
      resolve: async ({ id }, _, { loaders, reference }) =>
        (await loaders.mentionsBySubject.load(id)).map(({ source_id }) => reference.sources.id(source_id)),
    }),
    statements: t.field({
      type: [Statement],
      description:
        'What sources state of it beside figures: class, status, region … Of each property the chosen one first.',
      args: {
        property: t.arg.string({ description: 'Only this property, e.g. "class"; all unless asked.' }),
      },
      resolve: ({ id }, { property }, { loaders }) => statements(loaders, id, property),
    }),
  }),
})

/** What makes a row a node of a kind of subject. */
export const isSubject =
  (kind: SubjectKindCode) =>
  (row: unknown): boolean =>
    typeof row === 'object' && row !== null && 'name_zh' in row && 'kind' in row && row.kind === kind
