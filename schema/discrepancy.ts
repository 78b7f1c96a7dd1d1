// Discrepancies: all of them at the root, and those of a subject or an observation.
import type * as discrepancy from '../resolvers/discrepancy.ts'
import {
  discrepancies,
  discrepanciesOf,
  discrepanciesWith,
  explained,
  type DISCREPANCY_ORDERS,
} from '../resolvers/discrepancy-list.ts'
import { referred } from '../resolvers/referred.ts'
import { builder } from './builder.ts'
import { Indicator } from './indicator.ts'
import { languageArgs, OrderDirection } from './language.ts'
import { Observation } from './observation.ts'
import { Period } from './period.ts'
import { Subject } from './subject.ts'

const DiscrepancyKind = builder.enumType('DiscrepancyKind', {
  description:
    'How claims contradict each other, by what their printed precision and qualifiers leave possible.',
  values: {
    CLAIMS_DISAGREE: {
      description:
        'Claims about the same thing of which some pair does not agree: exact ones are unequal after rounding to the coarser one’s printed precision, qualified ones have intervals that do not meet.',
    },
    GROWTH_MISMATCH: {
      description:
        'A printed growth that no pair of values within their printed precision can give: year on year, against a period that is named, or on yearly average where both ends are known.',
    },
    TOTAL_MISMATCH: {
      description:
        'A printed total that its listed parts cannot give. What was is rounded as printed; parts that are planned, aimed at or designed stand as printed.',
    },
  } satisfies Record<discrepancy.DiscrepancyKind, { description: string }>,
})

const Discrepancy = builder.objectRef<discrepancy.Discrepancy>('Discrepancy').implement({
  description: 'Where a source contradicts itself or another one.',
  fields: (t) => ({
    kind: t.expose('kind', { type: DiscrepancyKind, description: 'How they contradict each other.' }),
    subject: t.field({
      type: Subject,
      description: 'What the claim in question is about; a total’s parts may be about others.',
      resolve: ({ claims: [first] }, _, { loaders }) => referred(loaders.subjectById, first.row.subject_id),
    }),
    indicator: t.field({
      type: Indicator,
      description: 'What is measured.',
      resolve: ({ claims: [first] }, _, { reference }) => reference.indicators.id(first.row.indicator_id),
    }),
    period: t.expose('period', {
      type: Period,
      nullable: true,
      description: 'The time of the claim in question; null where the source prints no time.',
    }),
    claims: t.field({
      type: [Observation],
      description:
        'All claims that it is about: of CLAIMS_DISAGREE every claim about the thing, the chosen one first; of GROWTH_MISMATCH those beside the growth, then both ends; of TOTAL_MISMATCH the total, then its parts.',
      resolve: ({ claims }) => claims.map(({ row }) => row),
    }),
    differencePercent: t.float({
      nullable: true,
      description:
        'How large it is: of CLAIMS_DISAGREE the largest less the smallest value, in per cent of the chosen one; of GROWTH_MISMATCH the growth printed less the growth computed, in percentage points; of TOTAL_MISMATCH the total less the sum of its parts, in per cent of the total. Never negative; null where the whole is zero.',
      resolve: ({ difference }) => (difference === null ? null : Number(difference)),
    }),
    explanation: t.string({
      description: 'It in a sentence: the figures as printed, and where each is printed.',
      args: languageArgs,
      resolve: (one, { lang }, context) => explained(one, lang, context),
    }),
  }),
})

const DiscrepancyFilter = builder.inputType('DiscrepancyFilter', {
  description: 'Which discrepancies. A missing filter is no limit, an empty list matches nothing.',
  fields: (t) => ({
    subjects: t.stringList({
      description: 'Codes of subjects: a claim about one of them stands in it.',
    }),
    indicators: t.stringList({ description: 'Codes of indicators.' }),
    kinds: t.field({ type: [DiscrepancyKind], description: 'Kinds.' }),
    sources: t.stringList({ description: 'Codes of sources: a claim by one of them stands in it.' }),
  }),
})

const DiscrepancyOrderField = builder.enumType('DiscrepancyOrderField', {
  description: 'What discrepancies are ordered by.',
  values: {
    SUBJECT: { description: 'By code of the subject, code of the indicator and time.' },
    DIFFERENCE: { description: 'By `differencePercent`; those without one last.' },
  } satisfies Record<(typeof DISCREPANCY_ORDERS)[number], { description: string }>,
})

const DiscrepancyOrder = builder.inputType('DiscrepancyOrder', {
  description: 'An order of discrepancies.',
  fields: (t) => ({
    field: t.field({ type: DiscrepancyOrderField, required: true, description: 'What to order by.' }),
    direction: t.field({
      type: OrderDirection,
      required: true,
      defaultValue: 'ASC',
      description: 'Which way.',
    }),
  }),
})

const asOfArgs = builder.args((t) => ({
  asOf: t.field({ type: 'Date', description: 'Only what had been published by this day.' }),
}))

const someArgs = builder.args((t) => ({
  kinds: t.field({ type: [DiscrepancyKind], description: 'Only these kinds; all unless asked.' }),
  asOf: t.field({ type: 'Date', description: 'Only what had been published by this day.' }),
}))

const DiscrepancyConnection = builder.connectionObject(
  { type: Discrepancy, name: 'DiscrepancyConnection', description: 'A page of discrepancies.' },
  { name: 'DiscrepancyEdge', description: 'A discrepancy with its cursor.' },
)

builder.queryField('discrepancies', (t) =>
  t.connection(
    {
      type: Discrepancy,
      description:
        'Where the sources contradict themselves or each other. One answer compares at most 20000 claims; more is an error that says so.',
      args: {
        ...asOfArgs,
        filter: t.arg({ type: DiscrepancyFilter, description: 'Which discrepancies.' }),
        orderBy: t.arg({ type: DiscrepancyOrder, description: 'The order; by subject unless asked.' }),
      },
      resolve: (_, args, context) => discrepancies(args, context),
    },
    DiscrepancyConnection,
  ),
)

builder.interfaceField(Subject, 'discrepancies', (t) =>
  t.field({
    type: [Discrepancy],
    description: 'The discrepancies in which a claim about it stands.',
    args: someArgs,
    resolve: ({ id }, args, context) => discrepanciesOf(id, args, context),
  }),
)

builder.objectField(Observation, 'discrepancies', (t) =>
  t.field({
    type: [Discrepancy],
    description: 'The discrepancies in which this claim stands; empty where nothing contradicts it.',
    args: someArgs,
    resolve: (row, args, context) => discrepanciesWith(row, args, context),
  }),
)
