import type { ProgrammeRow } from '../db/queries/programme.ts'
import { programmes } from '../resolvers/programme.ts'
import { builder } from './builder.ts'
import { Stated } from './citation.ts'
import { inLanguage, languageArgs } from './language.ts'
import { Source } from './source.ts'
import { Subject } from './subject.ts'

export const Programme = builder.objectRef<ProgrammeRow>('Programme')

builder.node(Programme, {
  description: 'A task, project or action of a source (任务, 工程, 行动); a source’s programmes form trees.',
  interfaces: [Stated],
  id: { resolve: ({ key }) => key },
  isTypeOf: (row) => typeof row === 'object' && row !== null && 'title_zh' in row && 'evidence' in row,
  loadOne: (key, { loaders }) => loaders.programmeByKey.load(key),
  fields: (t) => ({
    code: t.exposeString('key', { description: 'Stable code, unique among programmes.' }),
    title: t.string({
      nullable: true,
      description: 'Its title, as printed.',
      args: languageArgs,
      resolve: (programme, { lang }) => inLanguage(lang, programme.title_zh, programme.title_en),
    }),
    summary: t.string({
      nullable: true,
      description: 'What is to be done, in our own words; null for a mere heading.',
      args: languageArgs,
      resolve: (programme, { lang }) => inLanguage(lang, programme.summary_zh, programme.summary_en),
    }),
    parent: t.field({
      type: Programme,
      nullable: true,
      description: 'The programme that it is part of; null at the top.',
      resolve: ({ parent_id }, _, { loaders }) =>
        parent_id === null ? null : loaders.programmeById.load(parent_id),
    }),
    children: t.field({
      type: [Programme],
      description: 'The programmes directly below it, in reading order.',
      resolve: ({ id }, _, { loaders }) => loaders.programmesByParent.load(id),
    }),
    subjects: t.field({
      type: [Subject],
      description: 'What it concerns, by code.',
      resolve: ({ id }, _, { loaders }) => loaders.subjectsByProgramme.load(id),
    }),
  }),
})

builder.interfaceField(Subject, 'programmes', (t) =>
  t.field({
    type: [Programme],
    description: 'The programmes that concern it, by date of publication and in reading order.',
    resolve: ({ id }, _, { loaders }) => loaders.programmesBySubject.load(id),
  }),
)

builder.objectField(Source, 'programmes', (t) =>
  t.field({
    type: [Programme],
    description: 'All its programmes in reading order, each with `parent` and `children`.',
    resolve: ({ id }, _, { loaders }) => loaders.programmesBySource.load(id),
  }),
)

const ProgrammeFilter = builder.inputType('ProgrammeFilter', {
  description: 'Which programmes. A missing filter is no limit, an empty list matches nothing.',
  fields: (t) => ({
    codes: t.stringList({ description: 'Codes.' }),
    text: t.string({ description: 'Text that the title contains; letters match whatever their case.' }),
    sources: t.stringList({ description: 'Codes of sources.' }),
    subjects: t.stringList({ description: 'Codes of subjects that they concern.' }),
    top: t.boolean({ description: 'true: only the tops of trees; false: only what is part of another.' }),
  }),
})

const ProgrammeConnection = builder.connectionObject(
  { type: Programme, name: 'ProgrammeConnection', description: 'A page of programmes.' },
  { name: 'ProgrammeEdge', description: 'A programme with its cursor.' },
)

builder.queryFields((t) => ({
  programme: t.field({
    type: Programme,
    nullable: true,
    description: 'The programme of a code; null where there is none.',
    args: { code: t.arg.string({ required: true, description: 'Its code.' }) },
    resolve: (_, { code }, { loaders }) => loaders.programmeByKey.load(code),
  }),
  programmes: t.connection(
    {
      type: Programme,
      description: 'Programmes, by date of publication and in reading order.',
      args: { filter: t.arg({ type: ProgrammeFilter, description: 'Which programmes.' }) },
      resolve: (_, args, context) => programmes(args, context),
    },
    ProgrammeConnection,
  ),
}))
