// The hint of an error about an unknown code: the known one that was probably meant.
import { closest, distance } from 'fastest-levenshtein'

/** `, nearest: "freight-volume"`, or nothing where no known word is at all alike. */
export function nearest(found: string, known: Iterable<string>): string {
  const words = [...known]
  if (words.length === 0) return ''
  const best = closest(found.toLowerCase(), words)
  return distance(found.toLowerCase(), best) < Math.max(found.length, best.length)
    ? `, nearest: ${JSON.stringify(best)}`
    : ''
}
