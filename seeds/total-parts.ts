// Totals and the figures that they are the totals of: a part is another row of the table, before the total or
// after it. Only totals whose parts have not come yet are remembered.
import { quoted, type Faults, type Place } from './fault.ts'
import type { KeySet } from './key-set.ts'
import type { Row } from './read.ts'
import { ownText } from './text-file.ts'
import { words } from './vocabulary.ts'

interface Total {
  readonly key: string
  /** Parts that have not come yet, and the total itself, which never can be one. */
  readonly parts: readonly string[]
  readonly place: Place
}

/** How many totals may wait before those whose parts have come are let go. */
const FEW = 1000

export class TotalParts {
  readonly #keys: KeySet
  #waiting: Total[] = []
  #many = FEW

  /** `keys`: of the rows that have come. */
  constructor(keys: KeySet) {
    this.#keys = keys
  }

  /** A row whose cell `parts` is sound. */
  add(row: Row): void {
    const parts = row.cell('parts')
    if (parts === '') return
    this.#wait({ key: row.cell('key'), parts: words(parts), place: row.place('parts') })
    if (this.#waiting.length < this.#many) return
    const waiting = this.#waiting
    this.#waiting = []
    for (const total of waiting) this.#wait(total)
    this.#many = Math.max(FEW, 2 * this.#waiting.length)
  }

  /** After the last row: tells the parts that never came. */
  finish(faults: Faults): void {
    for (const { key, parts, place } of this.#waiting)
      for (const part of parts)
        if (part === key || !this.#keys.has(part))
          faults.add(
            place,
            'foreign-key',
            `${quoted(part)} in parts`,
            part === key ? 'other rows than the total itself' : 'the key of another row of this table',
          )
  }

  #wait({ key, parts, place }: Total): void {
    const waited = parts.filter((part) => part === key || !this.#keys.has(part))
    if (waited.length > 0) this.#waiting.push({ key: ownText(key), parts: waited.map(ownText), place })
  }
}
