import { setFlagsFromString } from 'node:v8'

/**
 * What a request allocates is garbage after its answer. Where some of it happens to survive a few times V8 takes it
 * for long-lived, and keeps it, with all that it refers to, until the next full collection: then nearly everything
 * survives, at a third of the time of a small query. A server has no use for that guess.
 */
export function expectShortLives(): void {
  setFlagsFromString('--no-allocation-site-pretenuring')
}
