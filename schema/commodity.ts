import type { CommodityRow } from '../db/queries/reference.ts'
import { memoryPage } from '../resolvers/page.ts'
import { builder } from './builder.ts'
import { inLanguage, languageArgs } from './language.ts'

export const Commodity = builder.objectRef<CommodityRow>('Commodity')

builder.node(Commodity, {
  description: 'A good, or a group of goods, that figures are about.',
  id: { resolve: ({ code }) => code },
  isTypeOf: (row) => typeof row === 'object' && row !== null && 'parent_id' in row && !('kind' in row),
  loadOne: (code, { reference }) => reference.commodities.code(code) ?? null,
  fields: (t) => ({
    code: t.exposeString('code', { description: 'Stable code, e.g. "iron-ore".' }),
    name: t.string({
      description: 'Its name.',
      nullable: true,
      args: languageArgs,
      resolve: (commodity, { lang }) => inLanguage(lang, commodity.name_zh, commodity.name_en),
    }),
    parent: t.field({
      type: Commodity,
      nullable: true,
      description: 'The wider commodity that it belongs to; null for a widest one.',
      resolve: ({ parent_id }, _, { reference }) =>
        parent_id === null ? null : reference.commodities.id(parent_id),
    }),
  }),
})

const CommodityConnection = builder.connectionObject(
  { type: Commodity, name: 'CommodityConnection', description: 'A page of commodities.' },
  { name: 'CommodityEdge', description: 'A commodity with its cursor.' },
)

builder.queryFields((t) => ({
  commodity: t.field({
    type: Commodity,
    nullable: true,
    description: 'The commodity of a code; null where there is none.',
    args: { code: t.arg.string({ required: true, description: 'Its code.' }) },
    resolve: (_, { code }, { reference }) => reference.commodities.code(code) ?? null,
  }),
  commodities: t.connection(
    {
      type: Commodity,
      description: 'All commodities, by code.',
      resolve: (_, args, { reference }) => memoryPage(reference.commodities.all, ({ code }) => [code], args),
    },
    CommodityConnection,
  ),
}))
