// The vocabulary as maps, for checking packages against: from the database inside a load, or from the
// vocabulary's own package where there is no database.
import { join } from 'node:path'
import type { Db } from '../db/connection.ts'
import { allCommodities, allIndicators, allUnits, unitTable } from '../db/queries/reference.ts'
import { subjectCodes } from '../db/queries/subject.ts'
import type { SubjectKind } from '../db/lists.ts'
import { decimal } from '../values/decimal.ts'
import { UnitTable, type Unit } from '../values/unit.ts'
import { admitted, Faults } from './fault.ts'
import type { TableFormat } from './format.ts'
import { readTable, type Row } from './read.ts'
import { SIMPLE_REGISTERS, VOCABULARY_TABLES } from './vocabulary-format.ts'

export interface Vocabulary {
  readonly units: UnitTable
  readonly unitCodes: ReadonlySet<string>
  /** Indicator → code of its base unit. */
  readonly indicators: ReadonlyMap<string, string>
  readonly commodities: ReadonlySet<string>
  readonly subjects: ReadonlyMap<string, SubjectKind>
}

export async function vocabularyInDatabase(db: Db): Promise<Vocabulary> {
  const units = await allUnits(db)
  const codeOf = new Map(units.map(({ id, code }) => [id, code]))
  return {
    units: unitTable(units),
    unitCodes: new Set(codeOf.values()),
    indicators: new Map(
      (await allIndicators(db)).map(({ code, unit_id: unit }) => [code, codeOf.get(unit) ?? '']),
    ),
    commodities: new Set((await allCommodities(db)).map(({ code }) => code)),
    subjects: new Map((await subjectCodes(db)).map(({ code, kind }) => [code, kind])),
  }
}

/** The vocabulary of a package folder, as far as it can be read: its own faults are `check`'s to tell. */
export async function vocabularyInPackage(dir: string): Promise<Vocabulary> {
  const units: Unit[] = []
  const indicators = new Map<string, string>()
  const commodities = new Set<string>()
  const subjects = new Map<string, SubjectKind>()
  for (const format of VOCABULARY_TABLES) {
    for await (const row of readableRows(dir, format)) {
      const code = row.cell('code')
      const kind = subjectKind(format.name)
      if (format.name === 'unit') units.push(...unitOf(row))
      else if (format.name === 'indicator') indicators.set(code, row.cell('unit'))
      else if (format.name === 'commodity') commodities.add(code)
      else if (kind !== null && !subjects.has(code)) subjects.set(code, kind)
    }
  }
  const unitCodes = new Set(units.map(({ code }) => code))
  return { units: new UnitTable(units), unitCodes, indicators, commodities, subjects }
}

async function* readableRows(dir: string, format: TableFormat): AsyncGenerator<Row> {
  try {
    yield* readTable(join(dir, `${format.name}.csv`), format, new Faults())
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
}

/** The kind of subject that a register holds; null for the tables that hold none. */
export function subjectKind(table: string): SubjectKind | null {
  if (table === 'region') return 'REGION'
  if (table === 'checkpoint') return 'CHECKPOINT'
  return SIMPLE_REGISTERS[table as keyof typeof SIMPLE_REGISTERS] ?? null
}

/** The words of a cell of type `words`. */
export function words(cell: string): string[] {
  return cell === '' ? [] : cell.split(' ')
}

function unitOf(row: Row): Unit[] {
  const factor = admitted(
    () => decimal(row.cell('factor')),
    () => undefined,
  )
  if (factor === null || factor.lte(0)) return []
  return [
    {
      code: row.cell('code'),
      dimension: row.cell('dimension'),
      factor: row.cell('factor'),
      nameZh: row.cell('name_zh'),
      nameEn: row.cell('name_en'),
      spellings: words(row.cell('spellings')),
    },
  ]
}
