// A project's figures, and the one that every reader asks for first: its investment.
import type { ObservationRow } from '../db/queries/observation.ts'
import type { Loaders } from '../loaders/index.ts'
import type { Reference } from '../loaders/reference.ts'
import { chosenPoint, observedClaim, type Point } from './series.ts'

interface Needs {
  readonly loaders: Pick<Loaders, 'observationsOf'>
  readonly reference: Reference
}

/** All figures about a project, in reading order. */
export function figures(project: number, { loaders }: Pick<Needs, 'loaders'>): Promise<ObservationRow[]> {
  return loaders.observationsOf.load(project)
}

/** The investment planned for the whole of a project, chosen among the claims; null where no source gives one. */
export async function investment(project: number, { loaders, reference }: Needs): Promise<Point | null> {
  const indicator = reference.indicators.code('investment')
  const rows = await figures(project, { loaders })
  const claims = rows.filter(({ indicator_id, kind }) => indicator_id === indicator?.id && kind === 'PLANNED')
  return chosenPoint(claims.map((row) => observedClaim(row, reference)))
}
