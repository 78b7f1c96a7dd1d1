// Things that lie in others, each with all that contain it: a checkpoint in its port, a port in its region,
// a region in a wider one, a commodity in its group.
import type { CommodityRow } from '../db/queries/reference.ts'
import type { SubjectRow } from '../db/queries/subject.ts'
import type { Loaders } from '../loaders/index.ts'
import type { Reference } from '../loaders/reference.ts'
import { link } from './attribute.ts'

export interface Nested<Row extends { readonly id: number }> {
  readonly row: Row
  /** What contains it, the nearest first. */
  readonly within: readonly Row[]
}

/** Is one of the two the other, or does it contain the other? */
export function nests<Row extends { readonly id: number }>(a: Nested<Row>, b: Nested<Row>): boolean {
  const isIn = (inner: Nested<Row>, outer: Nested<Row>) => inner.within.some(({ id }) => id === outer.row.id)
  return a.row.id === b.row.id || isIn(a, b) || isIn(b, a)
}

interface Needs {
  readonly loaders: Pick<Loaders, 'subjectById' | 'statementsBySubject'>
}

/** What a subject lies in directly; null where no source says, or at the top. */
async function container(subject: SubjectRow, { loaders }: Needs): Promise<SubjectRow | null> {
  if (subject.kind !== 'REGION' && subject.kind !== 'CHECKPOINT') return link(loaders, subject.id, 'region')
  const id = subject.kind === 'REGION' ? subject.parent_id : subject.port_id
  return id === null ? null : loaders.subjectById.load(id)
}

async function containers(subject: SubjectRow, needs: Needs): Promise<SubjectRow[]> {
  const above = await container(subject, needs)
  return above === null ? [] : [above, ...(await containers(above, needs))]
}

/** Subjects by id, each with what it lies in. */
export async function nestedSubjects(
  ids: Iterable<number>,
  needs: Needs,
): Promise<Map<number, Nested<SubjectRow>>> {
  const rows = await Promise.all([...new Set(ids)].map((id) => needs.loaders.subjectById.load(id)))
  const nested = rows
    .filter((row) => row !== null)
    .map(async (row) => [row.id, { row, within: await containers(row, needs) }] as const)
  return new Map(await Promise.all(nested))
}

/** The region that a subject is, or lies in; null where no source says. */
export function regionOf({ row, within }: Nested<SubjectRow>): SubjectRow | null {
  return [row, ...within].find(({ kind }) => kind === 'REGION') ?? null
}

/** A commodity with the groups that it belongs to. */
export function nestedCommodity(id: number, { commodities }: Reference): Nested<CommodityRow> {
  const row = commodities.id(id)
  const within: CommodityRow[] = []
  for (let above = row.parent_id; above !== null; above = commodities.id(above).parent_id) {
    within.push(commodities.id(above))
  }
  return { row, within }
}
