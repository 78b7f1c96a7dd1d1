// What a server's memory does over time: samples, and how much it grew once it was warm.

export interface Sample {
  /** Seconds since the asking began. */
  readonly second: number
  readonly residentBytes: number
  /** The heap in use; null while the server has not told it yet. */
  readonly heapBytes: number | null
  readonly requests: number
}

/** The share of the time after which a server counts as warm: its memories are full, its code is compiled. */
export const WARM = 1 / 3
/** The share of the time that is looked at when it is warm, and again at the end. */
const WINDOW = 1 / 10

export interface Growth {
  readonly before: number
  readonly after: number
  /** In per cent. */
  readonly percent: number
}

/** Growth from the first window when it is warm to the last one: of resident memory by the median of each. */
export function growthOf(samples: readonly Sample[]): Growth {
  return between(samples, (window) => middle(window.map(({ residentBytes }) => residentBytes)))
}

/** The same of what stays in the heap: the least of each window, just after its garbage was collected. */
export function heapGrowthOf(samples: readonly Sample[]): Growth {
  return between(samples, (window) => Math.min(...window.map(({ heapBytes }) => heapBytes ?? Infinity)))
}

function between(samples: readonly Sample[], of: (window: readonly Sample[]) => number): Growth {
  const end = samples.at(-1)?.second ?? 0
  const within = (from: number, to: number) =>
    of(samples.filter(({ second }) => second >= from * end && second <= to * end))
  const [before, after] = [within(WARM, WARM + WINDOW), within(1 - WINDOW, 1)]
  return { before, after, percent: (100 * (after - before)) / before }
}

function middle(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  return sorted[sorted.length >> 1] ?? NaN
}
