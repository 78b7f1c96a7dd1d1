import { expect, test } from 'vitest'
import { assertComparable, LARGEST_COMPARISON } from '../../resolvers/comparison.ts'

test('what has more claims than one answer compares is refused, with what would be right', () => {
  const half = { claims: LARGEST_COMPARISON / 2 }
  expect(() => assertComparable([half, half], 'filter')).not.toThrow()
  expect(() => assertComparable([half, half, { claims: 1 }], 'filter')).toThrow(
    'filter: found 20001 claims or more to compare, expected subjects, indicators or sources that leave at most 20000',
  )
})
