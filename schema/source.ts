import type { SourceRow } from '../db/queries/reference.ts'
import type { SourceKind as SourceKindCode } from '../db/lists.ts'
import { publishedBy, publishedSource } from '../resolvers/as-of.ts'
import { memoryPage } from '../resolvers/page.ts'
import { builder } from './builder.ts'
import { inLanguage, languageArgs } from './language.ts'

const SourceKind = builder.enumType('SourceKind', {
  description: 'What a source is.',
  values: {
    PLAN: { description: 'A plan of an authority (规划).' },
    NOTICE: { description: 'A notice or implementation scheme of an authority (通知、方案).' },
    NEWS: { description: 'A newspaper page.' },
    STATISTICS: { description: 'A statistical publication.' },
  } satisfies Record<SourceKindCode, { description: string }>,
})

const Publication = builder.objectRef<SourceRow>('Publication').implement({
  description: 'When a source was published.',
  fields: (t) => ({
    date: t.expose('published', {
      type: 'Date',
      description: 'The notice’s own date; where `inferred`, the earliest possible one.',
    }),
    inferred: t.boolean({
      description:
        'true where the text prints no date: `date` is then the last day of the latest month that it reports.',
      resolve: ({ published_inferred }) => published_inferred === 1,
    }),
  }),
})

export const Source = builder.objectRef<SourceRow>('Source')

builder.node(Source, {
  description: 'A published text that figures and statements are read from.',
  id: { resolve: ({ code }) => code },
  isTypeOf: (row) => typeof row === 'object' && row !== null && 'title_zh' in row,
  loadOne: (code, { reference, loaders }) => publishedSource(reference.sources, code, loaders.asOf(null)),
  fields: (t) => ({
    code: t.exposeString('code', { description: 'Stable code, e.g. "baotou-port-plan-2023-2027".' }),
    title: t.string({
      description: 'Its title.',
      nullable: true,
      args: languageArgs,
      resolve: (source, { lang }) => inLanguage(lang, source.title_zh, source.title_en),
    }),
    issuer: t.string({
      description: 'Who issued it.',
      nullable: true,
      args: languageArgs,
      resolve: (source, { lang }) => inLanguage(lang, source.issuer_zh, source.issuer_en),
    }),
    documentNumber: t.exposeString('document_number', {
      nullable: true,
      description: 'Its document number (文号); null where the text prints none.',
    }),
    kind: t.expose('kind', { type: SourceKind, description: 'What it is.' }),
    published: t.field({
      type: Publication,
      description: 'When it was published. `asOf` goes by this day.',
      resolve: (source) => source,
    }),
    language: t.exposeString('language', { description: 'Language of the text, a BCP 47 tag.' }),
    revision: t.exposeInt('revision', { description: 'Revision of our reading of it; 1 is the first.' }),
  }),
})

const SourceConnection = builder.connectionObject(
  { type: Source, name: 'SourceConnection', description: 'A page of sources.' },
  { name: 'SourceEdge', description: 'A source with its cursor.' },
)

builder.queryFields((t) => ({
  source: t.field({
    type: Source,
    nullable: true,
    description: 'The source of a code; null where there is none.',
    args: { code: t.arg.string({ required: true, description: 'Its code.' }) },
    resolve: (_, { code }, { reference, loaders }) =>
      publishedSource(reference.sources, code, loaders.asOf(null)),
  }),
  sources: t.connection(
    {
      type: Source,
      description: 'The sources, by date of publication.',
      args: {
        asOf: t.arg({ type: 'Date', description: 'Only those published by this day; all unless asked.' }),
      },
      resolve: (_, { asOf, ...page }, { reference, loaders }) =>
        memoryPage(
          publishedBy(reference.sources.all, loaders.asOf(asOf ?? null)),
          ({ published, code }) => [published, code],
          page,
        ),
    },
    SourceConnection,
  ),
}))
