// The ratios of the last accepted run, committed, and what has become worse since. Only ratios are kept: they
// are much the same on another machine.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Form } from './options.ts'

/** Name of a cell → its ratio. */
export type Ratios = Readonly<Record<string, number>>

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

/** Accepts ratios: those that were measured now replace the former ones. */
export function accept(form: Form, ratios: Ratios): void {
  const rounded = Object.fromEntries(
    Object.entries(ratios).map(([name, ratio]) => [name, Number(ratio.toPrecision(3))]),
  )
  const baseline = { ...whole(), [form]: { ...baselineOf(form), ...rounded } }
  writeFileSync(FILE, `${JSON.stringify(baseline, null, 2)}\n`)
}

/** How many times worse a ratio is than accepted; null where none was accepted. */
export function worsening(baseline: Ratios, name: string, ratio: number): number | null {
  const accepted = baseline[name]
  return accepted === undefined ? null : ratio / accepted
}

export const isTooMuchWorse = (baseline: Ratios, name: string, ratio: number): boolean =>
  (worsening(baseline, name, ratio) ?? 0) > TOO_MUCH_WORSE
