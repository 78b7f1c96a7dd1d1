// The options of the benchmark, read strictly.
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { UsageError } from '../server/command.ts'
import { ROOT } from '../server/config.ts'
import { nearest } from '../values/nearest.ts'
import { QUESTIONS } from './questions/question.ts'

export const HELP = `npm run bench -- [options]

Measures the hub beside the limit of the machine, and compares the ratios with those of bench/baseline.json.

  --small              The form that CI runs: 25,000 observations, 16 connections, short rounds
  --large              5,000,000 observations, and how the questions grow from 200,000
  --question NAME      Only this question (Q1, Q2, Q3, Q4, W) or row (refusals, load, start); may be
                       repeated
  --connections N      Only so many connections at a time; may be repeated (1 and 16)
  --seconds N          How long each contestant is asked in each cell (3; --small 1)
  --contestant NAME    Only this contestant beside R (tuned, hub, cached, persisted,
                       unchanged); may be repeated
  --observations N     Another size of the dataset, 25,000 or more
  --data FOLDER        Where datasets are kept (data/bench)
  --profile QUESTION   Writes a CPU profile of the hub under one question instead
  --soak [MINUTES]     Mixed load of 100,000 documents on the real data instead (30), and what the hub's
                       memory does meanwhile
  --json               Print JSON instead of a table
  --update-baseline    Write the ratios to bench/baseline.json
  -h, --help           This text

Exit status: 0 all is well; 1 a ratio is more than 1.5 times worse than the baseline, answers differ, or
memory grows by 5 % under --soak; 2 an option is none.
`

/** What the baseline is kept for. */
export type Form = 'small' | 'standard' | 'large'

export interface Options {
  readonly help: boolean
  readonly form: Form
  readonly observations: number
  readonly rows: readonly string[]
  readonly connections: readonly number[]
  readonly seconds: number
  readonly contestants: readonly string[]
  readonly data: string
  readonly profile: string | null
  /** How many minutes; null where something else is measured. */
  readonly soak: number | null
  readonly json: boolean
  readonly updateBaseline: boolean
}

export const STANDARD_SIZE = 200_000
const SIZES: Record<Form, number> = { small: 25_000, standard: STANDARD_SIZE, large: 5_000_000 }
export const ROWS = [...QUESTIONS, 'W', 'refusals', 'load', 'start']
/** Who is asked in CI: what a change can make worse. */
const BESIDE_R_SMALL = ['hub', 'cached', 'persisted']
const SOAK_MINUTES = 30
const BESIDE_R = ['tuned', 'hub', 'cached', 'persisted', 'unchanged']

const OPTIONS = {
  small: { type: 'boolean' },
  large: { type: 'boolean' },
  question: { type: 'string', multiple: true },
  connections: { type: 'string', multiple: true },
  seconds: { type: 'string' },
  contestant: { type: 'string', multiple: true },
  observations: { type: 'string' },
  data: { type: 'string' },
  profile: { type: 'string' },
  soak: { type: 'boolean' },
  json: { type: 'boolean' },
  'update-baseline': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const

/** Throws UsageError for an option or a value that is none. */
export function optionsOf(args: readonly string[]): Options {
  const { values, positionals } = parsed(args)
  const [minutes, ...others] = positionals
  const nowhere = values.soak ? others[0] : minutes
  if (nowhere !== undefined) throw new UsageError(`${JSON.stringify(nowhere)} is no option`)
  if (values.small && values.large) throw new UsageError('--small and --large exclude each other')
  const form: Form = values.small ? 'small' : values.large ? 'large' : 'standard'
  return {
    help: values.help ?? false,
    form,
    observations: whole('--observations', values.observations) ?? SIZES[form],
    rows: (values.question ?? ROWS).map((name) => oneOf('--question', name, ROWS)),
    connections:
      values.connections?.map((text) => whole('--connections', text) ?? 1) ??
      (form === 'small' ? [16] : [1, 16]),
    seconds: whole('--seconds', values.seconds) ?? (form === 'small' ? 1 : 3),
    contestants: (values.contestant ?? (form === 'small' ? BESIDE_R_SMALL : BESIDE_R)).map((name) =>
      oneOf('--contestant', name, BESIDE_R),
    ),
    data: values.data ?? join(ROOT, 'data', 'bench'),
    profile: values.profile === undefined ? null : oneOf('--profile', values.profile, QUESTIONS),
    soak: values.soak ? (whole('--soak', minutes) ?? SOAK_MINUTES) : null,
    json: values.json ?? false,
    updateBaseline: values['update-baseline'] ?? false,
  }
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, strict: true, allowPositionals: true })
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

function oneOf(option: string, name: string, known: readonly string[]): string {
  const found = known.find((one) => one.toLowerCase() === name.toLowerCase())
  if (found === undefined)
    throw new UsageError(
      `${option} is ${JSON.stringify(name)}${nearest(name, known)}; give one of ${known.join(', ')}`,
    )
  return found
}

function whole(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  if (!/^[1-9]\d{0,8}$/.test(text))
    throw new UsageError(`${option} is ${JSON.stringify(text)}; give a whole number`)
  return Number(text)
}
