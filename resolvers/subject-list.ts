// Root lists of subjects: the codes in a filter are checked, then a page is read.
import type { ListArguments, SubjectFilter, SubjectOrder } from '../db/queries/subject-list.ts'
import type { SubjectRow } from '../db/queries/subject.ts'
import type { SubjectKind } from '../db/lists.ts'
import type { ListLoader, Loaders } from '../loaders/index.ts'
import type { Reference } from '../loaders/reference.ts'
import { given } from './given.ts'
import { known } from './known.ts'
import { rootPage, type Page, type PageArguments } from './page.ts'

interface Needs {
  readonly reference: Reference
  readonly asOf: string | null
}

type Given<Filter> = { readonly [Name in keyof Filter]?: Filter[Name] | null | undefined }

export interface SubjectListArguments<Filter> extends PageArguments {
  readonly filter?: Given<Filter> | null | undefined
  readonly orderBy?: { readonly field: SubjectOrder; readonly direction: 'ASC' | 'DESC' } | null | undefined
}

/** Which filters hold codes: of what kinds of subjects, or of commodities. */
export type CodeFilters<Filter> = { readonly [Name in keyof Filter]?: readonly SubjectKind[] | 'commodity' }

/** A page of a list of subjects. Throws UserError for an unknown code in its filter. */
export async function subjectPage<Filter extends SubjectFilter>(
  loader: ListLoader<ListArguments<Filter>, SubjectOrder, SubjectRow>,
  { filter, orderBy, ...page }: SubjectListArguments<Filter>,
  codes: CodeFilters<Filter>,
  needs: Needs,
): Promise<Page<SubjectRow>> {
  const limits = given(filter ?? {}) as Filter
  checkCodes(limits, codes, needs)
  const order = { field: orderBy?.field ?? 'CODE', descending: orderBy?.direction === 'DESC' } as const
  return rootPage(loader, { filter: limits, asOf: needs.asOf }, order, page)
}

/** Throws UserError for the first unknown code among the filters. */
export function checkCodes<Filter extends SubjectFilter>(
  filter: Filter,
  codes: CodeFilters<Filter>,
  { reference }: Pick<Needs, 'reference'>,
): void {
  for (const code of filter.sources ?? []) known.source(reference, code, 'filter.sources')
  for (const [name, of] of Object.entries(codes) as [
    keyof Filter & string,
    readonly SubjectKind[] | 'commodity',
  ][]) {
    const found = (filter[name] ?? []) as readonly string[]
    if (of === 'commodity') for (const code of found) known.commodity(reference, code, `filter.${name}`)
    else known.subjects(reference, found, `filter.${name}`, of)
  }
}

/** The subject of a code and kind; null where there is none, as of the request's day. */
export function subjectOf(
  loaders: Pick<Loaders, 'subjectSpokenOf'>,
  code: string,
  kind: SubjectKind,
): SubjectRow | null {
  const row = loaders.subjectSpokenOf(code)
  return row?.kind === kind ? row : null
}
