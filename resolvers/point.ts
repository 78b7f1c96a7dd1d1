// Points: the claims about one subject, indicator, scope and period under the chosen one. Values of
// different spans or scopes never mix.
import type { ObservationRow } from '../db/queries/observation.ts'
import type { Direction, ObservationKind } from '../db/lists.ts'
import type { Reference } from '../loaders/reference.ts'
import { comparePeriods, period, yearEarlier, type Frequency, type Period } from '../values/period.ts'
import { choice, type Choice, type Claim, type Decision, type Policy } from '../values/claim.ts'
import { growth, type Growth } from './growth.ts'
import { inWindow, type PeriodWindow } from './period-window.ts'

export type { Decision, Frequency, Period, Policy }

/** What one line of values has in common, time apart. */
export interface Scope {
  readonly frequency: Frequency
  readonly kind: ObservationKind
  readonly direction: Direction
  readonly commodityId: number | null
  readonly partnerId: number | null
  readonly part: string | null
}

/** An observation as the choosing rule sees it. */
export interface ObservedClaim extends Claim {
  readonly row: ObservationRow
}

/** A choice among claims, or the sum of a port's checkpoints where nothing is said of the port. */
export interface Answer extends Choice<ObservedClaim> {
  /** Ids of the checkpoints that a derived claim is the sum of; null for what a source states. */
  readonly sumOf: readonly number[] | null
}

/** Answers by the label of their period. */
export type Line = ReadonlyMap<string, Answer>

/** The answer for one subject, indicator, scope and period. The period is null for figures that no time is printed with. */
export interface Point extends Answer {
  readonly indicatorId: number
  readonly period: Period | null
  readonly growth: Growth
}

/** An observation with what the rule needs of its source and unit. */
export function observedClaim(row: ObservationRow, reference: Reference): ObservedClaim {
  const source = reference.sources.id(row.source_id)
  return {
    row,
    value: row.value,
    valueMax: row.value_max,
    reported: row.reported,
    factor: factorToBase(row, reference),
    qualifier: row.qualifier,
    status: row.status,
    published: source.published,
    source: source.code,
    locatorKind: row.locator_kind,
    position: row.position,
  }
}

function factorToBase({ unit_id, indicator_id }: ObservationRow, reference: Reference): string {
  if (unit_id === null) return '1'
  const base = reference.units.id(reference.indicators.id(indicator_id).unit_id)
  return reference.unitTable.convert('1', reference.units.id(unit_id).code, base.code)
}

function scopeOf(row: ObservationRow, frequency: Frequency): Scope {
  return {
    frequency,
    kind: row.kind,
    direction: row.direction,
    commodityId: row.commodity_id,
    partnerId: row.partner_id,
    part: row.part,
  }
}

const sameScope = (a: Scope, b: Scope): boolean =>
  a.frequency === b.frequency &&
  a.kind === b.kind &&
  a.direction === b.direction &&
  a.commodityId === b.commodityId &&
  a.partnerId === b.partnerId &&
  a.part === b.part

/** Groups claims by what `keyOf` gives, and chooses in each group. */
export function choices<Key>(
  claims: readonly ObservedClaim[],
  keyOf: (claim: ObservedClaim) => Key,
  policy?: Policy,
): Map<Key, Answer> {
  const groups = new Map<Key, [ObservedClaim, ...ObservedClaim[]]>()
  for (const claim of claims) {
    const group = groups.get(keyOf(claim))
    if (group) group.push(claim)
    else groups.set(keyOf(claim), [claim])
  }
  return new Map([...groups].map(([key, group]) => [key, { ...choice(group, policy), sumOf: null }]))
}

/** The answers of one scope by period. */
export function lineOf(claims: readonly ObservedClaim[], scope: Scope, policy?: Policy): Line {
  const inScope = claims.filter(
    ({ row }) => row.frequency !== null && sameScope(scopeOf(row, row.frequency), scope),
  )
  return choices(inScope, ({ row }) => row.period_label ?? '', policy)
}

/** The points of a line inside the window, in time order. Growth looks one year back, outside the window too. */
export function pointsOfLine(line: Line, window: PeriodWindow): Point[] {
  return [...line]
    .filter(([, { chosen }]) => inWindow(chosen.row, window))
    .map(([label, answer]) =>
      pointOf(answer, period(label), comparable(answer, line.get(yearEarlier(label)))),
    )
    .sort((a, b) => comparePeriods(a.period, b.period))
}

/** The earlier answer's claim, where both are about the same: stated, or the sum of the same checkpoints. */
function comparable(now: Answer, before: Answer | undefined): ObservedClaim | null {
  return before && String(now.sumOf) === String(before.sumOf) ? before.chosen : null
}

function pointOf<When extends Period | null>(
  answer: Answer,
  when: When,
  before: ObservedClaim | null,
): Point & { period: When } {
  return {
    ...answer,
    indicatorId: answer.chosen.row.indicator_id,
    period: when,
    growth: growth(answer, before),
  }
}

/** The scopes of claims that have a period, with how many claims each has. */
export function scopesOf(claims: readonly ObservedClaim[]): (Scope & { count: number })[] {
  const scopes: (Scope & { count: number })[] = []
  for (const { row } of claims) {
    if (row.frequency === null) continue
    const scope = scopeOf(row, row.frequency)
    const seen = scopes.find((other) => sameScope(other, scope))
    if (seen) seen.count += 1
    else scopes.push({ ...scope, count: 1 })
  }
  return scopes
}

/** The chosen claim about a subject whatever its period, e.g. a project's investment; null where there is none. */
export function chosenPoint(claims: readonly ObservedClaim[]): Point | null {
  const whole = claims.filter(
    ({ row }) => row.part === null && row.commodity_id === null && row.partner_id === null,
  )
  const [first] = choices(whole, () => '').values()
  if (!first) return null
  const label = first.chosen.row.period_label
  return pointOf(first, label === null ? null : period(label), null)
}
