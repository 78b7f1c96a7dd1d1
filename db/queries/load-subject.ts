// From when subjects are known, kept with the data: the day on which the first source that speaks of one was
// published. A port is spoken of with its checkpoints, a region with the regions within it. Inside a load's
// transaction.
import { sql } from 'kysely'
import type { Db } from '../connection.ts'
import { statement } from '../statements.ts'

/** The query's `subject` and what makes it known. Only ports and regions have more than themselves, and cost more to look at. */
const family = sql`with recursive family (id) as (select subject.id
  union select checkpoint.id from family join checkpoint on checkpoint.port_id = family.id
  union select region.id from family join region on region.parent_id = family.id)
  select id from family`

const firstDay = (ids: ReturnType<typeof sql>) => sql`(select min(source.published) from mention
  join source on source.id = mention.source_id where mention.subject_id in (${ids}))`

const knownFrom = sql<string>`case when subject.kind in ('PORT', 'REGION')
  then ${firstDay(family)} else ${firstDay(sql`subject.id`)} end`

const update = statement<object, never>(
  'updateKnownFrom',
  ({ q }) =>
    q
      .updateTable('subject')
      .set({ known_from: knownFrom })
      .where(sql<boolean>`subject.known_from is not ${knownFrom}`) as never,
)

/** Brings it up to date with the mentions and the sources that are there. */
export const refreshKnownFrom = async (db: Db): Promise<void> => void (await db.rows(update, {}))
