// Discrepancies fetched: only series that may hold one are read, and printed totals with their parts.
import type { SeriesRow, TotalRow } from '../db/queries/series-list.ts'
import type { CursorValue } from '../db/queries/page.ts'
import type { ObservationRow } from '../db/queries/observation.ts'
import type { Loaders } from '../loaders/index.ts'
import type { Reference } from '../loaders/reference.ts'
import { assertComparable, LARGEST_COMPARISON } from './comparison.ts'
import {
  discrepanciesOfSeries,
  totalMismatch,
  type Discrepancy,
  type DiscrepancyKind,
} from './discrepancy.ts'
import { explanation, type ExplanationLanguage } from './explanation.ts'
import { given } from './given.ts'
import { known } from './known.ts'
import {
  arrangedPage,
  LARGEST_ROOT_PAGE,
  type ComparePlaces,
  type Page,
  type PageArguments,
  type Placed,
} from './page.ts'
import { observedClaim, type ObservedClaim } from './point.ts'
import { referred } from './referred.ts'

type Given<Value> = Value | null | undefined

export const DISCREPANCY_ORDERS = ['SUBJECT', 'DIFFERENCE'] as const
type OrderField = (typeof DISCREPANCY_ORDERS)[number]

export interface DiscrepancyFilterInput {
  readonly subjects?: Given<readonly string[]>
  readonly indicators?: Given<readonly string[]>
  readonly kinds?: Given<readonly DiscrepancyKind[]>
  readonly sources?: Given<readonly string[]>
}

export interface DiscrepancyArguments extends PageArguments {
  readonly filter?: Given<DiscrepancyFilterInput>
  readonly orderBy?: Given<{ readonly field: OrderField; readonly direction: 'ASC' | 'DESC' }>
  readonly asOf?: Given<string>
}

export interface DiscrepancyNeeds {
  readonly loaders: Pick<
    Loaders,
    'seriesInQuestion' | 'printedTotals' | 'claimsBySeries' | 'partsByTotal' | 'subjectById' | 'asOf'
  >
  readonly reference: Reference
}

/** What was found in a series already: loaders are made anew for each request, and so is this. */
const FOUND = new WeakMap<object, Map<string, Promise<Discrepancy[]>>>()

/** The discrepancies of one series, looked for once in a request however many observations ask. */
function inSeries(
  { subject, indicator }: SeriesRow,
  asOf: string,
  { loaders, reference }: DiscrepancyNeeds,
): Promise<Discrepancy[]> {
  const known = FOUND.get(loaders) ?? new Map<string, Promise<Discrepancy[]>>()
  FOUND.set(loaders, known)
  const compared = (rows: readonly ObservationRow[]) =>
    discrepanciesOfSeries(rows.map((row) => observedClaim(row, reference)))
  const key = JSON.stringify([subject, indicator, asOf])
  const found = known.get(key) ?? loaders.claimsBySeries.load({ subject, indicator, asOf }).then(compared)
  known.set(key, found)
  return found
}

async function inTotal(
  total: TotalRow,
  { loaders, reference }: DiscrepancyNeeds,
): Promise<Discrepancy | null> {
  const parts = await loaders.partsByTotal.load(total.id)
  return totalMismatch(
    observedClaim(total, reference),
    parts.map((part) => observedClaim(part, reference)),
  )
}

/** Every discrepancy of some series and totals. */
async function found(
  series: readonly SeriesRow[],
  totals: readonly TotalRow[],
  asOf: string,
  needs: DiscrepancyNeeds,
): Promise<Discrepancy[]> {
  const [ofSeries, ofTotals] = await Promise.all([
    Promise.all(series.map((one) => inSeries(one, asOf, needs))),
    Promise.all(totals.map((one) => inTotal(one, needs))),
  ])
  return [...ofSeries.flat(), ...ofTotals.filter((one) => one !== null)]
}

const kept = (kinds: Given<readonly DiscrepancyKind[]>, { kind }: Discrepancy): boolean =>
  !kinds || kinds.includes(kind)

interface SubjectArguments {
  readonly kinds?: Given<readonly DiscrepancyKind[]>
  readonly asOf?: Given<string>
}

/** The discrepancies in which a claim about the subject stands; of one indicator where it is given. */
export async function discrepanciesOf(
  subject: number,
  args: SubjectArguments,
  needs: DiscrepancyNeeds,
  indicator?: number,
): Promise<Discrepancy[]> {
  const asOf = needs.loaders.asOf(args.asOf ?? null)
  const [series, totals] = await Promise.all([
    needs.loaders.seriesInQuestion.ofSubject({ subject, asOf }),
    needs.loaders.printedTotals.ofSubject({ subject, asOf }),
  ])
  const all = await found(
    series.filter((one) => indicator === undefined || one.indicator === indicator),
    totals.filter((one) => indicator === undefined || one.indicator_id === indicator),
    asOf,
    needs,
  )
  return all.filter((one) => kept(args.kinds, one))
}

