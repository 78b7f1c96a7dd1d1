// Milestones in time order.
import type { CitedRow } from '../db/queries/cited.ts'
import type { Loaders } from '../loaders/index.ts'
import { comparePeriods, period } from '../values/period.ts'

export { period }

/** The milestones of a subject, in time order. */
export async function milestonesOf(
  subject: number,
  { loaders }: { loaders: Pick<Loaders, 'milestonesBySubject'> },
): Promise<CitedRow<'milestone'>[]> {
  const rows = await loaders.milestonesBySubject.load(subject)
  return [...rows].sort((a, b) => comparePeriods(period(a.date), period(b.date)))
}
