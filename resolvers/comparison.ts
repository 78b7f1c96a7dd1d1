// How much one answer compares: scorecards and discrepancies read all claims of the series that they are
// about, so a question that takes in too many is refused before they are read.
import type { SeriesRow } from '../db/queries/series-list.ts'
import { UserError } from './user-error.ts'

/** Claims in the series of one answer. */
export const LARGEST_COMPARISON = 20_000

/** Throws UserError where the series have more claims than one answer compares. */
export function assertComparable(series: readonly Pick<SeriesRow, 'claims'>[], argument: string): void {
  const found = series.reduce((sum, { claims }) => sum + claims, 0)
  if (found <= LARGEST_COMPARISON) return
  throw new UserError(
    `${argument}: found ${found} claims or more to compare, expected subjects, indicators or sources that leave at most ${LARGEST_COMPARISON}`,
    argument,
  )
}
