// Verifying packages against the source texts: every evidence phrase stands in its text exactly once, and
// every printed number stands in its phrase as a whole number. White space counts on neither side, because
// a text's lines break anywhere.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readDescriptor, type Package } from './datapackage.ts'
import { Faults, quoted, type Fault } from './fault.ts'
import { readTable, type Row } from './read.ts'

export interface Verified {
  readonly package: string
  readonly phrases: number
  /** Phrases that stand in the text once and hold their printed numbers. */
  readonly found: number
  readonly faults: readonly Fault[]
}

/** The text that a package cites is not there: nothing can be said of its phrases. */
export class TextMissing extends Error {}

/** Verifies the package in a folder; null for the vocabulary, which cites nothing. Throws TextMissing. */
export async function verify(dir: string, texts: string): Promise<Verified | null> {
  const faults = new Faults()
  const pack = readDescriptor(dir, faults)
  if (pack?.role === 'vocabulary') return null
  if (!pack?.publication) return { package: dir, phrases: 0, found: 0, faults: faults.inOrder() }
  const text = withoutSpace(sourceText(join(texts, pack.publication.text)))
  let [phrases, found] = [0, 0]
  for await (const row of evidenceRows(pack)) {
    const before = faults.count
    checkEvidence(row, text, faults)
    checkPrinted(row, 'printed', faults)
    checkPrinted(row, 'growth_printed', faults)
    phrases += 1
    if (faults.count === before) found += 1
  }
  return { package: pack.code, phrases, found, faults: faults.inOrder() }
}

function sourceText(file: string): string {
  if (!existsSync(file)) throw new TextMissing(`no source text ${file}`)
  return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file))
}

async function* evidenceRows({ tables }: Package): AsyncGenerator<Row> {
  for (const { file, format } of tables) yield* readTable(file, format, new Faults())
}

const withoutSpace = (text: string): string => text.replace(/\s+/g, '')

function checkEvidence(row: Row, text: string, faults: Faults): void {
  const phrase = withoutSpace(row.cell('evidence'))
  const times = phrase === '' ? 0 : occurrences(phrase, text)
  if (times === 1) return
  const found = `${quoted(row.cell('evidence'))} ${times === 0 ? 'nowhere' : `${times} times`} in the text`
  faults.add(row.place('evidence'), 'constraint-error', found, 'a phrase that stands in it exactly once')
}

/** How often a phrase stands in a text, overlapping ones too. */
export function occurrences(phrase: string, text: string): number {
  let count = 0
  for (let at = text.indexOf(phrase); at >= 0; at = text.indexOf(phrase, at + 1)) count += 1
  return count
}

function checkPrinted(row: Row, column: string, faults: Faults): void {
  const printed = row.cell(column)
  if (printed === '' || containsNumber(row.cell('evidence'), printed)) return
  faults.add(
    row.place(column),
    'constraint-error',
    `${quoted(printed)} in ${column}`,
    `a whole number of the evidence ${quoted(row.cell('evidence'))}`,
  )
}

const DIGIT = '0-9０-９'
const NUMERAL = '一二三四五六七八九十百千两'

/** Does the number as printed stand in the phrase as a whole number, and not as part of a longer one? */
export function containsNumber(phrase: string, printed: string): boolean {
  const characters = [...withoutSpace(printed)].map((character) =>
    character.replace(/[\\^$.*+?()[\]{}|/]/, '\\$&'),
  )
  const body = characters.join('\\s*')
  const neighbours = new RegExp(`^[${NUMERAL}]`, 'u').test(printed) ? DIGIT + NUMERAL : DIGIT
  const before = `(?<![${neighbours}.．]|[${DIGIT}]亿|(?:^|[^${DIGIT}])[-−])`
  const after = `(?![${neighbours}]|[.．][${DIGIT}]|亿[${DIGIT}])`
  return new RegExp(before + body + after, 'u').test(phrase)
}
