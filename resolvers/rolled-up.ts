// Aggregates from what is added up already, where that is the very same answer. Where a point may matter by
// itself, or something may have to be refused, the points are looked at one by one instead (aggregate-list.ts).
import type { ObservationRow } from '../db/queries/observation.ts'
import type { ObservationFilter, ObservationList } from '../db/queries/observation-list.ts'
import type { IndicatorRow, SourceRow } from '../db/queries/reference.ts'
import type { RollupFilter, RollupRow } from '../db/queries/rollup.ts'
import type { SubjectRow } from '../db/queries/subject.ts'
import type { Loaders } from '../loaders/index.ts'
import type { Reference } from '../loaders/reference.ts'
import { decimal, decimalText, quotient, unscaled } from '../values/decimal.ts'
import { CALENDAR_SPANS, period } from '../values/period.ts'
import type { Aggregate } from './aggregate.ts'
import {
  comparePlaces,
  ORDER_OF,
  type AggregateGroup,
  type AggregateGrouping,
  type AggregateKey,
} from './aggregate-group.ts'
import { seesAll } from './as-of.ts'
import { nestedCommodity, nestedSubjects, regionOf, type Nested } from './nested.ts'
import { mayHaveSums } from './port-sum.ts'
import { present, referred } from './referred.ts'
import { refusal, type AggregateFunction } from './refusal.ts'
import type { Summand } from './summand.ts'

interface Question {
  readonly groupBy: readonly AggregateGrouping[]
  readonly function: AggregateFunction
}

interface Needs {
  readonly loaders: Pick<Loaders, 'rollups' | 'anyRollup' | 'subjectById' | 'containersBySubject'>
  readonly reference: Reference
}

/** What a rollup knows of its claims together. */
const FUNCTIONS: readonly AggregateFunction[] = ['SUM', 'AVG', 'COUNT']

/** Filters that keep a line with all of its claims of a source and a year, or none of them. */
const OF_LINES = [
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
] as const satisfies readonly (keyof ObservationFilter & keyof RollupFilter)[]

/** The rollups of the claims that a filter keeps; null where it parts the claims of a rollup, or keeps others. */
export function rollupFilter({ from, to, ...filter }: ObservationFilter): RollupFilter | null {
  const spans: readonly string[] = CALENDAR_SPANS
  if (!filter.frequencies?.every((frequency) => spans.includes(frequency))) return null
  if (Object.keys(filter).some((name) => !OF_LINES.some((one) => one === name))) return null
  if (from?.endsWith('-01-01') === false || to?.endsWith('-12-31') === false) return null
  return {
    ...filter,
    ...(from === undefined ? {} : { firstYear: Number(from.slice(0, 4)) }),
    ...(to === undefined ? {} : { lastYear: Number(to.slice(0, 4)) }),
  }
}

type Rows = readonly [RollupRow, ...RollupRow[]]
type Places = ReadonlyMap<number, Nested<SubjectRow>>

/** What the ids of rollups stand for. */
interface Registers {
  readonly places: Places
  readonly reference: Reference
}

const placeOf = (id: number, { places }: Registers): Nested<SubjectRow> => present(places.get(id) ?? null)

/** Zero stands for all commodities, and for all partners. */
const commodityOf = ({ commodity_id: id }: RollupRow, { reference }: Registers) =>
  id === 0 ? null : nestedCommodity(id, reference)
const partnerOf = ({ partner_id: id }: RollupRow, registers: Registers) =>
  id === 0 ? null : placeOf(id, registers)
const partOf = ({ part }: RollupRow): string | null => (part === '' ? null : part)

type Grouping = Exclude<AggregateGrouping, 'PERIOD'>
type Writable<Type> = { -readonly [Name in keyof Type]: Type[Name] }

interface Dimension {
  /** Equal for rollups of one group. */
  readonly name: (row: RollupRow, registers: Registers) => number | string
  readonly set: (key: Writable<AggregateKey>, row: RollupRow, registers: Registers) => void
}

const regionOfRow = ({ subject_id }: RollupRow, registers: Registers) =>
  regionOf(placeOf(subject_id, registers))

