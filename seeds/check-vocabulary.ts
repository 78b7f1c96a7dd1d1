// The rules of the vocabulary over several cells, rows and tables: units that convert, codes that are
// one of a kind, trees that are trees, aliases of something.
import type { AliasKind } from '../db/lists.ts'
import { decimal } from '../values/decimal.ts'
import { codeFault, type Sound } from './cell.ts'
import { quoted, type Faults, type Place } from './fault.ts'
import type { Row } from './read.ts'
import { subjectKind, words, type Vocabulary } from './vocabulary.ts'

/** Checks the rows of the vocabulary's tables in their order; `finish` after a table's last row. */
export class VocabularyRules {
  readonly #vocabulary: Vocabulary
  readonly #faults: Faults
  /** Dimension → its first unit, and whether it has one of factor 1. */
  readonly #dimensions = new Map<string, { place: Place; hasReference: boolean }>()
  /** Dimension and spelling → the unit that has it. */
  readonly #spellings = new Map<string, string>()
  /** Subject → where it is registered. */
  readonly #subjects = new Map<string, Place>()
  /** Code → its parent, in the table that is being read. */
  #parents = new Map<string, { parent: string; place: Place }>()

  constructor(vocabulary: Vocabulary, faults: Faults) {
    this.#vocabulary = vocabulary
    this.#faults = faults
  }

  check(table: string, row: Row, sound: Sound): void {
    if (table === 'unit' && sound('code', 'dimension', 'factor', 'spellings')) this.#checkUnit(row)
    if (table === 'checkpoint' && sound('code', 'port', 'mode')) this.#checkCheckpoint(row)
    if (table === 'alias' && sound('kind', 'code')) this.#checkAlias(row)
    if (subjectKind(table) !== null && sound('code')) this.#checkSubject(row)
    if (row.has('parent') && sound('code', 'parent') && row.cell('parent') !== '')
      this.#parents.set(row.cell('code'), { parent: row.cell('parent'), place: row.place('parent') })
  }

  finish(table: string): void {
    if (table === 'unit')
      for (const [dimension, { place, hasReference }] of this.#dimensions)
        if (!hasReference)
          this.#faults.add(
            place,
            'constraint-error',
            `${quoted(dimension)}, a dimension without a reference unit`,
            'one of its units to have the factor 1',
          )
    for (const [code, { place }] of this.#parents)
      if (this.#liesInItself(code))
        this.#faults.add(place, 'constraint-error', `${quoted(code)}, which lies in itself`, 'a tree')
    this.#parents = new Map()
  }

  #checkUnit(row: Row): void {
    const [code, dimension, factor] = [row.cell('code'), row.cell('dimension'), decimal(row.cell('factor'))]
    if (factor.lte(0)) {
      const found = `${quoted(row.cell('factor'))} in factor`
      this.#faults.add(row.place('factor'), 'constraint-error', found, 'a number above 0')
    }
    const known = this.#dimensions.get(dimension)
    this.#dimensions.set(dimension, {
      place: known?.place ?? row.place('dimension'),
      hasReference: factor.eq(1) || known?.hasReference === true,
    })
    for (const spelling of new Set([code, ...words(row.cell('spellings'))])) {
      const other = this.#spellings.get(`${dimension} ${spelling}`)
      if (other !== undefined)
        this.#faults.add(
          row.place('spellings'),
          'constraint-error',
          `${quoted(spelling)} for ${code}, which ${other} of the same dimension has too`,
          'one unit of a dimension for one spelling',
        )
      this.#spellings.set(`${dimension} ${spelling}`, code)
    }
  }

  #checkCheckpoint(row: Row): void {
    const expected = `${row.cell('port')}-${row.cell('mode').toLowerCase()}`
    if (row.cell('code') !== expected)
      this.#faults.add(
        row.place('code'),
        'constraint-error',
        `${quoted(row.cell('code'))} in code`,
        `${expected}: the port and the mode`,
      )
  }

  #checkAlias(row: Row): void {
    const [kind, code] = [row.cell('kind'), row.cell('code')]
    const { subjects, indicators, commodities } = this.#vocabulary
    const known = { SUBJECT: subjects, INDICATOR: indicators, COMMODITY: commodities }[kind as AliasKind]
    const expected = codeFault(code, `a known ${kind.toLowerCase()}`, known)
    if (expected !== null)
      this.#faults.add(row.place('code'), 'foreign-key', `${quoted(code)} in code`, expected)
  }

  /** A code is one subject's, whatever table it stands in; twice in one table is that table's key's fault. */
  #checkSubject(row: Row): void {
    const first = this.#subjects.get(row.cell('code'))
    if (first === undefined) this.#subjects.set(row.cell('code'), row.place('code'))
    else if (first.file !== row.file)
      this.#faults.add(
        row.place('code'),
        'primary-key',
        `${quoted(row.cell('code'))} again`,
        `a code of its own: it stands in ${first.file}:${first.line}`,
      )
  }

  #liesInItself(code: string): boolean {
    const seen = new Set<string>()
    for (let at = this.#parents.get(code); at !== undefined; at = this.#parents.get(at.parent)) {
      if (at.parent === code) return true
      if (seen.has(at.parent)) return false
      seen.add(at.parent)
    }
    return false
  }
}
