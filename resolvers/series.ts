// Series, statistics and points: claims fetched through the loaders, as points of one scope.
import type { IndicatorRow } from '../db/queries/reference.ts'
import type { Direction, ObservationKind } from '../db/tables.ts'
import type { Loaders } from '../loaders/index.ts'
import type { Reference } from '../loaders/reference.ts'
import type { Frequency } from '../values/period.ts'
import { known } from './known.ts'
import { windowOfPeriods, type PeriodWindow } from './period-window.ts'
import { observedClaim, pointsOf, scopesOf, type Point, type Scope } from './point.ts'
import { readArgument } from './user-error.ts'

export interface Series {
  readonly indicator: IndicatorRow
  readonly points: readonly Point[]
  /** Where there is no point: the scopes for which there are claims. */
  readonly otherScopes: readonly (Scope & { readonly count: number })[]
}

type Given = string | null | undefined

export interface SeriesArguments {
  readonly indicator: string
  readonly kind: ObservationKind
  readonly frequency: Frequency
  readonly direction: Direction
  readonly commodity?: Given
  readonly partner?: Given
  readonly part?: Given
  readonly from?: Given
  readonly to?: Given
  readonly asOf?: Given
}

export interface SeriesNeeds {
  readonly loaders: Pick<Loaders, 'claimsBySeries' | 'subjectByCode' | 'subjectCodes' | 'asOf'>
  readonly reference: Reference
}

/** The scope and window of a series' arguments. Throws UserError for an unknown code or an impossible window. */
async function asked(
  args: Omit<SeriesArguments, 'indicator'>,
  { loaders, reference }: SeriesNeeds,
): Promise<{ scope: Scope; window: PeriodWindow; asOf: string }> {
  const { commodity, partner } = args
  return {
    scope: {
      frequency: args.frequency,
      kind: args.kind,
      direction: args.direction,
      commodityId: commodity == null ? null : known.commodity(reference, commodity, 'commodity').id,
      partnerId: partner == null ? null : (await known.subject(loaders, partner, 'partner')).id,
      part: args.part ?? null,
    },
    window: windowOfPeriods(args.from ?? null, args.to ?? null),
    asOf: loaders.asOf(args.asOf ?? null),
  }
}

/** The series of a subject. Throws UserError for an unknown code or an impossible period. */
export async function seriesOf(subject: number, args: SeriesArguments, needs: SeriesNeeds): Promise<Series> {
  const { loaders, reference } = needs
  const indicator = known.indicator(reference, args.indicator, 'indicator')
  const { scope, window, asOf } = await asked(args, needs)
  const rows = await loaders.claimsBySeries.load({ subject, indicator: indicator.id, asOf })
  const claims = rows.map((row) => observedClaim(row, reference))
  const points = pointsOf(claims, scope, window)
  return { indicator, points, otherScopes: points.length > 0 ? [] : scopesOf(claims) }
}

export interface PointsArguments extends Omit<SeriesArguments, 'indicator'> {
  readonly subjects: readonly string[]
  readonly indicators: readonly string[]
}

/** The points of many subjects and indicators in one scope: subject by subject, indicator by indicator, in time order. */
export async function points(args: PointsArguments, needs: SeriesNeeds): Promise<Point[]> {
  const { loaders, reference } = needs
  const subjects = await known.subjects(loaders, args.subjects, 'subjects')
  const indicators = args.indicators.map((code) => known.indicator(reference, code, 'indicators'))
  const { scope, window, asOf } = await asked(args, needs)
  const keys = subjects.flatMap(({ id }) =>
    indicators.map((indicator) => ({ subject: id, indicator: indicator.id, asOf })),
  )
  const rows = await Promise.all(keys.map((key) => loaders.claimsBySeries.load(key)))
  return rows.flatMap((claims) =>
    pointsOf(
      claims.map((row) => observedClaim(row, reference)),
      scope,
      window,
    ),
  )
}

export interface StatisticsArguments {
  readonly year: number
  readonly indicators?: readonly string[] | null | undefined
  readonly kind: ObservationKind
}

interface StatisticsNeeds extends SeriesNeeds {
  readonly loaders: SeriesNeeds['loaders'] & Pick<Loaders, 'observationsOf'>
}

/** One point for each indicator of a subject in a whole year; all indicators that have one unless asked. */
export async function statistics(
  subject: number,
  { year, indicators, kind }: StatisticsArguments,
  needs: StatisticsNeeds,
): Promise<Point[]> {
  const { loaders, reference } = needs
  const wanted = indicators?.map((code) => known.indicator(reference, code, 'indicators').id)
  const window = readArgument('year', () => windowOfPeriods(String(year), String(year)))
  const scope: Scope = {
    frequency: 'YEAR',
    kind,
    direction: 'TOTAL',
    commodityId: null,
    partnerId: null,
    part: null,
  }
  const claims = (await loaders.observationsOf.load(subject)).map((row) => observedClaim(row, reference))
  const order = wanted ?? [...new Set(claims.map(({ row }) => row.indicator_id))]
  return order.flatMap((id) =>
    pointsOf(
      claims.filter(({ row }) => row.indicator_id === id),
      scope,
      window,
    ),
  )
}
