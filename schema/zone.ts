import type { CitedTables } from '../db/queries/cited.ts'
import { builder } from './builder.ts'
import { Stated } from './citation.ts'
import { inLanguage, languageArgs } from './language.ts'
import { Subject } from './subject.ts'

export const Zone = builder.objectRef<CitedTables['zone']>('Zone').implement({
  description: 'A zone of the layout that a source gives to a port, a region or a platform.',
  interfaces: [Stated],
  fields: (t) => ({
    layout: t.exposeString('layout_zh', { description: 'The layout, as printed: 一核两轴四区.' }),
    group: t.exposeString('group_zh', {
      nullable: true,
      description: 'The group within the layout, as printed: 两轴; null where there is none.',
    }),
    name: t.string({
      nullable: true,
      description: 'Its name.',
      args: languageArgs,
      resolve: (zone, { lang }) => inLanguage(lang, zone.name_zh, zone.name_en),
    }),
    function: t.string({
      nullable: true,
      description: 'What it is for, in our own words; null where the source does not say.',
      args: languageArgs,
      resolve: (zone, { lang }) => inLanguage(lang, zone.function_zh, zone.function_en),
    }),
  }),
})

builder.interfaceField(Subject, 'zones', (t) =>
  t.field({
    type: [Zone],
    description: 'The zones of the layouts that sources give to it, in reading order.',
    resolve: ({ id }, _, { loaders }) => loaders.zonesBySubject.load(id),
  }),
)
