import { describe, expect, test } from 'vitest'
import type { SearchEntry } from '../../db/queries/search.ts'
import { hits } from '../../resolvers/search.ts'
import { match, questionOf, searchesFor, snippet, type Question } from '../../resolvers/search-match.ts'

const entry = (text: string, more: Partial<SearchEntry> = {}): SearchEntry => ({
  kind: 'PROJECT',
  code: text,
  field: 'NAME',
  named: 1,
  text,
  pinyin: null,
  initials: null,
  ...more,
})
const mandula = entry('满都拉口岸', { pinyin: 'man du la kou an', initials: 'mdlka' })
const green = entry('绿色通道', { pinyin: 'lv se tong dao', initials: 'lstd' })
const said = (text: string) => entry(text, { field: 'PROFILE', named: 0 })

const asked = (text: string): Question => questionOf(text) ?? { spellings: [], words: [] }
const found = (one: SearchEntry, text: string) => {
  const best = match(one, asked(text))
  return best && `${best.way} ${best.form} ${best.score}`
}

describe('a name', () => {
  test.each([
    ['满都拉口岸', 'EXACT TEXT 1'],
    ['满都拉 口 岸', 'EXACT TEXT 1'],
    ['满', 'PREFIX TEXT 0.8'],
    ['口岸', 'INSIDE TEXT 0.6'],
    ['拉', 'INSIDE TEXT 0.6'],
    ['mandulakouan', 'EXACT PINYIN 0.95'],
    ['Mǎn dū lā', 'PREFIX PINYIN 0.76'],
    ['man3 du1 la1', 'PREFIX PINYIN 0.76'],
    ['kou an', 'INSIDE PINYIN 0.57'],
    ['mdlka', 'EXACT INITIALS 0.9'],
    ['mdl', 'PREFIX INITIALS 0.72'],
  ])('is found by %j: %s', (text, expected) => {
    expect(found(mandula, text)).toBe(expected)
  })

  test.each(['口满', 'zzzzzz', 'ula', 'an du', 'dlk', '满都拉口岸站'])('is not found by %j', (text) => {
    expect(found(mandula, text)).toBeNull()
  })

  test.each(['lvse', 'lüse', 'lǜ sè', 'luse', 'lu:se'])('with ü is found by %j', (text) => {
    expect(found(green, text)).toBe('PREFIX PINYIN 0.76')
  })

  test('of one letter is no sign of initials', () => {
    expect(found(entry('铝', { pinyin: 'x', initials: 'l' }), 'l')).toBeNull()
  })

  test('in English is found by part of a word, and by words, but not across them', () => {
    const airport = entry('Airport capital used')
    expect(found(airport, 'port')).toBe('INSIDE TEXT 0.6')
    expect(found(airport, 'capital used')).toBe('INSIDE TEXT 0.6')
    expect(found(airport, 'used airport')).toBe('WORDS TEXT 0.4')
    expect(found(airport, 'lused')).toBeNull()
  })

  test('that is a code is found whole or not at all', () => {
    const code = entry('baotou-port-plan', { field: 'CODE' })
    expect(found(code, 'baotou-port-plan')).toBe('EXACT TEXT 1')
    expect(found(code, 'baotou')).toBeNull()
    expect(found(code, 'port plan')).toBeNull()
  })
})

test('words are looked for one by one only where they tell something', () => {
  const words = (text: string) => asked(text).words
  expect(words('满都拉 项目')).toEqual(['满都拉', '项目'])
  expect(words('Mandula checkpoint')).toEqual(['mandula', 'checkpoint'])
  expect(words('man du la')).toEqual([])
  expect(words('mandula')).toEqual([])
  expect(words('port port')).toEqual([])
})

test('a question goes one way through the index for each kind of match', () => {
  const ways = (text: string) => searchesFor(asked(text), { kinds: null, named: false }).map(({ way }) => way)
  expect(ways('满都拉')).toEqual(['EXACT', 'PREFIX', 'INSIDE'])
  expect(ways('满都拉 项目')).toEqual(['EXACT', 'PREFIX', 'INSIDE', 'WORDS'])
})

test('names come before what is said, the whole before the beginning before a part, ports before others', () => {
  const entries = [
    said('口岸'),
    entry('大口岸'),
    entry('口岸站'),
    entry('口岸'),
    entry('旧口岸', { kind: 'PORT' }),
    entry('口岸办公大楼', { kind: 'PORT' }),
    entry('kouan', { text: '寇安', pinyin: 'kou an', initials: 'ka' }),
  ]
  const order = (some: readonly SearchEntry[]) =>
    hits(some, asked('口岸')).map(({ entry: { kind, code, named } }) => `${kind} ${code} ${named}`)
  const expected = [
    'PROJECT 口岸 1',
    'PORT 口岸办公大楼 1',
    'PROJECT 口岸站 1',
    'PORT 旧口岸 1',
    'PROJECT 大口岸 1',
  ]
  expect(order(entries)).toEqual(expected)
  expect(order(entries.toReversed())).toEqual(expected)
})

test('a thing is found once, by the text of it that answers best', () => {
  const thing = { kind: 'PORT', code: 'mandula' } as const
  const [hit, ...others] = hits(
    [
      entry('满都拉口岸', thing),
      entry('满都拉', { ...thing, field: 'ALIAS' }),
      { ...said('在满都拉'), ...thing },
    ],
    asked('满都拉'),
  )
  expect([hit?.entry.text, hit?.match.score, others]).toEqual(['满都拉', 1, []])
})

describe('a snippet', () => {
  test('of a short text is the text', () => {
    expect(snippet('满都拉口岸', '口岸')).toBe('满都拉口岸')
  })

  test('of a long one is what stands around the match, with no character cut in two', () => {
    const long = `${'𠀀'.repeat(50)}，Mandula Port ${'𠀀'.repeat(50)}`
    const cut = snippet(long, 'mandulaport')
    expect(cut).toContain('Mandula Port')
    expect(cut).not.toMatch(/\p{Surrogate}/u)
    expect(cut.length).toBeLessThanOrEqual(82)
    expect(cut).toMatch(/^…𠀀+，Mandula Port 𠀀+…$/u)
    expect(snippet(long, null)).toMatch(/^𠀀+…$/u)
  })
})