const DIMENSIONS: Record<Grouping, Dimension> = {
  SUBJECT: {
    name: (row) => row.subject_id,
    set: (key, row, registers) => (key.subject = placeOf(row.subject_id, registers).row),
  },
  REGION: {
    name: (row, registers) => regionOfRow(row, registers)?.id ?? 0,
    set: (key, row, registers) => (key.region = regionOfRow(row, registers)),
  },
  INDICATOR: {
    name: (row) => row.indicator_id,
    set: (key, row, { reference }) => (key.indicator = reference.indicators.id(row.indicator_id)),
  },
  KIND: { name: (row) => row.kind, set: (key, row) => (key.kind = row.kind) },
  YEAR: { name: (row) => row.year, set: (key, row) => (key.year = row.year) },
  COMMODITY: {
    name: (row) => row.commodity_id,
    set: (key, row, registers) => (key.commodity = commodityOf(row, registers)?.row ?? null),
  },
  PARTNER: {
    name: (row) => row.partner_id,
    set: (key, row, registers) => (key.partner = partnerOf(row, registers)?.row ?? null),
  },
  PART: { name: (row) => row.part, set: (key, row) => (key.part = partOf(row)) },
  DIRECTION: { name: (row) => row.direction, set: (key, row) => (key.direction = row.direction) },
  SOURCE: {
    name: (row) => row.source_id,
    set: (key, row, { reference }) => (key.source = reference.sources.id(row.source_id)),
  },
}

const isGrouping = (by: AggregateGrouping): by is Grouping => by !== 'PERIOD'

function groupsOf(
  rows: readonly RollupRow[],
  groupBy: readonly Grouping[],
  registers: Registers,
): Iterable<Rows> {
  const dimensions = groupBy.map((by) => DIMENSIONS[by])
  const groups = new Map<string, [RollupRow, ...RollupRow[]]>()
  for (const row of rows) {
    let name = ''
    for (const dimension of dimensions) name += `${dimension.name(row, registers)}\0`
    const group = groups.get(name)
    if (group) group.push(row)
    else groups.set(name, [row])
  }
  return groups.values()
}

interface Line {
  readonly row: RollupRow
  /** Claims with a value, of all sources. */
  readonly count: number
}

const LINE = [
  'indicator_id',
  'kind',
  'frequency',
  'commodity_id',
  'partner_id',
  'part',
  'direction',
  'subject_id',
  'year',
] as const satisfies readonly (keyof RollupRow)[]

/** The lines of rollups, the sources of each together. */
function linesOf(rows: Rows): Line[] {
  if (rows.length === 1) return [{ row: rows[0], count: rows[0].count }]
  const lines = new Map<string, Line>()
  for (const row of rows) {
    const name = JSON.stringify(LINE.map((column) => row[column]))
    lines.set(name, { row, count: (lines.get(name)?.count ?? 0) + row.count })
  }
  return [...lines.values()]
}

/** A line as one point of its year: overlaps what its claims overlap, and maybe more. */
function summandOf({ row, count }: Line, registers: Registers): Summand {
  return {
    subject: placeOf(row.subject_id, registers),
    indicator: registers.reference.indicators.id(row.indicator_id),
    kind: row.kind,
    period: { ...period(String(row.year)), label: `${row.year} ${row.frequency}`, frequency: row.frequency },
    direction: row.direction,
    commodity: commodityOf(row, registers),
    partner: partnerOf(row, registers),
    part: partOf(row),
    value: count > 0 ? '0' : null,
    qualifier: 'EXACT',
    sources: [],
    claims: [],
    thing: '',
  }
}

/** Nothing to refuse for sure, and nothing that only the points can tell. */
function isPlain(rows: Rows, asked: AggregateFunction, registers: Registers): boolean {
  if (asked === 'COUNT') return true
  if (rows.some(({ totals, count, value_whole }) => totals > 0 || (count > 0 && value_whole === null)))
    return false
  const { nature } = registers.reference.indicators.id(rows[0].indicator_id)
  if (asked === 'SUM' && nature === 'RATE') return false
  const lines = linesOf(rows)
  // A stock adds over place and never over time.
  if (asked === 'SUM' && nature === 'STOCK' && lines.some(({ count }) => count > 1)) return false
  return (
    lines.length === 1 ||
    refusal(
      asked,
      lines.map((one) => summandOf(one, registers)),
      new Map(),
    ) === null
  )
}

const NANO = 1e9

