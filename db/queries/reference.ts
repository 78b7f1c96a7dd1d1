// The small tables that every answer refers to: units, indicators, commodities and sources, whole.
import type { Selectable } from 'kysely'
import type { Db } from '../connection.ts'
import { statement } from '../statements.ts'
import { UnitTable } from '../../values/unit.ts'
import type { CommodityTable, IndicatorTable, SourceTable, UnitTableRow } from '../tables.ts'

export type UnitRow = Selectable<UnitTableRow>
export type IndicatorRow = Selectable<IndicatorTable>
export type CommodityRow = Selectable<CommodityTable>
export type SourceRow = Selectable<SourceTable>

const units = statement<object, UnitRow>('allUnits', ({ q }) =>
  q.selectFrom('unit').selectAll().orderBy('position'),
)
const indicators = statement<object, IndicatorRow>('allIndicators', ({ q }) =>
  q.selectFrom('indicator').selectAll().orderBy('code'),
)
const commodities = statement<object, CommodityRow>('allCommodities', ({ q }) =>
  q.selectFrom('commodity').selectAll().orderBy('code'),
)
const sources = statement<object, SourceRow>('allSources', ({ q }) =>
  q.selectFrom('source').selectAll().orderBy('published').orderBy('code'),
)

export const allUnits = (db: Db): Promise<UnitRow[]> => db.rows(units, {})
export const allIndicators = (db: Db): Promise<IndicatorRow[]> => db.rows(indicators, {})
export const allCommodities = (db: Db): Promise<CommodityRow[]> => db.rows(commodities, {})
/** By date of publication. */
export const allSources = (db: Db): Promise<SourceRow[]> => db.rows(sources, {})

/** The units as a table that converts. */
export function unitTable(rows: readonly UnitRow[]): UnitTable {
  return new UnitTable(
    rows.map((unit) => ({
      code: unit.code,
      dimension: unit.dimension,
      factor: unit.factor,
      nameZh: unit.name_zh,
      nameEn: unit.name_en ?? unit.code,
      spellings: JSON.parse(unit.spellings) as string[],
    })),
  )
}
