// What the lists of subjects share: the filters and orders that every one of them has.
import type { SubjectOrder as SubjectOrderCode } from '../db/queries/subject-list.ts'
import { builder } from './builder.ts'
import { OrderDirection } from './language.ts'

const SubjectOrderField = builder.enumType('SubjectOrderField', {
  description: 'What a list is ordered by.',
  values: {
    CODE: { description: 'By code.' },
    NAME: { description: 'By Chinese name (Unicode order), then by code.' },
  } satisfies Record<SubjectOrderCode, { description: string }>,
})

const SubjectOrder = builder.inputType('SubjectOrder', {
  description: 'An order of a list.',
  fields: (t) => ({
    field: t.field({ type: SubjectOrderField, required: true, description: 'What to order by.' }),
    direction: t.field({
      type: OrderDirection,
      required: true,
      defaultValue: 'ASC',
      description: 'Which way.',
    }),
  }),
})

/** `orderBy` of every list of subjects. */
export const orderArgs = builder.args((t) => ({
  orderBy: t.field({ type: SubjectOrder, description: 'The order; by code unless asked.' }),
}))

type InputFields = Parameters<Parameters<typeof builder.inputType>[1]['fields']>[0]

/** Filters of every list of subjects. */
export const commonFilters = (t: InputFields) => ({
  codes: t.stringList({ description: 'Codes; an empty list matches nothing.' }),
  text: t.string({
    description: 'Text that a name or an alias contains; letters match whatever their case.',
  }),
  sources: t.stringList({ description: 'Codes of sources: at least one of them speaks of it.' }),
})
