// Writing figures: the printed number, the strict number in the printed unit, and the exact number in the
// indicator's base unit.
import type { Row as Stored } from '../db/queries/load.ts'
import { period } from '../values/period.ts'
import { normalised, printedUnit } from './figure.ts'
import type { Row } from './read.ts'
import type { Writing } from './writing.ts'

export const FIGURE = [
  'indicator_id',
  'kind',
  'direction',
  'commodity_id',
  'partner_id',
  'part',
  'period_label',
  'period_start',
  'period_end',
  'frequency',
  'printed',
  'printed_unit',
  'reported',
  'reported_max',
  'unit_id',
  'value',
  'value_max',
  'value_whole',
  'value_nano',
  'qualifier',
  'status',
  'growth_printed',
  'growth',
  'growth_unit',
  'growth_qualifier',
  'growth_basis',
  'growth_base_period',
  'detail',
]

/** The columns of a figure; an empty direction, qualifier and status are TOTAL, EXACT and NORMAL. */
export function figure(row: Row, source: Writing): Stored {
  const { codes, vocabulary } = source
  const number = (column: string) =>
    row.cell(column) === '' ? null : normalised(row.cell(column), row, vocabulary)
  const [value, valueMax] = [number('value'), number('value_max')]
  const hasGrowth = row.cell('growth_value') !== ''
  return {
    indicator_id: codes.indicator.get(row.cell('indicator')) ?? 0,
    kind: row.cell('kind'),
    direction: row.optional('direction') ?? 'TOTAL',
    commodity_id: codes.commodity.get(row.cell('commodity')) ?? null,
    partner_id: codes.subject.get(row.cell('partner')) ?? null,
    part: row.optional('part'),
    ...time(row.optional('period')),
    printed: row.optional('printed'),
    printed_unit: row.cell('unit'),
    reported: row.optional('value'),
    reported_max: row.optional('value_max'),
    unit_id: codes.unit.get(printedUnit(row, vocabulary).code) ?? 0,
    value: value?.value ?? null,
    value_max: valueMax?.value ?? null,
    value_whole: value?.whole ?? null,
    value_nano: value?.nano ?? null,
    qualifier: row.optional('qualifier') ?? 'EXACT',
    status: row.optional('status') ?? 'NORMAL',
    growth_printed: row.optional('growth_printed'),
    growth: row.optional('growth_value'),
    growth_unit: row.optional('growth_unit'),
    growth_qualifier: row.optional('growth_qualifier') ?? (hasGrowth ? 'EXACT' : null),
    growth_basis: row.optional('growth_basis'),
    growth_base_period: row.optional('growth_base_period'),
    detail: Number(row.cell('detail') === 'true'),
  }
}

function time(label: string | null): Stored {
  const { start, end, frequency } =
    label === null ? { start: null, end: null, frequency: null } : period(label)
  return { period_label: label, period_start: start, period_end: end, frequency }
}
