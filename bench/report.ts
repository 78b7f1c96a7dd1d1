// What came out, as a table for people.
import { cellName, worsening, type Ratios } from './baseline.ts'
import type { Loading, Loads } from './load/timing.ts'
import { ratioOf, type Cell } from './measure/arena.ts'
import { BY_HAND } from './measure/contestant.ts'
import type { Refused } from './refusal/timing.ts'

/** How a process that serves started and how much memory it came to hold. */
export interface Serving {
  readonly contestant: string
  readonly peakBytes: number | null
}

/** How much longer a question takes on the large dataset than on the standard one. */
export interface Growth {
  readonly question: string
  readonly contestant: string
  readonly times: number
  /** The same of processor time. */
  readonly cpuTimes: number | null
}

export interface Result {
  readonly form: string
  readonly observations: number
  readonly machine: { readonly cpus: number; readonly model: string; readonly node: string }
  readonly leftOut: readonly string[]
  readonly cells: readonly Cell[]
  readonly serving: readonly Serving[]
  readonly refusals: readonly Refused[]
  readonly load: Loads | null
  /** From nothing to the first answer. */
  readonly startMs: number | null
  readonly growth: readonly Growth[]
}

/** Time over R at 16 connections with the response cache off: what is to be reached, and what after that. */
const GOALS: Readonly<Record<string, readonly [number, number]>> = {
  Q1: [2, 1.35],
  Q2: [0.9, 0.57],
  Q3: [1.5, 1.05],
  Q4: [1.05, 0.9],
}
const GROWTH_GOALS: Readonly<Record<string, number>> = { Q1: 1.2, Q2: 1.2, Q3: 1.2, Q4: 2 }

const fixed = (number: number, digits: number): string => number.toFixed(digits)
/** Three digits that count. */
const figure = (number: number): string => (number >= 100 ? fixed(number, 0) : number.toPrecision(3))
const megabytes = (bytes: number | null): string => (bytes === null ? '-' : `${fixed(bytes / 1e6, 0)} MB`)

type Line = readonly string[]

function aligned(lines: readonly Line[]): string {
  const widths = (lines[0] ?? []).map((_, column) =>
    Math.max(...lines.map((line) => line[column]?.length ?? 0)),
  )
  return lines
    .map((line) =>
      line
        .map((text, column) =>
          column < 3 ? text.padEnd(widths[column] ?? 0) : text.padStart(widths[column] ?? 0),
        )
        .join('  '),
    )
    .map((line) => line.trimEnd())
    .join('\n')
}

const HEADINGS: Line = [
  'question',
  'connections',
  'contestant',
  'requests/s',
  'p50 ms',
  'p99 ms',
  'time/R',
  'time/tuned',
  'cpu/R',
  'goal',
  'statements',
  'baseline',
]

function goalOf({ question, contestant, connections, ratio }: Cell): string {
  const [goal, next] = contestant === 'hub' ? goalsOfHub(question, connections) : goalsOfMemory(contestant)
  if (goal === undefined) return ''
  if (ratio > goal) return `${goal} missed`
  return `${next !== undefined && ratio <= next ? next : goal} held`
}

type Goals = readonly [goal?: number, next?: number]

const goalsOfHub = (question: string, connections: number): Goals =>
  connections === 16 ? (GOALS[question] ?? []) : []

/** What is remembered is to come no later than R makes it. */
const goalsOfMemory = (contestant: string): Goals => (contestant === 'cached' ? [1] : [])

function cellLine(cell: Cell, tuned: Cell | undefined, baseline: Ratios): Line {
  const worse = worsening(baseline, cellName(cell), ratioOf(cell))
  const over = cell.over === 'R' ? '' : ` of ${cell.over}`
  return [
    cell.question,
    String(cell.connections),
    cell.contestant,
    `${figure(cell.requestsPerSecond)}${cell.failures > 0 ? ` and ${cell.failures} failed` : ''}`,
    figure(cell.p50),
    figure(cell.p99),
    `${fixed(cell.ratio, 2)}${over}`,
    tuned ? fixed(cell.ratio / tuned.ratio, 2) : '-',
    cell.cpuRatio === null ? '-' : fixed(cell.cpuRatio, 2),
    goalOf(cell),
    figure(cell.statements),
    BY_HAND.some(({ name }) => name === cell.contestant)
      ? ''
      : worse === null
        ? 'none'
        : `x ${fixed(worse, 2)}`,
  ]
}

