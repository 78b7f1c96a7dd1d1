// Faults: what is wrong with a package, where, and what would be right. Checking collects all of them
// and a package with any is refused as a whole. Rules are named after Frictionless' error types.
import { ValueError } from '../values/value-error.ts'

export type Rule =
  /** datapackage.json */
  | 'package-error'
  | 'resource-error'
  | 'schema-error'
  /** a file as a whole */
  | 'encoding-error'
  | 'source-error'
  /** the header */
  | 'blank-label'
  | 'duplicate-label'
  | 'missing-label'
  | 'extra-label'
  | 'incorrect-label'
  /** rows and cells */
  | 'blank-row'
  | 'extra-cell'
  | 'missing-cell'
  | 'type-error'
  | 'constraint-error'
  | 'primary-key'
  | 'foreign-key'

/** A place in a file: the first line of the record, and the number of the field in it (in JSON: the character). */
export interface Place {
  readonly file: string
  readonly line: number
  readonly column: number
}

export interface Fault extends Place {
  readonly rule: Rule
  /** What was found, as the rest of a sentence: `"0x10" in value`. */
  readonly found: string
  /** What would be right, as the rest of a sentence: `a number`. */
  readonly expected: string
}

/** `file:line:column: rule: found …, expected …` */
export function faultText({ file, line, column, rule, found, expected }: Fault): string {
  return `${file}:${line}:${column}: ${rule}: found ${found}, expected ${expected}`
}

/** Characters that a terminal would obey or not show. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu

/** A word as it was found, in quotes, every character to be seen, and not too long to read. */
export function quoted(text: string): string {
  const json = JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text)
  return json.replace(UNSEEN, (unseen) => {
    const units = Array.from({ length: unseen.length }, (_, at) => unseen.charCodeAt(at))
    return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('')
  })
}

/** Collects the faults of a package. */
export class Faults {
  readonly #faults: Fault[] = []

  add({ file, line, column }: Place, rule: Rule, found: string, expected: string): void {
    this.#faults.push({ file, line, column, rule, found, expected })
  }

  get count(): number {
    return this.#faults.length
  }

  /** By file, in the order in which the files were read, then by place. */
  inOrder(): readonly Fault[] {
    const files = [...new Set(this.#faults.map(({ file }) => file))]
    return this.#faults.toSorted(
      (a, b) => files.indexOf(a.file) - files.indexOf(b.file) || a.line - b.line || a.column - b.column,
    )
  }
}

/** What `read` answers, or null after telling `refused` what was wrong where it throws a ValueError. */
export function admitted<Result>(read: () => Result, refused: (error: ValueError) => void): Result | null {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof ValueError)) throw error
    refused(error)
    return null
  }
}
