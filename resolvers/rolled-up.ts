// Aggregates from what is added up already, where that is the very same answer. Where it is not, or something
// may have to be refused, the points are looked at one by one instead (aggregate-list.ts).
import type { ObservationRow } from '../db/queries/observation.ts'
import type { ObservationFilter, ObservationList } from '../db/queries/observation-list.ts'
import type { IndicatorRow, SourceRow } from '../db/queries/reference.ts'
import type { RollupFilter } from '../db/queries/rollup.ts'
import type { Loaders } from '../loaders/index.ts'
import type { Reference } from '../loaders/reference.ts'
import { decimal, decimalText, quotient } from '../values/decimal.ts'
import { CALENDAR_SPANS } from '../values/period.ts'
import type { Aggregate } from './aggregate.ts'
import {
  comparePlaces,
  ORDER_OF,
  type AggregateGroup,
  type AggregateGrouping,
  type AggregateKey,
} from './aggregate-group.ts'
import { seesAll } from './as-of.ts'
import { nestedSubjects } from './nested.ts'
import { mayHaveSums } from './port-sum.ts'
import { referred } from './referred.ts'
import type { AggregateFunction } from './refusal.ts'
import {
  DIMENSIONS,
  indicatorOf,
  isPlain,
  rollupGroups,
  rollupTotal,
  type Registers,
  type RollupGrouping,
  type Rollups,
} from './rollup-group.ts'

interface Question {
  readonly groupBy: readonly AggregateGrouping[]
  readonly function: AggregateFunction
}

interface Needs {
  readonly loaders: Pick<Loaders, 'rollups' | 'anyRollup' | 'subjectById' | 'containersBySubject'>
  readonly reference: Reference
}

/** Rollups behind one answer at most. Where there are more, there are more claims still, and the points refuse them. */
const MOST_ROLLUPS = 100_000

/** What a rollup knows of its claims together. */
const FUNCTIONS: readonly AggregateFunction[] = ['SUM', 'AVG', 'COUNT']

/** Filters that keep a rollup with all of its claims, or none of them. */
const OF_ROLLUPS: readonly (keyof ObservationFilter)[] = [
  'subjects',
  'subjectKinds',
  'indicators',
  'kinds',
  'frequencies',
  'directions',
  'commodities',
  'partners',
  'sources',
  'whole',
]

/** The rollups of the claims that a filter keeps; null where it parts the claims of a rollup, or keeps others. */
function rollupFilter({ from, to, ...filter }: ObservationFilter): RollupFilter | null {
  const spans: readonly string[] = CALENDAR_SPANS
  if (!filter.frequencies?.every((frequency) => spans.includes(frequency))) return null
  if (Object.keys(filter).some((name) => !OF_ROLLUPS.some((one) => one === name))) return null
  if (from?.endsWith('-01-01') === false || to?.endsWith('-12-31') === false) return null
  return {
    ...filter,
    ...(from === undefined ? {} : { firstYear: Number(from.slice(0, 4)) }),
    ...(to === undefined ? {} : { lastYear: Number(to.slice(0, 4)) }),
  }
}

/** Subjects and partners with what they lie in, where that matters: subjects of one group may overlap. */
async function registersOf(
  { scopes, rows }: Awaited<ReturnType<Loaders['rollups']>>,
  groupBy: readonly RollupGrouping[],
  needs: Needs,
): Promise<Registers> {
  const subjects = new Set(rows.map(({ subject_id }) => subject_id))
  const partners = scopes.flatMap(({ partner_id }) => (partner_id === null ? [] : [partner_id]))
  const alone = groupBy.includes('SUBJECT') && !groupBy.includes('REGION') ? [...subjects] : []
  const named = alone.map((id) => referred(needs.loaders.subjectById, id))
  const nested = await nestedSubjects(alone.length > 0 ? partners : [...subjects, ...partners], needs)
  return {
    scopes: new Map(scopes.map((scope) => [scope.id, scope])),
    places: new Map([...named.map((row) => [row.id, { row, within: [] }] as const), ...nested]),
    reference: needs.reference,
  }
}

