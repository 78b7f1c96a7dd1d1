// Writing what ties rows together: the parts of totals, the subjects of programmes, the suppliers of
// needs; and which subjects a source speaks of. Inside a load's transaction.
import { sql } from 'kysely'
import type { Db } from '../connection.ts'
import { statement, type Sql } from '../statements.ts'
import type { Tables } from '../tables.ts'
import type { Change, Reconciled } from './load.ts'

/** The link tables: their owner is a row of a source, by key; its members are rows of another table, by key or code. */
const LINKS = {
  observation_part: {
    owner: 'total_id',
    of: 'observation',
    member: 'part_id',
    among: 'observation',
    name: 'key',
  },
  programme_subject: {
    owner: 'programme_id',
    of: 'programme',
    member: 'subject_id',
    among: 'subject',
    name: 'code',
  },
  need_supplier: { owner: 'need_id', of: 'need', member: 'port_id', among: 'subject', name: 'code' },
} as const satisfies Partial<Record<keyof Tables, object>>

export type LinkTable = keyof typeof LINKS

interface LinkShape {
  readonly table: LinkTable
  readonly [choice: string]: string | boolean
}

const EXAMPLES: readonly LinkShape[] = (Object.keys(LINKS) as LinkTable[]).map((table) => ({ table }))

interface Ids {
  readonly ownerId: number
  readonly memberId: number
}

interface Named {
  readonly owner: string
  readonly member: string
}

const existingLinks = statement<{ sourceId: number }, Ids & Named, LinkShape>(
  'existingLinks',
  ({ q }, { sourceId }, { table }) => {
    const { owner, of, member, among, name } = LINKS[table]
    const rows = sql<
      Ids & Named
    >`select link.${sql.ref(owner)} as "ownerId", link.${sql.ref(member)} as "memberId",
      owner.key as "owner", member.${sql.ref(name)} as "member"
    from ${sql.table(table)} as link
      join ${sql.table(of)} as owner on owner.id = link.${sql.ref(owner)}
      join ${sql.table(among)} as member on member.id = link.${sql.ref(member)}
    where owner.source_id = ${sourceId}`
    return q.selectFrom(sql<Ids & Named>`(${rows})`.as('found')).selectAll() as never
  },
  EXAMPLES,
)

const insertLink = statement<Ids, never, LinkShape>(
  'insertLink',
  ({ q }, { ownerId, memberId }, { table }) => {
    const { owner, member } = LINKS[table]
    return q
      .insertInto(table as 'observation_part')
      .values({ [owner]: ownerId, [member]: memberId } as never) as never
  },
  EXAMPLES,
)

const deleteLink = statement<Ids, never, LinkShape>(
  'deleteLink',
  ({ q }, { ownerId, memberId }, { table }) => {
    const { owner, member } = LINKS[table]
    return q
      .deleteFrom(table as 'observation_part')
      .where(owner as 'total_id', '=', ownerId)
      .where(member as 'part_id', '=', memberId) as never
  },
  EXAMPLES,
)

/** Ids by key of the rows that links start from, and by key or code of those that they lead to. */
export interface LinkIds {
  readonly owners: ReadonlyMap<string, number>
  readonly members: ReadonlyMap<string, number>
}

/**
 * Makes the links of a source what `links` says. A link that went with its removed row is told as that
 * row's removal only.
 */
export async function replaceLinks(
  db: Db,
  table: LinkTable,
  sourceId: number,
  { owners, members }: LinkIds,
  links: Iterable<Named>,
): Promise<Omit<Reconciled, 'ids'>> {
  const keyOf = ({ owner, member }: Named) => `${owner} ${member}`
  const existing = new Map(
    (await db.rows(existingLinks, { sourceId }, { table })).map((row) => [keyOf(row), row]),
  )
  const changes: Change[] = []
  let unchanged = 0
  for (const link of links) {
    const key = keyOf(link)
    if (existing.delete(key)) {
      unchanged += 1
      continue
    }
    await db.rows(
      insertLink,
      { ownerId: owners.get(link.owner) ?? 0, memberId: members.get(link.member) ?? 0 },
      { table },
    )
    changes.push({ table, key, action: 'ADDED', before: null })
  }
  for (const [key, { ownerId, memberId }] of existing) {
    await db.rows(deleteLink, { ownerId, memberId }, { table })
    changes.push({
      table,
      key,
      action: 'REMOVED',
      before: { [LINKS[table].owner]: ownerId, [LINKS[table].member]: memberId },
    })
  }
  return { unchanged, changes }
}

const deleteMentions = statement<{ sourceId: number }, never>(
  'deleteMentions',
  ({ q }, { sourceId }) => q.deleteFrom('mention').where('source_id', '=', sourceId) as never,
)

/** The columns that name a subject, by table; each table has the source's id. */
const MENTIONING = [
  ['statement', 'subject_id'],
  ['statement', 'object_id'],
  ['profile', 'subject_id'],
  ['milestone', 'subject_id'],
  ['zone', 'subject_id'],
  ['site', 'subject_id'],
  ['problem', 'subject_id'],
  ['stage', 'subject_id'],
  ['park', 'subject_id'],
  ['need', 'subject_id'],
  ['practice', 'subject_id'],
  ['practice', 'peer_id'],
  ['observation', 'subject_id'],
  ['observation', 'partner_id'],
] as const satisfies readonly (readonly [keyof Tables, string])[]

/** A subject is mentioned where a source says anything of it, links to it, or counts with it. */
const insertMentions = statement<{ sourceId: number }, never>(
  'insertMentions',
  ({ q }: Sql, { sourceId }) => {
    const named = MENTIONING.map(
      ([table, column]) => sql`select source_id, ${sql.ref(column)} as subject_id from ${sql.table(table)}
      where source_id = ${sourceId} and ${sql.ref(column)} is not null`,
    )
    const linked = (['programme_subject', 'need_supplier'] as const).map((table) => {
      const { owner, of, member } = LINKS[table]
      return sql`select owner.source_id, link.${sql.ref(member)} as subject_id from ${sql.table(table)} as link
      join ${sql.table(of)} as owner on owner.id = link.${sql.ref(owner)} where owner.source_id = ${sourceId}`
    })
    return q
      .insertInto('mention')
      .columns(['source_id', 'subject_id'])
      .expression(
        q
          .selectFrom(
            sql<{
              source_id: number
              subject_id: number
            }>`(${sql.join([...named, ...linked], sql` union `)})`.as('named'),
          )
          .select(['source_id', 'subject_id']),
      ) as never
  },
)

/** Brings the list of subjects that a source speaks of up to date with its rows. */
export async function refreshMentions(db: Db, sourceId: number): Promise<void> {
  await db.rows(deleteMentions, { sourceId })
  await db.rows(insertMentions, { sourceId })
}
