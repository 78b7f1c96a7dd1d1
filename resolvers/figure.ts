// The one figure that a noun shows of an indicator, whatever its period: a project's investment, a
// corridor's length.
import type { ObservationRow } from '../db/queries/observation.ts'
import type { ObservationKind } from '../db/lists.ts'
import type { Loaders } from '../loaders/index.ts'
import type { Reference } from '../loaders/reference.ts'
import { chosenPoint, observedClaim, type Point } from './point.ts'

export interface FigureNeeds {
  readonly loaders: Pick<Loaders, 'observationsOf'>
  readonly reference: Reference
}

/** The chosen figure about the whole of a subject; null where no source gives one. */
export async function figure(
  subject: number,
  indicator: string,
  { loaders, reference }: FigureNeeds,
  kind?: ObservationKind,
): Promise<Point | null> {
  const id = reference.indicators.code(indicator)?.id
  const rows = await loaders.observationsOf.load(subject)
  const asked = (row: ObservationRow) => row.indicator_id === id && (kind === undefined || row.kind === kind)
  return chosenPoint(rows.filter(asked).map((row) => observedClaim(row, reference)))
}
