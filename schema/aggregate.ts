import type * as aggregate from '../resolvers/aggregate.ts'
import type { AGGREGATE_GROUPINGS } from '../resolvers/aggregate-group.ts'
import { aggregateNumber, aggregates, exactAggregate } from '../resolvers/aggregate-list.ts'
import type { AGGREGATE_FUNCTIONS } from '../resolvers/refusal.ts'
import { builder } from './builder.ts'
import { Commodity } from './commodity.ts'
import { Indicator } from './indicator.ts'
import { OrderDirection } from './language.ts'
import { Direction, Observation, ObservationKind, unitArgs } from './observation.ts'
import { ObservationFilter } from './observation-list.ts'
import { Period } from './period.ts'
import { Region } from './region.ts'
import { Source } from './source.ts'
import { Subject } from './subject.ts'
import { Unit } from './unit.ts'

const AggregateGrouping = builder.enumType('AggregateGrouping', {
  description: 'What figures are grouped by.',
  values: {
    SUBJECT: { description: 'By what they are about.' },
    REGION: { description: 'By the region that it is, or that it lies in as stated.' },
    INDICATOR: { description: 'By what is measured.' },
    KIND: { description: 'By kind of statement.' },
    PERIOD: { description: 'By period.' },
    YEAR: { description: 'By the year that the period lies in; those that lie in no one year together.' },
    COMMODITY: { description: 'By commodity; those of all commodities together.' },
    PARTNER: { description: 'By partner region; those of all partners together.' },
    PART: { description: 'By part of the whole, as printed; those of the whole together.' },
    DIRECTION: { description: 'By direction.' },
    SOURCE: { description: 'By the source of the chosen claim.' },
  } satisfies Record<(typeof AGGREGATE_GROUPINGS)[number], { description: string }>,
})

const AggregateFunction = builder.enumType('AggregateFunction', {
  description:
    'How a group becomes one number, exactly. What would mislead is an error that says what to ask instead: figures of several ' +
    'indicators or kinds (all but COUNT); sums of rates, and of stocks over time; sums and means of overlapping periods, and of ' +
    'figures that count the same things (a total with its parts, a region with what lies in it); means, least and largest of ' +
    'flows over unlike spans.',
  values: {
    SUM: { description: 'The exact sum.' },
    AVG: { description: 'The mean, each figure counting once; rounded to 20 places where it does not end.' },
    MIN: { description: 'The least.' },
    MAX: { description: 'The largest.' },
    COUNT: { description: 'How many have a value.' },
    LATEST: {
      description: 'The value of the period that ends last; null where no figure with a value has a period.',
    },
  } satisfies Record<(typeof AGGREGATE_FUNCTIONS)[number], { description: string }>,
})

const AggregateOrderField = builder.enumType('AggregateOrderField', {
  description: 'What groups are ordered by.',
  values: {
    KEY: { description: 'By what they are grouped by: codes, and time.' },
    VALUE: {
      description: 'By value in the base unit; those without one last. Across indicators it means little.',
    },
    COUNT: { description: 'By the number of figures with a value.' },
  } satisfies Record<aggregate.AggregateOrder, { description: string }>,
})

const AggregateOrder = builder.inputType('AggregateOrder', {
  description: 'An order of groups; those that are alike in it by their keys.',
  fields: (t) => ({
    field: t.field({ type: AggregateOrderField, required: true, description: 'What to order by.' }),
    direction: t.field({
      type: OrderDirection,
      required: true,
      defaultValue: 'ASC',
      description: 'Which way.',
    }),
  }),
})

const AggregateHaving = builder.inputType('AggregateHaving', {
  description: 'Which groups, by what came out; both ends included, no bound unless given.',
  fields: (t) => ({
    min: t.float({ description: 'Value at least. Groups without a value lie in no bounds of value.' }),
    max: t.float({ description: 'Value at most.' }),
    unit: t.string({ description: 'Unit of `min` and `max`; the base unit unless asked.' }),
    minCount: t.int({ description: 'Figures with a value, at least.' }),
    maxMissing: t.int({ description: 'Figures without a value, at most.' }),
  }),
})

const ObservationAggregate = builder.objectRef<aggregate.Aggregate>('ObservationAggregate').implement({
  description:
    'A group of figures as one number, with how many figures it stands on. Each thing counts once, by its chosen claim.',
})

