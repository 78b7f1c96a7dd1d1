import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { meter } from '../../server/progress.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

function terminal(isTTY: boolean) {
  const written: string[] = []
  const stream = { isTTY, write: (text: string) => written.push(text) } as unknown as NodeJS.WriteStream
  return { stream, written }
}

test('what takes no longer than a moment shows no progress', () => {
  const { stream, written } = terminal(true)
  const progress = meter(stream)
  progress.show('row 1')
  vi.advanceTimersByTime(1999)
  progress.show('row 2')
  progress.end()
  expect(written).toEqual([])
})

test('what takes longer shows it a few times a second, and clears the line at the end', () => {
  const { stream, written } = terminal(true)
  const progress = meter(stream)
  vi.advanceTimersByTime(2000)
  for (const row of [1, 2, 3]) progress.show(`row ${row}`)
  vi.advanceTimersByTime(200)
  progress.show('row 4')
  progress.end()
  progress.end()
  expect(written).toEqual(['\r\x1b[Krow 1', '\r\x1b[Krow 4', '\r\x1b[K'])
})

test('where nobody watches, nothing is shown', () => {
  const { stream, written } = terminal(false)
  const progress = meter(stream)
  vi.advanceTimersByTime(5000)
  progress.show('row 1')
  progress.end()
  expect(written).toEqual([])
})
