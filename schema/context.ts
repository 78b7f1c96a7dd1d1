// What every resolver of a request may use: loaders and small tables of one version of the dataset.
// There is no database handle in it: nothing can go round the batching.
import type { Loaders } from '../loaders/index.ts'
import type { Reference } from '../loaders/reference.ts'

export interface Context {
  readonly loaders: Loaders
  readonly reference: Reference
  /** The version of the dataset that the request reads. */
  readonly version: number
  /** The day as of which the request sees the sources; null for today's knowledge. */
  readonly asOf: string | null
}
