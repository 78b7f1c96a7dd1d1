// The keys of a table, by their hashes: some ten bytes for each, however many there are. A key that is there is
// always found; one that is not is taken for there once in 2^53 / keys. Where that matters, look again.

const EMPTY = 0
const FIRST_SIZE = 1024
/** How full the table may become before it doubles. */
const FULL = 0.7

export class KeySet {
  #slots = new Float64Array(FIRST_SIZE)
  #count = 0

  /** Was it not there before? */
  add(key: string): boolean {
    if (this.#count >= FULL * this.#slots.length) this.#grow()
    const hash = hashOf(key)
    const at = slotOf(this.#slots, hash)
    if (this.#slots[at] !== EMPTY) return false
    this.#slots[at] = hash
    this.#count += 1
    return true
  }

  has(key: string): boolean {
    return this.#slots[slotOf(this.#slots, hashOf(key))] !== EMPTY
  }

  #grow(): void {
    const slots = new Float64Array(2 * this.#slots.length)
    for (const hash of this.#slots) if (hash !== EMPTY) slots[slotOf(slots, hash)] = hash
    this.#slots = slots
  }
}

/** Where a hash is, or the empty place where it would be. */
function slotOf(slots: Float64Array, hash: number): number {
  const last = slots.length - 1
  for (let at = hash % slots.length; ; at = (at + 1) & last) {
    const found = slots[at]
    if (found === EMPTY || found === hash) return at
  }
}

/** 53 bits after cyrb53, a hash in the public domain; never the sign of an empty slot. */
function hashOf(key: string): number {
  let [high, low] = [0xdeadbeef, 0x41c6ce57]
  for (let at = 0; at < key.length; at += 1) {
    const unit = key.charCodeAt(at)
    high = Math.imul(high ^ unit, 2654435761)
    low = Math.imul(low ^ unit, 1597334677)
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909)
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909)
  return 4294967296 * (2097151 & low) + (high >>> 0) || 1
}
