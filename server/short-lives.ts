import { setFlagsFromString } from 'node:v8'

/**
 * How much of what a full collection has left may come on top of it before the next one, in per cent. Bodies count,
 * which lie outside the heap: with less, those that are handed on make one collection follow the other.
 */
const GROWTH = 100

/**
 * What a request allocates is garbage after its answer, and V8 guesses otherwise twice. Where some of it happens to
 * survive a few times it is taken for long-lived, and kept, with all that it refers to, until the next full
 * collection: then nearly everything survives, at a third of the time of a small query. And a heap that was once
 * filled is let grow to several times what was alive in it: 300 MB instead of 220, at no gain in speed.
 */
export function expectShortLives(): void {
  setFlagsFromString('--no-allocation-site-pretenuring')
  setFlagsFromString(`--heap-growing-percent=${GROWTH}`)
}
