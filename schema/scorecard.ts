// Scorecards: of many targets at the root, and of each subject.
import type { Point as PointValue } from '../resolvers/point.ts'
import { referred } from '../resolvers/referred.ts'
import type { ScoreStatus as ScoreStatusCode } from '../resolvers/scorecard.ts'
import { scorecard, scorecardOf, type Score, type ScoreOrder as Order } from '../resolvers/scorecard-list.ts'
import { numberIn } from '../resolvers/value.ts'
import { builder } from './builder.ts'
import { Indicator } from './indicator.ts'
import { OrderDirection } from './language.ts'
import { unitArgs } from './observation.ts'
import { Point } from './point.ts'
import { Subject } from './subject.ts'

const ScoreStatus = builder.enumType('ScoreStatus', {
  description:
    'Where things stand against the path that leads to a target: from the baseline through the same source’s earlier targets, ' +
    'joined by constant yearly growth (by equal steps for rates and from a zero). Where less is better the signs turn.',
  values: {
    GREEN: { description: 'At or above the path in the year of the latest actual.' },
    YELLOW: { description: 'At 90 % of the path or more.' },
    RED: { description: 'Below 90 % of the path.' },
    NO_DATA: {
      description: 'No actual after the baseline, or no path in its year because there is no baseline.',
    },
  } satisfies Record<ScoreStatusCode, { description: string }>,
})

const Score = builder.objectRef<Score<PointValue>>('Score').implement({
  description: 'A whole year’s target held against what was reached.',
  fields: (t) => ({
    subject: t.field({
      type: Subject,
      description: 'What the target is for.',
      resolve: ({ target }, _, { loaders }) => referred(loaders.subjectById, target.chosen.row.subject_id),
    }),
    indicator: t.field({
      type: Indicator,
      description: 'What is measured.',
      resolve: ({ target }, _, { reference }) => reference.indicators.id(target.indicatorId),
    }),
    year: t.int({
      description: 'The year of the target.',
      resolve: ({ target }) => Number(target.period?.label),
    }),
    target: t.expose('target', {
      type: Point,
      description: 'The target: the chosen claim, with all claims under it.',
    }),
    baseline: t.expose('baseline', {
      type: Point,
      nullable: true,
      description:
        'Where it set out from: the last whole-year actual that had ended when the target’s source was published; null where there is none.',
    }),
    latest: t.expose('latest', {
      type: Point,
      nullable: true,
      description:
        'The latest actual after the baseline and up to the target’s year, as claimed: a whole year, or what runs from January on; ' +
        'of stocks and rates any span. Null where there is none.',
    }),
    proRated: t.exposeBoolean('proRated', {
      description: 'true where `latest` covers a part of a year and is annualised for the comparison.',
    }),
    annualised: t.float({
      nullable: true,
      description:
        'The latest actual by whole months elapsed, as if the year went on alike; null where it is not pro-rated.',
      args: unitArgs,
      resolve: ({ target, annualised }, { unit }, { reference }) =>
        numberIn(reference, target.indicatorId, annualised, unit ?? null),
    }),
    expected: t.float({
      nullable: true,
      description:
        'What the path expects in the year of the latest actual; null where there is no latest actual or no path.',
      args: unitArgs,
      resolve: ({ target, expected }, { unit }, { reference }) =>
        numberIn(reference, target.indicatorId, expected, unit ?? null),
    }),
    attainmentPercent: t.float({
      nullable: true,
      description:
        'The latest actual, annualised where it is pro-rated, in per cent of the target; the target in per cent of the actual where less is better. ' +
        'Null without an actual, and where there is no share of a zero.',
      resolve: ({ attainmentPercent }) => (attainmentPercent === null ? null : Number(attainmentPercent)),
    }),
    requiredAnnualGrowthPercent: t.float({
      nullable: true,
      description:
        'Growth per year still needed, in per cent, from the year of the latest actual to the target’s; negative where it may or has to fall. ' +
        'Null without an actual, from or to a zero, and in the target’s own year.',
      resolve: ({ requiredAnnualGrowthPercent: growth }) => (growth === null ? null : Number(growth)),
    }),
    status: t.expose('status', { type: ScoreStatus, description: 'Where it stands.' }),
  }),
})

const ScoreOrderField = builder.enumType('ScoreOrderField', {
  description: 'What a scorecard is ordered by.',
  values: {
    STATUS: { description: 'By status, red before yellow before green; those without data last.' },
    ATTAINMENT: { description: 'By attainment; those without one last.' },
  } satisfies Record<Order['field'], { description: string }>,
})

const ScoreOrder = builder.inputType('ScoreOrder', {
  description: 'An order of a scorecard.',
  fields: (t) => ({
    field: t.field({ type: ScoreOrderField, required: true, description: 'What to order by.' }),
    direction: t.field({
      type: OrderDirection,
      required: true,
      defaultValue: 'ASC',
      description: 'Which way.',
    }),
  }),
})

const targetArgs = builder.args((t) => ({
  indicators: t.stringList({ description: 'Codes of indicators; all that have targets unless asked.' }),
  year: t.int({ description: 'Only targets for this year.' }),
  years: t.intList({ description: 'Only targets for these years; an empty list matches nothing.' }),
  sources: t.stringList({ description: 'Codes of sources: only the targets that these state.' }),
  orderBy: t.field({
    type: ScoreOrder,
    description: 'The order; subject by subject, indicator by indicator, in time order unless asked.',
  }),
  asOf: t.field({ type: 'Date', description: 'Only what had been published by this day.' }),
}))

const RULE =
  'one row for each target for a whole year, whatever its direction, commodity, partner and part; targets without a year or a number have none.'

builder.queryField('scorecard', (t) =>
  t.field({
    type: [Score],
    description: `Plans measured: ${RULE} One answer compares at most 20000 claims; more is an error that says so.`,
    args: {
      ...targetArgs,
      subjects: t.arg.stringList({
        description: 'Codes of subjects; all that have targets unless asked.',
      }),
    },
    resolve: (_, args, context) => scorecard(args, context),
  }),
)

builder.interfaceField(Subject, 'scorecard', (t) =>
  t.field({
    type: [Score],
    description: `Its targets measured: ${RULE}`,
    args: targetArgs,
    resolve: ({ id }, args, context) => scorecardOf(id, args, context),
  }),
)
