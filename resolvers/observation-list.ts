// Lists of observations: the client's filter, in codes, becomes the database's, in ids; everything
// else about a list is its page.
import type { ObservationRow } from '../db/queries/observation.ts'
import type { ObservationFilter, ObservationOrder } from '../db/queries/observation-list.ts'
import type { Direction, ObservationKind, Qualifier, Status, SubjectKind } from '../db/lists.ts'
import type { Loaders } from '../loaders/index.ts'
import type { Reference } from '../loaders/reference.ts'
import type { Frequency } from '../values/period.ts'
import { given } from './given.ts'
import { known } from './known.ts'
import {
  LARGEST_NESTED_PAGE,
  pageOf,
  rootPage,
  windowOf,
  type Order,
  type Page,
  type PageArguments,
} from './page.ts'
import { windowOfPeriods } from './period-window.ts'

type Given<Value> = Value | null | undefined

/** The client's filter. */
export interface ObservationFilterInput {
  readonly subjects?: Given<readonly string[]>
  readonly subjectKinds?: Given<readonly SubjectKind[]>
  readonly indicators?: Given<readonly string[]>
  readonly kinds?: Given<readonly ObservationKind[]>
  readonly directions?: Given<readonly Direction[]>
  readonly commodities?: Given<readonly string[]>
  readonly partners?: Given<readonly string[]>
  readonly frequencies?: Given<readonly Frequency[]>
  readonly sources?: Given<readonly string[]>
  readonly statuses?: Given<readonly Status[]>
  readonly qualifiers?: Given<readonly Qualifier[]>
  readonly from?: Given<string>
  readonly to?: Given<string>
  readonly detail?: Given<boolean>
  readonly whole?: Given<boolean>
}

export interface ObservationNeeds {
  readonly loaders: Pick<
    Loaders,
    'observations' | 'observationsBySubject' | 'observationCountBySubject' | 'asOf'
  >
  readonly reference: Reference
}

const ids = (rows: readonly { readonly id: number }[]): number[] => rows.map(({ id }) => id)

/** Throws UserError for an unknown code or an impossible window. */
export function observationFilter(
  input: ObservationFilterInput,
  { reference }: Pick<ObservationNeeds, 'reference'>,
): ObservationFilter {
  const { subjects, indicators, commodities, partners, sources, from, to, ...rest } = input
  const window = windowOfPeriods(from ?? null, to ?? null, 'filter.')
  return given({
    subjects: subjects && ids(known.subjects(reference, subjects, 'filter.subjects')),
    indicators:
      indicators && ids(indicators.map((code) => known.indicator(reference, code, 'filter.indicators'))),
    commodities:
      commodities && ids(commodities.map((code) => known.commodity(reference, code, 'filter.commodities'))),
    partners: partners && ids(known.subjects(reference, partners, 'filter.partners', ['REGION'])),
    sources: sources && ids(sources.map((code) => known.source(reference, code, 'filter.sources'))),
    ...rest,
    ...window,
  })
}

export interface ObservationListArguments extends PageArguments {
  readonly filter?: Given<ObservationFilterInput>
  readonly asOf?: Given<string>
}

/** A page of all observations. */
export async function observations(
  args: ObservationListArguments,
  order: Order<ObservationOrder>,
  needs: ObservationNeeds,
): Promise<Page<ObservationRow>> {
  const list = {
    filter: observationFilter(args.filter ?? {}, needs),
    asOf: needs.loaders.asOf(args.asOf ?? null),
  }
  return rootPage(needs.loaders.observations, list, order, args)
}

/** A page of the observations about one subject. */
export async function observationsOf(
  subject: number,
  args: ObservationListArguments,
  order: Order<ObservationOrder>,
  needs: ObservationNeeds,
): Promise<Page<ObservationRow>> {
  const window = windowOf(args, order, LARGEST_NESTED_PAGE)
  const filter = observationFilter(args.filter ?? {}, needs)
  const key = { subject, filter, asOf: needs.loaders.asOf(args.asOf ?? null) }
  const rows = await needs.loaders.observationsBySubject.load({ order: order.field, window, ...key })
  const count = async () => (await needs.loaders.observationCountBySubject.load(key))[0]?.count ?? 0
  return pageOf(rows, window, order, count, {
    nodeOf: (row) => row,
    placeOf: needs.loaders.observations.placeIn(order.field, order.descending),
  })
}