builder.objectFields(ObservationAggregate, (t) => ({
  subject: t.expose('subject', {
    type: Subject,
    nullable: true,
    description: 'What they are about; null where not grouped by.',
  }),
  region: t.expose('region', {
    type: Region,
    nullable: true,
    description: 'The region that this is, or lies in; null where no source says, or where not grouped by.',
  }),
  indicator: t.expose('indicator', {
    type: Indicator,
    nullable: true,
    description: 'What is measured; null where not grouped by.',
  }),
  kind: t.expose('kind', {
    type: ObservationKind,
    nullable: true,
    description: 'Kind of statement; null where not grouped by.',
  }),
  period: t.expose('period', {
    type: Period,
    nullable: true,
    description: 'Their period; null where the sources print none, or where not grouped by.',
  }),
  year: t.exposeInt('year', {
    nullable: true,
    description:
      'The year that their periods lie in; null for those in no one year, or where not grouped by.',
  }),
  commodity: t.expose('commodity', {
    type: Commodity,
    nullable: true,
    description: 'The commodity; null is all, or that it is not grouped by.',
  }),
  partner: t.expose('partner', {
    type: Region,
    nullable: true,
    description: 'The partner country or group; null is all, or that it is not grouped by.',
  }),
  part: t.exposeString('part', {
    nullable: true,
    description: 'The part of the whole, as printed; null is the whole, or that it is not grouped by.',
  }),
  direction: t.expose('direction', {
    type: Direction,
    nullable: true,
    description: 'Direction; null where not grouped by.',
  }),
  source: t.expose('source', {
    type: Source,
    nullable: true,
    description:
      'The source of the chosen claims; null for sums of checkpoints from several, or where not grouped by.',
  }),
}))

builder.objectFields(ObservationAggregate, (t) => ({
  value: t.float({
    nullable: true,
    description:
      'The number, in the base unit or the one asked; of a range the lower end counts. Null where no figure has a value.',
    args: unitArgs,
    resolve: (one, { unit }, { reference }) => aggregateNumber(one, unit ?? null, reference),
  }),
  exact: t.string({
    nullable: true,
    description: 'The same as exact decimal text.',
    args: unitArgs,
    resolve: (one, { unit }, { reference }) => exactAggregate(one, unit ?? null, reference),
  }),
  unit: t.field({
    type: Unit,
    nullable: true,
    description: 'The indicator’s base unit; null for a count.',
    resolve: ({ measured }, _, { reference }) => measured && reference.units.id(measured.unit_id),
  }),
  count: t.exposeInt('count', { description: 'How many figures have a value.' }),
  missing: t.exposeInt('missing', { description: 'How many have none: not reported, or only a growth.' }),
  qualified: t.exposeInt('qualified', {
    description: 'How many of those with a value are about, at least, at most or a range.',
  }),
  sources: t.expose('sources', {
    type: [Source],
    description: 'The sources of the figures, by date of publication.',
  }),
  claims: t.field({
    type: [Observation],
    resolve: ({ claims }) => claims,
    description:
      'The claims whose values it is made of: all of them for SUM, AVG and COUNT, the one for MIN, MAX and LATEST.',
  }),
}))

builder.queryField('observationAggregate', (t) =>
  t.field({
    type: [ObservationAggregate],
    description:
      'Figures added, averaged or counted in groups. Each thing counts once, by its chosen claim; a port of which nothing is said ' +
      'counts as the sum of its open checkpoints, unless these are in the answer themselves.',
    args: {
      filter: t.arg({
        type: ObservationFilter,
        description: 'Which figures: those whose chosen claim it keeps.',
      }),
      groupBy: t.arg({
        type: [AggregateGrouping],
        required: true,
        description: 'What to group by; an empty list makes one group of all.',
      }),
      function: t.arg({
        type: AggregateFunction,
        required: true,
        description: 'How a group becomes a number.',
      }),
      having: t.arg({ type: AggregateHaving, description: 'Which groups.' }),
      orderBy: t.arg({ type: AggregateOrder, description: 'The order; by what is grouped by unless asked.' }),
      first: t.arg.int({ description: 'Only the first so many groups of the order; all unless asked.' }),
      asOf: t.arg({ type: 'Date', description: 'Only what had been published by this day.' }),
    },
    resolve: (_, args, context) => aggregates(args, context),
  }),
)
