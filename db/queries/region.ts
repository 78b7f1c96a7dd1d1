// Regions, listed; and the rule for what lies in a region.
import { sql, type RawBuilder } from 'kysely'
import type { REGION_KINDS } from '../lists.ts'
import { subjectList } from './subject-list.ts'

/** The codes of regions and of all regions that lie in them. */
export function regionsWithin(codes: RawBuilder<string>): RawBuilder<string> {
  return sql<string>`(with recursive inside (id, code) as (
    select subject.id, subject.code from subject where subject.kind = 'REGION' and subject.code in ${codes}
    union
    select subject.id, subject.code from inside join region on region.parent_id = inside.id
      join subject on subject.id = region.id)
    select inside.code from inside)`
}

export interface RegionFilter {
  readonly kinds?: readonly (typeof REGION_KINDS)[number][]
  /** Codes of the regions directly above. */
  readonly parents?: readonly string[]
}

export const regionList = subjectList<RegionFilter>('REGION', {
  kinds: ({ sql: { valuesOf } }, kinds) => sql<boolean>`region.kind in ${valuesOf(kinds)}`,
  parents: ({ sql: { valuesOf } }, parents) =>
    sql<boolean>`region.parent_id in (select parent.id from subject as parent where parent.code in ${valuesOf(parents)})`,
})
