import type { Db, Snapshot } from '../db/connection.ts'
import { createLoaders } from '../loaders/index.ts'
import { loadReference, type Reference } from '../loaders/reference.ts'
import type { Context } from '../schema/context.ts'
import { tooSlow } from './errors.ts'
import type { Limits } from './limits.ts'
import type { ContextOf } from './plugins/snapshot.ts'
import type { StatementAsked } from './readers/long.ts'
import type { Trace } from './trace.ts'

/** What resolvers see of the dataset; what the server bounds is added for every request. */
export type DatasetContext = Omit<Context, 'bounds'>

/** Whoever is told of the statements of a request, one by one. */
export interface StatementWatch {
  /** Throws where it is not to be run here. */
  begun(asked: StatementAsked): void
  ended(): void
}

export interface ContextOptions {
  readonly limits: Pick<Limits, 'requestMs'>
  /** Who watches the statements of a request over a snapshot; null for nobody. */
  readonly watchOf?: (snapshot: Snapshot) => Promise<StatementWatch | null>
}

/**
 * What resolvers see of a snapshot: loaders of this request alone, and the small tables, which are
 * read once per version of the dataset and kept for the newest one.
 */
export function contextFactory({
  limits: { requestMs },
  watchOf = () => Promise.resolve(null),
}: ContextOptions): (...of: Parameters<ContextOf>) => Promise<DatasetContext> {
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
    const watch = await watchOf(snapshot)
    const db = timed(snapshot.forQuestion(question), { trace, requestMs, watch })
    return { loaders: createLoaders(db, asOf, reference), reference, version: snapshot.version, asOf }
  }
}

interface Timing {
  readonly trace: Trace
  readonly requestMs: number
  readonly watch: StatementWatch | null
}

/**
 * SQLite has run a statement by the time that it gives a promise of its rows. Once one was not run, none is: what is
 * still under way of the request is of no more use.
 */
function timed(db: Db, { trace, requestMs, watch }: Timing): Db {
  const begun = performance.now()
  const sqlBefore = trace.sql
  let refusal: Error | null = null

  function refused(asked: StatementAsked | null, started: number): Error | null {
    if (refusal) return refusal
    if (started - begun > requestMs) return tooSlow('requestMs', requestMs, started - begun)
    try {
      if (asked) watch?.begun(asked)
      return null
    } catch (error) {
      return error as Error
    }
  }

  return {
    rows: (statement, params, shape) => {
      const started = performance.now()
      const asked = watch && { name: statement.name, params, shape, before: trace.sql - sqlBefore }
      refusal = refused(asked, started)
      if (refusal) return Promise.reject(refusal)
      try {
        return db.rows(statement, params, shape)
      } finally {
        watch?.ended()
        trace.sql += performance.now() - started
        trace.statements += 1
      }
    },
  }
}
