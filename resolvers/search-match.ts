// How well a text answers a question: names before what is said, the whole before the beginning before a
// part of it, as written before pinyin before initials.
import type { Search, SearchEntry, SearchWay } from '../db/queries/search.ts'
import { folded, foldedWithPlaces } from '../values/folded-text.ts'

/** What is asked for, folded. */
export interface Question {
  /** Spellings, of which one will do. */
  readonly spellings: readonly string[]
  /** The words of a question of several, each to be found by itself; empty where they would find too much. */
  readonly words: readonly string[]
}

/** Pinyin with tones as numbers: every group of letters has a vowel. */
const NUMBERED_SYLLABLES = /^(?:[a-z]*[aeiouv][a-z]*[1-5])+$/
const HAN = /\p{Script=Han}/u
/** Two letters are in nearly every text; two Chinese characters are a word. */
const SHORTEST_WORD = 3

/** What a text asks for; null where it has neither a letter nor a digit. */
export function questionOf(text: string): Question | null {
  const whole = folded(text)
  if (whole === '') return null
  const spellings = NUMBERED_SYLLABLES.test(whole) ? [whole, whole.replaceAll(/[1-5]/g, '')] : [whole]
  const words = [...new Set(text.split(/\s+/).map(folded))].filter((word) => word !== '')
  const telling = words.every((word) => HAN.test(word) || word.length >= SHORTEST_WORD)
  return { spellings, words: words.length > 1 && telling ? words : [] }
}

/** The searches that together find what answers a question. */
export function searchesFor(
  { spellings, words }: Question,
  limits: Pick<Search, 'kinds' | 'named'>,
): Search[] {
  const ways = (['EXACT', 'PREFIX', 'INSIDE'] as const).map((way) => ({ ...limits, way, parts: spellings }))
  return words.length > 0 ? [...ways, { ...limits, way: 'WORDS', parts: words }] : ways
}

/** As what a text answers: as it is written, in pinyin, by the first letters of its pinyin. */
export type SearchForm = 'TEXT' | 'PINYIN' | 'INITIALS'

export interface Match {
  readonly way: SearchWay
  readonly form: SearchForm
  /** From 1, that very name, down to 0. */
  readonly score: number
  /** How long the form is that matched: of two that begin alike the shorter one is nearer. */
  readonly length: number
  /** What of the folded text matched, to show it; null where the pinyin did. */
  readonly part: string | null
}

const NAMED: Record<SearchWay, number> = { EXACT: 1, PREFIX: 0.8, INSIDE: 0.6, WORDS: 0.4 }
const SAID: Record<SearchWay, number> = { EXACT: 0.2, PREFIX: 0.2, INSIDE: 0.2, WORDS: 0.1 }
const FORMS: Record<SearchForm, number> = { TEXT: 1, PINYIN: 0.95, INITIALS: 0.9 }

const score = (named: boolean, way: SearchWay, form: SearchForm): number =>
  Math.round((named ? NAMED : SAID)[way] * FORMS[form] * 100) / 100

/** The best way in which an entry answers; null for one that the index found by chance. */
export function match(entry: SearchEntry, question: Question): Match | null {
  const forms = formsOf(entry)
  const matches = question.spellings.flatMap((asked) => forms.flatMap((form) => matchOf(form, asked, entry)))
  const [best] = [...matches, ...wordsIn(entry, question.words, forms)].sort((a, b) => b.score - a.score)
  return best ?? null
}

interface Form {
  readonly form: SearchForm
  readonly text: string
  /** May a part that is found between two places be meant, or is it there by chance? */
  readonly meant: (from: number, to: number) => boolean
}

function formsOf({ text, pinyin, initials }: SearchEntry): Form[] {
  const forms: Form[] = [written(text)]
  if (pinyin !== null) forms.push(...spoken(pinyin.split(' ')))
  if (initials !== null) forms.push({ form: 'INITIALS', text: initials, meant: () => false })
  return forms
}

const LATIN_AT_END = /[\p{Script=Latin}\p{N}]$/u
const BETWEEN_WORDS = /[\p{Script=Latin}\p{N}][^\p{L}\p{M}\p{N}'’]+[\p{Script=Latin}\p{N}]/u

/** "port" is part of "airport", but "lused" is not part of "capital used". */
function written(original: string): Form {
  const text = folded(original)
  const meant = (from: number, to: number) => {
    if (from === 0 || !LATIN_AT_END.test(text[from - 1] ?? '')) return true
    const { places } = foldedWithPlaces(original)
    const [first = 0, last = 0] = [places[from], places[to - 1]]
    const amidWord = LATIN_AT_END.test(original.slice(0, first))
    return !(amidWord && BETWEEN_WORDS.test(original.slice(first, last + 1)))
  }
  return { form: 'TEXT', text, meant }
}

/** Syllables as one word of which a part begins where a syllable does: "an" is not part of "man". */
function spoken(syllables: readonly string[]): Form[] {
  const begins = new Set<number>()
  let word = ''
  for (const syllable of syllables) {
    begins.add(word.length)
    word += syllable
  }
  const meant = (from: number) => begins.has(from)
  return [word, word.replaceAll('v', 'u')].map((text) => ({ form: 'PINYIN', text, meant }))
}

function matchOf(one: Form, asked: string, { field, named }: SearchEntry): Match[] {
  const { form, text } = one
  const way = wayOf(one, asked)
  const byChance = form === 'INITIALS' && asked.length < 2
  if (way === null || byChance || (field === 'CODE' && way !== 'EXACT')) return []
  const part = form === 'TEXT' ? asked : null
  return [{ way, form, score: score(named === 1, way, form), length: text.length, part }]
}

function wayOf({ text, meant }: Form, asked: string): SearchWay | null {
  if (text === asked) return 'EXACT'
  if (text.startsWith(asked)) return 'PREFIX'
  for (let place = text.indexOf(asked); place !== -1; place = text.indexOf(asked, place + 1)) {
    if (meant(place, place + asked.length)) return 'INSIDE'
  }
  return null
}

function wordsIn(entry: SearchEntry, words: readonly string[], all: readonly Form[]): Match[] {
  if (words.length === 0 || entry.field === 'CODE') return []
  const forms = all.filter(({ form }) => form !== 'INITIALS')
  const found = words.map((word) => forms.find((one) => wayOf(one, word) !== null))
  if (found.includes(undefined)) return []
  const form = found.every((one) => one?.form === 'TEXT') ? 'TEXT' : 'PINYIN'
  const part = words.find((_, place) => found[place]?.form === 'TEXT') ?? null
  const length = forms[0]?.text.length ?? 0
  return [{ way: 'WORDS', form, score: score(entry.named === 1, 'WORDS', form), length, part }]
}

/** How long a snippet is at most, and how much of it stands before what matched. */
const SNIPPET = 80
const LEAD = 20

/** The text, or of a long one the neighbourhood of what matched. */
export function snippet(text: string, part: string | null): string {
  if (text.length <= SNIPPET) return text
  const { text: all, places } = foldedWithPlaces(text)
  const place = part === null ? 0 : (places[Math.max(all.indexOf(part), 0)] ?? 0)
  const from = Math.max(0, Math.min(place - LEAD, text.length - SNIPPET))
  const to = from + SNIPPET
  return `${from > 0 ? '…' : ''}${whole(text, from, to)}${to < text.length ? '…' : ''}`
}

/** A part that cuts no character in two. */
function whole(text: string, from: number, to: number): string {
  const low = (unit: number) => (text.charCodeAt(unit) & 0xfc00) === 0xdc00
  return text.slice(low(from) ? from + 1 : from, low(to) ? to - 1 : to)
}
