// Checking a package: every fault of every file in one pass, so that an editor mends them in one go.
// Nothing is written here; `load` asks first and refuses a package with any fault.
import type { Sound } from './cell.ts'
import { checkCells } from './cell.ts'
import { SourceRules } from './check-source.ts'
import { VocabularyRules } from './check-vocabulary.ts'
import { readDescriptor, type Package, type Table } from './datapackage.ts'
import { Faults, quoted, type Fault } from './fault.ts'
import type { TableFormat } from './format.ts'
import { readTable, type Row } from './read.ts'
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
    const rules =
      pack.role === 'vocabulary' ? new VocabularyRules(known, faults) : new SourceRules(known, faults)
    for (const table of pack.tables) {
      await checkTable(table, rules, known, faults, () => {
        onRow((rows += 1))
      })
    }
  }
  return { package: pack, faults: faults.inOrder(), rows }
}

interface Rules {
  check(table: TableFormat, row: Row, sound: Sound): void
  finish(table: string): void
}

async function checkTable(
  { file, format }: Table,
  rules: Rules,
  vocabulary: Vocabulary,
  faults: Faults,
  onRow: () => void,
): Promise<void> {
  const keys = new KeysOnce(format, faults)
  for await (const row of readTable(file, format, faults)) {
    const sound = checkCells(row, format, vocabulary, faults)
    keys.check(row, sound)
    rules.check(format, row, sound)
    onRow()
  }
  rules.finish(format.name)
}

/** A key occurs once; the fault of its second row names the line of the first. */
class KeysOnce {
  readonly #format: TableFormat
  readonly #faults: Faults
  readonly #lines = new Map<string, number>()

  constructor(format: TableFormat, faults: Faults) {
    this.#format = format
    this.#faults = faults
  }

  check(row: Row, sound: Sound): void {
    const { primaryKey } = this.#format
    if (!sound(...primaryKey)) return
    const key = primaryKey.map((column) => row.cell(column)).join(' ')
    const first = this.#lines.get(key)
    if (first === undefined) this.#lines.set(key, row.line)
    else
      this.#faults.add(
        row.place(primaryKey[0] ?? ''),
        'primary-key',
        `${quoted(key)} again in ${primaryKey.join(', ')}`,
        `a key of its own: line ${first} has it`,
      )
  }
}
