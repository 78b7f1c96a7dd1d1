/** What is noted of one request on its way: for the log, the metrics and `Server-Timing`. Times in milliseconds. */
export interface Trace {
  readonly requestId: string
  /** The operation's name, where the request has come so far and it has one. */
  operationName: string | null
  /** The code of the first error of the answer. */
  code: string | null
  /** What the answer costs, in the unit that rates are in; 1 until it is known. */
  cost: number
  /** Whether the answer was there from before. */
  isRemembered: boolean
  /** Until its turn came; null where it needed none. */
  queued: number | null
  /** Parsing, validating and what else is decided before anything is executed; null where nothing was parsed. */
  parse: number | null
  /** From then until the result is there. */
  execute: number | null
  /** In the database, of the time above, and for how many statements. */
  sql: number
  statements: number
}

export function newTrace(requestId: string): Trace {
  return {
    requestId,
    operationName: null,
    code: null,
    cost: 1,
    isRemembered: false,
    queued: null,
    parse: null,
    execute: null,
    sql: 0,
    statements: 0,
  }
}

/** The value of `Server-Timing`: where the time of an answer of the graph went; null where it took none worth telling. */
export function serverTiming({
  isRemembered,
  queued,
  parse,
  execute,
  sql,
  statements,
}: Trace): string | null {
  if (isRemembered) return 'memory;desc="answered before"'
  if (parse === null) return null
  const before = queued === null || queued < 1 ? '' : `queue;dur=${shown(queued)}, `
  const parsed = `${before}parse;dur=${shown(parse)}`
  if (execute === null) return parsed
  return `${parsed}, execute;dur=${shown(execute)}, sql;dur=${shown(sql)};desc="${statements} statements"`
}

/** To the microsecond, which is as far as a clock's value means anything here. */
const shown = (ms: number): number => Math.round(ms * 1000) / 1000
