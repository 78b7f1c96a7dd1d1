import { encodeGlobalID } from '@pothos/plugin-relay'
import { isChosen } from '../resolvers/chosen.ts'
import { growthPercent, observationRows, type FlatRow } from '../resolvers/observation-row.ts'
import { referred } from '../resolvers/referred.ts'
import { exactIn, numberIn } from '../resolvers/value.ts'
import { builder } from './builder.ts'
import { LocatorKind } from './citation.ts'
import { inLanguage, languageArgs } from './language.ts'
import {
  Direction,
  GrowthBasis,
  ObservationKind,
  ObservationStatus,
  Qualifier,
  unitArgs,
} from './observation.ts'
import { listArgs, orderOf, scopeFilters, sourceFilters, subjectFilters } from './observation-list.ts'
import { Frequency } from './period.ts'
import { SubjectKind } from './subject.ts'

const ObservationRow = builder.objectRef<FlatRow>('ObservationRow').implement({
  description:
    'One claim as a row of a table: scalars only. The same thing may have several rows, one for each claim; add up only those that are `chosen`.',
})

builder.objectFields(ObservationRow, (t) => ({
  id: t.id({
    description: 'Global ID of the observation, for `node`.',
    resolve: ({ source_id, key }, _, { reference }) =>
      encodeGlobalID('Observation', `${reference.sources.id(source_id).code}/${key}`),
  }),
  chosen: t.boolean({
    description:
      'true for the claim that answers: of all claims about the same thing the choosing rule (see Decision) picks this one. The others are echoes or older figures.',
    resolve: (row, _, context) => isChosen(row, context),
  }),
  subjectKind: t.field({
    type: SubjectKind,
    description: 'What kind of thing it is about.',
    resolve: ({ subject_id }, _, { loaders }) => referred(loaders.subjectById, subject_id).kind,
  }),
  subjectCode: t.string({
    description: 'Code of what it is about.',
    resolve: ({ subject_id }, _, { loaders }) => referred(loaders.subjectById, subject_id).code,
  }),
  subjectName: t.string({
    nullable: true,
    description: 'Name of what it is about.',
    args: languageArgs,
    resolve: ({ subject_id }, { lang }, { loaders }) => {
      const { name_zh, name_en } = referred(loaders.subjectById, subject_id)
      return inLanguage(lang, name_zh, name_en)
    },
  }),
}))

builder.objectFields(ObservationRow, (t) => ({
  indicatorCode: t.string({
    description: 'Code of what is measured.',
    resolve: ({ indicator_id }, _, { reference }) => reference.indicators.id(indicator_id).code,
  }),
  indicatorName: t.string({
    nullable: true,
    description: 'Name of what is measured.',
    args: languageArgs,
    resolve: ({ indicator_id }, { lang }, { reference }) => {
      const { name_zh, name_en } = reference.indicators.id(indicator_id)
      return inLanguage(lang, name_zh, name_en)
    },
  }),
  kind: t.expose('kind', { type: ObservationKind, description: 'What kind of statement it is.' }),
  direction: t.expose('direction', {
    type: Direction,
    description: 'Direction; TOTAL where none is named.',
  }),
  commodityCode: t.string({
    nullable: true,
    description: 'Code of the commodity counted; null is all.',
    resolve: ({ commodity_id }, _, { reference }) =>
      commodity_id === null ? null : reference.commodities.id(commodity_id).code,
  }),
  partnerCode: t.string({
    nullable: true,
    description: 'Code of the partner country or group; null is all.',
    resolve: ({ partner_id }, _, { loaders }) =>
      partner_id === null ? null : referred(loaders.subjectById, partner_id).code,
  }),
  part: t.exposeString('part', {
    nullable: true,
    description: 'The part of the whole that is counted, as printed; null is the whole.',
  }),
  periodLabel: t.exposeString('period_label', {
    nullable: true,
    description: 'The time it is about: `2022`, `2024-01/2024-11`; null where the source prints no time.',
  }),
  periodStart: t.expose('period_start', {
    type: 'Date',
    nullable: true,
    description: 'First day; null where the source prints no time.',
  }),
  periodEnd: t.expose('period_end', {
    type: 'Date',
    nullable: true,
    description: 'Last day; null where the end is open, or where the source prints no time.',
  }),
  frequency: t.expose('frequency', {
    type: Frequency,
    nullable: true,
    description: 'The span that it covers; null where the source prints no time.',
  }),
}))

