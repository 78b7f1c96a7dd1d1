interface Kept<Value> {
  readonly value: Value
  readonly size: number
}

/**
 * Values by text, as many as fit; the least recently used goes first. Whatever is kept for clients is kept
 * here, so that no number of distinct questions can fill the memory.
 */
export class BoundedMap<Value> {
  readonly #kept = new Map<string, Kept<Value>>()
  readonly #capacity: number
  readonly #sizeOf: (value: Value, key: string) => number
  #size = 0

  /** `sizeOf` is in the unit of `capacity`. */
  constructor(capacity: number, sizeOf: (value: Value, key: string) => number) {
    this.#capacity = capacity
    this.#sizeOf = sizeOf
  }

  get(key: string): Value | undefined {
    const kept = this.#kept.get(key)
    if (!kept) return undefined
    this.#kept.delete(key)
    this.#kept.set(key, kept)
    return kept.value
  }

  set(key: string, value: Value): void {
    this.#forget(key)
    const size = this.#sizeOf(value, key)
    if (size > this.#capacity) return
    this.#kept.set(key, { value, size })
    this.#size += size
    for (const oldest of this.#kept.keys()) {
      if (this.#size <= this.#capacity) return
      this.#forget(oldest)
    }
  }

  clear(): void {
    this.#kept.clear()
    this.#size = 0
  }

  #forget(key: string): void {
    this.#size -= this.#kept.get(key)?.size ?? 0
    this.#kept.delete(key)
  }
}
