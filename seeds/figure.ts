// From the number as printed to the number as stored: the printed unit's exact factor into the
// indicator's base unit, and the two integers that a database adds exactly.
import { decimal, scaled } from '../values/decimal.ts'
import type { Unit } from '../values/unit.ts'
import type { Row } from './read.ts'
import type { Vocabulary } from './vocabulary.ts'

export interface Normalised {
  /** Exact decimal text in the indicator's base unit. */
  readonly value: string
  readonly whole: bigint
  readonly nano: number
}

/** The base unit of the indicator of a row. Throws ValueError for an indicator that is unknown. */
export function baseUnit(row: Row, { indicators, units }: Vocabulary): Unit {
  return units.unit(indicators.get(row.cell('indicator')) ?? '')
}

/**
 * The unit that a row prints, in the dimension of its indicator; a growth alone prints none and has the base unit.
 * Throws ValueError naming the possible ones.
 */
export function printedUnit(row: Row, vocabulary: Vocabulary): Unit {
  const base = baseUnit(row, vocabulary)
  return isGrowthAlone(row) ? base : vocabulary.units.printed(row.cell('unit'), base.dimension)
}

/** Does a row state a growth and no figure, not even a missing one? */
export function isGrowthAlone(row: Row): boolean {
  return ['unit', 'value', 'printed', 'status'].every((column) => row.cell(column) === '')
}

/** A strict number of a row in the base unit. Throws ValueError where it cannot be stored exactly. */
export function normalised(number: string, row: Row, vocabulary: Vocabulary): Normalised {
  const value = vocabulary.units.convert(
    number,
    printedUnit(row, vocabulary).code,
    baseUnit(row, vocabulary).code,
  )
  return { value, ...scaled(decimal(value)) }
}
