// Checking a package: every fault of every file in one pass, so that an editor mends them in one go.
// `load` writes a source's rows as they come out of the same pass, and takes them back where one has a fault.
import { CellRules, type Sound } from './cell.ts'
import { SourceRules } from './check-source.ts'
import { VocabularyRules } from './check-vocabulary.ts'
import { readDescriptor, type Package, type Table } from './datapackage.ts'
import { Faults, type Fault } from './fault.ts'
import { FigureReader } from './figure.ts'
import type { KeySet } from './key-set.ts'
import { KeysOnce } from './keys-once.ts'
import { readBatches, type Row } from './read.ts'
import { vocabularyInPackage, type Vocabulary } from './vocabulary.ts'

export interface Checked {
  /** null where the descriptor is too broken to know the tables. */
  readonly package: Package | null
  readonly faults: readonly Fault[]
  readonly rows: number
}

/** Checks the package in a folder. A vocabulary is checked against itself, a source against `vocabulary`. */
export async function check(
  dir: string,
  vocabulary: () => Promise<Vocabulary>,
  onRow: (rows: number) => void = () => undefined,
): Promise<Checked> {
  const faults = new Faults()
  const pack = readDescriptor(dir, faults)
  let rows = 0
  if (pack) {
    const known = pack.role === 'vocabulary' ? await vocabularyInPackage(dir) : await vocabulary()
    const checker = new Checker(pack, known, faults)
    for (const table of pack.tables)
      for await (const batch of checker.rows(table))
        batch.forEach(() => {
          onRow((rows += 1))
        })
  }
  return { package: pack, faults: faults.inOrder(), rows }
}

interface Rules {
  begin?(table: string, keys: KeySet): void
  check(table: string, row: Row, sound: Sound): void
  finish(table: string): void
}

/** Checks the tables of one package, in their order. */
export class Checker {
  /** What its figures are read by. */
  readonly figures: FigureReader
  readonly #rules: Rules
  readonly #vocabulary: Vocabulary
  readonly #faults: Faults

  constructor({ role }: Package, vocabulary: Vocabulary, faults: Faults) {
    this.figures = new FigureReader(vocabulary)
    this.#vocabulary = vocabulary
    this.#faults = faults
    this.#rules =
      role === 'vocabulary'
        ? new VocabularyRules(vocabulary, faults)
        : new SourceRules(vocabulary, this.figures, faults)
  }

  /** The rows of a table, some at a time, once their faults are told; those over the whole table follow the last. */
  async *rows({ file, format }: Table): AsyncGenerator<readonly Row[]> {
    const cells = new CellRules(format, this.#vocabulary, this.#faults)
    const keys = new KeysOnce(format, this.#faults)
    this.#rules.begin?.(format.name, keys.set)
    for await (const rows of readBatches(file, format, this.#faults)) {
      for (const row of rows) {
        const sound = cells.check(row)
        keys.check(row, sound)
        this.#rules.check(format.name, row, sound)
      }
      // Whoever writes the rows must not meet a key twice.
      if (this.#faults.count === 0) await keys.settle(file)
      yield rows
    }
    await keys.settle(file)
    this.#rules.finish(format.name)
  }
}
