import type * as series from '../resolvers/series.ts'
import { seriesOf } from '../resolvers/series.ts'
import type { Decision as DecisionCode } from '../resolvers/claim.ts'
import { exactIn, numberIn } from '../resolvers/value.ts'
import { builder } from './builder.ts'
import { Commodity } from './commodity.ts'
import { Indicator } from './indicator.ts'
import {
  Direction,
  Observation,
  ObservationKind,
  ObservationStatus,
  Qualifier,
  Reported,
  unitArgs,
} from './observation.ts'
import { Frequency, Period } from './period.ts'
import { Region } from './region.ts'
import { Subject } from './subject.ts'
import { Unit } from './unit.ts'

const Decision = builder.enumType('Decision', {
  description:
    'The rule that chose a claim. The chosen claim is, in this order: one with a number; of the later published source; ' +
    'in a table before text before a headline; final before estimated; the more precise number; the one printed first. ' +
    'A coarser claim that agrees never displaces a finer one.',
  values: {
    ONLY_CLAIM: { description: 'There is no other claim.' },
    VALUE_BEFORE_NONE: { description: 'The others give no number.' },
    FINER_THAT_AGREES: {
      description: 'It agrees with the claim that would come first, and is more precise.',
    },
    LATER_SOURCE: { description: 'Its source was published later.' },
    TABLE_BEFORE_TEXT: { description: 'It stands in a table, or in text rather than a headline.' },
    FINAL_BEFORE_ESTIMATE: { description: 'The other is estimated or provisional.' },
    MORE_PRECISE: { description: 'It is more precise.' },
    PRINTED_FIRST: { description: 'It is printed first.' },
  } satisfies Record<DecisionCode, { description: string }>,
})

export const Point = builder.objectRef<series.Point>('Point').implement({
  description:
    'The answer for one subject, indicator, scope and period: the chosen claim, and all claims under it.',
  fields: (t) => ({
    period: t.expose('period', {
      type: Period,
      nullable: true,
      description: 'The time it is about; null where the sources print no time.',
    }),
    value: t.float({
      nullable: true,
      description:
        'The chosen figure as a number, in the base unit or the one asked. Null where there is none: see `status`.',
      args: unitArgs,
      resolve: ({ chosen, indicatorId }, { unit }, { reference }) =>
        numberIn(reference, indicatorId, chosen.value, unit ?? null),
    }),
    valueMax: t.float({
      nullable: true,
      description: 'The upper end of a range; null otherwise.',
      args: unitArgs,
      resolve: ({ chosen, indicatorId }, { unit }, { reference }) =>
        numberIn(reference, indicatorId, chosen.valueMax, unit ?? null),
    }),
    exact: t.string({
      nullable: true,
      description: 'The chosen figure as exact decimal text.',
      args: unitArgs,
      resolve: ({ chosen, indicatorId }, { unit }, { reference }) =>
        exactIn(reference, indicatorId, chosen.value, unit ?? null),
    }),
    reported: t.field({
      type: Reported,
      description: 'The chosen figure as printed.',
      resolve: ({ chosen }) => chosen.row,
    }),
    qualifier: t.field({
      type: Qualifier,
      description: 'How exactly the chosen figure is stated.',
      resolve: ({ chosen }) => chosen.qualifier,
    }),
    status: t.field({
      type: ObservationStatus,
      description: 'Whether there is a figure, and of what standing.',
      resolve: ({ chosen }) => chosen.status,
    }),
    agreed: t.exposeBoolean('agreed', {
      description:
        'true when every pair of claims agrees: exact ones when they are equal after rounding to the coarser one’s printed precision, qualified ones when their intervals meet.',
    }),
    decidedBy: t.expose('decidedBy', { type: Decision, description: 'The rule that chose the claim.' }),
    claims: t.field({
      type: [Observation],
      description: 'All claims, the chosen one first.',
      resolve: ({ claims }) => claims.map(({ row }) => row),
    }),
  }),
})

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

builder.interfaceField(Subject, 'series', (t) =>
  t.field({
    type: Series,
    description: 'The line of an indicator: actual whole years in total, unless asked otherwise.',
    args: {
      indicator: t.arg.string({ required: true, description: 'Code of the indicator.' }),
      kind: t.arg({
        type: ObservationKind,
        required: true,
        defaultValue: 'ACTUAL',
        description: 'Kind of statement.',
      }),
      frequency: t.arg({ type: Frequency, required: true, defaultValue: 'YEAR', description: 'Span.' }),
      direction: t.arg({ type: Direction, required: true, defaultValue: 'TOTAL', description: 'Direction.' }),
      commodity: t.arg.string({
        description: 'Code of a commodity; only figures that name none unless asked.',
      }),
      partner: t.arg.string({
        description: 'Code of a partner region; only figures that name none unless asked.',
      }),
      part: t.arg.string({
        description: 'A part of the whole, as printed; only figures about the whole unless asked.',
      }),
      from: t.arg.string({
        description: 'A year, a period’s label or a day: keeps periods that start on or after it.',
      }),
      to: t.arg.string({
        description: 'A year, a period’s label or a day: keeps periods that end on or before it.',
      }),
      asOf: t.arg({ type: 'Date', description: 'Only what had been published by this day.' }),
    },
    resolve: ({ id }, args, context) => seriesOf(id, args, context),
  }),
)
