// Text as it is compared in a search: letters, digits and Chinese characters alone, in lower case, without
// tone marks, widths, spaces and punctuation. Whoever indexes and whoever asks folds the same way.

/** Marks of tones and accents are neither, once they are told apart from their letters. */
const NEITHER_LETTER_NOR_DIGIT = /[^\p{L}\p{N}]+/gu

/** Most characters of most texts, which stay as they are. */
const PLAIN = /^[a-z0-9\u4e00-\u9fff]*$/

/** "Mǎn dū lā" → "mandula", "二连 口岸（公路）" → "二连口岸公路". */
export function folded(text: string): string {
  if (PLAIN.test(text)) return text
  return text.normalize('NFKD').toLowerCase().replaceAll(NEITHER_LETTER_NOR_DIGIT, '')
}

/** A folded text that remembers where in the text each of its characters stood. */
export interface FoldedText {
  readonly text: string
  /** For each UTF-16 unit of `text`, the one of the original that it came from. */
  readonly places: readonly number[]
}

export function foldedWithPlaces(original: string): FoldedText {
  let text = ''
  const places: number[] = []
  let place = 0
  for (const character of original) {
    const kept = folded(character)
    text += kept
    if (kept !== '') places.push(...new Array<number>(kept.length).fill(place))
    place += character.length
  }
  return { text, places }
}
