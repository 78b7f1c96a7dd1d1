// The rules of a source's rows, table by table, and those over whole tables: what a row refers to by key
// must be there.
import type { Sound } from './cell.ts'
import { checkLanguages, checkProfile, checkStage, languagePairs, Tree } from './check-cited.ts'
import { ObservationRules } from './check-observation.ts'
import { checkStatement } from './check-statement.ts'
import { quoted, type Faults } from './fault.ts'
import type { FigureReader } from './figure.ts'
import { KeySet } from './key-set.ts'
import type { Row } from './read.ts'
import { SOURCE_TABLES } from './source-format.ts'
import { TotalParts } from './total-parts.ts'
import type { Vocabulary } from './vocabulary.ts'

const PAIRS = new Map(SOURCE_TABLES.map((format) => [format.name, languagePairs(format)]))

/** Checks the rows of a source's tables in their order; `finish` after a table's last row. */
export class SourceRules {
  readonly #vocabulary: Vocabulary
  readonly #faults: Faults
  readonly #programmes: Tree
  readonly #observation: ObservationRules
  /** The languages of the table that is being read. */
  #pairs: readonly (readonly [string, string])[] = []
  /** The figures of the package; none before their table begins. */
  #figures = new KeySet()
  #totals = new TotalParts(this.#figures)

  constructor(vocabulary: Vocabulary, figures: FigureReader, faults: Faults) {
    this.#vocabulary = vocabulary
    this.#faults = faults
    this.#programmes = new Tree(faults)
    this.#observation = new ObservationRules(figures, faults)
  }

  begin(table: string, keys: KeySet): void {
    this.#pairs = PAIRS.get(table) ?? []
    if (table !== 'observation') return
    this.#figures = keys
    this.#totals = new TotalParts(keys)
  }

  check(table: string, row: Row, sound: Sound): void {
    if (this.#pairs.length > 0) checkLanguages(row, this.#pairs, sound, this.#faults)
    switch (table) {
      case 'statement':
        checkStatement(row, sound, this.#vocabulary, this.#faults)
        return
      case 'profile':
        checkProfile(row, sound, this.#faults)
        return
      case 'stage':
        checkStage(row, sound, this.#faults)
        return
      case 'programme':
        this.#programmes.check(row, 'parent', sound)
        return
      case 'observation':
        this.#observation.check(row, sound)
        if (sound('parts')) this.#totals.add(row)
        return
      case 'need':
        if (sound('demand')) this.#checkDemand(row)
    }
  }

  finish(table: string): void {
    if (table === 'observation') this.#totals.finish(this.#faults)
  }

  #checkDemand(row: Row): void {
    const demand = row.cell('demand')
    if (demand !== '' && !this.#figures.has(demand))
      this.#faults.add(
        row.place('demand'),
        'foreign-key',
        `${quoted(demand)} in demand`,
        'the key of a figure of this package',
      )
  }
}
