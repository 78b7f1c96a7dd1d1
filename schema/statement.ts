import type { StatementRow } from '../db/queries/statement.ts'
import { builder } from './builder.ts'
import { Stated } from './citation.ts'
import { inLanguage, languageArgs } from './language.ts'

export const Statement = builder.objectRef<StatementRow>('Statement').implement({
  description: 'An attribute or a link as one source states it.',
  interfaces: [Stated],
  fields: (t) => ({
    property: t.exposeString('property', {
      description: 'Which attribute, e.g. "class", "status", "region".',
    }),
    value: t.exposeString('value', {
      description: 'What is stated: a code, a period, or a name as printed.',
    }),
    inferred: t.string({
      nullable: true,
      description: 'Why it is inferred, where no phrase states it; null where one does.',
      args: languageArgs,
      resolve: (stated, { lang }) => inLanguage(lang, stated.inferred_zh, stated.inferred_en),
    }),
  }),
})
