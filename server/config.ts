// Where things are and what the environment sets. Options of the command line go before it.
import { mkdirSync, readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { UsageError } from './command.ts'
import { LimitError, type Limits, limitsOf } from './limits.ts'
import type { RateOptions } from './rate.ts'

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

/** Far more than help anywhere. */
const MOST_WORKERS = 64

/** How many processes serve. Throws UsageError for a number that is none. */
export function workerCount(values: Values): number {
  const set = text(values['workers']) ?? text(process.env['KOUAN_WORKERS']) ?? '1'
  if (set === 'max') return Math.min(availableParallelism(), MOST_WORKERS)
  if (/^[1-9]\d?$/.test(set) && Number(set) <= MOST_WORKERS) return Number(set)
  const name = text(values['workers']) === undefined ? 'KOUAN_WORKERS' : '--workers'
  throw new UsageError(`${name} is ${JSON.stringify(set)}; give a number from 1 to ${MOST_WORKERS}, or max`)
}

/** From the quietest to the one that tells of every request. */
export const LOG_LEVELS = ['silent', 'fatal', 'error', 'warn', 'info', 'debug'] as const

export type LogLevel = (typeof LOG_LEVELS)[number]

/** What is worth a line in the log. Throws UsageError for a level that is none. */
export function logLevel(): LogLevel {
  const set = text(process.env['KOUAN_LOG']) ?? 'warn'
  const level = LOG_LEVELS.find((known) => known === set)
  if (level !== undefined) return level
  throw new UsageError(`KOUAN_LOG is ${JSON.stringify(set)}; give one of ${LOG_LEVELS.join(', ')}`)
}

/**
 * What a client may ask for: points of cost a second, the keys of clients that are counted by themselves, and how
 * many proxies stand in front. Null, without KOUAN_RATE, for whatever it likes. Throws UsageError for no number.
 */
export function rate(): RateOptions | null {
  const perSecond = wholeNumber('KOUAN_RATE', 1)
  const proxies = wholeNumber('KOUAN_PROXIES', 0) ?? 0
  const keys = (text(process.env['KOUAN_KEYS']) ?? '').split(',').map((key) => key.trim())
  return perSecond === null ? null : { perSecond, proxies, keys: new Set(keys.filter((key) => key !== '')) }
}

function wholeNumber(name: string, least: number): number | null {
  const set = text(process.env[name])
  if (set === undefined) return null
  if (/^\d{1,9}$/.test(set) && Number(set) >= least) return Number(set)
  throw new UsageError(`${name} is ${JSON.stringify(set)}; give a whole number, ${least} or more`)
}

/** More would only take the machine from one another. */
const MOST_READERS = 16

/**
 * How many long questions are worked at beside the others, each in a process of its own: KOUAN_READERS, or two, and
 * one for each of several processes that serve together. Throws UsageError for a number that is none.
 */
export function readerCount(isOneOfMany = false): number {
  const count = wholeNumber('KOUAN_READERS', 0) ?? (isOneOfMany ? 1 : 2)
  if (count <= MOST_READERS) return count
  throw new UsageError(`KOUAN_READERS is ${count}; give a whole number, ${MOST_READERS} or less`)
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
