// A key occurs once in its table; the fault of its second row names the line of the first.
import { quoted, Faults } from './fault.ts'
import type { TableFormat } from './format.ts'
import { KeySet } from './key-set.ts'
import { readTable, type Row } from './read.ts'
import type { Sound } from './cell.ts'
import { ownText } from './text-file.ts'

export class KeysOnce {
  /** The keys that have come. */
  readonly set = new KeySet()
  readonly #format: TableFormat
  readonly #faults: Faults
  /** Keys that seem to have come before, and those of them that were looked up. */
  #again = new Set<string>()
  readonly #settled = new Set<string>()

  constructor(format: TableFormat, faults: Faults) {
    this.#format = format
    this.#faults = faults
  }

  check(row: Row, sound: Sound): void {
    if (!sound(...this.#format.primaryKey)) return
    const key = this.#keyOf(row)
    if (!this.set.add(key) && !this.#settled.has(key)) this.#again.add(ownText(key))
  }

  /** Where keys came again, the file is read once more for the lines on which they are: tells their faults. */
  async settle(file: string): Promise<void> {
    if (this.#again.size === 0) return
    const { primaryKey } = this.#format
    const lines = new Map<string, number>()
    for await (const row of readTable(file, this.#format, new Faults())) {
      const key = this.#keyOf(row)
      if (!this.#again.has(key)) continue
      const first = lines.get(key)
      if (first === undefined) lines.set(ownText(key), row.line)
      else
        this.#faults.add(
          row.place(primaryKey[0] ?? ''),
          'primary-key',
          `${quoted(key)} again in ${primaryKey.join(', ')}`,
          `a key of its own: line ${first} has it`,
        )
    }
    for (const key of this.#again) this.#settled.add(key)
    this.#again = new Set()
  }

  #keyOf(row: Row): string {
    const [first = '', ...others] = this.#format.primaryKey
    return others.length === 0
      ? row.cell(first)
      : [first, ...others].map((column) => row.cell(column)).join(' ')
  }
}
