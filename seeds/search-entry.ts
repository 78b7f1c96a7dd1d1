// What a package is found by: every name, alias and code, and what is said, with the forms in which people
// write it. Names are found by pinyin and initials too; prose is not, where pinyin would find chance.
import type { Writer } from '../db/connection.ts'
import { replaceSearchEntries, type WrittenEntry } from '../db/queries/load-search.ts'
import { sourceSearchable, vocabularySearchable, type SearchableText } from '../db/queries/searchable.ts'
import { folded } from '../values/folded-text.ts'
import { grams } from '../values/gram.ts'
import type { Package } from './datapackage.ts'
import { PROPERTIES } from './property.ts'
import { reader, type Reader, type Reading } from './reading.ts'

/** Properties that hold a text as printed: counterparts, ends of corridors, builders. */
const TEXT_PROPERTIES = Object.entries(PROPERTIES)
  .filter(([, { of }]) => Object.values(of).includes('text'))
  .map(([property]) => property)

/** Brings what a package is found by up to date with its rows. */
export async function refreshSearchEntries(db: Writer, { code, publication }: Package): Promise<void> {
  const texts = publication
    ? await sourceSearchable(db, { code, properties: TEXT_PROPERTIES })
    : await vocabularySearchable(db)
  const reading = await reader()
  const found = texts.filter(({ text }) => folded(text) !== '')
  await replaceSearchEntries(
    db,
    code,
    found.map((text) => searchEntry(text, reading)),
  )
}

/** A text with the words of its index. */
export function searchEntry(found: SearchableText, read: Reader): WrittenEntry {
  const text = folded(found.text)
  if (found.field === 'CODE') return { ...found, pinyin: null, initials: null, whole: [text], grams: [] }
  if (!found.named) return { ...found, pinyin: null, initials: null, whole: [], grams: grams(text) }
  const reading = read(found.text)
  const spelled = reading ? spellings(reading) : []
  return {
    ...found,
    pinyin: reading?.pinyin ?? null,
    initials: reading?.initials ?? null,
    whole: [text, ...spelled, ...(reading ? [reading.initials] : [])],
    grams: [text, ...spelled].flatMap(grams),
  }
}

/** The syllables in one word; ü is typed as v and as u. */
function spellings({ pinyin }: Reading): string[] {
  const word = pinyin.replaceAll(' ', '')
  return [...new Set([word, word.replaceAll('v', 'u')])]
}
