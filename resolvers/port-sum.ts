// The ports that a filter keeps without their checkpoints: for what no source says of them, the sums of
// their open checkpoints (derived.ts has the rule), as points for an aggregate.
import type { ObservationRow } from '../db/queries/observation.ts'
import type { ObservationFilter, ObservationList } from '../db/queries/observation-list.ts'
import type { RollupFilter } from '../db/queries/rollup.ts'
import type { SubjectRow } from '../db/queries/subject.ts'
import type { SubjectKind } from '../db/lists.ts'
import type { Loaders } from '../loaders/index.ts'
import type { Reference } from '../loaders/reference.ts'
import { openCheckpoints } from './checkpoint.ts'
import { chosenRows, filterOfThings } from './chosen.ts'
import { withSums } from './derived.ts'
import { given } from './given.ts'
import { lineOf, observedClaim, scopesOf, type ObservedClaim } from './point.ts'

/** A point's row (for a sum of checkpoints the port's), with the claims that it stands for. */
export interface PointRow {
  readonly row: ObservationRow
  readonly claims: readonly ObservationRow[]
}

export interface PortSumNeeds {
  readonly loaders: Pick<
    Loaders,
    | 'observations'
    | 'claimsOfSameThing'
    | 'choiceByClaim'
    | 'subjectById'
    | 'checkpointsByPort'
    | 'checkpointState'
    | 'ports'
  >
  readonly reference: Reference
}

interface PortWithCheckpoints {
  readonly port: number
  /** Ids of those that are open. */
  readonly open: readonly number[]
}

const WHOLE = { limit: Number.MAX_SAFE_INTEGER, cursor: null, descending: false, backward: false } as const

const keepsKind = ({ subjectKinds }: ObservationFilter, kind: SubjectKind): boolean =>
  subjectKinds === undefined || subjectKinds.includes(kind)

/** Ports that are asked for by code, or by kind where checkpoints are not. */
async function portsAskedFor(
  { filter, asOf }: ObservationList,
  { loaders }: PortSumNeeds,
): Promise<readonly SubjectRow[]> {
  if (!keepsKind(filter, 'PORT') || (filter.kinds && !filter.kinds.includes('ACTUAL'))) return []
  if (filter.subjects) {
    const subjects = filter.subjects.map((id) => loaders.subjectById.load(id))
    return subjects.filter((row) => row?.kind === 'PORT').filter((row) => row !== null)
  }
  return keepsKind(filter, 'CHECKPOINT') ? [] : loaders.ports.page({ filter: {}, asOf }, 'CODE', WHOLE)
}

/** May there be such points among the rollups' claims? Then some checkpoint of a port asked for has a rollup. */
export async function mayHaveSums(
  { filter }: ObservationList,
  rolled: RollupFilter,
  { loaders }: { readonly loaders: Pick<Loaders, 'anyRollup' | 'subjectById'> },
): Promise<boolean> {
  if (!keepsKind(filter, 'PORT') || (filter.kinds && !filter.kinds.includes('ACTUAL'))) return false
  const { subjects } = filter
  const rest = given({ ...rolled, subjects: null, subjectKinds: null, kinds: ['ACTUAL'] })
  if (!subjects)
    return !keepsKind(filter, 'CHECKPOINT') && loaders.anyRollup({ ...rest, subjectKinds: ['CHECKPOINT'] })
  const rows = subjects.map((id) => loaders.subjectById.load(id))
  const ports = rows.flatMap((row) => (row?.kind === 'PORT' ? [row.id] : []))
  return ports.length > 0 && loaders.anyRollup({ ...rest, checkpointsOf: ports })
}

/** The ports asked for whose checkpoints are not there themselves. */
async function portsAlone(list: ObservationList, needs: PortSumNeeds): Promise<PortWithCheckpoints[]> {
  const { filter } = list
  const isKept = (id: number) => keepsKind(filter, 'CHECKPOINT') && filter.subjects?.includes(id) === true
  const ports = (await portsAskedFor(list, needs)).map(async ({ id }) => {
    const checkpoints = await needs.loaders.checkpointsByPort.load(id)
    const open = await openCheckpoints(id, list.asOf, needs.loaders)
    return { port: id, open: checkpoints.some((one) => isKept(one.id)) ? [] : open.map((one) => one.id) }
  })
  return (await Promise.all(ports)).filter(({ open }) => open.length > 0)
}

/** The sums of one port's checkpoints for one indicator, where nothing is said of the port. */
function sumsOf(
  { port, open }: PortWithCheckpoints,
  own: readonly ObservedClaim[],
  claims: readonly ObservedClaim[],
): PointRow[] {
  return scopesOf(claims).flatMap((scope) => {
    const members = open.map((id) => ({
      id,
      line: lineOf(
        claims.filter(({ row }) => row.subject_id === id),
        scope,
      ),
    }))
    const answers = [...withSums(port, lineOf(own, scope), members).values()]
    return answers
      .filter(({ sumOf }) => sumOf !== null)
      .map((answer) => ({ row: answer.chosen.row, claims: answer.claims.map(({ row }) => row) }))
  })
}

/** The claims about some subjects, by indicator. */
function byFlow(
  rows: readonly ObservationRow[],
  subjects: readonly number[],
  reference: Reference,
): Map<number, ObservedClaim[]> {
  const flows = new Map<number, ObservedClaim[]>()
  for (const row of rows) {
    const { nature } = reference.indicators.id(row.indicator_id)
    if (nature !== 'FLOW' || !subjects.includes(row.subject_id)) continue
    const claims = flows.get(row.indicator_id) ?? []
    claims.push(observedClaim(row, reference))
    flows.set(row.indicator_id, claims)
  }
  return flows
}

/** The points that are sums of checkpoints. */
export async function portSums(list: ObservationList, needs: PortSumNeeds): Promise<PointRow[]> {
  const ports = await portsAlone(list, needs)
  if (ports.length === 0) return []
  const about = (subjectKinds: SubjectKind[], subjects: number[]) => ({
    subjectKinds,
    subjects,
    kinds: ['ACTUAL'],
  })
  const { filter, asOf } = list
  const ofCheckpoints = {
    ...filter,
    ...about(
      ['CHECKPOINT'],
      ports.flatMap(({ open }) => open),
    ),
  }
  const ofPorts = {
    ...filterOfThings(filter),
    ...about(
      ['PORT'],
      ports.map(({ port }) => port),
    ),
  }
  const stated = await chosenRows({ filter: ofCheckpoints, asOf }, needs)
  const own = await needs.loaders.observations.page({ filter: ofPorts, asOf }, 'READING', WHOLE)
  return ports.flatMap((port) => {
    const [ownClaims, flows] = [
      byFlow(own, [port.port], needs.reference),
      byFlow(stated, port.open, needs.reference),
    ]
    return [...flows].flatMap(([indicator, claims]) => sumsOf(port, ownClaims.get(indicator) ?? [], claims))
  })
}
