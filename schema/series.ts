import type * as series from '../resolvers/series.ts'
import { points, seriesOf, statistics } from '../resolvers/series.ts'
import { builder } from './builder.ts'
import { Commodity } from './commodity.ts'
import { Indicator } from './indicator.ts'
import { Direction, ObservationKind } from './observation.ts'
import { Frequency } from './period.ts'
import { ChoicePolicy, Point } from './point.ts'
import { Region } from './region.ts'
import { Subject } from './subject.ts'
import { Unit } from './unit.ts'

const OtherScope = builder.objectRef<series.Series['otherScopes'][number]>('SeriesScope').implement({
  description: 'A scope for which there are claims: what to ask for instead of an empty series.',
  fields: (t) => ({
    kind: t.expose('kind', { type: ObservationKind, description: 'Kind of statement.' }),
    frequency: t.expose('frequency', { type: Frequency, description: 'Span.' }),
    direction: t.expose('direction', { type: Direction, description: 'Direction.' }),
    commodity: t.field({
      type: Commodity,
      nullable: true,
      description: 'Commodity; null is all.',
      resolve: ({ commodityId }, _, { reference }) =>
        commodityId === null ? null : reference.commodities.id(commodityId),
    }),
    partner: t.field({
      type: Region,
      nullable: true,
      description: 'Partner; null is all.',
      resolve: ({ partnerId }, _, { loaders }) =>
        partnerId === null ? null : loaders.subjectById.load(partnerId),
    }),
    part: t.exposeString('part', {
      nullable: true,
      description: 'Part of the whole, as printed; null is the whole.',
    }),
    count: t.exposeInt('count', { description: 'How many claims there are.' }),
  }),
})

const Series = builder.objectRef<series.Series>('Series').implement({
  description:
    'A line of values of one subject, indicator and scope, one point for each period. Spans and scopes never mix.',
  fields: (t) => ({
    indicator: t.expose('indicator', { type: Indicator, description: 'What is measured.' }),
    unit: t.field({
      type: Unit,
      description: 'The base unit.',
      resolve: ({ indicator }, _, { reference }) => reference.units.id(indicator.unit_id),
    }),
    points: t.field({
      type: [Point],
      description: 'The points in time order.',
      resolve: ({ points }) => points,
    }),
    otherScopes: t.field({
      type: [OtherScope],
      description: 'Where `points` is empty: the scopes that there are claims for; otherwise empty.',
      resolve: ({ otherScopes }) => otherScopes,
    }),
  }),
})

const scopeArgs = builder.args((t) => ({
  kind: t.field({
    type: ObservationKind,
    required: true,
    defaultValue: 'ACTUAL',
    description: 'Kind of statement.',
  }),
  frequency: t.field({ type: Frequency, required: true, defaultValue: 'YEAR', description: 'Span.' }),
  direction: t.field({ type: Direction, required: true, defaultValue: 'TOTAL', description: 'Direction.' }),
  commodity: t.string({ description: 'Code of a commodity; only figures that name none unless asked.' }),
  partner: t.string({ description: 'Code of a partner region; only figures that name none unless asked.' }),
  part: t.string({
    description: 'A part of the whole, as printed; only figures about the whole unless asked.',
  }),
  from: t.string({
    description: 'A year, a period’s label or a day: keeps periods that start on or after it.',
  }),
  to: t.string({ description: 'A year, a period’s label or a day: keeps periods that end on or before it.' }),
  asOf: t.field({ type: 'Date', description: 'Only what had been published by this day.' }),
  policy: t.field({
    type: ChoicePolicy,
    required: true,
    defaultValue: 'LATEST',
    description: 'Which claim is shown first where several speak of one thing.',
  }),
}))

builder.interfaceFields(Subject, (t) => ({
  series: t.field({
    type: Series,
    description: 'The line of an indicator: actual whole years in total, unless asked otherwise.',
    args: {
      ...scopeArgs,
      indicator: t.arg.string({ required: true, description: 'Code of the indicator.' }),
    },
    resolve: (subject, args, context) => seriesOf(subject, args, context),
  }),
  statistics: t.field({
    type: [Point],
    description:
      'The chosen answers for a whole year, one for each indicator: in total, of all goods and partners, about the whole.',
    args: {
      year: t.arg.int({ required: true, description: 'The year.' }),
      indicators: t.arg.stringList({
        description: 'Codes of indicators; all that have an answer unless asked.',
      }),
      kind: t.arg({
        type: ObservationKind,
        required: true,
        defaultValue: 'ACTUAL',
        description: 'Kind of statement.',
      }),
    },
    resolve: (subject, args, context) => statistics(subject, args, context),
  }),
}))

builder.queryField('points', (t) =>
  t.field({
    type: [Point],
    description:
      'The chosen answers for many subjects and indicators in one scope: subject by subject, indicator by indicator, in time order.',
    args: {
      ...scopeArgs,
      subjects: t.arg.stringList({ required: true, description: 'Codes of subjects.' }),
      indicators: t.arg.stringList({ required: true, description: 'Codes of indicators.' }),
    },
    resolve: (_, args, context) => points(args, context),
  }),
)
