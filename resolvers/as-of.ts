// As of a day: what had been published by then. It is about publication, never about our corrections.
import type { SourceRow } from '../db/queries/reference.ts'
import type { Reference, Register } from '../loaders/reference.ts'

/** The sources published on or before a day. */
export function publishedBy(sources: readonly SourceRow[], day: string): SourceRow[] {
  return sources.filter(({ published }) => published <= day)
}

/** The source of a code; null where there is none, or was none by the day. */
export function publishedSource(sources: Register<SourceRow>, code: string, day: string): SourceRow | null {
  const source = sources.code(code)
  return source && source.published <= day ? source : null
}

/** Does the day see all that is published? */
export function seesAll(day: string, { sources }: Pick<Reference, 'sources'>): boolean {
  const newest = sources.all.at(-1)
  return !newest || newest.published <= day
}