builder.objectFields(ObservationRow, (t) => ({
  value: t.float({
    nullable: true,
    description:
      'The figure as a number, in the base unit or the one asked; the lower end of a range. Null where there is none: see `status`.',
    args: unitArgs,
    resolve: (row, { unit }, { reference }) => numberIn(reference, row.indicator_id, row.value, unit ?? null),
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
    description: 'The figure as exact decimal text.',
    args: unitArgs,
    resolve: (row, { unit }, { reference }) => exactIn(reference, row.indicator_id, row.value, unit ?? null),
  }),
  unitCode: t.string({
    description: 'Code of the base unit: what `value` is in unless another unit is asked.',
    resolve: ({ indicator_id }, _, { reference }) =>
      reference.units.id(reference.indicators.id(indicator_id).unit_id).code,
  }),
  qualifier: t.expose('qualifier', { type: Qualifier, description: 'How exactly it is stated.' }),
  status: t.expose('status', {
    type: ObservationStatus,
    description: 'Whether there is a figure, and of what standing.',
  }),
  detail: t.boolean({ description: 'true for trivia.', resolve: ({ detail }) => detail === 1 }),
  publishedGrowthPercent: t.float({
    nullable: true,
    description:
      'The growth printed with it, in per cent (15倍 is 1500), against what `growthBasis` says; null where none is printed.',
    resolve: (row, _, { reference }) => {
      const percent = growthPercent(row, reference)
      return percent === null ? null : Number(percent)
    },
  }),
  growthBasis: t.expose('growth_basis', {
    type: GrowthBasis,
    nullable: true,
    description: 'What the printed growth compares with; null where none is printed.',
  }),
  growthBasePeriod: t.exposeString('growth_base_period', {
    nullable: true,
    description: 'Label of the period that the growth compares with; null unless the basis is PERIOD.',
  }),
  growthQualifier: t.expose('growth_qualifier', {
    type: Qualifier,
    nullable: true,
    description: 'How exactly the growth is stated; null is exactly, or that none is printed.',
  }),
  reportedValue: t.exposeString('printed', {
    nullable: true,
    description: 'The number as it stands in the text: "310.13", "1亿1293"; null where none is printed.',
  }),
  reportedUnit: t.exposeString('printed_unit', {
    nullable: true,
    description: 'The unit as it stands in the text: "万吨"; null where only a growth is printed.',
  }),
  reportedGrowth: t.exposeString('growth_printed', {
    nullable: true,
    description: 'The growth as it stands in the text: "10．9%"; null where none is printed.',
  }),
}))

builder.objectFields(ObservationRow, (t) => ({
  sourceCode: t.string({
    description: 'Code of the source.',
    resolve: ({ source_id }, _, { reference }) => reference.sources.id(source_id).code,
  }),
  sourcePublished: t.field({
    type: 'Date',
    description: 'Day on which the source was published.',
    resolve: ({ source_id }, _, { reference }) => reference.sources.id(source_id).published,
  }),
  locator: t.exposeString('locator', { description: 'Where in the source it is printed.' }),
  locatorKind: t.expose('locator_kind', { type: LocatorKind, description: 'The kind of place.' }),
  evidence: t.exposeString('evidence', { description: 'The shortest printed phrase that contains it.' }),
}))

const ObservationRowFilter = builder.inputType('ObservationRowFilter', {
  description: 'Which rows. A missing filter is no limit, an empty list matches nothing.',
  fields: (t) => ({
    ...subjectFilters(t),
    ...sourceFilters(t),
    ...scopeFilters(t),
    chosen: t.boolean({
      description:
        'true: only the chosen claims, so that nothing is counted twice for being printed twice; false: only the others; both unless asked. The choice is among all claims about the same thing, whatever else the filter keeps.',
    }),
  }),
})

const ObservationRowConnection = builder.connectionObject(
  { type: ObservationRow, name: 'ObservationRowConnection', description: 'A page of rows.' },
  { name: 'ObservationRowEdge', description: 'A row with its cursor.' },
)

builder.queryField('observationRows', (t) =>
  t.connection(
    {
      type: ObservationRow,
      description: 'All claims of all sources as rows of a table: scalars only, one claim a row.',
      args: { ...listArgs, filter: t.arg({ type: ObservationRowFilter, description: 'Which rows.' }) },
      resolve: (_, args, context) => observationRows(args, orderOf(args.orderBy, 'READING'), context),
    },
    ObservationRowConnection,
  ),
)
