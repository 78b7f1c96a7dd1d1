import type { Db, Snapshot } from '../db/connection.ts'
import { createLoaders } from '../loaders/index.ts'
import { loadReference, type Reference } from '../loaders/reference.ts'
import type { Context } from '../schema/context.ts'
import type { ContextOf } from './plugins/snapshot.ts'
import type { Trace } from './trace.ts'

/** What resolvers see of the dataset; what the server bounds is added for every request. */
export type DatasetContext = Omit<Context, 'bounds'>

/**
 * What resolvers see of a snapshot: loaders of this request alone, and the small tables, which are
 * read once per version of the dataset and kept for the newest one.
 */
export function contextFactory(): (...of: Parameters<ContextOf>) => Promise<DatasetContext> {
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

  return async (snapshot, asOf, { question, trace }) => {
    const reference = await referenceOf(snapshot)
    const db = timed(snapshot.forQuestion(question), trace)
    return { loaders: createLoaders(db, asOf, reference), reference, version: snapshot.version, asOf }
  }
}

/** SQLite has run a statement by the time that it gives a promise of its rows. */
function timed(db: Db, trace: Trace): Db {
  return {
    rows: (statement, params, shape) => {
      const started = performance.now()
      const rows = db.rows(statement, params, shape)
      trace.sql += performance.now() - started
      trace.statements += 1
      return rows
    },
  }
}