/** The tuned contestant's cell beside one. */
const tunedOf = ({ question, connections }: Cell, cells: readonly Cell[]): Cell | undefined =>
  cells.find(
    (cell) => cell.contestant === 'tuned' && cell.question === question && cell.connections === connections,
  )

/** Observations in a second, of one package. */
const LOAD_GOAL = 150_000

const rateOf = ({ time }: { readonly time: number }): number => 1e6 / time

/** The loads by the name that their ratios have in the baseline. */
export const loadings = ({ onePackage, fortyPackages }: Loads): readonly [string, Loading][] => [
  ['load of one package', onePackage],
  ['load of forty packages', fortyPackages],
]

function loadLine(name: string, { time, cpu, ratio, peakBytes }: Loading, baseline: Ratios): string {
  const worse = worsening(baseline, name, ratio)
  return (
    `${name}: ${figure(rateOf({ time }))} observations/s (${figure(rateOf({ time: cpu }))} by processor time), ` +
    `${figure(ratio.time)} times R, ${figure(ratio.cpu)} by processor time, ` +
    `peak ${megabytes(peakBytes)}, baseline ${worse === null ? 'none' : `x ${fixed(worse, 2)}`}`
  )
}

/** Milliseconds from a request that is refused to the refusal. */
const REFUSAL_GOAL = 5
const REFUSAL_HEADINGS: Line = ['refusal', 'code', 'status', 'p50 ms', 'p99 ms', 'goal']

/** The median is held to the goal: one in a hundred also waits for other work of the machine. */
const refusalLine = ({ kind, code, status, p50, p99 }: Refused): Line => [
  kind,
  code,
  String(status),
  figure(p50),
  figure(p99),
  `${REFUSAL_GOAL} ${p50 <= REFUSAL_GOAL ? 'held' : 'missed'}`,
]

/** The result as lines to read; how to read them is in bench/README.md. */
export function reportText(result: Result, baseline: Ratios): string {
  const { machine, cells, serving, refusals, load, startMs, growth } = result
  const parts = [
    `${result.observations} observations; ${machine.cpus} x ${machine.model}, Node ${machine.node}`,
    ...result.leftOut,
  ]
  if (cells.length > 0)
    parts.push(
      '',
      aligned([HEADINGS, ...cells.map((cell) => cellLine(cell, tunedOf(cell, cells), baseline))]),
      '',
    )
  if (refusals.length > 0) parts.push('', aligned([REFUSAL_HEADINGS, ...refusals.map(refusalLine)]), '')
  for (const { contestant, peakBytes } of serving)
    parts.push(`peak memory of ${contestant}: ${megabytes(peakBytes)}`)
  if (load !== null) {
    parts.push(
      `R puts in ${figure(rateOf(load.limit))} observations/s; the goal is ${LOAD_GOAL} in one package`,
      ...loadings(load).map(([name, loading]) => loadLine(name, loading, baseline)),
    )
  }
  if (startMs !== null)
    parts.push(`start: ${fixed(startMs, 0)} ms from nothing to the first answer (goal 1000)`)
  for (const { question, contestant, times, cpuTimes } of growth)
    parts.push(
      `growth of ${question}, ${contestant}: ${fixed(times, 2)} times${cpuTimes === null ? '' : `, ${fixed(cpuTimes, 2)} by processor time`}` +
        (contestant === 'R' ? '' : ` (goal ${GROWTH_GOALS[question] ?? '-'})`),
    )
  return parts.join('\n')
}
