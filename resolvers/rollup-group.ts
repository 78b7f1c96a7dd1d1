// Groups of rollups: what the rollups of a group have in common, what they add up to, and whether that is
// the whole answer. Where a point may matter by itself it is not.
import type { RollupRow, ScopeRow } from '../db/queries/rollup.ts'
import type { SubjectRow } from '../db/queries/subject.ts'
import type { Reference } from '../loaders/reference.ts'
import { unscaled } from '../values/decimal.ts'
import { period } from '../values/period.ts'
import type { AggregateGrouping, AggregateKey } from './aggregate-group.ts'
import { nestedCommodity, regionOf, type Nested } from './nested.ts'
import { present } from './referred.ts'
import { refusal, type AggregateFunction } from './refusal.ts'
import type { Summand } from './summand.ts'

/** Rollups of one group. */
export type Rollups = readonly [RollupRow, ...RollupRow[]]

/** What a rollup can be grouped by: the period is its claims' own. */
export type RollupGrouping = Exclude<AggregateGrouping, 'PERIOD'>

/** What the ids of rollups stand for. */
export interface Registers {
  readonly scopes: ReadonlyMap<number, ScopeRow>
  readonly places: ReadonlyMap<number, Nested<SubjectRow>>
  readonly reference: Reference
}

const placeOf = (id: number, { places }: Registers): Nested<SubjectRow> => present(places.get(id) ?? null)
const scopeOf = ({ scope_id }: RollupRow, { scopes }: Registers): ScopeRow =>
  present(scopes.get(scope_id) ?? null)
const commodityOf = ({ commodity_id: id }: ScopeRow, { reference }: Registers) =>
  id === null ? null : nestedCommodity(id, reference)
const partnerOf = ({ partner_id: id }: ScopeRow, registers: Registers) =>
  id === null ? null : placeOf(id, registers)
const regionOfRollup = ({ subject_id }: RollupRow, registers: Registers) =>
  regionOf(placeOf(subject_id, registers))

/** What the rollups of a group measure: the same for all that are added. */
export const indicatorOf = ([row]: Rollups, registers: Registers) =>
  registers.reference.indicators.id(scopeOf(row, registers).indicator_id)

type Writable<Type> = { -readonly [Name in keyof Type]: Type[Name] }

interface Dimension {
  /** Equal for rollups of one group. */
  readonly name: (row: RollupRow, registers: Registers) => number | string | null
  /** Writes the key that a rollup has. */
  readonly set: (key: Writable<AggregateKey>, row: RollupRow, registers: Registers) => void
}

export const DIMENSIONS: Record<RollupGrouping, Dimension> = {
  SUBJECT: {
    name: (row) => row.subject_id,
    set: (key, row, registers) => (key.subject = placeOf(row.subject_id, registers).row),
  },
  REGION: {
    name: (row, registers) => regionOfRollup(row, registers)?.id ?? null,
    set: (key, row, registers) => (key.region = regionOfRollup(row, registers)),
  },
  INDICATOR: {
    name: (row, registers) => scopeOf(row, registers).indicator_id,
    set: (key, row, registers) => (key.indicator = indicatorOf([row], registers)),
  },
  KIND: {
    name: (row, registers) => scopeOf(row, registers).kind,
    set: (key, row, registers) => (key.kind = scopeOf(row, registers).kind),
  },
  YEAR: { name: (row) => row.year, set: (key, row) => (key.year = row.year) },
  COMMODITY: {
    name: (row, registers) => scopeOf(row, registers).commodity_id,
    set: (key, row, registers) =>
      (key.commodity = commodityOf(scopeOf(row, registers), registers)?.row ?? null),
  },
  PARTNER: {
    name: (row, registers) => scopeOf(row, registers).partner_id,
    set: (key, row, registers) => (key.partner = partnerOf(scopeOf(row, registers), registers)?.row ?? null),
  },
  PART: {
    name: (row, registers) => JSON.stringify(scopeOf(row, registers).part),
    set: (key, row, registers) => (key.part = scopeOf(row, registers).part),
  },
  DIRECTION: {
    name: (row, registers) => scopeOf(row, registers).direction,
    set: (key, row, registers) => (key.direction = scopeOf(row, registers).direction),
  },
  SOURCE: {
    name: (row) => row.source_id,
    set: (key, row, { reference }) => (key.source = reference.sources.id(row.source_id)),
  },
}

/** Rollups in groups, in no order. */
export function rollupGroups(
  rows: readonly RollupRow[],
  groupBy: readonly RollupGrouping[],
  registers: Registers,
): Iterable<Rollups> {
  const dimensions = groupBy.map((by) => DIMENSIONS[by])
  const groups = new Map<string, [RollupRow, ...RollupRow[]]>()
  for (const row of rows) {
    let name = ''
    for (const dimension of dimensions) name += `${dimension.name(row, registers)} `
    const group = groups.get(name)
    if (group) group.push(row)
    else groups.set(name, [row])
  }
  return groups.values()
}

/** A subject, a scope and a year. */
interface Line {
  readonly row: RollupRow
  /** Claims with a value, of all sources. */
  readonly count: number
}

function linesOf(rows: Rollups): Line[] {
  if (rows.length === 1) return [{ row: rows[0], count: rows[0].count }]
  const lines = new Map<string, Line>()
  for (const row of rows) {
    const name = `${row.scope_id} ${row.subject_id} ${row.year}`
    lines.set(name, { row, count: (lines.get(name)?.count ?? 0) + row.count })
  }
  return [...lines.values()]
}

/** A line as one point of its year: it overlaps all that its claims overlap, and maybe more. */
function summandOf({ row, count }: Line, registers: Registers): Summand {
  const scope = scopeOf(row, registers)
  const { frequency } = scope
  return {
    subject: placeOf(row.subject_id, registers),
    indicator: indicatorOf([row], registers),
    kind: scope.kind,
    period: { ...period(String(row.year)), label: `${row.year} ${frequency}`, frequency },
    direction: scope.direction,
    commodity: commodityOf(scope, registers),
    partner: partnerOf(scope, registers),
    part: scope.part,
    value: count > 0 ? '0' : null,
    qualifier: 'EXACT',
    sources: [],
    claims: [],
    thing: '',
  }
}

/** Is there surely nothing to refuse? What may be a total with its parts is looked at point by point. */
export function isPlain(rows: Rollups, asked: AggregateFunction, registers: Registers): boolean {
  if (asked === 'COUNT') return true
  if (rows.some(({ totals }) => totals > 0)) return false
  const { nature } = indicatorOf(rows, registers)
  if (asked === 'SUM' && nature === 'RATE') return false
  const lines = linesOf(rows)
  // A stock adds over place and never over time.
  if (asked === 'SUM' && nature === 'STOCK' && lines.some(({ count }) => count > 1)) return false
  if (lines.length === 1) return true
  const points = lines.map((line) => summandOf(line, registers))
  return refusal(asked, points, new Map()) === null
}

const NANO = 1e9

/** The exact sum; null where there is no value, or where it leaves what a number holds exactly. */
export function rollupTotal(rows: Rollups): string | null {
  let [whole, nano, count] = [0, 0, 0]
  for (const row of rows) {
    count += row.count
    if (row.count > 0 && (row.value_whole === null || row.value_nano === null)) return null
    nano += row.value_nano ?? 0
    whole += (row.value_whole ?? 0) + (nano >= NANO ? 1 : 0)
    if (nano >= NANO) nano -= NANO
    if (!Number.isSafeInteger(whole)) return null
  }
  return count === 0 ? null : unscaled(whole, nano)
}
