import type { UnitRow } from '../db/queries/reference.ts'
import { builder } from './builder.ts'
import { inLanguage, languageArgs } from './language.ts'

export const Unit = builder.objectRef<UnitRow>('Unit').implement({
  description: 'A unit of measure. Numbers convert within its dimension, by exact decimal factors.',
  fields: (t) => ({
    code: t.exposeString('code', { description: 'Stable code, e.g. "10kt".' }),
    name: t.string({
      description: 'Its name.',
      nullable: true,
      args: languageArgs,
      resolve: (unit, { lang }) => inLanguage(lang, unit.name_zh, unit.name_en),
    }),
    dimension: t.exposeString('dimension', {
      description: 'What it measures, e.g. "mass". Units of one dimension convert into one another.',
    }),
    factor: t.exposeString('factor', {
      description: 'How many of the dimension’s reference unit it is, as exact decimal text.',
    }),
  }),
})
