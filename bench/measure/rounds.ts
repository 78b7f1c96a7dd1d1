// Time is taken in rounds: every contestant is asked for a slice of a second, one after the other, again and
// again. What slows the machine down for a while then slows all of them, and a ratio is taken within a round.
import { Client } from './client.ts'
import type { Running } from './contestant.ts'

export interface Runner {
  readonly running: Running
  /** Requests as bytes, asked in turn. */
  readonly requests: readonly Buffer[]
}

/** What a contestant took for a question. */
export interface Timing {
  readonly requests: number
  readonly requestsPerSecond: number
  /** Time that went by for each request, whatever the number of connections. */
  readonly msPerRequest: number
  readonly p50: number
  readonly p99: number
  /** Processor time of the server for each request; null where the system does not tell. */
  readonly cpuMsPerRequest: number | null
  /** Time for each request over that of the first runner: the median of the rounds. */
  readonly ratio: number
  /** The same of processor time: steadier where the machine has other work. */
  readonly cpuRatio: number | null
  /** Requests that were not answered as they should be; their time is left out. */
  readonly failures: number
}

export interface RoundOptions {
  readonly connections: number
  /** How long each contestant is asked in all. */
  readonly seconds: number
  readonly onSlice?: (contestant: string) => void
}

const SLICE_MS = 500
/** V8 compiles what is asked for a second or two, in the background too. */
const WARM_UP_MS = 2_000

/** The requests in turn, from the first on, for ever. */
function inTurn(requests: readonly Buffer[]): () => Buffer {
  let place = 0
  return () => {
    const request = requests[place % requests.length]
    place += 1
    if (!request) throw new Error('a question without a form')
    return request
  }
}

/** What the slices of a contestant gave together. */
class Taken {
  readonly latencies: number[] = []
  readonly msOfRounds: number[] = []
  milliseconds = 0
  cpuMs: number | null = 0
  failures = 0
  readonly #running: Running
  readonly #requests: readonly Buffer[]
  readonly #client: Client
  readonly #next: () => Buffer

  constructor({ running, requests }: Runner, connections: number) {
    this.#running = running
    this.#requests = requests
    this.#client = new Client(running.port, connections)
    this.#next = inTurn(requests)
  }

  /** Compiled code, and answers where they are remembered: what is measured is how it goes on. */
  async warmUp(): Promise<void> {
    const forms = this.#running.contestant.remembers ? this.#requests.length : 0
    await this.#client.slice(this.#next, WARM_UP_MS, forms)
  }

  async slice(): Promise<void> {
    const before = this.#running.cpuMs()
    const { latencies, milliseconds, failures } = await this.#client.slice(this.#next, SLICE_MS)
    const after = this.#running.cpuMs()
    this.latencies.push(...latencies)
    this.msOfRounds.push(milliseconds / latencies.length)
    this.milliseconds += milliseconds
    this.failures += failures
    this.cpuMs = this.cpuMs === null || before === null || after === null ? null : this.cpuMs + after - before
  }

  close(): void {
    this.#client.close()
  }
}

/** Asks all runners the same, in rounds; the first is what the others are compared with. */
export async function timed(
  runners: readonly Runner[],
  { connections, seconds, onSlice = () => undefined }: RoundOptions,
): Promise<Timing[]> {
  const taken = runners.map((runner) => new Taken(runner, connections))
  for (const [place, one] of taken.entries()) {
    onSlice(`${runners[place]?.running.contestant.name} gets warm`)
    await one.warmUp()
  }
  for (let round = 0; round < Math.max(1, (seconds * 1000) / SLICE_MS); round += 1)
    for (const [place, one] of taken.entries()) {
      onSlice(runners[place]?.running.contestant.name ?? '')
      await one.slice()
    }
  for (const one of taken) one.close()
  return timings(taken)
}

function timings(taken: readonly Taken[]): Timing[] {
  const [limit] = taken
  const cpuOf = ({ cpuMs, latencies }: Taken) => (cpuMs === null ? null : cpuMs / latencies.length)
  const limitCpu = limit ? cpuOf(limit) : null
  return taken.map((one) => {
    const { latencies, msOfRounds, milliseconds, failures } = one
    const sorted = latencies.toSorted((a, b) => a - b)
    const cpu = cpuOf(one)
    return {
      requests: latencies.length,
      failures,
      requestsPerSecond: (latencies.length / milliseconds) * 1000,
      msPerRequest: milliseconds / latencies.length,
      p50: quantile(sorted, 0.5),
      p99: quantile(sorted, 0.99),
      cpuMsPerRequest: cpu,
      ratio: median(msOfRounds.map((ms, round) => ms / (limit?.msOfRounds[round] ?? ms))),
      cpuRatio: cpu === null || limitCpu === null ? null : cpu / limitCpu,
    }
  })
}

/** Of sorted numbers the one below which a share of them lies. */
export const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0

export const median = (numbers: readonly number[]): number =>
  quantile(
    numbers.toSorted((a, b) => a - b),
    0.5,
  )
