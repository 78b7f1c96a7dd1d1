// Things that lie in others, each with all that contain it: a checkpoint in its port, a port in its region,
// a region in a wider one, a commodity in its group.
import type { CommodityRow } from '../db/queries/reference.ts'
import type { SubjectRow } from '../db/queries/subject.ts'
import type { Loaders } from '../loaders/index.ts'
import type { Reference } from '../loaders/reference.ts'
import { referred } from './referred.ts'

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

/** Subjects by id, each with what it lies in. */
export async function nestedSubjects(
  ids: Iterable<number>,
  { loaders }: { readonly loaders: Pick<Loaders, 'subjectById' | 'containersBySubject'> },
): Promise<Map<number, Nested<SubjectRow>>> {
  const nested = [...new Set(ids)].map(async (id) => {
    const within = await loaders.containersBySubject.load(id)
    return [id, { row: referred(loaders.subjectById, id), within }] as const
  })
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
