// Subjects: whatever a figure can be about. One row shape for all kinds, so that a code, an id or a
// list gives the same thing; what only regions or checkpoints have is null for the others.
import { sql, type RawBuilder } from 'kysely'
import type { Db } from '../connection.ts'
import { statement, type Sql } from '../statements.ts'
import type { Mode, RegionKind, SubjectKind } from '../lists.ts'

export interface SubjectRow {
  readonly id: number
  readonly kind: SubjectKind
  readonly code: string
  readonly name_zh: string
  readonly name_en: string | null
  /** Regions only. */
  readonly region_kind: RegionKind | null
  readonly parent_id: number | null
  /** Checkpoints only. */
  readonly port_id: number | null
  readonly mode: Mode | null
}

/**
 * The rows of subjects, to be narrowed by the caller; of each row of `wanted` anew, where it is given. The cross
 * join keeps that order: subjects are looked up for what is wanted, never the other way round.
 */
export function subjectRows({ q }: Sql, wanted?: RawBuilder<object>) {
  const subjects = q.selectFrom('subject')
  const from = wanted ? q.selectFrom(wanted.as('wanted')).crossJoin('subject') : subjects
  return (from as unknown as typeof subjects)
    .leftJoin('region', 'region.id', 'subject.id')
    .leftJoin('checkpoint', 'checkpoint.id', 'subject.id')
    .select([
      'subject.id',
      'subject.kind',
      'subject.code',
      'subject.name_zh',
      'subject.name_en',
      'region.kind as region_kind',
      'region.parent_id',
      'checkpoint.port_id',
      'checkpoint.mode',
    ])
}

/** The query's `subject` and what makes it known: a port's checkpoints, and the regions within a region. */
const FAMILY = sql`with recursive family (id) as (select subject.id
  union select checkpoint.id from family join checkpoint on checkpoint.port_id = family.id
  union select region.id from family join region on region.parent_id = family.id)
  select id from family`

/**
 * Had any source spoken of the query's `subject` by the day? Of an entity the vocabulary holds the name alone:
 * it exists from its first source on. Only ports and regions have a family, and cost more to look at.
 */
export function spokenOf(asOf: string, kind: SubjectKind = 'PORT') {
  const ofAnyOf = (ids: RawBuilder<unknown>) => sql<boolean>`exists (select 1 from mention
    cross join source on source.id = mention.source_id
    where mention.subject_id in (${ids}) and source.published <= ${asOf})`
  const itself = ofAnyOf(sql`subject.id`)
  return kind === 'PORT' || kind === 'REGION' ? sql<boolean>`(${itself} or ${ofAnyOf(FAMILY)})` : itself
}

const all = statement<object, SubjectRow>('allSubjects', (sql) => subjectRows(sql).orderBy('subject.code'))
const byCode = statement<{ codes: readonly string[] }, SubjectRow>('subjectsByCode', (sql, { codes }) =>
  subjectRows(sql).where('subject.code', 'in', sql.valuesOf(codes)),
)
const spokenOfByCode = statement<{ codes: readonly string[]; asOf: string }, SubjectRow>(
  'subjectsSpokenOfByCode',
  (sqlOf, { codes, asOf }) =>
    subjectRows(sqlOf).where('subject.code', 'in', sqlOf.valuesOf(codes)).where(spokenOf(asOf)),
)
const checkpoints = statement<{ ports: readonly number[]; asOf: string }, SubjectRow>(
  'checkpointsByPort',
  (sqlOf, { ports, asOf }) =>
    subjectRows(sqlOf)
      .where('checkpoint.port_id', 'in', sqlOf.valuesOf(ports))
      .where(spokenOf(asOf, 'CHECKPOINT'))
      .orderBy('subject.code'),
)
const regions = statement<{ parents: readonly number[]; asOf: string }, SubjectRow>(
  'regionsByParent',
  (sqlOf, { parents, asOf }) =>
    subjectRows(sqlOf)
      .where('region.parent_id', 'in', sqlOf.valuesOf(parents))
      .where(spokenOf(asOf, 'REGION'))
      .orderBy('subject.code'),
)
const codes = statement<object, { code: string; kind: SubjectKind }>('subjectCodes', ({ q }) =>
  q.selectFrom('subject').select(['code', 'kind']).orderBy('code'),
)

export const allSubjects = (db: Db): Promise<SubjectRow[]> => db.rows(all, {})
/** Whatever the vocabulary registers, also before any source speaks of it. */
export const subjectsByCode = (db: Db, codes: readonly string[]): Promise<SubjectRow[]> =>
  db.rows(byCode, { codes })
/** Those of them that exist as of a day. */
export const subjectsSpokenOfByCode = (
  db: Db,
  codes: readonly string[],
  asOf: string,
): Promise<SubjectRow[]> => db.rows(spokenOfByCode, { codes, asOf })
/** The checkpoints of ports, by code. */
export const checkpointsByPort = (db: Db, ports: readonly number[], asOf: string): Promise<SubjectRow[]> =>
  db.rows(checkpoints, { ports, asOf })
/** The regions directly inside others, by code. */
export const regionsByParent = (db: Db, parents: readonly number[], asOf: string): Promise<SubjectRow[]> =>
  db.rows(regions, { parents, asOf })
/** Every code; for the error that names the nearest one. */
export const subjectCodes = (db: Db): Promise<{ code: string; kind: SubjectKind }[]> => db.rows(codes, {})

export interface MentionRow {
  readonly subject_id: number
  readonly source_id: number
}

const mentions = statement<{ subjects: readonly number[]; asOf: string }, MentionRow>(
  'mentionsBySubject',
  ({ q, valuesOf }, { subjects, asOf }) =>
    q
      .selectFrom('mention')
      .innerJoin('source', 'source.id', 'mention.source_id')
      .select(['mention.subject_id', 'mention.source_id'])
      .where('mention.subject_id', 'in', valuesOf(subjects))
      .where('source.published', '<=', asOf)
      .orderBy('source.published')
      .orderBy('source.code'),
)

/** Which sources speak of which subjects, by date of publication. */
export const mentionsBySubject = (db: Db, subjects: readonly number[], asOf: string): Promise<MentionRow[]> =>
  db.rows(mentions, { subjects, asOf })

/** Are the texts in a subject's names or aliases? Letters match whatever their case. */
export function named({ contains }: Sql, text: string) {
  return sql<boolean>`(${contains(sql.ref('subject.name_zh'), text)} or ${contains(sql.ref('subject.name_en'), text)}
    or subject.code = ${text} or exists (select 1 from alias where alias.kind = 'SUBJECT'
    and alias.code = subject.code and ${contains(sql.ref('alias.alias'), text)}))`
}

const bySource = statement<{ sources: readonly number[] }, SubjectRow & { source_id: number }>(
  'subjectsBySource',
  (sqlOf, { sources }) =>
    subjectRows(sqlOf)
      .innerJoin('mention', 'mention.subject_id', 'subject.id')
      .select('mention.source_id')
      .where('mention.source_id', 'in', sqlOf.valuesOf(sources))
      .orderBy('subject.code'),
)

/** The subjects that sources speak of, by code. */
export const subjectsBySource = (
  db: Db,
  sources: readonly number[],
): Promise<(SubjectRow & { source_id: number })[]> => db.rows(bySource, { sources })
