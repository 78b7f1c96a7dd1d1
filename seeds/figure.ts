// From the number as printed to the number as stored: the printed unit's exact factor into the
// indicator's base unit, and the two integers that a database adds exactly.
import { decimal, scaled } from '../values/decimal.ts'
import { shortProduct } from '../values/short-number.ts'
import type { Unit } from '../values/unit.ts'
import { placesOf } from './format.ts'
import { Memo } from './memo.ts'
import type { Row } from './read.ts'
import { OBSERVATION } from './source-format.ts'
import type { Vocabulary } from './vocabulary.ts'

export interface Normalised {
  /** Exact decimal text in the indicator's base unit. */
  readonly value: string
  readonly whole: number | bigint
  readonly nano: number
}

/** The unit that a row prints, and what its numbers are multiplied by. */
export interface PrintedUnit {
  readonly unit: Unit
  readonly base: Unit
  /** How many base units it is, where that is a whole number within reach. */
  readonly factor: number | null
}

const AT = placesOf(OBSERVATION, 'indicator', 'unit', 'value', 'printed', 'status')

const LARGEST_FACTOR = 1e12

/** Does a row state a growth and no figure, not even a missing one? */
export function isGrowthAlone(row: Row): boolean {
  return [AT.unit, AT.value, AT.printed, AT.status].every((place) => row.at(place) === '')
}

/** Reads the figures of one package. */
export class FigureReader {
  readonly #vocabulary: Vocabulary
  readonly #byIndicator = new Memo((indicator) => ({
    base: this.#baseUnit(indicator),
    printed: new Memo((spelling) => this.#printedUnit(indicator, spelling)),
  }))

  constructor(vocabulary: Vocabulary) {
    this.#vocabulary = vocabulary
  }

  /**
   * The unit that a row prints, in the dimension of its indicator; a growth alone prints none and has the base
   * unit. Throws ValueError naming the possible ones, or for an indicator that is unknown.
   */
  unitOf(row: Row): PrintedUnit {
    const { base, printed } = this.#byIndicator.of(row.at(AT.indicator))
    const spelling = row.at(AT.unit)
    return spelling === '' && isGrowthAlone(row) ? { unit: base, base, factor: 1 } : printed.of(spelling)
  }

  /** A strict number in the base unit. Throws ValueError where it cannot be stored exactly. */
  normalised(number: string, { unit, base, factor }: PrintedUnit): Normalised {
    const short = factor === null ? null : shortProduct(number, factor)
    if (short) return short
    const value = this.#vocabulary.units.convert(number, unit.code, base.code)
    return { value, ...scaled(decimal(value)) }
  }

  #baseUnit(indicator: string): Unit {
    return this.#vocabulary.units.unit(this.#vocabulary.indicators.get(indicator) ?? '')
  }

  #printedUnit(indicator: string, spelling: string): PrintedUnit {
    const base = this.#baseUnit(indicator)
    const unit = this.#vocabulary.units.printed(spelling, base.dimension)
    const factor = decimal(unit.factor).div(base.factor)
    const isShort = factor.isInteger() && factor.abs().lte(LARGEST_FACTOR)
    return { unit, base, factor: isShort ? factor.toNumber() : null }
  }
}
