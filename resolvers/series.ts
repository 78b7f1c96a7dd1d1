// Series, statistics and points: claims fetched through the loaders, as points of one scope.
import type { IndicatorRow } from '../db/queries/reference.ts'
import type { SubjectRow } from '../db/queries/subject.ts'
import type { Direction, ObservationKind } from '../db/lists.ts'
import type { Loaders } from '../loaders/index.ts'
import type { Reference } from '../loaders/reference.ts'
import type { Frequency } from '../values/period.ts'
import type { Policy } from '../values/claim.ts'
import { known } from './known.ts'
import { windowOfPeriods, type PeriodWindow } from './period-window.ts'
import { lineWithSums, type LineRequest } from './derived.ts'
import {
  lineOf,
  observedClaim,
  pointsOfLine,
  scopesOf,
  type ObservedClaim,
  type Point,
  type Scope,
} from './point.ts'
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
  readonly policy?: Policy | null | undefined
}

export interface SeriesNeeds {
  readonly loaders: Pick<Loaders, 'claimsBySeries' | 'checkpointsByPort' | 'checkpointState' | 'asOf'>
  readonly reference: Reference
}

interface Asked extends LineRequest {
  readonly window: PeriodWindow
}

/** The scope and window of a series' arguments. Throws UserError for an unknown code or an impossible window. */
async function asked(
  args: Omit<SeriesArguments, 'indicator'>,
  { loaders, reference }: SeriesNeeds,
): Promise<Asked> {
  const { commodity, partner } = args
  return {
    scope: {
      frequency: args.frequency,
      kind: args.kind,
      direction: args.direction,
      commodityId: commodity == null ? null : known.commodity(reference, commodity, 'commodity').id,
      partnerId: partner == null ? null : known.subject(reference, partner, 'partner').id,
      part: args.part ?? null,
    },
    window: windowOfPeriods(args.from ?? null, args.to ?? null),
    asOf: loaders.asOf(args.asOf ?? null),
    policy: args.policy ?? undefined,
  }
}

type Subject = Pick<SubjectRow, 'id' | 'kind'>

/** All claims of a series, whatever their scope. */
async function claimsOf(
  subject: Subject,
  indicator: IndicatorRow,
  asOf: string,
  { loaders, reference }: SeriesNeeds,
): Promise<ObservedClaim[]> {
  const rows = await loaders.claimsBySeries.load({ subject: subject.id, indicator: indicator.id, asOf })
  return rows.map((row) => observedClaim(row, reference))
}

async function pointsAsked(
  subject: Subject,
  indicator: IndicatorRow,
  claims: readonly ObservedClaim[],
  request: Asked,
  needs: SeriesNeeds,
): Promise<Point[]> {
  const own = lineOf(claims, request.scope, request.policy)
  return pointsOfLine(await lineWithSums(subject, indicator, own, request, needs), request.window)
}

/** The series of a subject. Throws UserError for an unknown code or an impossible period. */
export async function seriesOf(subject: Subject, args: SeriesArguments, needs: SeriesNeeds): Promise<Series> {
  const indicator = known.indicator(needs.reference, args.indicator, 'indicator')
  const request = await asked(args, needs)
  const claims = await claimsOf(subject, indicator, request.asOf, needs)
  const points = await pointsAsked(subject, indicator, claims, request, needs)
  return { indicator, points, otherScopes: points.length > 0 ? [] : scopesOf(claims) }
}

export interface PointsArguments extends Omit<SeriesArguments, 'indicator'> {
  readonly subjects: readonly string[]
  readonly indicators: readonly string[]
}

/** The points of many subjects and indicators in one scope: subject by subject, indicator by indicator, in time order. */
export async function points(args: PointsArguments, needs: SeriesNeeds): Promise<Point[]> {
  const subjects = known.subjects(needs.reference, args.subjects, 'subjects')
  const indicators = args.indicators.map((code) => known.indicator(needs.reference, code, 'indicators'))
  const request = await asked(args, needs)
  const lines = subjects.flatMap((subject) =>
    indicators.map(async (indicator) =>
      pointsAsked(
        subject,
        indicator,
        await claimsOf(subject, indicator, request.asOf, needs),
        request,
        needs,
      ),
    ),
  )
  return (await Promise.all(lines)).flat()
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
  subject: Subject,
  { year, indicators, kind }: StatisticsArguments,
  needs: StatisticsNeeds,
): Promise<Point[]> {
  const { loaders, reference } = needs
  const label = String(year)
  const wanted = indicators?.map((code) => known.indicator(reference, code, 'indicators'))
  const window = readArgument('year', () => windowOfPeriods(label, label))
  const scope: Scope = {
    frequency: 'YEAR',
    kind,
    direction: 'TOTAL',
    commodityId: null,
    partnerId: null,
    part: null,
  }
  const claims = (await loaders.observationsOf.load(subject.id)).map((row) => observedClaim(row, reference))
  const stated = [...new Set(claims.map(({ row }) => row.indicator_id))].map((id) =>
    reference.indicators.id(id),
  )
  const lines = (wanted ?? stated).map((indicator) => {
    const own = claims.filter(({ row }) => row.indicator_id === indicator.id)
    return pointsAsked(subject, indicator, own, { scope, window, asOf: loaders.asOf(null) }, needs)
  })
  return (await Promise.all(lines)).flat()
}
