// Scorecards fetched: the targets of subjects with what was reached, series by series. A port's actuals
// are its own, or the sums of its checkpoints, as in its series.
import type { SeriesRow } from '../db/queries/series-list.ts'
import type { IndicatorRow } from '../db/queries/reference.ts'
import type { Loaders } from '../loaders/index.ts'
import type { Reference } from '../loaders/reference.ts'
import { decimal } from '../values/decimal.ts'
import { assertComparable, LARGEST_COMPARISON } from './comparison.ts'
import { lineWithSums } from './derived.ts'
import { given } from './given.ts'
import { known } from './known.ts'
import { lineOf, observedClaim, pointsOfLine, type ObservedClaim, type Point, type Scope } from './point.ts'
import { score, SCORE_STATUSES, type Score } from './scorecard.ts'

export type { Score }

type Given<Value> = Value | null | undefined

export const SCORE_ORDERS = ['STATUS', 'ATTAINMENT'] as const
export interface ScoreOrder {
  readonly field: (typeof SCORE_ORDERS)[number]
  readonly direction: 'ASC' | 'DESC'
}

/** Which targets of a subject. */
export interface TargetArguments {
  readonly indicators?: Given<readonly string[]>
  readonly year?: Given<number>
  readonly years?: Given<readonly number[]>
  readonly sources?: Given<readonly string[]>
  readonly orderBy?: Given<ScoreOrder>
  readonly asOf?: Given<string>
}

export interface ScorecardArguments extends TargetArguments {
  readonly subjects?: Given<readonly string[]>
}

export interface ScorecardNeeds {
  readonly loaders: Pick<
    Loaders,
    'targetSeries' | 'claimsBySeries' | 'checkpointsByPort' | 'checkpointState' | 'asOf'
  >
  readonly reference: Reference
}

/** Spans of actuals that the rule may compare. */
const SPANS = ['YEAR', 'HALF_YEAR', 'QUARTER', 'MONTH', 'YEAR_TO_DATE', 'POINT'] as const
const ALL_TIME = { from: null, to: null }

/** What is asked for, in ids. */
interface Asked {
  readonly indicators: readonly number[] | null
  readonly years: readonly number[] | null
  readonly sources: readonly number[] | null
  readonly asOf: string
}

/** Throws UserError for an unknown code. */
function asked(args: TargetArguments, { loaders, reference }: ScorecardNeeds): Asked {
  const { indicators, year, years, sources } = args
  const wanted = year == null ? null : [year]
  return {
    indicators: indicators?.map((code) => known.indicator(reference, code, 'indicators').id) ?? null,
    years: years ? years.filter((one) => wanted === null || wanted.includes(one)) : wanted,
    sources: sources?.map((code) => known.source(reference, code, 'sources').id) ?? null,
    asOf: loaders.asOf(args.asOf ?? null),
  }
}

const isTarget = ({ row }: ObservedClaim): boolean => row.kind === 'TARGET' && row.frequency === 'YEAR'

/** The scopes of targets, each once, in time order of their first target. */
function targetScopes(claims: readonly ObservedClaim[]): Scope[] {
  const scopes = claims.filter(isTarget).map(({ row }) => ({
    frequency: 'YEAR' as const,
    kind: row.kind,
    direction: row.direction,
    commodityId: row.commodity_id,
    partnerId: row.partner_id,
    part: row.part,
  }))
  return [...new Map(scopes.map((scope) => [JSON.stringify(scope), scope])).values()]
}

/** The actual points of a scope in every span. */
async function actualPoints(
  series: SeriesRow,
  indicator: IndicatorRow,
  claims: readonly ObservedClaim[],
  of: Scope,
  { asOf }: Asked,
  needs: ScorecardNeeds,
): Promise<Point[]> {
  const subject = { id: series.subject, kind: series.subject_kind }
  const lines = SPANS.map((frequency) => {
    const scope = { ...of, kind: 'ACTUAL' as const, frequency }
    return lineWithSums(subject, indicator, lineOf(claims, scope), { scope, asOf }, needs)
  })
  return (await Promise.all(lines)).flatMap((line) => pointsOfLine(line, ALL_TIME))
}