/** The discrepancies in which a claim stands: all are about its own indicator. */
export async function discrepanciesWith(
  { id, subject_id, indicator_id }: ObservationRow,
  args: SubjectArguments,
  needs: DiscrepancyNeeds,
): Promise<Discrepancy[]> {
  const all = await discrepanciesOf(subject_id, args, needs, indicator_id)
  return all.filter(({ claims }) => claims.some(({ row }) => row.id === id))
}

/** A page of all discrepancies. Throws UserError for an unknown code, or where there is too much to compare. */
export async function discrepancies(
  args: DiscrepancyArguments,
  needs: DiscrepancyNeeds,
): Promise<Page<Discrepancy>> {
  const { loaders, reference } = needs
  const { subjects, indicators, sources, kinds } = args.filter ?? {}
  const asOf = loaders.asOf(args.asOf ?? null)
  const rows = subjects && known.subjects(reference, subjects, 'filter.subjects')
  const sourceIds = sources?.map((code) => known.source(reference, code, 'filter.sources').id)
  const filter = given({
    subjects: rows?.map(({ id }) => id),
    indicators: indicators?.map((code) => known.indicator(reference, code, 'filter.indicators').id),
    sources: sourceIds,
  })
  const asked = { filter, asOf, limit: LARGEST_COMPARISON + 1 }
  const [series, totals] = await Promise.all([
    loaders.seriesInQuestion.list(asked),
    loaders.printedTotals.list(asked),
  ])
  assertComparable([...series, ...totals.map(() => ({ claims: 1 }))], 'filter')
  const once = [...new Map(totals.map((total) => [total.id, total])).values()]
  const all = (await found(series, once, asOf, needs)).filter(
    (one) => kept(kinds, one) && (!sourceIds || isOfSource(one, sourceIds)),
  )
  return paged(all, args, needs)
}

const isOfSource = ({ claims }: Discrepancy, sources: readonly number[]): boolean =>
  claims.some(({ row }) => sources.includes(row.source_id))

function paged(
  all: readonly Discrepancy[],
  args: DiscrepancyArguments,
  needs: DiscrepancyNeeds,
): Page<Discrepancy> {
  const order = { field: args.orderBy?.field ?? 'SUBJECT', descending: args.orderBy?.direction === 'DESC' }
  const placed = all.map((row): Placed<Discrepancy> => ({
    row,
    place: order.field === 'SUBJECT' ? thing(row, needs) : [...size(row), ...thing(row, needs)],
  }))
  return arrangedPage(placed, comparison(order), order, args, LARGEST_ROOT_PAGE)
}

/** By subject, indicator and time; the first claim's key tells the rest apart. */
function thing({ kind, period, claims }: Discrepancy, needs: DiscrepancyNeeds): CursorValue[] {
  const { row, source } = claims[0]
  const { code } = referred(needs.loaders.subjectById, row.subject_id)
  const indicator = needs.reference.indicators.id(row.indicator_id).code
  const base = claims.at(-1)?.row.key ?? ''
  return [code, indicator, period?.start ?? '9999', period?.label ?? '', kind, source, row.key, base]
}

/** Whether there is a size, and which. */
const size = ({ difference }: Discrepancy): CursorValue[] => [difference === null ? 1 : 0, Number(difference)]

/** Those without a size last in both directions. */
function comparison({ field, descending }: { field: string; descending: boolean }): ComparePlaces {
  const down = descending ? -1 : 1
  const bySize: ComparePlaces = (a, b) => Number(a[0]) - Number(b[0]) || down * (Number(a[1]) - Number(b[1]))
  return (a, b) =>
    field === 'SUBJECT' ? down * byText(a, b) : bySize(a, b) || down * byText(a.slice(2), b.slice(2))
}

const byText: ComparePlaces = (a, b) => {
  const differing = a.findIndex((value, index) => value !== b[index])
  return differing < 0 ? 0 : String(a[differing]) < String(b[differing]) ? -1 : 1
}

/** A discrepancy in a sentence. */
export function explained(
  discrepancy: Discrepancy,
  lang: ExplanationLanguage,
  { loaders, reference }: Pick<DiscrepancyNeeds, 'reference'> & { loaders: Pick<Loaders, 'subjectById'> },
): string {
  const { row } = discrepancy.claims[0]
  const named = (one: { name_zh: string; name_en: string | null }) =>
    lang === 'EN' ? (one.name_en ?? one.name_zh) : one.name_zh
  const subject = referred(loaders.subjectById, row.subject_id)
  const partner = row.partner_id === null ? [] : [referred(loaders.subjectById, row.partner_id)]
  const commodity = row.commodity_id === null ? [] : [reference.commodities.id(row.commodity_id)]
  return explanation(discrepancy, lang, {
    subject: named(subject),
    indicator: named(reference.indicators.id(row.indicator_id)),
    scope: [...commodity, ...partner].map(named),
    titleOf: ({ row: { source_id } }: ObservedClaim) => {
      const { title_zh, title_en } = reference.sources.id(source_id)
      return lang === 'EN' ? (title_en ?? title_zh) : title_zh
    },
  })
}
