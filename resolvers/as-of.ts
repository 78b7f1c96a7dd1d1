// As of a day: what had been published by then. It is about publication, never about our corrections.
import type { SourceRow } from '../db/queries/reference.ts'

/** The sources published on or before a day. */
export function publishedBy(sources: readonly SourceRow[], day: string): SourceRow[] {
  return sources.filter(({ published }) => published <= day)
}
