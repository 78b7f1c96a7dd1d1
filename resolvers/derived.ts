// A port's figures where no source speaks of the port: the sum of its checkpoints, only for flows that
// were, and only for periods in which every checkpoint then open has a value.
import type { IndicatorRow } from '../db/queries/reference.ts'
import type { ObservationRow } from '../db/queries/observation.ts'
import type { SubjectRow } from '../db/queries/subject.ts'
import type { Qualifier } from '../db/lists.ts'
import type { Loaders } from '../loaders/index.ts'
import type { Reference } from '../loaders/reference.ts'
import { sum } from '../values/decimal.ts'
import { openCheckpoints } from './checkpoint.ts'
import type { Policy } from '../values/claim.ts'
import { lineOf, observedClaim, type Answer, type Line, type ObservedClaim, type Scope } from './point.ts'

/** A checkpoint's line. */
export interface Member {
  readonly id: number
  readonly line: Line
}

/** A sum is as exact as its parts: one lower bound makes it a lower bound, anything else about. */
function qualifierOf(claims: readonly ObservedClaim[]): Qualifier {
  const qualifiers = new Set(claims.map(({ qualifier }) => qualifier))
  if (qualifiers.size === 1 && qualifiers.has('EXACT')) return 'EXACT'
  return [...qualifiers].every((one) => one === 'EXACT' || one === 'AT_LEAST') ? 'AT_LEAST' : 'ABOUT'
}

/** The row with other values in some columns. Its columns may be read only when they are asked for, so it cannot be copied. */
const changed = (row: ObservationRow, columns: Partial<ObservationRow>): ObservationRow =>
  Object.create(row, Object.getOwnPropertyDescriptors(columns)) as ObservationRow

/** The sum of the members' chosen claims for a period; null where one has no value. */
function sumOfMembers(port: number, members: readonly Member[], label: string): Answer | null {
  const answers = members.map(({ line }) => line.get(label))
  const values = answers.map((answer) => answer?.chosen.value ?? null)
  const claims = answers.flatMap((answer) => (answer ? [answer.chosen] : []))
  const [first, ...others] = claims
  if (!first || values.includes(null)) return null
  const value = sum(values.filter((one) => one !== null))
  const qualifier = qualifierOf(claims)
  const row = changed(first.row, {
    subject_id: port,
    printed: null,
    printed_unit: null,
    reported: null,
    value,
    value_max: null,
    qualifier,
    growth: null,
  })
  return {
    chosen: { ...first, row, value, valueMax: null, reported: null, factor: '1', qualifier },
    decidedBy: 'SUM_OF_CHECKPOINTS',
    claims: [first, ...others],
    agreed: answers.every((answer) => answer?.agreed),
    sumOf: members.map(({ id }) => id),
  }
}

/** The port's own line, with sums of its checkpoints for the periods in which it has none. */
export function withSums(port: number, own: Line, members: readonly Member[]): Line {
  const labels = new Set(members.flatMap(({ line }) => [...line.keys()]))
  const derived = [...labels]
    .filter((label) => !own.has(label))
    .map((label) => [label, sumOfMembers(port, members, label)] as const)
    .filter((entry): entry is [string, Answer] => entry[1] !== null)
  return new Map([...own, ...derived])
}

interface Needs {
  readonly loaders: Pick<Loaders, 'claimsBySeries' | 'checkpointsByPort' | 'checkpointState'>
  readonly reference: Reference
}

/** What a line is asked for. */
export interface LineRequest {
  readonly scope: Scope
  readonly asOf: string
  readonly policy?: Policy | undefined
}

/** The line of a subject, a port's with the sums of its open checkpoints. */
export async function lineWithSums(
  subject: Pick<SubjectRow, 'id' | 'kind'>,
  indicator: IndicatorRow,
  own: Line,
  { scope, asOf, policy }: LineRequest,
  { loaders, reference }: Needs,
): Promise<Line> {
  if (subject.kind !== 'PORT' || indicator.nature !== 'FLOW' || scope.kind !== 'ACTUAL') return own
  const open = await openCheckpoints(subject.id, asOf, loaders)
  const rows = await Promise.all(
    open.map(({ id }) => loaders.claimsBySeries.load({ subject: id, indicator: indicator.id, asOf })),
  )
  const members = open.map(({ id }, place) => ({
    id,
    line: lineOf(
      (rows[place] ?? []).map((row) => observedClaim(row, reference)),
      scope,
      policy,
    ),
  }))
  return withSums(subject.id, own, members)
}
