// Where things are and what the environment sets. Options of the command line go before it.
import { mkdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { UsageError } from './command.ts'
import { LimitError, type Limits, limitsOf } from './limits.ts'

/** The project's folder: sources and the built program both lie one folder below it. */
export const ROOT = fileURLToPath(new URL('..', import.meta.url))

export const DEFAULT_DATABASE = join(ROOT, 'data', 'kouan.db')
export const DEFAULT_PORT = 4000
export const DEFAULT_HOST = '127.0.0.1'

type Values = Readonly<Record<string, string | boolean | undefined>>

const text = (value: string | boolean | undefined): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined

/** The database's URL: --db, DATABASE_URL, or the project's own file. */
export function databaseUrl(values: Values): string {
  return text(values['db']) ?? text(process.env['DATABASE_URL']) ?? DEFAULT_DATABASE
}

/** The same for one who writes: the folder of the project's own file is made. */
export function writableDatabaseUrl(values: Values): string {
  const url = databaseUrl(values)
  if (url === DEFAULT_DATABASE) mkdirSync(dirname(url), { recursive: true })
  return url
}

/** Host and port to listen at. Throws UsageError for a port that is none. */
export function address(values: Values): { host: string; port: number } {
  const port = text(values['port']) ?? text(process.env['PORT']) ?? String(DEFAULT_PORT)
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
    const name = text(values['port']) === undefined ? 'PORT' : '--port'
    throw new UsageError(`${name} is ${JSON.stringify(port)}; give a number from 0 (any free port) to 65535`)
  }
  return { host: text(values['host']) ?? text(process.env['HOST']) ?? DEFAULT_HOST, port: Number(port) }
}

const ANSWER_BYTES = 32_000_000

/** Bytes of answers to remember: none with KOUAN_CACHE=off. Throws UsageError for another value than on or off. */
export function answerCapacity(): number {
  const set = text(process.env['KOUAN_CACHE']) ?? 'on'
  if (set !== 'on' && set !== 'off') {
    throw new UsageError(`KOUAN_CACHE is ${JSON.stringify(set)}; give on or off`)
  }
  return set === 'on' ? ANSWER_BYTES : 0
}

/** The limits of requests, with what the environment sets. Throws UsageError for what is none. */
export function limits(environment: NodeJS.ProcessEnv = process.env): Limits {
  try {
    return limitsOf(environment)
  } catch (error) {
    if (error instanceof LimitError) throw new UsageError(error.message)
    throw error
  }
}

export function packageVersion(): string {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string }
  return version
}