type Place = AggregateGroup['place']

/** Finds the claims of a group by its place. */
type FindClaims = (place: Place) => Promise<readonly ObservationRow[]>

/** A group as a number. What few ask for is found when it is asked for. */
class RolledUp implements Aggregate {
  subject: AggregateKey['subject'] = null
  region: AggregateKey['region'] = null
  indicator: AggregateKey['indicator'] = null
  kind: AggregateKey['kind'] = null
  readonly period = null
  year: AggregateKey['year'] = null
  commodity: AggregateKey['commodity'] = null
  partner: AggregateKey['partner'] = null
  part: AggregateKey['part'] = null
  direction: AggregateKey['direction'] = null
  source: AggregateKey['source'] = null
  readonly measured: IndicatorRow | null
  readonly value: string | null
  readonly count: number
  readonly place: Place
  readonly #rows: Rollups
  readonly #reference: Reference
  readonly #findClaims: FindClaims

  constructor(
    rows: Rollups,
    groupBy: readonly RollupGrouping[],
    asked: AggregateFunction,
    registers: Registers,
    findClaims: FindClaims,
  ) {
    for (const by of groupBy) DIMENSIONS[by].set(this, rows[0], registers)
    this.count = added(rows, 'count')
    this.measured = asked === 'COUNT' ? null : indicatorOf(rows, registers)
    this.value = asked === 'COUNT' ? String(this.count) : rollupTotal(rows)
    if (asked === 'AVG' && this.value !== null)
      this.value = decimalText(quotient(decimal(this.value), decimal(String(this.count))))
    this.place = groupBy.map((by) => ORDER_OF[by](this))
    this.#rows = rows
    this.#reference = registers.reference
    this.#findClaims = findClaims
  }

  get missing(): number {
    return added(this.#rows, 'missing')
  }

  get qualified(): number {
    return added(this.#rows, 'qualified')
  }

  get sources(): readonly SourceRow[] {
    const sources = new Set(this.#rows.map(({ source_id }) => source_id))
    return this.#reference.sources.all.filter(({ id }) => sources.has(id))
  }

  get claims(): Promise<readonly ObservationRow[]> {
    return this.#findClaims(this.place)
  }
}

function added(rows: Rollups, column: 'count' | 'missing' | 'qualified'): number {
  let sum = 0
  for (const row of rows) sum += row[column]
  return sum
}

const isRollupGrouping = (by: AggregateGrouping): by is RollupGrouping => by !== 'PERIOD'

/** The groups of a question, in the order of their keys; null where they must be made of points. */
export async function rolledUp(
  list: ObservationList,
  { groupBy, function: asked }: Question,
  needs: Needs,
  findClaims: FindClaims,
): Promise<Aggregate[] | null> {
  const filter = rollupFilter(list.filter)
  const by = groupBy.filter(isRollupGrouping)
  if (!filter || !FUNCTIONS.includes(asked) || by.length < groupBy.length) return null
  if (!seesAll(list.asOf, needs.reference) || (await mayHaveSums(list, filter, needs))) return null
  const found = await needs.loaders.rollups(filter, MOST_ROLLUPS + 1)
  if (found.rows.length > MOST_ROLLUPS) return null
  const registers = await registersOf(found, by, needs)
  const aggregates: Aggregate[] = []
  for (const rows of rollupGroups(found.rows, by, registers)) {
    if (!isPlain(rows, asked, registers)) return null
    const one = new RolledUp(rows, by, asked, registers, findClaims)
    // A sum that no rollup holds.
    if (one.value === null && one.count > 0) return null
    aggregates.push(one)
  }
  return aggregates.sort((a, b) => comparePlaces(a.place, b.place, 1))
}
