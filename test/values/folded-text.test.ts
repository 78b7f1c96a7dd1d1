import { fc, test as property } from '@fast-check/vitest'
import { expect, test } from 'vitest'
import { folded, foldedWithPlaces } from '../../values/folded-text.ts'
import { grams, gramsOfPart } from '../../values/gram.ts'

test.each([
  ['Mǎn dū lā', 'mandula'],
  ['二连浩特 口 岸', '二连浩特口岸'],
  ['（一期）', '一期'],
  ['Ｂ型', 'b型'],
  ['lǜsè', 'luse'],
  ["Xi'an", 'xian'],
  ['Zamyn-Uud', 'zamynuud'],
  ['% _ " * \\ \0', ''],
  ['\ud83d \ue000', ''],
])('%j is compared as %j', (text, expected) => {
  expect(folded(text)).toBe(expected)
})

test('a folded text remembers where its characters stood', () => {
  const { text, places } = foldedWithPlaces('二连 — ㎡，B型')
  expect(text).toBe('二连m2b型')
  expect(places).toEqual([0, 1, 5, 5, 7, 8])
})

property.prop([fc.string({ unit: 'binary', maxLength: 60 })])('folding twice is folding once', (text) => {
  expect(folded(folded(text))).toBe(folded(text))
})

const words = fc.string({ unit: fc.constantFrom(...Array.from('满都拉口岸二连manduל0')), maxLength: 20 })

property.prop([words, words])(
  'a text has the grams of a part in a row exactly where it has the part',
  (text, part) => {
    fc.pre(part !== '')
    const [all, asked] = [grams(text), gramsOfPart(part)]
    const single = Array.from(part).length === 1
    const here = (place: number) =>
      asked.every((gram, at) => (single ? all[place + at]?.startsWith(gram) : all[place + at] === gram))
    expect(all.some((_, place) => here(place))).toBe(text.includes(part))
  },
)
