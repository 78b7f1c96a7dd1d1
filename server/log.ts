import { destination, type Logger, pino } from 'pino'
import type { LogLevel } from './config.ts'
import type { Outcome } from './metrics.ts'
import type { Trace } from './trace.ts'

/** Structured logs, one JSON object a line, on the error stream: the output stream is the command line's own. */
export function openLog(level: LogLevel): Logger {
  return pino({ level, base: null }, destination({ fd: 2, sync: true }))
}

/** Of what a client chose itself. */
const LONGEST = 100

/**
 * A line for a request that is answered. A fault of the hub has one of its own already, with what went wrong; what
 * was refused is worth one to those who look into clients (`info`), the rest to those who look into everything.
 */
export function logAnswer(
  log: Logger,
  method: string,
  { path, status, ms }: Outcome,
  { requestId, code, operationName, queued, statements }: Trace,
): void {
  const level = status === 500 ? 'warn' : status >= 400 ? 'info' : 'debug'
  if (!log.isLevelEnabled(level)) return
  const told = { requestId, method, path: path.slice(0, LONGEST), status, ms: Math.round(ms * 1000) / 1000 }
  log[level]({ ...told, code, operation: operationName?.slice(0, LONGEST), queued, statements }, 'answered')
}
