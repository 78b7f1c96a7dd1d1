// Writing what ties rows together: the parts of totals, the subjects of programmes, the suppliers of
// needs; and which subjects a source speaks of. Inside a load's transaction.
import { sql } from 'kysely'
import type { Writer } from '../connection.ts'
import { statement } from '../statements.ts'
import type { Tables } from '../tables.ts'
import type { History } from './history.ts'
import type { Reconciled } from './load.ts'

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

interface SourceParams {
  readonly sourceId: number
}

const insertNamed = statement<{ position: number; ownerId: number; member: string }, never>(
  'insertNamedLink',
  ({ q }, { position, ownerId, member }) =>
    q.insertInto('named_link').values({ position, owner_id: ownerId, member }) as never,
)
const deleteNamed = statement<object, never>(
  'deleteNamedLinks',
  ({ q }) => q.deleteFrom('named_link') as never,
)
const namedCount = statement<object, { count: number }>('namedLinkCount', ({ q }) =>
  q.selectFrom('named_link').select((eb) => eb.fn.countAll<number>().as('count')),
)

/** The named links that are not there yet; a member that nothing is called by has no id. */
function missing(
  { owner, of, member, among, name }: (typeof LINKS)[LinkTable],
  table: LinkTable,
  sourceId: number,
) {
  const own = among === 'subject' ? sql`` : sql` and member.source_id = ${sourceId}`
  return sql`named_link as named
    join ${sql.table(of)} as owner on owner.id = named.owner_id
    left join ${sql.table(among)} as member on member.${sql.ref(name)} = named.member${own}
    where not exists (select 1 from ${sql.table(table)} as link
      where link.${sql.ref(owner)} = named.owner_id and link.${sql.ref(member)} = member.id)
    order by named.position`
}

const missingCount = statement<SourceParams, { count: number }, LinkShape>(
  'missingLinkCount',
  ({ q }, { sourceId }, { table }) =>
    q
      .selectFrom(sql`(select named.position from ${missing(LINKS[table], table, sourceId)})`.as('missing'))
      .select((eb) => eb.fn.countAll<number>().as('count')) as never,
  EXAMPLES,
)
const insertMissing = statement<SourceParams, never, LinkShape>(
  'insertMissingLinks',
  ({ q }, { sourceId }, { table }) => {
    const { owner, member } = LINKS[table]
    return q
      .insertInto(table as 'observation_part')
      .columns([owner as 'total_id', member as 'part_id'])
      .expression(
        sql`select named.owner_id, member.id from ${missing(LINKS[table], table, sourceId)}` as never,
      ) as never
  },
  EXAMPLES,
)
const insertAdded = statement<SourceParams & { versionId: number }, never, LinkShape>(
  'insertAddedLinkChanges',
  ({ q }, { sourceId, versionId }, { table }) =>
    q
      .insertInto('change')
      .columns(['version_id', 'table_name', 'key', 'action'])
      .expression(
        sql`select ${versionId}, ${sql.lit(table)}, owner.key || ' ' || named.member, 'ADDED'
        from ${missing(LINKS[table], table, sourceId)}` as never,
      ) as never,
  EXAMPLES,
)

/** Links are few where rows are many: `coalesce` has them looked through, and not all rows of the source. */
const goneLinks = statement<SourceParams & { limit: number }, Ids & { key: string }, LinkShape>(
  'goneLinks',
  ({ q }, { sourceId, limit }, { table }) => {
    const { owner, of, member, among, name } = LINKS[table]
    const gone = sql<Ids & { key: string }>`select link.${sql.ref(owner)} as "ownerId",
      link.${sql.ref(member)} as "memberId", owner.key || ' ' || member.${sql.ref(name)} as "key"
    from ${sql.table(table)} as link
      join ${sql.table(of)} as owner on owner.id = link.${sql.ref(owner)}
      join ${sql.table(among)} as member on member.id = link.${sql.ref(member)}
    where coalesce(owner.source_id, 0) = ${sourceId} and not exists (select 1 from named_link as named
      where named.owner_id = link.${sql.ref(owner)} and named.member = member.${sql.ref(name)})
    limit ${limit}`
    return q.selectFrom(sql<Ids & { key: string }>`(${gone})`.as('gone')).selectAll() as never
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

/** How many links are removed at once. */
const PAGE = 1000

/** A link as a package names it: the id of its owner, and the key or code of its member. */
export type NamedLink = readonly [ownerId: number, member: string]

/** Makes the links of a source what its package names, some at a time, and tells the history what it did. */
export class LinkWriter {
  readonly #db: Writer
  readonly #table: LinkTable
  readonly #sourceId: number
  readonly #history: History
  #position = 0

  constructor(db: Writer, table: LinkTable, sourceId: number, history: History) {
    this.#db = db
    this.#table = table
    this.#sourceId = sourceId
    this.#history = history
  }

  async write(links: readonly NamedLink[]): Promise<void> {
    await this.#db.each(
      insertNamed,
      links.map(([ownerId, member]) => [(this.#position += 1), ownerId, member]),
    )
  }

  /** After the last one. A link that went with its removed row is told as that row's removal only. */
  async finish(): Promise<Reconciled> {
    const [db, sourceId, shape] = [this.#db, this.#sourceId, { table: this.#table }]
    const named = Number((await db.rows(namedCount, {}))[0]?.count)
    const added = Number((await db.rows(missingCount, { sourceId }, shape))[0]?.count)
    if (added > 0) {
      const versionId = await this.#history.count('ADDED', added)
      await db.rows(insertAdded, { sourceId, versionId }, shape)
      await db.rows(insertMissing, { sourceId }, shape)
    }
    const removed = await this.#removeGone()
    await db.rows(deleteNamed, {})
    return { added, changed: 0, removed, unchanged: named - added }
  }

  async #removeGone(): Promise<number> {
    const shape = { table: this.#table }
    const { owner, member } = LINKS[this.#table]
    for (let removed = 0; ;) {
      const gone = await this.#db.rows(goneLinks, { sourceId: this.#sourceId, limit: PAGE }, shape)
      if (gone.length === 0) return removed
      await this.#db.each(
        deleteLink,
        gone.map(({ ownerId, memberId }) => [ownerId, memberId]),
        shape,
      )
      await this.#history.tell(
        gone.map(({ ownerId, memberId, key }) => ({
          table: this.#table,
          key,
          action: 'REMOVED',
          before: { [owner]: ownerId, [member]: memberId },
        })),
      )
      removed += gone.length
    }
  }
}

const deleteMentions = statement<SourceParams, never>(
  'deleteMentions',
  ({ q }, { sourceId }) => q.deleteFrom('mention').where('source_id', '=', sourceId) as never,
)
const insertMention = statement<{ subjectId: number; sourceId: number }, never>(
  'insertMention',
  ({ q }, { subjectId, sourceId }) =>
    q.insertInto('mention').values({ subject_id: subjectId, source_id: sourceId }) as never,
)

/** Makes the list of subjects that a source speaks of what it is now. */
export async function replaceMentions(
  db: Writer,
  sourceId: number,
  subjects: ReadonlySet<number>,
): Promise<void> {
  await db.rows(deleteMentions, { sourceId })
  await db.each(
    insertMention,
    [...subjects].map((subjectId) => [subjectId, sourceId]),
  )
}
