// The rules over several cells of a figure: printed and value, unit and indicator, status, range, growth.
import type { Status } from '../db/lists.ts'
import { decimal } from '../values/decimal.ts'
import { printedNumber, type PrintedNumber } from '../values/printed-number.ts'
import type { Sound } from './cell.ts'
import { admitted, quoted, type Faults } from './fault.ts'
import type { FigureReader } from './figure.ts'
import { placesOf } from './format.ts'
import type { Row } from './read.ts'
import { OBSERVATION } from './source-format.ts'

/** Statuses of a figure that is not there. */
const WITHOUT_VALUE: readonly string[] = ['MISSING', 'NOT_APPLICABLE', 'SUPPRESSED'] satisfies Status[]

const GROWTH_COLUMNS = ['growth_printed', 'growth_value', 'growth_unit', 'growth_basis'] as const
const GROWTH = [...GROWTH_COLUMNS, 'growth_qualifier', 'growth_base_period'] as const
const FIGURE = ['value', 'value_max', 'status', 'printed', 'qualifier', 'unit'] as const

const AT = placesOf(OBSERVATION, ...FIGURE, ...GROWTH)
const GROWTH_PLACES = GROWTH.map((column) => AT[column])

/** Checks the figures of one package. */
export class ObservationRules {
  readonly #figures: FigureReader
  readonly #faults: Faults

  constructor(figures: FigureReader, faults: Faults) {
    this.#figures = figures
    this.#faults = faults
  }

  check(row: Row, sound: Sound): void {
    const faults = this.#faults
    if (sound('unit', 'indicator')) this.#checkUnit(row, sound)
    if (sound('value', 'status', 'printed', 'growth_value')) checkPresence(row, faults)
    if (sound('value', 'value_max', 'qualifier')) checkRange(row, faults)
    if (sound('printed', 'value', 'value_max', 'unit')) checkPrinted(row, faults)
    if (sound(...GROWTH)) checkGrowth(row, faults)
  }

  /** The unit measures what the indicator's base unit measures, and the figure in it can be stored exactly. */
  #checkUnit(row: Row, sound: Sound): void {
    const unit = admitted(
      () => this.#figures.unitOf(row),
      ({ found, expected }) => {
        this.#faults.add(row.place('unit'), 'constraint-error', `${quoted(found)} in unit`, expected)
      },
    )
    if (unit === null) return
    for (const column of ['value', 'value_max'] as const) {
      if (row.at(AT[column]) === '' || !sound(column)) continue
      admitted(
        () => this.#figures.normalised(row.at(AT[column]), unit),
        ({ found, expected }) => {
          const inBase = `${quoted(row.cell(column))} in ${column}, which is ${found}`
          this.#faults.add(row.place(column), 'constraint-error', inBase, expected)
        },
      )
    }
  }
}

/** A missing figure has no value, every other one has: a value, or at least a growth. */
function checkPresence(row: Row, faults: Faults): void {
  const status = row.at(AT.status) || 'NORMAL'
  const [value, printed] = [row.at(AT.value), row.at(AT.printed)]
  if (WITHOUT_VALUE.includes(status)) {
    if (value !== '')
      faults.add(
        row.place('value'),
        'constraint-error',
        `${quoted(value)} in value`,
        `no value with ${status}`,
      )
    else if (readable(printed))
      faults.add(
        row.place('printed'),
        'constraint-error',
        `${quoted(printed)} in printed`,
        `"-" or nothing with ${status}`,
      )
  } else if (value === '' && (printed !== '' || row.at(AT.growth_value) === '')) {
    faults.add(
      row.place('value'),
      'constraint-error',
      printed === '' ? 'nothing in value' : `nothing in value beside ${quoted(printed)} in printed`,
      `a value, or a growth alone, or one of ${WITHOUT_VALUE.join(', ')} in status`,
    )
  }
}

function readable(printed: string): boolean {
  return (
    admitted(
      () => printedNumber(printed),
      () => undefined,
    ) !== null
  )
}

