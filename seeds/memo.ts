// What was read from a text, remembered: a large table has few periods, units and codes, again and again.
import { ownText } from './text-file.ts'

/** How many texts are remembered: enough for any real column, and no burden for a column of nothing but different ones. */
const REMEMBERED = 10_000

export class Memo<Read> {
  readonly #known = new Map<string, Read>()
  readonly #read: (text: string) => Read

  constructor(read: (text: string) => Read) {
    this.#read = read
  }

  /** What the text reads to; where reading throws, so does this. */
  of(text: string): Read {
    const known = this.#known.get(text)
    if (known !== undefined) return known
    const found = this.#read(text)
    if (this.#known.size < REMEMBERED) this.#known.set(ownText(text), found)
    return found
  }
}
