import { AggregatorRegistry, Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { Trace } from './trace.ts'

/** The media type of what Prometheus reads. */
export const METRICS_TYPE = Registry.PROMETHEUS_CONTENT_TYPE

/** How often the event loop is asked how late it is. */
const BEAT_MS = 20

/** In seconds; the first is less than the least that an answer takes. */
const DURATIONS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5]

/** A closed list, so that no address that somebody tries becomes a series of its own. */
const PATHS: readonly string[] = ['/graphql', '/live', '/ready', '/health', '/metrics']

export interface MetricsOptions {
  /** The version of the dataset that is served. */
  readonly versionOf: () => Promise<number>
  /** Requests to the graph that wait for their turn. */
  readonly waiting: () => number
  /** Processes beside this one that answer long questions. */
  readonly readers: () => number
}

/** How a request ended. */
export interface Outcome {
  readonly path: string
  readonly status: number
  /** Until the answer was there, or its first piece where it is streamed. */
  readonly ms: number
}

interface Series {
  readonly requests: Counter.Internal
  readonly durations: Histogram.Internal<string>
}

/** What one process counts, and measures when it is asked, in the form that Prometheus reads. */
export class Metrics {
  readonly #registry = new Registry()
  readonly #series = new Map<string, Series>()
  readonly #requests = this.#counter('kouan_requests_total', 'Requests answered', ['path', 'status', 'code'])
  readonly #inFlight = this.#gauge('kouan_requests_in_flight', 'Requests that are not answered yet')
  readonly #statements = this.#counter('kouan_sql_statements_total', 'Statements run for the graph')
  readonly #sql = this.#counter('kouan_sql_seconds_total', 'Time in the database for the graph')
  readonly #cost = this.#counter('kouan_cost_total', 'Cost of what was asked of the graph')
  readonly #durations = this.#histogram(
    'kouan_request_duration_seconds',
    'From the request to its answer, or to the first piece of one that is streamed',
    ['path'],
  )
  readonly #delays = this.#histogram('kouan_event_loop_delay_seconds', 'How late the event loop is')

  readonly #beat: NodeJS.Timeout

  constructor({ versionOf, waiting, readers }: MetricsOptions) {
    this.#gauge('kouan_requests_waiting', 'Requests to the graph that wait for their turn', waiting)
    this.#gauge('kouan_resident_memory_bytes', 'Resident memory', () => process.memoryUsage.rss())
    this.#gauge('kouan_processes', 'Processes that serve', () => 1)
    this.#gauge('kouan_readers', 'Processes that answer long questions', readers)
    const newest = () => versionOf().catch(() => -1)
    this.#gauge('kouan_dataset_version', 'Version of the dataset; -1 where it cannot be read', newest, 'min')
    this.#beat = beat((lateness) => {
      this.#delays.observe(lateness / 1000)
    })
    // What this process gives to one that collects from all.
    AggregatorRegistry.setRegistries(this.#registry)
  }

  begun(): void {
    this.#inFlight.inc()
  }

  answered(outcome: Outcome, { code, sql, statements, cost }: Trace): void {
    this.#inFlight.dec()
    const { requests, durations } = this.#seriesOf(outcome, code ?? '')
    requests.inc()
    durations.observe(outcome.ms / 1000)
    if (statements === 0) return
    this.#cost.inc(cost)
    this.#statements.inc(statements)
    this.#sql.inc(sql / 1000)
  }

  text(): Promise<string> {
    return this.#registry.metrics()
  }

  close(): void {
    clearInterval(this.#beat)
  }

  /** There are few: paths, the statuses of answers and the codes of errors are closed lists. */
  #seriesOf({ path: asked, status }: Outcome, code: string): Series {
    const path = PATHS.includes(asked) ? asked : 'other'
    const key = `${path} ${status} ${code}`
    const known = this.#series.get(key)
    if (known) return known
    const series = {
      requests: this.#requests.labels({ path, status: String(status), code }),
      durations: this.#durations.labels({ path }),
    }
    this.#series.set(key, series)
    return series
  }

  #counter(name: string, help: string, labelNames: string[] = []): Counter {
    return new Counter({ name, help, labelNames, registers: [this.#registry] })
  }

  #histogram(name: string, help: string, labelNames: string[] = []): Histogram {
    return new Histogram({ name, help, labelNames, buckets: DURATIONS, registers: [this.#registry] })
  }

  #gauge(
    name: string,
    help: string,
    measure?: () => number | Promise<number>,
    aggregator: 'sum' | 'min' = 'sum',
  ): Gauge {
    const collect = measure && {
      async collect(this: Gauge) {
        this.set(await measure())
      },
    }
    return new Gauge({ name, help, aggregator, registers: [this.#registry], ...collect })
  }
}

/** A timer goes off as much too late as the event loop was busy with something else. */
function beat(late: (ms: number) => void): NodeJS.Timeout {
  let due = performance.now() + BEAT_MS
  return setInterval(() => {
    const now = performance.now()
    late(Math.max(0, now - due))
    due = now + BEAT_MS
  }, BEAT_MS).unref()
}
