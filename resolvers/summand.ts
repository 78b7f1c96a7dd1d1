// What an aggregate adds: points, never claims. Each enters once, by its chosen value; a port of which
// nothing is said enters as the sum of its checkpoints, unless these are there themselves.
import type { CommodityRow, IndicatorRow, SourceRow } from '../db/queries/reference.ts'
import type { ObservationRow } from '../db/queries/observation.ts'
import type { ObservationList } from '../db/queries/observation-list.ts'
import type { SubjectRow } from '../db/queries/subject.ts'
import type { Direction, ObservationKind, Qualifier } from '../db/lists.ts'
import type { Loaders } from '../loaders/index.ts'
import type { Reference } from '../loaders/reference.ts'
import { period, type Period } from '../values/period.ts'
import { chosenRows, thingOf } from './chosen.ts'
import { nestedCommodity, nestedSubjects, type Nested } from './nested.ts'
import type { ObservationNeeds } from './observation-list.ts'
import { portSums, type PointRow, type PortSumNeeds } from './port-sum.ts'
import { present } from './referred.ts'

/** A point as an aggregate sees it. */
export interface Summand {
  readonly subject: Nested<SubjectRow>
  readonly indicator: IndicatorRow
  readonly kind: ObservationKind
  readonly period: Period | null
  readonly direction: Direction
  readonly commodity: Nested<CommodityRow> | null
  readonly partner: Nested<SubjectRow> | null
  readonly part: string | null
  /** Exact decimal text in the indicator's base unit; null where there is none. */
  readonly value: string | null
  readonly qualifier: Qualifier
  /** The sources of its claims, each once. */
  readonly sources: readonly SourceRow[]
  /** The chosen claim; several where it is a port's sum of checkpoints. */
  readonly claims: readonly ObservationRow[]
  /** Equal for claims about the same thing. */
  readonly thing: string
}

export interface SummandNeeds extends ObservationNeeds {
  readonly loaders: ObservationNeeds['loaders'] &
    PortSumNeeds['loaders'] &
    Pick<Loaders, 'containersBySubject'>
}

/** The points whose chosen claims a list has. Throws UserError where they are too many. */
export async function summands(list: ObservationList, needs: SummandNeeds): Promise<Summand[]> {
  const stated = (await chosenRows(list, needs)).map((row) => ({ row, claims: [row] }))
  const points: PointRow[] = [...stated, ...(await portSums(list, needs))]
  const subjects = points.flatMap(({ row: { subject_id, partner_id } }) =>
    partner_id === null ? [subject_id] : [subject_id, partner_id],
  )
  const places = await nestedSubjects(subjects, needs)
  return points.map((point) => summandOf(point, places, needs.reference))
}

function summandOf(
  { row, claims }: PointRow,
  places: ReadonlyMap<number, Nested<SubjectRow>>,
  reference: Reference,
): Summand {
  const placeOf = (id: number) => present(places.get(id) ?? null)
  const sources = [...new Set(claims.map(({ source_id }) => source_id))]
  return {
    subject: placeOf(row.subject_id),
    indicator: reference.indicators.id(row.indicator_id),
    kind: row.kind,
    period: row.period_label === null ? null : period(row.period_label),
    direction: row.direction,
    commodity: row.commodity_id === null ? null : nestedCommodity(row.commodity_id, reference),
    partner: row.partner_id === null ? null : placeOf(row.partner_id),
    part: row.part,
    value: row.value,
    qualifier: row.qualifier,
    sources: sources.map((id) => reference.sources.id(id)),
    claims,
    thing: thingOf(row),
  }
}
