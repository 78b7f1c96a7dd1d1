// Writing figures: the printed number, the strict number in the printed unit, and the exact number in the
// indicator's base unit.
import type { Values } from '../db/queries/load.ts'
import { period } from '../values/period.ts'
import { placesOf } from './format.ts'
import { Memo } from './memo.ts'
import type { Row } from './read.ts'
import { OBSERVATION } from './source-format.ts'
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

const AT = placesOf(
  OBSERVATION,
  ...(['indicator', 'kind', 'direction', 'commodity', 'partner', 'part', 'period', 'printed'] as const),
  ...(['value', 'value_max', 'unit', 'qualifier', 'status', 'growth_printed', 'growth_value'] as const),
  ...(['growth_unit', 'growth_qualifier', 'growth_basis', 'growth_base_period', 'detail'] as const),
)

/** The values of those columns; an empty direction, qualifier and status are TOTAL, EXACT and NORMAL. */
export function figure(row: Row, { codes, figures }: Writing): Values {
  const unit = figures.unitOf(row)
  const [reported, reportedMax] = [row.at(AT.value) || null, row.at(AT.value_max) || null]
  const value = reported === null ? null : figures.normalised(reported, unit)
  const valueMax = reportedMax === null ? null : figures.normalised(reportedMax, unit)
  const label = row.at(AT.period) || null
  const time = label === null ? null : PERIODS.of(label)
  const growth = row.at(AT.growth_value) || null
  return [
    codes.indicator.get(row.at(AT.indicator)) ?? 0,
    row.at(AT.kind),
    row.at(AT.direction) || 'TOTAL',
    idOf(codes.commodity, row.at(AT.commodity)),
    idOf(codes.subject, row.at(AT.partner)),
    row.at(AT.part) || null,
    label,
    time?.start ?? null,
    time?.end ?? null,
    time?.frequency ?? null,
    row.at(AT.printed) || null,
    row.at(AT.unit),
    reported,
    reportedMax,
    codes.unit.get(unit.unit.code) ?? 0,
    value?.value ?? null,
    valueMax?.value ?? null,
    value?.whole ?? null,
    value?.nano ?? null,
    row.at(AT.qualifier) || 'EXACT',
    row.at(AT.status) || 'NORMAL',
    row.at(AT.growth_printed) || null,
    growth,
    row.at(AT.growth_unit) || null,
    row.at(AT.growth_qualifier) || (growth === null ? null : 'EXACT'),
    row.at(AT.growth_basis) || null,
    row.at(AT.growth_base_period) || null,
    row.at(AT.detail) === 'true' ? 1 : 0,
  ]
}

const idOf = (ids: ReadonlyMap<string, number>, code: string): number | null =>
  code === '' ? null : (ids.get(code) ?? null)
