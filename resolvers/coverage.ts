// Coverage: what exists of each subject, indicator, span and kind of statement, without values. The database
// counts by source; here the sources of one line come together.
import type { CoverageRow } from '../db/queries/coverage.ts'
import type { IndicatorRow, SourceRow } from '../db/queries/reference.ts'
import type { ObservationKind } from '../db/lists.ts'
import type { Loaders } from '../loaders/index.ts'
import type { Reference } from '../loaders/reference.ts'
import { period, type Frequency, type Period } from '../values/period.ts'
import { observationFilter, type ObservationFilterInput, type ObservationNeeds } from './observation-list.ts'

export interface Coverage {
  readonly subjectId: number
  readonly indicator: IndicatorRow
  readonly frequency: Frequency | null
  readonly kind: ObservationKind
  readonly count: number
  readonly missing: number
  /** The period that starts first, and the one that ends last; null where no time is printed. */
  readonly first: Period | null
  readonly last: Period | null
  /** By date of publication. */
  readonly sources: readonly SourceRow[]
}

/** The later of two texts of a day and a label (`sign` 1), or the earlier (-1); null is neither. */
function further(sign: 1 | -1, a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b
  return (a > b ? 1 : -1) === sign ? a : b
}

const joined = (a: CoverageRow, b: CoverageRow): CoverageRow => ({
  ...a,
  claims: a.claims + b.claims,
  missing: a.missing + b.missing,
  first: further(-1, a.first, b.first),
  last: further(1, a.last, b.last),
})

/** The period of a text of a day and a label. */
const periodIn = (text: string | null): Period | null =>
  text === null ? null : period(text.slice(text.indexOf(' ') + 1))

/** One line for each subject, indicator, span and kind, in the order of the rows. */
export function coverageOf(rows: readonly CoverageRow[], reference: Reference): Coverage[] {
  const lines = new Map<string, { row: CoverageRow; sources: Set<number> }>()
  for (const row of rows) {
    const name = JSON.stringify([row.subject_id, row.indicator_id, row.frequency, row.kind])
    const line = lines.get(name)
    lines.set(name, {
      row: line ? joined(line.row, row) : row,
      sources: (line?.sources ?? new Set()).add(row.source_id),
    })
  }
  return [...lines.values()].map(({ row, sources }) => ({
    subjectId: row.subject_id,
    indicator: reference.indicators.id(row.indicator_id),
    frequency: row.frequency,
    kind: row.kind,
    count: row.claims,
    missing: row.missing,
    first: periodIn(row.first),
    last: periodIn(row.last),
    sources: reference.sources.all.filter(({ id }) => sources.has(id)),
  }))
}

export interface CoverageArguments {
  readonly filter?: ObservationFilterInput | null | undefined
  readonly detail: boolean
  readonly asOf?: string | null | undefined
}

interface Needs extends ObservationNeeds {
  readonly loaders: ObservationNeeds['loaders'] & Pick<Loaders, 'coverage'>
}

/** What exists of the claims that a filter keeps; trivia is left out unless asked. */
export async function coverage(args: CoverageArguments, needs: Needs): Promise<Coverage[]> {
  const { loaders, reference } = needs
  const asked = observationFilter(args.filter ?? {}, needs)
  const filter = args.detail ? asked : { detail: false, ...asked }
  return coverageOf(await loaders.coverage({ filter, asOf: loaders.asOf(args.asOf ?? null) }), reference)
}

/** What exists about one subject. */
export async function coverageOfSubject(
  subject: number,
  { detail }: Pick<CoverageArguments, 'detail'>,
  { loaders, reference }: { loaders: Pick<Loaders, 'coverageBySubject'>; reference: Reference },
): Promise<Coverage[]> {
  const rows = await loaders.coverageBySubject.load(subject)
  return coverageOf(
    rows.filter((row) => detail || row.detail === 0),
    reference,
  )
}
