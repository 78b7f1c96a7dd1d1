// A cluster's value chains from their stages, and the demand behind a need.
import type { CitedTables } from '../db/queries/cited.ts'
import type { ObservationRow } from '../db/queries/observation.ts'
import type { Loaders } from '../loaders/index.ts'

type Stage = CitedTables['stage']

export interface Chain {
  readonly name_zh: string
  readonly name_en: string | null
  readonly stages: readonly Stage[]
}

/** Stages as chains: chains in reading order, stages by their place in the chain. */
export function chains(stages: readonly Stage[]): Chain[] {
  const byName = new Map<string, Stage[]>()
  for (const stage of stages) byName.set(stage.chain_zh, [...(byName.get(stage.chain_zh) ?? []), stage])
  return [...byName].map(([name_zh, of]) => ({
    name_zh,
    name_en: of.find(({ chain_en }) => chain_en !== null)?.chain_en ?? null,
    stages: [...of].sort((a, b) => a.stage - b.stage),
  }))
}

export async function chainsOf(cluster: number, loaders: Pick<Loaders, 'stagesByCluster'>): Promise<Chain[]> {
  return chains(await loaders.stagesByCluster.load(cluster))
}

/** The yearly demand that a need refers to; null where no source gives one. */
export async function demandOf(
  { demand_id }: CitedTables['need'],
  loaders: Pick<Loaders, 'observationById'>,
): Promise<ObservationRow | null> {
  return demand_id === null ? null : loaders.observationById.load(demand_id)
}
