import type { ObservationRow } from '../db/queries/observation.ts'
import type * as codes from '../db/lists.ts'
import { referred } from '../resolvers/referred.ts'
import { exactIn, numberIn } from '../resolvers/value.ts'
import { builder } from './builder.ts'
import { Stated } from './citation.ts'
import { Commodity } from './commodity.ts'
import { Indicator } from './indicator.ts'
import { Period, periodOf } from './period.ts'
import { Region } from './region.ts'
import { Subject } from './subject.ts'
import { Unit } from './unit.ts'

export const ObservationKind = builder.enumType('ObservationKind', {
  description: 'What kind of statement a figure is.',
  values: {
    ACTUAL: { description: 'What was.' },
    TARGET: { description: 'What is aimed at.' },
    CAPACITY: { description: 'A design rating, dated when it becomes available.' },
    DEMAND: { description: 'What is needed.' },
    PLANNED: { description: 'What a project is planned to have or give.' },
  } satisfies Record<codes.ObservationKind, { description: string }>,
})

export const Direction = builder.enumType('Direction', {
  description: 'Direction of trade or traffic.',
  values: {
    IMPORT: { description: 'Into China (进境、入境).' },
    EXPORT: { description: 'Out of China (出境).' },
    TOTAL: { description: 'Both, or none named.' },
  } satisfies Record<codes.Direction, { description: string }>,
})

export const Qualifier = builder.enumType('Qualifier', {
  description: 'How exactly a figure is stated.',
  values: {
    EXACT: { description: 'As it stands.' },
    ABOUT: { description: '约、近: taken as ± 5 %.' },
    AT_LEAST: { description: '以上、超过、突破.' },
    AT_MOST: { description: 'At most.' },
    RANGE: { description: 'From `value` to `valueMax`.' },
  } satisfies Record<codes.Qualifier, { description: string }>,
})

export const ObservationStatus = builder.enumType('ObservationStatus', {
  description: 'Observation status, after SDMX. Absence has a reason and is never zero.',
  values: {
    NORMAL: { description: 'A figure.' },
    MISSING: { description: 'Not reported: a "-" or an empty cell.' },
    NOT_APPLICABLE: { description: 'There can be no figure.' },
    SUPPRESSED: { description: 'Withheld.' },
    PROVISIONAL: { description: 'To be confirmed.' },
    ESTIMATED: { description: 'Estimated by the source.' },
    REVISED: { description: 'Revised by the source.' },
  } satisfies Record<codes.Status, { description: string }>,
})

export const GrowthBasis = builder.enumType('GrowthBasis', {
  description: 'What a printed growth compares with.',
  values: {
    YEAR_ON_YEAR: { description: 'The same span one year earlier (同比).' },
    ANNUAL_AVERAGE: { description: 'Growth per year on average over the period (年均).' },
    PERIOD: { description: 'The period in `basePeriod`.' },
  } satisfies Record<codes.GrowthBasis, { description: string }>,
})

/** `value(unit: String)`: the argument of every figure. */
export const unitArgs = builder.args((t) => ({
  unit: t.string({
    description:
      'Code of the unit, e.g. "10kt"; the indicator’s base unit unless asked. An impossible one is an error that lists the possible ones.',
  }),
}))

export const Reported = builder
  .objectRef<Pick<ObservationRow, 'printed' | 'printed_unit'>>('Reported')
  .implement({
    description: 'A figure as it is printed.',
    fields: (t) => ({
      value: t.exposeString('printed', {
        nullable: true,
        description:
          'The number as it stands in the text: "310.13", "1亿1293", "两"; null where none is printed.',
      }),
      unit: t.exposeString('printed_unit', {
        nullable: true,
        description: 'The unit as it stands in the text: "万吨"; null where only a growth is printed.',
      }),
    }),
  })

/** The columns of a printed growth. */
type GrowthColumns = Pick<ObservationRow, Extract<keyof ObservationRow, `growth${string}`>>

export const PublishedGrowth = builder.objectRef<GrowthColumns>('PublishedGrowth').implement({
  description: 'A growth as a source prints it beside, or instead of, a figure.',
  fields: (t) => ({
    value: t.float({
      nullable: true,
      description: 'The number, in `unit`; negative for a fall.',
      resolve: ({ growth }) => (growth === null ? null : Number(growth)),
    }),
    exact: t.exposeString('growth', { nullable: true, description: 'The same as decimal text.' }),
    unit: t.exposeString('growth_unit', { nullable: true, description: '"%" or "倍" (times).' }),
    printed: t.exposeString('growth_printed', {
      nullable: true,
      description: 'As it stands in the text: "10．9%".',
    }),
    qualifier: t.expose('growth_qualifier', {
      type: Qualifier,
      nullable: true,
      description: 'How exactly it is stated; null is exactly.',
    }),
    basis: t.expose('growth_basis', {
      type: GrowthBasis,
      nullable: true,
      description: 'What it compares with.',
    }),
    basePeriod: t.exposeString('growth_base_period', {
      nullable: true,
      description: 'Label of the period compared with; null unless the basis is PERIOD.',
    }),
  }),
})