/** RANGE and value_max come together, and the range goes upwards. */
function checkRange(row: Row, faults: Faults): void {
  const [qualifier, value, valueMax] = [row.at(AT.qualifier), row.at(AT.value), row.at(AT.value_max)]
  if (qualifier === 'RANGE' && valueMax === '')
    faults.add(row.place('value_max'), 'constraint-error', 'nothing in value_max', 'a value with RANGE')
  if (qualifier !== 'RANGE' && valueMax !== '')
    faults.add(
      row.place('qualifier'),
      'constraint-error',
      `${quoted(qualifier)} in qualifier`,
      'RANGE, because value_max is given',
    )
  if (value !== '' && valueMax !== '' && decimal(valueMax).lte(value))
    faults.add(
      row.place('value_max'),
      'constraint-error',
      `${quoted(valueMax)} in value_max`,
      `more than value, ${value}`,
    )
}

/** A number that reads to itself, whatever its unit. */
const AS_PRINTED = /^(?:0|[1-9]\d*)(?:\.\d+)?$/

/** `printed` reads to `value` and `value_max` digit for digit: 8.4 for a printed 8.40 would lose its precision. */
function checkPrinted(row: Row, faults: Faults): void {
  const [printed, value, valueMax] = [row.at(AT.printed), row.at(AT.value), row.at(AT.value_max)]
  if (value === '' || (printed === value && valueMax === '' && AS_PRINTED.test(value))) return
  if (printed === '') {
    faults.add(row.place('printed'), 'constraint-error', 'nothing in printed', 'the number as it is printed')
    return
  }
  const read = readPrinted(row, 'printed', row.at(AT.unit), faults)
  if (read === null) return
  if (read.value !== value)
    faults.add(
      row.place('value'),
      'constraint-error',
      `${quoted(value)} in value`,
      `${read.value}, as ${quoted(printed)} in printed reads`,
    )
  if ((read.valueMax ?? '') !== valueMax)
    faults.add(
      row.place('value_max'),
      'constraint-error',
      `${valueMax === '' ? 'nothing' : quoted(valueMax)} in value_max`,
      `${read.valueMax ?? 'nothing'}, as ${quoted(printed)} in printed reads`,
    )
}

function readPrinted(row: Row, column: string, unit: string, faults: Faults): PrintedNumber | null {
  return admitted(
    () => printedNumber(row.cell(column), unit),
    ({ found, expected }) => {
      faults.add(row.place(column), 'type-error', `${quoted(found)} in ${column}`, expected)
    },
  )
}

/** A growth is whole or absent, reads as printed, and names a base period exactly where its basis is one. */
function checkGrowth(row: Row, faults: Faults): void {
  if (GROWTH_PLACES.every((place) => row.at(place) === '')) return
  const given = GROWTH_COLUMNS.filter((column) => row.cell(column) !== '')
  const absent = GROWTH_COLUMNS.filter((column) => row.cell(column) === '')
  if (given.length > 0) {
    for (const column of absent)
      faults.add(
        row.place(column),
        'constraint-error',
        `nothing in ${column}`,
        `a value, because ${given.join(', ')} ${given.length === 1 ? 'is' : 'are'} given`,
      )
    if (absent.length === 0) checkGrowthNumber(row, faults)
  }
  checkGrowthBase(row, given.length > 0, faults)
}

function checkGrowthNumber(row: Row, faults: Faults): void {
  const value = row.at(AT.growth_value)
  const read = readPrinted(row, 'growth_printed', row.at(AT.growth_unit), faults)
  if (read !== null && (read.valueMax !== null || read.value !== value))
    faults.add(
      row.place('growth_value'),
      'constraint-error',
      `${quoted(value)} in growth_value`,
      `${read.valueMax === null ? read.value : 'one number'}, as ${quoted(row.at(AT.growth_printed))} reads`,
    )
}

function checkGrowthBase(row: Row, hasGrowth: boolean, faults: Faults): void {
  const [qualifier, base] = [row.at(AT.growth_qualifier), row.at(AT.growth_base_period)]
  const expectsBase = row.at(AT.growth_basis) === 'PERIOD'
  if (expectsBase && base === '')
    faults.add(
      row.place('growth_base_period'),
      'constraint-error',
      'nothing in growth_base_period',
      'a period, because the basis is PERIOD',
    )
  if (!expectsBase && base !== '')
    faults.add(
      row.place('growth_base_period'),
      'constraint-error',
      `${quoted(base)} in growth_base_period`,
      'nothing unless the basis is PERIOD',
    )
  if (qualifier === 'RANGE' || (qualifier !== '' && !hasGrowth))
    faults.add(
      row.place('growth_qualifier'),
      'constraint-error',
      `${quoted(qualifier)} in growth_qualifier`,
      hasGrowth ? 'a qualifier of one number' : 'nothing without a growth',
    )
}
