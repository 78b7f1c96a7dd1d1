import type { Snapshot } from '../db/connection.ts'
import { datasetVersion } from '../db/queries/dataset.ts'
import { datasetCounts } from '../db/queries/health.ts'
import { type Answer, json } from './exchange.ts'

/** Whether the dataset can be read, which version it is and how much it holds. Never cached. */
export async function health(acquire: () => Promise<Snapshot>): Promise<Answer> {
  const snapshot = await acquire()
  try {
    const version = await datasetVersion(snapshot)
    const dataset = {
      version: snapshot.version,
      loadedAt: version?.loaded_at ?? null,
      ...(await datasetCounts(snapshot)),
    }
    return json(200, { status: 'ok', dataset }, { 'cache-control': 'no-store' })
  } finally {
    await snapshot.release()
  }
}
