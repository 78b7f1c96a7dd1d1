import type { Frequency as FrequencyCode, Period as PeriodValue } from '../resolvers/point.ts'
import { builder } from './builder.ts'

export const Frequency = builder.enumType('Frequency', {
  description: 'The span that a figure covers.',
  values: {
    YEAR: { description: 'A calendar year: `2022`.' },
    HALF_YEAR: { description: 'A half-year: `2023-H1`.' },
    QUARTER: { description: 'A quarter: `2024-Q3`.' },
    MONTH: { description: 'A month: `2024-05`.' },
    YEAR_TO_DATE: { description: 'From January to a later month: `2024-01/2024-11`.' },
    CUMULATIVE: { description: 'Any other span: `2016/2020`, or open `2020-05-08/..`.' },
    POINT: { description: 'A day: `2019-11-08`.' },
  } satisfies Record<FrequencyCode, { description: string }>,
})

export const Period = builder.objectRef<PeriodValue>('Period').implement({
  description: 'The time that a figure is about: a closed interval of days.',
  fields: (t) => ({
    label: t.exposeString('label', {
      description: 'Its one spelling: `2022`, `2023-H1`, `2024-01/2024-11`, `2016/2020`, `2020-05-08/..`.',
    }),
    start: t.expose('start', { type: 'Date', description: 'First day.' }),
    end: t.expose('end', {
      type: 'Date',
      nullable: true,
      description: 'Last day; null where the end is open.',
    }),
    frequency: t.expose('frequency', { type: Frequency, description: 'The span that it covers.' }),
  }),
})

interface PeriodColumns {
  readonly period_label: string | null
  readonly period_start: string | null
  readonly period_end: string | null
  readonly frequency: FrequencyCode | null
}

/** A row's period: the database has label, start and frequency together or none of them. */
class PeriodOfRow implements PeriodValue {
  readonly #row: PeriodColumns
  readonly label: string

  constructor(row: PeriodColumns, label: string) {
    this.#row = row
    this.label = label
  }

  get start(): string {
    return this.#row.period_start as string
  }

  get end(): string | null {
    return this.#row.period_end
  }

  get frequency(): FrequencyCode {
    return this.#row.frequency as FrequencyCode
  }
}

/** The period of a row; null where the source prints no time. */
export const periodOf = (row: PeriodColumns): PeriodValue | null =>
  row.period_label === null ? null : new PeriodOfRow(row, row.period_label)
