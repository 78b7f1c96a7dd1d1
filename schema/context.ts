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
  /** What the server bounds. */
  readonly bounds: ServerBounds
  /** There where the size of the answer is bounded. */
  readonly spending?: Spending
}

/** How many objects an answer has so far. */
export interface Spending {
  /** Throws where these are too many, and from then on whenever it is called. */
  spend(objects: number): void
  /** The answer is made anew. */
  again(): void
}

/** What the server itself answers for, whatever the dataset. */
export interface ServerBounds {
  readonly limits: readonly Limit[]
  /** Throws UserError when it is asked again in the same request. */
  explain(asked: ExplainArguments): QueryCost
}

export interface Limit {
  readonly name: string
  readonly value: number
  readonly counts: string
  readonly variable: string
}

export interface ExplainArguments {
  readonly query: string
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined
  readonly operationName?: string | null | undefined
}

export interface QueryRefusal {
  readonly code: string
  readonly message: string
  readonly limit: string | null
  readonly allowed: number | null
  readonly found: number | null
}

export interface QueryCost {
  readonly nodes: number | null
  readonly heaviest: string | null
  readonly depth: number | null
  readonly aliases: number | null
  readonly rootFields: number | null
  readonly directives: number | null
  readonly refusal: QueryRefusal | null
}
