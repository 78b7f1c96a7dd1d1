import type { Snapshot } from '../db/connection.ts'
import { createLoaders } from '../loaders/index.ts'
import { loadReference, type Reference } from '../loaders/reference.ts'
import type { Context } from '../schema/context.ts'

/** What resolvers see of the dataset; what the server bounds is added for every request. */
export type DatasetContext = Omit<Context, 'bounds'>

/**
 * What resolvers see of a snapshot: loaders of this request alone, and the small tables, which are
 * read once per version of the dataset and kept for the newest one.
 */
export function contextFactory(): (
  snapshot: Snapshot,
  asOf: string | null,
  question?: object,
) => Promise<DatasetContext> {
  let newest: { readonly version: number; readonly reference: Promise<Reference> } | undefined

  function referenceOf(snapshot: Snapshot): Promise<Reference> {
    if (newest?.version === snapshot.version) return newest.reference
    const loading = { version: snapshot.version, reference: loadReference(snapshot) }
    newest = loading
    loading.reference.catch(() => {
      if (newest === loading) newest = undefined
    })
    return loading.reference
  }

  return async (snapshot, asOf, question) => {
    const reference = await referenceOf(snapshot)
    const db = question ? snapshot.forQuestion(question) : snapshot
    return { loaders: createLoaders(db, asOf, reference), reference, version: snapshot.version, asOf }
  }
}
