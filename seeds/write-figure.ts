// Writing figures: the printed number, the strict number in the printed unit, and the exact number in the
// indicator's base unit.
import type { StoredRow } from '../db/queries/load.ts'
import { period } from '../values/period.ts'
import { Memo } from './memo.ts'
import type { Row } from './read.ts'
import type { Writing } from './writing.ts'

const PERIODS = new Memo(period)

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

/** The values of those columns; an empty direction, qualifier and status are TOTAL, EXACT and NORMAL. */
export function figure(row: Row, source: Writing): StoredRow {
  const { codes, figures } = source
  const unit = figures.unitOf(row)
  const [reported, reportedMax] = [row.optional('value'), row.optional('value_max')]
  const value = reported === null ? null : figures.normalised(reported, unit)
  const valueMax = reportedMax === null ? null : figures.normalised(reportedMax, unit)
  const label = row.optional('period')
  const time = label === null ? null : PERIODS.of(label)
  const growth = row.optional('growth_value')
  return [
    codes.indicator.get(row.cell('indicator')) ?? 0,
    row.cell('kind'),
    row.optional('direction') ?? 'TOTAL',
    codes.commodity.get(row.cell('commodity')) ?? null,
    codes.subject.get(row.cell('partner')) ?? null,
    row.optional('part'),
    label,
    time?.start ?? null,
    time?.end ?? null,
    time?.frequency ?? null,
    row.optional('printed'),
    row.cell('unit'),
    reported,
    reportedMax,
    codes.unit.get(unit.unit.code) ?? 0,
    value?.value ?? null,
    valueMax?.value ?? null,
    value?.whole ?? null,
    value?.nano ?? null,
    row.optional('qualifier') ?? 'EXACT',
    row.optional('status') ?? 'NORMAL',
    row.optional('growth_printed'),
    growth,
    row.optional('growth_unit'),
    row.optional('growth_qualifier') ?? (growth === null ? null : 'EXACT'),
    row.optional('growth_basis'),
    row.optional('growth_base_period'),
    row.cell('detail') === 'true' ? 1 : 0,
  ]
}
