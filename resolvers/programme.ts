// The root list of programmes.
import type { ProgrammeRow } from '../db/queries/programme.ts'
import type { Loaders } from '../loaders/index.ts'
import type { Reference } from '../loaders/reference.ts'
import { given } from './given.ts'
import { known } from './known.ts'
import { rootPage, type Page, type PageArguments } from './page.ts'

type Given<Value> = Value | null | undefined

export interface ProgrammeArguments extends PageArguments {
  readonly filter?: Given<{
    readonly codes?: Given<readonly string[]>
    readonly text?: Given<string>
    readonly sources?: Given<readonly string[]>
    readonly subjects?: Given<readonly string[]>
    readonly top?: Given<boolean>
  }>
}

interface Needs {
  readonly loaders: Pick<Loaders, 'programmes' | 'asOf'>
  readonly reference: Reference
}

/** A page of programmes. Throws UserError for an unknown code in the filter. */
export async function programmes(
  { filter, ...page }: ProgrammeArguments,
  { loaders, reference }: Needs,
): Promise<Page<ProgrammeRow>> {
  const { sources, subjects, ...rest } = filter ?? {}
  const ids = given({
    ...rest,
    sources: sources?.map((code) => known.source(reference, code, 'filter.sources').id),
    subjects: subjects && known.subjects(reference, subjects, 'filter.subjects').map(({ id }) => id),
  })
  return rootPage(
    loaders.programmes,
    { filter: ids, asOf: loaders.asOf(null) },
    { field: 'READING', descending: false },
    page,
  )
}
