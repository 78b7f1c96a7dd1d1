import type { IndicatorRow } from '../db/queries/reference.ts'
import type { Good as GoodCode, Nature as NatureCode } from '../db/lists.ts'
import { memoryPage } from '../resolvers/page.ts'
import { builder } from './builder.ts'
import { inLanguage, languageArgs } from './language.ts'
import { Unit } from './unit.ts'

const Nature = builder.enumType('IndicatorNature', {
  description: 'How values of an indicator add.',
  values: {
    FLOW: { description: 'Adds over time and over place, as tonnes carried do.' },
    STOCK: { description: 'Adds over place, not over time, as tracks in use do.' },
    RATE: { description: 'Never adds: shares, hours per consignment, growth.' },
  } satisfies Record<NatureCode, { description: string }>,
})

const Good = builder.enumType('DirectionOfGood', {
  description: 'Which way is better.',
  values: {
    MORE: { description: 'More is better.' },
    LESS: { description: 'Less is better.' },
    NEITHER: { description: 'Neither.' },
  } satisfies Record<GoodCode, { description: string }>,
})

export const Indicator = builder.objectRef<IndicatorRow>('Indicator')

builder.node(Indicator, {
  description: 'What is measured: freight volume, trade value … Figures are normalised into its base unit.',
  id: { resolve: ({ code }) => code },
  isTypeOf: (row) => typeof row === 'object' && row !== null && 'nature' in row,
  loadOne: (code, { reference }) => reference.indicators.code(code) ?? null,
  fields: (t) => ({
    code: t.exposeString('code', { description: 'Stable code, e.g. "freight-volume".' }),
    name: t.string({
      description: 'Its name.',
      nullable: true,
      args: languageArgs,
      resolve: (indicator, { lang }) => inLanguage(lang, indicator.name_zh, indicator.name_en),
    }),
    definition: t.string({
      description: 'What is counted, in a sentence.',
      args: languageArgs,
      resolve: (indicator, { lang }) => (lang === 'ZH' ? indicator.definition_zh : indicator.definition_en),
    }),
    unit: t.field({
      type: Unit,
      description: 'The base unit: `value` without an argument is in it.',
      resolve: ({ unit_id }, _, { reference }) => reference.units.id(unit_id),
    }),
    units: t.field({
      type: [Unit],
      description: 'The units that `value(unit:)` can convert into.',
      resolve: ({ unit_id }, _, { reference: { units } }) =>
        units.all.filter(({ dimension }) => dimension === units.id(unit_id).dimension),
    }),
    nature: t.field({ type: Nature, description: 'How its values add.', resolve: ({ nature }) => nature }),
    good: t.field({ type: Good, description: 'Which way is better.', resolve: ({ good }) => good }),
  }),
})

const IndicatorConnection = builder.connectionObject(
  { type: Indicator, name: 'IndicatorConnection', description: 'A page of indicators.' },
  { name: 'IndicatorEdge', description: 'An indicator with its cursor.' },
)

builder.queryFields((t) => ({
  indicator: t.field({
    type: Indicator,
    nullable: true,
    description: 'The indicator of a code; null where there is none.',
    args: { code: t.arg.string({ required: true, description: 'Its code.' }) },
    resolve: (_, { code }, { reference }) => reference.indicators.code(code) ?? null,
  }),
  indicators: t.connection(
    {
      type: Indicator,
      description: 'All indicators, by code.',
      resolve: (_, args, { reference }) => memoryPage(reference.indicators.all, ({ code }) => [code], args),
    },
    IndicatorConnection,
  ),
}))
