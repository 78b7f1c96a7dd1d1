// The ratios of the last accepted run, committed, and what has become worse since. Only ratios are kept: they
// are much the same on another machine.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Form } from './options.ts'

/** A contestant over R: by the clock, and by processor time where the system tells it. */
export interface Ratio {
  readonly time: number
  readonly cpu: number | null
}

/** Name of a cell → its ratio. */
export type Ratios = Readonly<Record<string, Ratio>>

type Baseline = Readonly<Partial<Record<Form, Ratios>>>

/** So many times worse than the baseline is a fault. */
export const TOO_MUCH_WORSE = 1.5

const FILE = fileURLToPath(new URL('baseline.json', import.meta.url))

/** `Q1 hub, 16 connections` */
export const cellName = (cell: { question: string; contestant: string; connections: number }): string =>
  `${cell.question} ${cell.contestant} ${cell.connections}`

const whole = (): Baseline => {
  try {
    return JSON.parse(readFileSync(FILE, 'utf8')) as Baseline
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {}
    throw error
  }
}

/** The accepted ratios of a form of the benchmark; none where it has never been accepted. */
export const baselineOf = (form: Form): Ratios => whole()[form] ?? {}

const rounded = ({ time, cpu }: Ratio): Ratio => ({
  time: Number(time.toPrecision(3)),
  cpu: cpu === null ? null : Number(cpu.toPrecision(3)),
})

/** Accepts ratios: those that were measured now replace the former ones. */
export function accept(form: Form, ratios: Ratios): void {
  const accepted = Object.fromEntries(Object.entries(ratios).map(([name, ratio]) => [name, rounded(ratio)]))
  const baseline = { ...whole(), [form]: { ...baselineOf(form), ...accepted } }
  writeFileSync(FILE, `${JSON.stringify(baseline, null, 2)}\n`)
}

/**
 * How many times worse a ratio is than accepted; null where none was accepted. What is worse by the clock alone
 * was slowed down by other work of the machine, so the lesser of the two counts.
 */
export function worsening(baseline: Ratios, name: string, { time, cpu }: Ratio): number | null {
  const accepted = baseline[name]
  if (accepted === undefined) return null
  const byClock = time / accepted.time
  return cpu === null || accepted.cpu === null ? byClock : Math.min(byClock, cpu / accepted.cpu)
}

/** Less than a tenth of R's time is nothing that a client or a machine would notice, and swings by itself. */
const NOTICED = 0.1

export const isTooMuchWorse = (baseline: Ratios, name: string, ratio: Ratio): boolean =>
  (worsening(baseline, name, ratio) ?? 0) > TOO_MUCH_WORSE &&
  ratio.time - (baseline[name]?.time ?? 0) > NOTICED
