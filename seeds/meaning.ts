// What a code means does not change under loaded figures: they are stored in their indicator's base unit,
// so the size of a unit and the unit of an indicator are fixed while figures were read by them.
import type { Db } from '../db/connection.ts'
import { figuresReadBy } from '../db/queries/admit.ts'
import { decimal } from '../values/decimal.ts'
import type { Package } from './datapackage.ts'
import { Faults, quoted } from './fault.ts'
import { readTable } from './read.ts'
import type { Vocabulary } from './vocabulary.ts'

const MEANING = { unit: ['dimension', 'factor'], indicator: ['unit'] } as const

/** Adds a fault for every unit and indicator of a vocabulary that would read loaded figures differently. */
export async function refuseNewMeanings(
  db: Db,
  pack: Package,
  before: Vocabulary,
  faults: Faults,
): Promise<void> {
  for (const { file, format } of pack.tables) {
    if (format.name !== 'unit' && format.name !== 'indicator') continue
    for await (const row of readTable(file, format, new Faults())) {
      const code = row.cell('code')
      for (const column of MEANING[format.name]) {
        const stored = meaning(before, code, column)
        if (stored === null || equals(stored, row.cell(column))) continue
        const figures = await figuresReadBy(db, format.name, code)
        if (figures === 0) continue
        faults.add(
          row.place(column),
          'constraint-error',
          `${quoted(row.cell(column))} in ${column}`,
          `${stored}: ${figures} loaded figures were read by it; give another code, or load into a new database`,
        )
      }
    }
  }
}

function meaning(
  vocabulary: Vocabulary,
  code: string,
  column: 'dimension' | 'factor' | 'unit',
): string | null {
  if (column === 'unit') return vocabulary.indicators.get(code) ?? null
  return vocabulary.unitCodes.has(code) ? vocabulary.units.unit(code)[column] : null
}

/** 1 and 1.0 are one factor. */
function equals(a: string, b: string): boolean {
  const isNumber = (text: string) => /^\d+(\.\d+)?$/.test(text)
  return a === b || (isNumber(a) && isNumber(b) && decimal(a).eq(b))
}
