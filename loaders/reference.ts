// The small tables that every answer refers to, in memory for one version of the dataset.
import {
  allCommodities,
  allIndicators,
  allSources,
  allUnits,
  unitTable,
  type CommodityRow,
  type IndicatorRow,
  type SourceRow,
  type UnitRow,
} from '../db/queries/reference.ts'
import { datasetVersion } from '../db/queries/dataset.ts'
import { allSubjects, type SubjectRow } from '../db/queries/subject.ts'
import type { Db } from '../db/connection.ts'

/** Rows by id and by code, in their order. */
export interface Register<Row> {
  readonly all: readonly Row[]
  /** The row of a foreign key. Throws where there is none, which the database rules out. */
  id(id: number): Row
  code(code: string): Row | undefined
}

export interface Reference {
  /** The version of the dataset, 0 before the first load. */
  readonly version: number
  /** When it was loaded, ISO 8601; null before the first load. */
  readonly loadedAt: string | null
  readonly units: Register<UnitRow>
  readonly unitTable: ReturnType<typeof unitTable>
  readonly indicators: Register<IndicatorRow>
  readonly commodities: Register<CommodityRow>
  /** Whatever the vocabulary registers: some thousands, and most answers name some of them. */
  readonly subjects: Register<SubjectRow>
  /** By date of publication. */
  readonly sources: Register<SourceRow>
}

function register<Row extends { id: number; code: string }>(rows: readonly Row[]): Register<Row> {
  const byId = new Map(rows.map((row) => [row.id, row]))
  const byCode = new Map(rows.map((row) => [row.code, row]))
  return {
    all: rows,
    id: (id) => {
      const row = byId.get(id)
      if (!row) throw new Error(`no row with id ${id}`)
      return row
    },
    code: (code) => byCode.get(code),
  }
}

/** Reads the reference tables: once for each version of the dataset. */
export async function loadReference(db: Db): Promise<Reference> {
  const version = await datasetVersion(db)
  const units = await allUnits(db)
  return {
    version: version?.id ?? 0,
    loadedAt: version?.loaded_at ?? null,
    units: register(units),
    unitTable: unitTable(units),
    indicators: register(await allIndicators(db)),
    commodities: register(await allCommodities(db)),
    subjects: register(await allSubjects(db)),
    sources: register(await allSources(db)),
  }
}
