// What a source speaks of.
import type { SubjectRow } from '../db/queries/subject.ts'
import type { SubjectKind } from '../db/lists.ts'
import type { Loaders } from '../loaders/index.ts'

/** The subjects that a source speaks of, by code; of the kinds asked for. */
export async function subjectsOf(
  source: number,
  kinds: readonly SubjectKind[] | null | undefined,
  { loaders }: { loaders: Pick<Loaders, 'subjectsBySource'> },
): Promise<SubjectRow[]> {
  const rows = await loaders.subjectsBySource.load(source)
  return kinds ? rows.filter(({ kind }) => kinds.includes(kind)) : rows
}
