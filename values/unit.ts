// Units of measure: a number converts only within its dimension, by exact decimal factors.
// The table itself is data (seeds/vocabulary/unit.csv); this file knows only the rules.
import { decimal, decimalText, quotient, type ExactDecimal } from './decimal.ts'
import { nearest } from './nearest.ts'
import { ValueError } from './value-error.ts'

export interface Unit {
  /** Stable code, e.g. "10kt". */
  readonly code: string
  /** What it measures; units convert within one dimension only. */
  readonly dimension: string
  /** How many of the dimension's reference unit (the one of factor 1) it is: exact decimal text. */
  readonly factor: string
  readonly nameZh: string
  readonly nameEn: string
  /** Spellings found in sources, e.g. 万吨. */
  readonly spellings: readonly string[]
}

export class UnitTable {
  readonly #byCode: ReadonlyMap<string, Unit>
  readonly #spellings: readonly string[]

  constructor(units: Iterable<Unit>) {
    const all = [...units]
    this.#byCode = new Map(all.map((unit) => [unit.code, unit]))
    this.#spellings = all.flatMap((unit) => unit.spellings)
  }

  /** The unit of a code. Throws ValueError naming the nearest code. */
  unit(code: string): Unit {
    const unit = this.#byCode.get(code)
    if (!unit) throw new ValueError(code, `a unit${nearest(code, this.#byCode.keys())}`)
    return unit
  }

  /**
   * The unit of a printed spelling (万吨) or a code. One spelling may stand in several dimensions (万人 are
   * persons, and person-trips in a count of travellers): `dimension` decides.
   * Throws ValueError naming the nearest spelling, or the units of the dimension.
   */
  printed(spelling: string, dimension: string): Unit {
    const candidates = [...this.#byCode.values()].filter(
      (unit) => unit.code === spelling || unit.spellings.includes(spelling),
    )
    if (candidates.length === 0)
      throw new ValueError(spelling, `a printed unit${nearest(spelling, this.#spellings)}`)
    const unit = candidates.find((candidate) => candidate.dimension === dimension)
    if (!unit)
      throw new ValueError(
        spelling,
        `a unit of ${dimension}, one of: ${this.ofDimension(dimension).join(', ')}`,
      )
    return unit
  }

  /** Codes of all units of a dimension, in the table's order. */
  ofDimension(dimension: string): readonly string[] {
    return [...this.#byCode.values()].filter((unit) => unit.dimension === dimension).map((unit) => unit.code)
  }

  /** value in `from` as a number in `to`. Throws ValueError that lists the possible units. */
  convert(value: string, from: string, to: string): string {
    const [source, target] = [this.unit(from), this.#targetOf(from, to)]
    return source.code === target.code
      ? decimalText(decimal(value))
      : decimalText(converted(decimal(value), source, target))
  }

  #targetOf(from: string, to: string): Unit {
    const { dimension } = this.unit(from)
    const target = this.#byCode.get(to)
    if (target?.dimension === dimension) return target
    throw new ValueError(to, `a unit of ${dimension}, one of: ${this.ofDimension(dimension).join(', ')}`)
  }
}

function converted(value: ExactDecimal, from: Unit, to: Unit): ExactDecimal {
  return quotient(value.times(from.factor), decimal(to.factor))
}
