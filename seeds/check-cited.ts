// The rules of what sources say beside statements and figures: texts are there in both languages, a
// profile says something, a milestone has a date, a tree is in reading order.
import type { Sound } from './cell.ts'
import { quoted, type Faults } from './fault.ts'
import type { TableFormat } from './format.ts'
import type { Row } from './read.ts'
import { ownText } from './text-file.ts'

/** Texts in our own words are told in both languages; names may lack an English form that nobody supports. */
const OWN_WORDS = [
  'features',
  'role',
  'event',
  'function',
  'goods',
  'problem',
  'remedy',
  'summary',
  'inferred',
]

/** The pairs of columns of a table that hold one text in both languages. */
export const languagePairs = ({ columns }: TableFormat): readonly (readonly [string, string])[] =>
  OWN_WORDS.map((name) => [`${name}_zh`, `${name}_en`] as const).filter(([zh]) =>
    columns.some((column) => column.name === zh),
  )

/** A text that stands in one language stands in the other too. */
export function checkLanguages(
  row: Row,
  pairs: readonly (readonly [string, string])[],
  sound: Sound,
  faults: Faults,
): void {
  for (const [zh, en] of pairs) {
    if (!sound(zh, en)) continue
    const [inChinese, inEnglish] = [row.cell(zh) !== '', row.cell(en) !== '']
    if (inChinese === inEnglish) continue
    const [empty, full] = inChinese ? [en, zh] : [zh, en]
    faults.add(row.place(empty), 'constraint-error', `nothing in ${empty}`, `a text, as in ${full}`)
  }
}

export function checkProfile(row: Row, sound: Sound, faults: Faults): void {
  const texts = ['features_zh', 'features_en', 'role_zh', 'role_en']
  if (sound(...texts) && texts.every((text) => row.cell(text) === ''))
    faults.add(row.place('features_zh'), 'constraint-error', 'an empty profile', 'features or a role')
}

/** Rows of a tree: what a row lies in stands before it. */
export class Tree {
  readonly #faults: Faults
  readonly #keys = new Set<string>()

  constructor(faults: Faults) {
    this.#faults = faults
  }

  check(row: Row, column: string, sound: Sound): void {
    const parent = row.cell(column)
    if (sound(column) && parent !== '' && !this.#keys.has(parent))
      this.#faults.add(
        row.place(column),
        'foreign-key',
        `${quoted(parent)} in ${column}`,
        'the key of a row before it',
      )
    this.#keys.add(ownText(row.cell('key')))
  }
}

/** A place along a chain is a whole number from 1. */
export function checkStage(row: Row, sound: Sound, faults: Faults): void {
  const position = row.cell('position')
  if (sound('position') && !/^[1-9]\d*$/.test(position))
    faults.add(
      row.place('position'),
      'constraint-error',
      `${quoted(position)} in position`,
      'a whole number from 1',
    )
}
