// Which rows of those that were there have come again: a bit for each id between the first and the last.

export class SeenIds {
  readonly #first: number
  readonly #last: number
  readonly #bits: Uint8Array

  constructor(first: number, last: number) {
    this.#first = first
    this.#last = last
    this.#bits = new Uint8Array(((last - first) >>> 3) + 1)
  }

  add(id: number): void {
    const place = id - this.#first
    if (id >= this.#first && id <= this.#last)
      this.#bits[place >>> 3] = (this.#bits[place >>> 3] ?? 0) | (1 << (place & 7))
  }

  /** Was a row there that has not come again? */
  misses(id: number): boolean {
    if (id < this.#first || id > this.#last) return false
    const place = id - this.#first
    return ((this.#bits[place >>> 3] ?? 0) & (1 << (place & 7))) === 0
  }
}
