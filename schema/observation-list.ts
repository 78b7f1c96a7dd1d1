// Lists of observations: at the root, and about each subject.
import type { ObservationOrder as ObservationOrderCode } from '../db/queries/observation-list.ts'
import { observations, observationsOf } from '../resolvers/observation-list.ts'
import { builder } from './builder.ts'
import { OrderDirection } from './language.ts'
import {
  Direction,
  Observation,
  ObservationConnection,
  ObservationKind,
  ObservationStatus,
  Qualifier,
} from './observation.ts'
import { Frequency } from './period.ts'
import { Subject, SubjectKind } from './subject.ts'

type InputFields = Parameters<Parameters<typeof builder.inputType>[1]['fields']>[0]

export const scopeFilters = (t: InputFields) => ({
  indicators: t.stringList({ description: 'Codes of indicators.' }),
  kinds: t.field({ type: [ObservationKind], description: 'Kinds of statement.' }),
  directions: t.field({ type: [Direction], description: 'Directions.' }),
  commodities: t.stringList({ description: 'Codes of commodities.' }),
  partners: t.stringList({ description: 'Codes of partner regions.' }),
  frequencies: t.field({ type: [Frequency], description: 'Spans.' }),
  statuses: t.field({ type: [ObservationStatus], description: 'Statuses.' }),
  qualifiers: t.field({ type: [Qualifier], description: 'Qualifiers.' }),
  from: t.string({
    description: 'A year, a period’s label or a day: keeps periods that start on or after it.',
  }),
  to: t.string({ description: 'A year, a period’s label or a day: keeps periods that end on or before it.' }),
  detail: t.boolean({ description: 'true: only trivia, false: no trivia; both unless asked.' }),
  whole: t.boolean({
    description:
      'true: only figures of all commodities and partners about the whole; false: only those of one commodity, partner or part; both unless asked.',
  }),
})

export const subjectFilters = (t: InputFields) => ({
  subjects: t.stringList({ description: 'Codes of subjects.' }),
  subjectKinds: t.field({ type: [SubjectKind], description: 'Kinds of subjects.' }),
})

export const sourceFilters = (t: InputFields) => ({
  sources: t.stringList({ description: 'Codes of sources.' }),
})

export const ObservationFilter = builder.inputType('ObservationFilter', {
  description: 'Which observations. A missing filter is no limit, an empty list matches nothing.',
  fields: (t) => ({ ...subjectFilters(t), ...sourceFilters(t), ...scopeFilters(t) }),
})

const SubjectObservationFilter = builder.inputType('SubjectObservationFilter', {
  description:
    'Which observations about a subject. A missing filter is no limit, an empty list matches nothing.',
  fields: (t) => ({ ...sourceFilters(t), ...scopeFilters(t) }),
})

export const SourceObservationFilter = builder.inputType('SourceObservationFilter', {
  description: 'Which observations of a source. A missing filter is no limit, an empty list matches nothing.',
  fields: (t) => ({ ...subjectFilters(t), ...scopeFilters(t) }),
})

const ObservationOrderField = builder.enumType('ObservationOrderField', {
  description: 'What observations are ordered by.',
  values: {
    READING: {
      description: 'By source, then as they stand in its text; what a later revision added comes last.',
    },
    PERIOD: { description: 'By first day of the period; those without a period last.' },
    VALUE: {
      description:
        'By value in the base unit; those without a value last. Across indicators it means little.',
    },
  } satisfies Record<ObservationOrderCode, { description: string }>,
})

const ObservationOrder = builder.inputType('ObservationOrder', {
  description: 'An order of observations.',
  fields: (t) => ({
    field: t.field({ type: ObservationOrderField, required: true, description: 'What to order by.' }),
    direction: t.field({
      type: OrderDirection,
      required: true,
      defaultValue: 'ASC',
      description: 'Which way.',
    }),
  }),
})

export const listArgs = builder.args((t) => ({
  orderBy: t.field({
    type: ObservationOrder,
    description: 'The order; in reading order at the root and by period on a subject unless asked.',
  }),
  asOf: t.field({ type: 'Date', description: 'Only what had been published by this day.' }),
}))

type OrderInput =
  { readonly field: ObservationOrderCode; readonly direction: 'ASC' | 'DESC' } | null | undefined

/** The order asked for, or the list's own. */
export const orderOf = (asked: OrderInput, unlessAsked: ObservationOrderCode) => ({
  field: asked?.field ?? unlessAsked,
  descending: asked?.direction === 'DESC',
})

builder.queryField('observations', (t) =>
  t.connection(
    {
      type: Observation,
      description: 'All claims of all sources.',
      args: { ...listArgs, filter: t.arg({ type: ObservationFilter, description: 'Which observations.' }) },
      resolve: (_, args, context) => observations(args, orderOf(args.orderBy, 'READING'), context),
    },
    ObservationConnection,
  ),
)

builder.interfaceField(Subject, 'observations', (t) =>
  t.connection(
    {
      type: Observation,
      description: 'The claims about it.',
      args: {
        ...listArgs,
        filter: t.arg({ type: SubjectObservationFilter, description: 'Which observations.' }),
      },
      resolve: ({ id }, args, context) => observationsOf(id, args, orderOf(args.orderBy, 'PERIOD'), context),
    },
    ObservationConnection,
  ),
)
