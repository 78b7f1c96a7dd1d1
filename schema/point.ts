import type * as point from '../resolvers/point.ts'
import type { Decision as DecisionCode, Policy } from '../resolvers/point.ts'
import type { Growth as GrowthValue } from '../resolvers/growth.ts'
import { referred } from '../resolvers/referred.ts'
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
import { Period } from './period.ts'
import { Region } from './region.ts'
import { Subject } from './subject.ts'

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
    EARLIER_SOURCE: { description: 'Its source was published earlier: the policy EARLIEST asks for that.' },
    SUM_OF_CHECKPOINTS: {
      description: 'No source speaks of the port: it is the sum of its open checkpoints.',
    },
  } satisfies Record<DecisionCode, { description: string }>,
})

export const ChoicePolicy = builder.enumType('ChoicePolicy', {
  description: 'A policy for choosing among claims.',
  values: {
    LATEST: { description: 'The rule of the hub: see Decision.' },
    EARLIEST: { description: 'The source published first, instead of the one published last.' },
    MOST_PRECISE: { description: 'The most precise number, whoever prints it.' },
  } satisfies Record<Policy, { description: string }>,
})

const Growth = builder.objectRef<GrowthValue>('Growth').implement({
  description: 'Growth against the same span one year earlier: as printed, and as the values give it.',
  fields: (t) => ({
    computedPercent: t.float({
      nullable: true,
      description:
        'From the chosen value and that of the same span one year earlier, in per cent; null where there is none, or where one of them is only bounded.',
      resolve: ({ computedPercent }) => (computedPercent === null ? null : Number(computedPercent)),
    }),
    publishedPercent: t.float({
      nullable: true,
      description:
        'As printed year on year, in per cent, with the chosen claim or with one that agrees with it; null where none is.',
      resolve: ({ publishedPercent }) => (publishedPercent === null ? null : Number(publishedPercent)),
    }),
    consistent: t.exposeBoolean('consistent', {
      nullable: true,
      description:
        'false where no pair of values within their printed precision can give the printed growth; null where one of the two is null.',
    }),
  }),
})

export const Point = builder.objectRef<point.Point>('Point').implement({
  description:
    'The answer for one subject, indicator, scope and period: the chosen claim, and all claims under it.',
  fields: (t) => ({
    subject: t.field({
      type: Subject,
      description: 'What it is about.',
      resolve: ({ chosen }, _, { loaders }) => referred(loaders.subjectById, chosen.row.subject_id),
    }),
    indicator: t.field({
      type: Indicator,
      description: 'What is measured.',
      resolve: ({ indicatorId }, _, { reference }) => reference.indicators.id(indicatorId),
    }),
    kind: t.field({
      type: ObservationKind,
      description: 'Kind of statement.',
      resolve: ({ chosen }) => chosen.row.kind,
    }),
    direction: t.field({
      type: Direction,
      description: 'Direction.',
      resolve: ({ chosen }) => chosen.row.direction,
    }),
    commodity: t.field({
      type: Commodity,
      nullable: true,
      description: 'The commodity counted; null is all.',
      resolve: ({ chosen: { row } }, _, { reference }) =>
        row.commodity_id === null ? null : reference.commodities.id(row.commodity_id),
    }),
    partner: t.field({
      type: Region,
      nullable: true,
      description: 'The partner country or group; null is all.',
      resolve: ({ chosen: { row } }, _, { loaders }) =>
        row.partner_id === null ? null : loaders.subjectById.load(row.partner_id),
    }),
    part: t.string({
      nullable: true,
      description: 'The part of the whole that is counted, as printed; null is the whole.',
      resolve: ({ chosen }) => chosen.row.part,
    }),
    growth: t.expose('growth', {
      type: Growth,
      description: 'Growth against the same span one year earlier.',
    }),
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
    derived: t.boolean({
      description:
        'true where no source speaks of the port and the figure is the sum of its open checkpoints, whose claims are in `claims`.',
      resolve: ({ sumOf }) => sumOf !== null,
    }),
    sumOf: t.field({
      type: [Subject],
      description: 'The checkpoints that a derived figure is the sum of; empty for what a source states.',
      resolve: ({ sumOf }, _, { loaders }) => (sumOf ?? []).map((id) => referred(loaders.subjectById, id)),
    }),
    claims: t.field({
      type: [Observation],
      description: 'All claims, the chosen one first.',
      resolve: ({ claims }) => claims.map(({ row }) => row),
    }),
  }),
})
