import type { Answer } from '../exchange.ts'
import type { Trace } from '../trace.ts'

/** Never reaches a client. */
const HEADER = 'x-kouan-report'

/** What a reader noted of an answer: for the log, the metrics and the memory of the process that hands it on. */
export interface Report extends Pick<Trace, 'code' | 'execute' | 'sql' | 'statements'> {
  readonly isLasting: boolean
}

/** The header that an answer of a reader has beside those for the client. */
export function reporting(
  { code, execute, sql, statements }: Trace,
  { isLasting = false }: Answer,
): Readonly<Record<string, string>> {
  const report: Report = { code, execute, sql, statements, isLasting }
  return { [HEADER]: JSON.stringify(report) }
}

/** The headers for the client, and the report among them. Throws where there is none. */
export function reported(headers: Readonly<Record<string, string>>): {
  readonly headers: Readonly<Record<string, string>>
  readonly report: Report
} {
  const { [HEADER]: report, ...others } = headers
  if (report === undefined) throw new Error('a reader answered without a report')
  return { headers: others, report: JSON.parse(report) as Report }
}