/** The exact sum; null where it leaves what a number holds exactly. */
function total(rows: Rows): string | null {
  let [whole, nano] = [0, 0]
  for (const row of rows) {
    nano += row.value_nano ?? 0
    whole += row.value_whole ?? 0
    if (nano >= NANO) {
      nano -= NANO
      whole += 1
    }
    if (!Number.isSafeInteger(whole)) return null
  }
  return unscaled(whole, nano)
}

const added = (rows: Rows, column: 'count' | 'missing' | 'qualified'): number => {
  let sum = 0
  for (const row of rows) sum += row[column]
  return sum
}

/** The claims of a group, found when they are asked for. */
type FindClaims = (place: AggregateGroup['place']) => Promise<readonly ObservationRow[]>

/** A group as a number; what few ask for is found when it is asked for. */
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
  readonly missing: number
  readonly qualified: number
  readonly place: AggregateGroup['place']
  readonly #rows: Rows
  readonly #reference: Reference
  readonly #findClaims: FindClaims

  constructor(
    rows: Rows,
    { groupBy, function: asked }: RollableQuestion,
    registers: Registers,
    findClaims: FindClaims,
  ) {
    for (const by of groupBy) DIMENSIONS[by].set(this, rows[0], registers)
    this.count = added(rows, 'count')
    this.missing = added(rows, 'missing')
    this.qualified = added(rows, 'qualified')
    this.measured = asked === 'COUNT' ? null : registers.reference.indicators.id(rows[0].indicator_id)
    this.value = valueOf(rows, this.count, asked)
    this.place = groupBy.map((by) => ORDER_OF[by](this))
    this.#rows = rows
    this.#reference = registers.reference
    this.#findClaims = findClaims
  }

  get sources(): readonly SourceRow[] {
    const sources = new Set(this.#rows.map(({ source_id }) => source_id))
    return this.#reference.sources.all.filter(({ id }) => sources.has(id))
  }

  get claims(): Promise<readonly ObservationRow[]> {
    return this.#findClaims(this.place)
  }
}

function valueOf(rows: Rows, count: number, asked: AggregateFunction): string | null {
  if (asked === 'COUNT') return String(count)
  const sum = count === 0 ? null : total(rows)
  if (sum === null || asked === 'SUM') return sum
  return decimalText(quotient(decimal(sum), decimal(String(count))))
}

interface RollableQuestion extends Question {
  readonly groupBy: readonly Grouping[]
}

const isRollable = ({ groupBy, function: asked }: Question): boolean =>
  FUNCTIONS.includes(asked) && groupBy.every(isGrouping)

/** Subjects with what they lie in, where that matters: each group is of one subject, or they may overlap. */
async function placesOf(
  rows: readonly RollupRow[],
  groupBy: readonly Grouping[],
  needs: Needs,
): Promise<Places> {
  const subjects = new Set(rows.map(({ subject_id }) => subject_id))
  const partners = new Set(rows.map(({ partner_id }) => partner_id).filter((id) => id !== 0))
  if (groupBy.includes('REGION') || !groupBy.includes('SUBJECT'))
    return nestedSubjects([...subjects, ...partners], needs)
  const named = [...subjects].map((id) => referred(needs.loaders.subjectById, id))
  const places = (await Promise.all(named)).map((row) => [row.id, { row, within: [] }] as const)
  return new Map([...places, ...(await nestedSubjects(partners, needs))])
}

/**
 * The groups of a question, by their keys; null where they must be made of points. \`findClaims\` finds the claims
 * of a group by its place.
 */
export async function rolledUp(
  list: ObservationList,
  question: Question,
  needs: Needs,
  findClaims: FindClaims,
): Promise<Aggregate[] | null> {
  const filter = rollupFilter(list.filter)
  if (!filter || !isRollable(question) || !seesAll(list.asOf, needs.reference)) return null
  if (await mayHaveSums(list, filter, needs)) return null
  const groupBy = question.groupBy.filter(isGrouping)
  const rows = await needs.loaders.rollups(filter)
  const registers = { places: await placesOf(rows, groupBy, needs), reference: needs.reference }
  const aggregates: Aggregate[] = []
  for (const group of groupsOf(rows, groupBy, registers)) {
    if (!isPlain(group, question.function, registers)) return null
    const one = new RolledUp(group, { ...question, groupBy }, registers, findClaims)
    if (one.value === null && one.count > 0) return null
    aggregates.push(one)
  }
  return aggregates.sort((a, b) => comparePlaces(a.place, b.place, 1))
}
