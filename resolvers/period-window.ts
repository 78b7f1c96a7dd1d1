// `from` and `to`: a window of time that keeps the periods which lie inside it.
import { period } from '../values/period.ts'
import { readArgument, UserError } from './user-error.ts'

/** First and last day; null is no bound. */
export interface PeriodWindow {
  readonly from: string | null
  readonly to: string | null
}

interface Dated {
  readonly period_start: string | null
  readonly period_end: string | null
}

/** Reads the arguments, each a label (2022, 2023-H1) or a date. Throws UserError for what is neither, or ends before it starts. */
export function windowOfPeriods(from: string | null, to: string | null, prefix = ''): PeriodWindow {
  const start = from === null ? null : readArgument(`${prefix}from`, () => period(from).start)
  const end = to === null ? null : readArgument(`${prefix}to`, () => period(to).end)
  if (start !== null && end !== null && end < start) {
    throw new UserError(
      `${prefix}to: found ${JSON.stringify(to)}, expected a time not before ${prefix}from (${String(from)})`,
      `${prefix}to`,
    )
  }
  return { from: start, to: end }
}

/** Does the period lie inside? What has no period, or an open end before a bound, does not. */
export function inWindow({ period_start, period_end }: Dated, { from, to }: PeriodWindow): boolean {
  if (from !== null && (period_start === null || period_start < from)) return false
  return to === null || (period_start !== null && period_end !== null && period_end <= to)
}
