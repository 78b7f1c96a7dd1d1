import { expect, test } from 'vitest'
import { isTooMuchWorse } from '../../bench/baseline.ts'
import { optionsOf } from '../../bench/options.ts'

test('a ratio is too much worse from one and a half times the baseline on, by the clock and by processor time', () => {
  const baseline = { 'Q1 hub 16': { time: 2, cpu: 2 }, load: { time: 4, cpu: null } }
  expect(isTooMuchWorse(baseline, 'Q1 hub 16', { time: 2.9, cpu: 2.9 })).toBe(false)
  expect(isTooMuchWorse(baseline, 'Q1 hub 16', { time: 3.1, cpu: 3.1 })).toBe(true)
  expect(isTooMuchWorse(baseline, 'Q1 hub 16', { time: 9, cpu: 2 })).toBe(false)
  expect(isTooMuchWorse(baseline, 'Q1 hub 16', { time: 9, cpu: null })).toBe(true)
  expect(isTooMuchWorse(baseline, 'load', { time: 7, cpu: null })).toBe(true)
})

test('a tenth of the limit’s time is not noticed, however many times the baseline it is', () => {
  const baseline = { 'Q4 cached 16': { time: 0.03, cpu: 0.02 } }
  expect(isTooMuchWorse(baseline, 'Q4 cached 16', { time: 0.12, cpu: 0.1 })).toBe(false)
  expect(isTooMuchWorse(baseline, 'Q4 cached 16', { time: 0.2, cpu: 0.1 })).toBe(true)
})

test('what has no baseline is not worse than it', () => {
  expect(isTooMuchWorse({}, 'Q2 hub 16', { time: 100, cpu: 100 })).toBe(false)
})

test('the options of the benchmark are read strictly, with the nearest name', () => {
  expect(optionsOf(['--small'])).toMatchObject({ observations: 25_000, connections: [16], seconds: 1 })
  expect(optionsOf(['--question', 'q3', '--connections', '4'])).toMatchObject({
    rows: ['Q3'],
    connections: [4],
  })
  expect(() => optionsOf(['--question', 'Q9'])).toThrow(
    'give one of Q1, Q2, Q3, Q4, W, refusals, load, start',
  )
  expect(() => optionsOf(['--secnds', '3'])).toThrow('secnds')
  expect(() => optionsOf(['--seconds', '0'])).toThrow('give a whole number')
  expect(optionsOf(['--small']).soak).toBe(null)
  expect(optionsOf(['--soak']).soak).toBe(30)
  expect(optionsOf(['--soak', '2']).soak).toBe(2)
  expect(() => optionsOf(['--soak', '0.5'])).toThrow('give a whole number')
  expect(() => optionsOf(['2'])).toThrow('"2" is no option')
  expect(() => optionsOf(['--small', '--large'])).toThrow('exclude each other')
})
