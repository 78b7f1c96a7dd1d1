// Checking one cell by its column: required, type, list of values, length, and what a code refers to.
import type { SubjectKind } from '../db/lists.ts'
import { EXPECTED_NUMBER, isNumber } from '../values/decimal.ts'
import { nearest } from '../values/nearest.ts'
import { period } from '../values/period.ts'
import { admitted, quoted, type Faults } from './fault.ts'
import type { Column, Reference, TableFormat } from './format.ts'
import { expectedText, isFormula, LONGEST } from './plain-text.ts'
import type { Row } from './read.ts'
import { ownText } from './text-file.ts'
import { words, type Vocabulary } from './vocabulary.ts'

/** The grammar of codes and keys. */
export const CODE = /^[a-z0-9]+(?:-[a-z0-9]+)*$/
const EXPECTED_CODE = 'lower-case letters and digits joined by single hyphens'

/** Length as `evidence` counts it: white space ignored. */
export const printedLength = (text: string): number => [...text.replace(/\s/g, '')].length

/** What the rules over several cells ask of a row: is a cell sound, so that they tell no fault twice? */
export type Sound = (...columns: readonly string[]) => boolean

const ALL: Sound = () => true

/** How many texts of a column are remembered as sound. */
const REMEMBERED = 10_000

/** Checks the cells of a table's rows, each by itself. */
export class CellRules {
  readonly #columns: readonly Column[]
  readonly #certain: readonly ((text: string) => boolean)[]
  /** By column: texts that were found sound, where a column has few that come again and again. */
  readonly #known: readonly (Set<string> | null)[]
  readonly #vocabulary: Vocabulary
  readonly #faults: Faults

  constructor({ columns }: TableFormat, vocabulary: Vocabulary, faults: Faults) {
    this.#columns = columns
    this.#known = columns.map((column) => (comesAgain(column) ? new Set() : null))
    this.#certain = columns.map((column, at) => certainlySound(column, this.#known[at] ?? null))
    this.#vocabulary = vocabulary
    this.#faults = faults
  }

