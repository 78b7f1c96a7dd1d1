import { describe, expect, it, test } from 'vitest'
import { EXAMPLES } from '../../server/examples.ts'
import { ask } from '../schema/ask.ts'

/** Every value at the ends of an answer. */
function leaves(value: unknown): unknown[] {
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(leaves) : [value]
}

describe.each(EXAMPLES)('$title', ({ title, query }) => {
  it('is answered with something, and without an error', async () => {
    const { data, errors } = await ask(query)
    expect(errors).toEqual([])
    expect(leaves(data).filter((value) => value !== null).length).toBeGreaterThan(3)
  })

  it('fits beside its answer', () => {
    const lines = [`# ${title}`, ...query.split('\n')]
    expect(lines.filter((line) => line.length > 58)).toEqual([])
  })
})

test('each example is an operation of its own name, which names its tab', () => {
  const names = EXAMPLES.map(({ query }) => /^query ([A-Z]\w+) \{/.exec(query)?.[1])
  expect(names).not.toContain(undefined)
  expect(new Set(names).size).toBe(EXAMPLES.length)
})
