import { expect, test } from 'vitest'
import { isTooMuchWorse } from '../../bench/baseline.ts'
import { optionsOf } from '../../bench/options.ts'

test('a ratio is too much worse from one and a half times the baseline on, and a new one never', () => {
  const baseline = { 'Q1 hub 16': 2 }
  expect(isTooMuchWorse(baseline, 'Q1 hub 16', 2.9)).toBe(false)
  expect(isTooMuchWorse(baseline, 'Q1 hub 16', 3.1)).toBe(true)
  expect(isTooMuchWorse(baseline, 'Q2 hub 16', 100)).toBe(false)
})

test('the options of the benchmark are read strictly, with the nearest name', () => {
  expect(optionsOf(['--small'])).toMatchObject({ observations: 25_000, connections: [16], seconds: 1 })
  expect(optionsOf(['--question', 'q3', '--connections', '4'])).toMatchObject({
    rows: ['Q3'],
    connections: [4],
  })
  expect(() => optionsOf(['--question', 'Q9'])).toThrow('give one of Q1, Q2, Q3, Q4, W, load, start')
  expect(() => optionsOf(['--secnds', '3'])).toThrow('secnds')
  expect(() => optionsOf(['--seconds', '0'])).toThrow('give a whole number')
  expect(() => optionsOf(['--small', '--large'])).toThrow('exclude each other')
})
