// Checkpoints as of a day: their state, and which of a port's are open.
import type { CheckpointState } from '../db/queries/checkpoint.ts'
import type { SubjectRow } from '../db/queries/subject.ts'
import type { Loaders } from '../loaders/index.ts'

/** Status and approval of a checkpoint. */
export async function stateOf(
  id: number,
  asOf: string,
  loaders: Pick<Loaders, 'checkpointState'>,
): Promise<CheckpointState | undefined> {
  return (await loaders.checkpointState.load({ id, asOf }))[0]
}

/** The checkpoints of a port that are open, by code. */
export async function openCheckpoints(
  port: number,
  asOf: string,
  loaders: Pick<Loaders, 'checkpointsByPort' | 'checkpointState'>,
): Promise<SubjectRow[]> {
  const checkpoints = await loaders.checkpointsByPort.load(port)
  const states = await Promise.all(checkpoints.map(({ id }) => stateOf(id, asOf, loaders)))
  return checkpoints.filter((_, place) => states[place]?.status === 'OPEN')
}
