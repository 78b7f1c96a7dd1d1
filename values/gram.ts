// Grams: the words by which a text without spaces is indexed, so that any part of it can be found. Each is
// two neighbouring characters, the last character alone: a part of two or more is a run of grams, a part of
// one is the beginning of a gram.

/** "满都拉" → "满都", "都拉", "拉". */
export function grams(folded: string): string[] {
  const characters = Array.from(folded)
  return characters.map((character, place) => character + (characters[place + 1] ?? ''))
}

/** The grams that a text has in this order, one after another, where it has the part; of one character, itself. */
export function gramsOfPart(folded: string): string[] {
  const all = grams(folded)
  return all.length > 1 ? all.slice(0, -1) : all
}
