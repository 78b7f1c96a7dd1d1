// What a command of the command line is: its options and help as data, its work loaded when it is run.

/** How a command ends; the numbers are part of the interface. */
export const EXIT = {
  /** All went well. */
  ok: 0,
  /** The data has faults, or evidence was not found. */
  faults: 1,
  /** An unknown command or option, or a value that is none. */
  usage: 2,
  /** A file, database or port cannot be used, or the program failed. */
  environment: 3,
} as const

export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

/** The command line cannot be understood. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

export interface Option {
  readonly type: 'string' | 'boolean'
  /** What stands for the value in the help: `--db URL`. */
  readonly value?: string
  readonly description: string
}

export interface Invocation {
  readonly values: Readonly<Record<string, string | boolean | undefined>>
  /** The operands after the command. */
  readonly operands: readonly string[]
}

export interface Command {
  readonly name: string
  readonly summary: string
  /** How operands are written in the usage line; absent where there are none. */
  readonly operands?: string
  /** More about the command, in whole lines. */
  readonly details?: string
  readonly options: Readonly<Record<string, Option>>
  run(invocation: Invocation): Promise<ExitCode>
}

export const DB_OPTION: Option = {
  type: 'string',
  value: 'URL',
  description: 'Database: a file path, file:… or sqlite:… (DATABASE_URL; data/kouan.db)',
}

export const JSON_OPTION: Option = { type: 'boolean', description: 'Print JSON instead of text' }

export const LISTEN_OPTIONS: Readonly<Record<string, Option>> = {
  host: { type: 'string', value: 'ADDRESS', description: 'Address to listen at (HOST; 127.0.0.1)' },
  port: {
    type: 'string',
    value: 'NUMBER',
    description: 'Port to listen at, 0 for any free one (PORT; 4000)',
  },
  workers: {
    type: 'string',
    value: 'NUMBER',
    description: 'Processes that serve on the port; max is one for each core (KOUAN_WORKERS; 1)',
  },
}

export function print(text: string): void {
  process.stdout.write(`${text}\n`)
}

export function printJson(value: unknown): void {
  print(JSON.stringify(value, null, 2))
}