  /** Tells the faults of the cells; answers which of them are sound. */
  check(row: Row): Sound {
    let unsound: Set<string> | null = null
    for (let at = 0; at < this.#columns.length; at += 1) {
      const text = row.cells[at] ?? ''
      if (row.isPlain && this.#certain[at]?.(text) === true) continue
      const column = this.#columns[at]
      if (column && !this.#isSound(row, column, this.#known[at] ?? null))
        unsound = (unsound ?? new Set()).add(column.name)
    }
    if (unsound === null) return ALL
    const found = unsound
    return (...columns) => !columns.some((column) => found.has(column))
  }

  #isSound(row: Row, column: Column, known: Set<string> | null): boolean {
    if (!row.has(column.name)) return false
    const before = this.#faults.count
    checkCell(row, column, this.#vocabulary, this.#faults)
    if (this.#faults.count > before) return false
    if (known && known.size < REMEMBERED) known.add(ownText(row.cell(column.name)))
    return true
  }
}

const comesAgain = ({ type, enum: list, references }: Column): boolean =>
  list !== undefined || references !== undefined || type === 'period' || type === 'boolean'

/** Tells without a second look, for most texts, that there is no fault; `checkCell` has the last word on the others. */
function certainlySound(column: Column, known: ReadonlySet<string> | null): (text: string) => boolean {
  const emptyIsSound = column.required !== true
  if (known) return (text) => (text === '' ? emptyIsSound : known.has(text))
  const isShort = ({ length }: string) => length <= LONGEST
  if (column.type === 'code') return (text) => (text === '' ? emptyIsSound : isShort(text) && CODE.test(text))
  if (column.type === 'number')
    return (text) => (text === '' ? emptyIsSound : isShort(text) && isNumber(text))
  if (column.type !== 'string') return (text) => text === '' && emptyIsSound
  const { maxLength = LONGEST } = column
  return (text) =>
    text === ''
      ? emptyIsSound
      : text.length <= maxLength && isInk(text, 0) && isInk(text, text.length - 1) && !isFormula(text)
}

/** Is there certainly no white space? Latin letters, digits and Chinese characters are all that counts here. */
function isInk(text: string, at: number): boolean {
  const unit = text.charCodeAt(at)
  return (unit > 0x20 && unit < 0x7f) || (unit >= 0x4e00 && unit <= 0x9fff)
}

function checkCell(row: Row, column: Column, vocabulary: Vocabulary, faults: Faults): void {
  const text = row.cell(column.name)
  const place = row.place(column.name)
  if (text === '') {
    if (column.required === true)
      faults.add(place, 'constraint-error', `nothing in ${column.name}`, 'a value')
    return
  }
  const found = `${quoted(text)} in ${column.name}`
  if (text.trim() !== text) {
    faults.add(place, 'constraint-error', found, 'no white space at the start or the end of the cell')
    return
  }
  const expected = expectedText(text)
  if (expected !== null) {
    faults.add(place, 'constraint-error', found, expected)
    return
  }
  const expectedType = typeFault(column, text)
  if (expectedType !== null) {
    faults.add(place, 'type-error', found, expectedType)
    return
  }
  if (column.enum && !column.enum.includes(text))
    faults.add(place, 'constraint-error', found, `one of ${column.enum.join(', ')}`)
  if (column.maxLength !== undefined && printedLength(text) > column.maxLength)
    faults.add(
      place,
      'constraint-error',
      `${printedLength(text)} characters in ${column.name}`,
      `at most ${column.maxLength}, white space ignored`,
    )
  const { references } = column
  if (references === undefined) return
  for (const code of column.type === 'codes' ? words(text) : [text]) {
    const referred = referenceFault(references, code, vocabulary)
    if (referred !== null) faults.add(place, 'foreign-key', `${quoted(code)} in ${column.name}`, referred)
  }
}

/** What was expected of a cell of this type, or null where the text is one. */
function typeFault({ type }: Column, text: string): string | null {
  switch (type) {
    case 'string':
      return null
    case 'code':
      return CODE.test(text) ? null : EXPECTED_CODE
    case 'number':
      return isNumber(text) ? null : EXPECTED_NUMBER
    case 'period':
      return expectationOf(() => period(text))
    case 'boolean':
      return text === 'true' || text === 'false' ? null : 'true or false'
    case 'keys':
    case 'codes':
      return words(text).every((key) => CODE.test(key)) && isList(text)
        ? null
        : `keys (${EXPECTED_CODE}), each once, separated by one space`
    case 'words':
      return isList(text) ? null : 'words, each once, separated by one space'
  }
}

const isList = (text: string): boolean =>
  words(text).every((word) => /^\S+$/.test(word)) && new Set(words(text)).size === words(text).length

function expectationOf(read: () => unknown): string | null {
  let expected: string | null = null
  admitted(read, (error) => {
    expected = error.expected
  })
  return expected
}

/** What was expected of a code that refers to nothing, or null where it refers to something. */
function referenceFault(references: Reference, code: string, vocabulary: Vocabulary): string | null {
  switch (references) {
    case 'subject':
      return codeFault(code, 'a subject', vocabulary.subjects)
    case 'indicator':
      return codeFault(code, 'an indicator', vocabulary.indicators)
    case 'commodity':
      return codeFault(code, 'a commodity', vocabulary.commodities)
    case 'unit':
      return codeFault(code, 'a unit', vocabulary.unitCodes)
    // Which units are possible depends on the row's indicator.
    case 'printed unit':
      return null
    default:
      return subjectFault(code, references, vocabulary)
  }
}

interface Known {
  has(code: string): boolean
  keys(): Iterable<string>
}

/** What was expected of a code that is not among the known ones, or null where it is. */
export function codeFault(code: string, what: string, known: Known): string | null {
  return known.has(code) ? null : `the code of ${what}${nearest(code, known.keys())}`
}

/** What was expected of the code of a subject of one kind, or null where it is one. */
export function subjectFault(code: string, kind: SubjectKind, { subjects }: Vocabulary): string | null {
  const found = subjects.get(code)
  if (found === kind) return null
  const what = kind.toLowerCase().replace('_', ' ')
  if (found !== undefined) return `the code of a ${what}; this is a ${found.toLowerCase().replace('_', ' ')}`
  const codes = [...subjects].filter(([, one]) => one === kind).map(([known]) => known)
  return `the code of a ${what}${nearest(code, codes)}`
}
