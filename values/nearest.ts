// The hint of an error about an unknown code: the known one that was probably meant.
import { distance } from 'fastest-levenshtein'

/** `, nearest: "freight-volume"`, or nothing where no known word is at all alike. */
export function nearest(found: string, known: Iterable<string>): string {
  const word = found.toLowerCase()
  const best = [...known]
    .map((candidate) => ({ candidate, unlikeness: unlikeness(word, candidate.toLowerCase()) }))
    .filter(({ candidate, unlikeness }) => unlikeness <= Math.max(word.length, candidate.length) / 2)
    .sort((a, b) => a.unlikeness - b.unlikeness)[0]
  return best ? `, nearest: ${JSON.stringify(best.candidate)}` : ''
}

/** How far apart two words are: letters in another order count half, a beginning of it hardly at all. */
function unlikeness(word: string, candidate: string): number {
  if (word.length > 1 && candidate.startsWith(word)) return 1
  const apart = distance(word, candidate)
  return sorted(word) === sorted(candidate) ? apart / 2 : apart
}

const sorted = (word: string): string => [...word].sort().join('')
