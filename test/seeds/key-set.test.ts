import { fc, test as property } from '@fast-check/vitest'
import { expect, test } from 'vitest'
import { KeySet } from '../../seeds/key-set.ts'

property.prop([fc.array(fc.stringMatching(/^[a-z0-9-]{0,4}$/)), fc.array(fc.string())])(
  'a key is new once, and there from then on',
  (keys, others) => {
    const [set, expected] = [new KeySet(), new Set<string>()]
    for (const key of keys) {
      expect(set.add(key)).toBe(!expected.has(key))
      expected.add(key)
    }
    for (const key of [...keys, ...others]) expect(set.has(key)).toBe(expected.has(key))
  },
)

test('of a million keys that look alike none is taken for another', () => {
  const set = new KeySet()
  let again = 0
  for (let place = 0; place < 1_000_000; place += 1) if (!set.add(`port-${place}-2024`)) again += 1
  expect(again).toBe(0)
  expect(set.has('port-999999-2024')).toBe(true)
  expect(set.has('port-1000000-2024')).toBe(false)
})