export const Observation = builder.objectRef<ObservationRow>('Observation')

builder.node(Observation, {
  description: 'One claim: a figure by one source about one subject, at one place in print.',
  interfaces: [Stated],
  id: { resolve: ({ source_id, key }, _, { reference }) => `${reference.sources.id(source_id).code}/${key}` },
  isTypeOf: (row) => typeof row === 'object' && row !== null && 'indicator_id' in row && 'evidence' in row,
  loadOne: (key, { loaders }) => loaders.observationsByKey.load(key),
  fields: (t) => ({
    subject: t.field({
      type: Subject,
      description: 'What it is about.',
      resolve: ({ subject_id }, _, { loaders }) => referred(loaders.subjectById, subject_id),
    }),
    indicator: t.field({
      type: Indicator,
      description: 'What is measured.',
      resolve: ({ indicator_id }, _, { reference }) => reference.indicators.id(indicator_id),
    }),
    kind: t.expose('kind', { type: ObservationKind, description: 'What kind of statement it is.' }),
    period: t.field({
      type: Period,
      nullable: true,
      description: 'The time it is about; null where the source prints no time.',
      resolve: periodOf,
    }),
    direction: t.expose('direction', {
      type: Direction,
      description: 'Direction; TOTAL where none is named.',
    }),
    commodity: t.field({
      type: Commodity,
      nullable: true,
      description: 'The commodity counted; null is all.',
      resolve: ({ commodity_id }, _, { reference }) =>
        commodity_id === null ? null : reference.commodities.id(commodity_id),
    }),
    partner: t.field({
      type: Region,
      nullable: true,
      description: 'The partner country or group; null is all.',
      resolve: ({ partner_id }, _, { loaders }) =>
        partner_id === null ? null : loaders.subjectById.load(partner_id),
    }),
    part: t.exposeString('part', {
      nullable: true,
      description: 'The part of the whole that is counted, as printed; null is the whole.',
    }),
    value: t.float({
      nullable: true,
      description:
        'The figure as a number, in the base unit or the one asked; the lower end of a range. Null where there is none: see `status`.',
      args: unitArgs,
      resolve: (row, { unit }, { reference }) =>
        numberIn(reference, row.indicator_id, row.value, unit ?? null),
    }),
    valueMax: t.float({
      nullable: true,
      description: 'The upper end of a range; null otherwise.',
      args: unitArgs,
      resolve: (row, { unit }, { reference }) =>
        numberIn(reference, row.indicator_id, row.value_max, unit ?? null),
    }),
    exact: t.string({
      nullable: true,
      description:
        'The figure as exact decimal text. A quotient that does not terminate is rounded to 20 places.',
      args: unitArgs,
      resolve: (row, { unit }, { reference }) =>
        exactIn(reference, row.indicator_id, row.value, unit ?? null),
    }),
    unit: t.field({
      type: Unit,
      description: 'The indicator’s base unit.',
      resolve: ({ indicator_id }, _, { reference }) =>
        reference.units.id(reference.indicators.id(indicator_id).unit_id),
    }),
    reported: t.field({ type: Reported, description: 'The figure as printed.', resolve: (row) => row }),
    qualifier: t.expose('qualifier', { type: Qualifier, description: 'How exactly it is stated.' }),
    status: t.expose('status', {
      type: ObservationStatus,
      description: 'Whether there is a figure, and of what standing.',
    }),
    growth: t.field({
      type: PublishedGrowth,
      nullable: true,
      description: 'The growth printed with it; null where none is.',
      resolve: (row) => (row.growth === null ? null : row),
    }),
    parts: t.field({
      type: [Observation],
      description: 'The claims that this printed total is the total of; empty for what is no total.',
      resolve: ({ id }, _, { loaders }) => loaders.partsByTotal.load(id),
    }),
    detail: t.boolean({ description: 'true for trivia.', resolve: ({ detail }) => detail === 1 }),
  }),
})

export const ObservationConnection = builder.connectionObject(
  { type: Observation, name: 'ObservationConnection', description: 'A page of observations.' },
  { name: 'ObservationEdge', description: 'An observation with its cursor.' },
)
