/** What a worker and the process that started it tell each other, beside what Node and prom-client do on the same channel. */
export type Told =
  | { readonly type: 'kouan:stop' }
  /** All workers listen: the hub is open. */
  | { readonly type: 'kouan:open' }
  /** A worker was asked for the metrics of all. */
  | { readonly type: 'kouan:metrics-asked'; readonly question: number }
  | { readonly type: 'kouan:metrics'; readonly question: number; readonly text: string | null }

/** A message of ours; null for another's. */
export function told(message: unknown): Told | null {
  const { type } = (message ?? {}) as { type?: unknown }
  return typeof type === 'string' && type.startsWith('kouan:') ? (message as Told) : null
}
