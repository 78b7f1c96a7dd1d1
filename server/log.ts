import { destination, type Logger, pino } from 'pino'

/** Structured logs, one JSON object a line, on the error stream: the output stream is the command line's own. */
export function openLog({ quiet = false }: { quiet?: boolean } = {}): Logger {
  return pino({ level: quiet ? 'error' : 'info', base: null }, destination({ fd: 2, sync: true }))
}
