import { expect, test } from 'vitest'
import { DOCUMENTS, exchangeAt } from '../../bench/soak/door.ts'
import { growthOf, heapGrowthOf, type Sample } from '../../bench/soak/memory.ts'

/** A sample each ten seconds; the memory at a second is what is given. */
const samples = (bytes: (second: number) => number): Sample[] =>
  Array.from({ length: 60 }, (_, at) => (at + 1) * 10).map((second) => ({
    second,
    residentBytes: bytes(second),
    heapBytes: second % 20 === 0 ? 2 * bytes(second) : bytes(second),
    requests: second,
  }))

test('growth is counted from when the server is warm', () => {
  expect(growthOf(samples((second) => (second < 190 ? second : 200)))).toEqual({
    before: 200,
    after: 200,
    percent: 0,
  })
  expect(growthOf(samples((second) => 1000 + second)).percent).toBeGreaterThan(25)
})

test('of the heap counts what stays when garbage is collected', () => {
  expect(heapGrowthOf(samples(() => 100)).percent).toBe(0)
})

test('no two documents of a soak are alike, and they are the same in every run', () => {
  const known = { Port: ['erenhot'], id: ['a'] }
  const sent = (place: number) => JSON.stringify(exchangeAt('http://hub/graphql', place, known))
  const places = Array.from({ length: 500 }, (_, place) => 200 * place)
  const shifted = places.map((place, at) => place + (at % 20))
  expect(new Set(shifted.map(sent)).size).toBe(shifted.length)
  expect(shifted.map(sent)).toEqual(shifted.map(sent))
  expect(sent(DOCUMENTS + 7)).toBe(sent(7))
})