/** The scores of the targets of one series, in time order. */
async function scoresOf(series: SeriesRow, request: Asked, needs: ScorecardNeeds): Promise<Score<Point>[]> {
  const { loaders, reference } = needs
  const indicator = reference.indicators.id(series.indicator)
  const rows = await loaders.claimsBySeries.load({ ...keyOf(series), asOf: request.asOf })
  const claims = rows.map((row) => observedClaim(row, reference))
  const scores = targetScopes(claims).map(async (scope) => {
    const actuals = await actualPoints(series, indicator, claims, scope, request, needs)
    return targetPoints(claims, scope, request).flatMap((target) => {
      const { source_id } = target.chosen.row
      const others = targetPoints(claims, scope, { ...request, sources: [source_id], years: null })
      return score(target, actuals, others, indicator) ?? []
    })
  })
  return (await Promise.all(scores)).flat()
}

const keyOf = ({ subject, indicator }: SeriesRow) => ({ subject, indicator })

/** The targets of a scope as the sources asked for state them, the years asked for. */
function targetPoints(
  claims: readonly ObservedClaim[],
  scope: Scope,
  { sources, years }: Pick<Asked, 'sources' | 'years'>,
): Point[] {
  const stated = claims.filter(({ row }) => sources === null || sources.includes(row.source_id))
  return pointsOfLine(lineOf(stated, scope), ALL_TIME).filter(
    ({ period }) => years === null || years.includes(Number(period?.label)),
  )
}

/** Those without a value last in both directions; otherwise as they come. */
function ordered(scores: readonly Score<Point>[], order: Given<ScoreOrder>): readonly Score<Point>[] {
  if (!order) return scores
  const down = order.direction === 'DESC' ? -1 : 1
  const worth = (one: Score<Point>) => (order.field === 'STATUS' ? rank(one) : one.attainmentPercent)
  return [...scores].sort((a, b) => {
    const [left, right] = [worth(a), worth(b)]
    if (left === null || right === null) return (left === null ? 1 : 0) - (right === null ? 1 : 0)
    return down * decimal(left).comparedTo(right)
  })
}

const rank = ({ status }: Score<Point>): string | null =>
  status === 'NO_DATA' ? null : String(SCORE_STATUSES.indexOf(status))

async function scores(
  series: readonly SeriesRow[],
  request: Asked,
  order: Given<ScoreOrder>,
  needs: ScorecardNeeds,
): Promise<readonly Score<Point>[]> {
  return ordered((await Promise.all(series.map((one) => scoresOf(one, request, needs)))).flat(), order)
}

/** The scores of one subject's targets. Throws UserError for an unknown code. */
export async function scorecardOf(
  subject: number,
  args: TargetArguments,
  needs: ScorecardNeeds,
): Promise<readonly Score<Point>[]> {
  const request = asked(args, needs)
  const { indicators, asOf } = request
  const all = await needs.loaders.targetSeries.ofSubject({ subject, asOf })
  const series = all.filter(({ indicator }) => indicators === null || indicators.includes(indicator))
  return scores(inOrder(series, null, indicators), request, args.orderBy, needs)
}

/**
 * The scores of targets of many subjects: subject by subject, indicator by indicator, in time order, unless
 * ordered. Throws UserError for an unknown code, and where there is too much to compare.
 */
export async function scorecard(
  args: ScorecardArguments,
  needs: ScorecardNeeds,
): Promise<readonly Score<Point>[]> {
  const request = asked(args, needs)
  const { indicators, sources, asOf } = request
  const rows = args.subjects && known.subjects(needs.reference, args.subjects, 'subjects')
  const subjects = rows?.map(({ id }) => id) ?? null
  const filter = given({ subjects, indicators, sources })
  const series = await needs.loaders.targetSeries.list({ filter, asOf, limit: LARGEST_COMPARISON + 1 })
  assertComparable(series, 'subjects')
  return scores(inOrder(series, subjects, indicators), request, args.orderBy, needs)
}

/** Series in the order in which their subjects and indicators are asked for; by subject’s code otherwise. */
function inOrder(
  series: readonly SeriesRow[],
  subjects: readonly number[] | null,
  indicators: readonly number[] | null,
): SeriesRow[] {
  const place = (asked: readonly number[] | null, id: number): number => asked?.indexOf(id) ?? 0
  return [...series].sort(
    (a, b) =>
      place(subjects, a.subject) - place(subjects, b.subject) ||
      place(indicators, a.indicator) - place(indicators, b.indicator),
  )
}
