// Subjects: whatever a figure can be about. They are some thousands, all of them in memory (loaders/reference.ts):
// a query gives the ids of those that it finds.
import { sql, type RawBuilder } from 'kysely'
import type { Db } from '../connection.ts'
import { statement, type Sql } from '../statements.ts'
import type { Mode, RegionKind, SubjectKind } from '../lists.ts'

/** One row shape for all kinds: what only regions or checkpoints have is null for the others. */
export interface SubjectRow {
  readonly id: number
  readonly kind: SubjectKind
  readonly code: string
  readonly name_zh: string
  readonly name_en: string | null
  /** Of an entity the vocabulary holds the name alone: it exists from its first source on. */
  readonly known_from: string | null
  /** Regions only. */
  readonly region_kind: RegionKind | null
  readonly parent_id: number | null
  /** Checkpoints only. */
  readonly port_id: number | null
  readonly mode: Mode | null
}

export interface FoundSubject {
  readonly id: number
}

const withKinds = ({ q }: Sql, wanted?: RawBuilder<object>) => {
  const subjects = q.selectFrom('subject')
  const from = wanted ? q.selectFrom(wanted.as('wanted')).crossJoin('subject') : subjects
  return (from as unknown as typeof subjects)
    .leftJoin('region', 'region.id', 'subject.id')
    .leftJoin('checkpoint', 'checkpoint.id', 'subject.id')
}

/**
 * The ids of subjects, to be narrowed by the caller; of each row of `wanted` anew, where it is given. The cross
 * join keeps that order: subjects are looked up for what is wanted, never the other way round.
 */
export const foundSubjects = (sqlOf: Sql, wanted?: RawBuilder<object>) =>
  withKinds(sqlOf, wanted).select('subject.id')

/** Had any source spoken of the query's `subject` by the day? */
export const spokenOf = (asOf: string) => sql<boolean>`subject.known_from <= ${asOf}`

const all = statement<object, SubjectRow>('allSubjects', (sqlOf) =>
  withKinds(sqlOf)
    .select([
      'subject.id',
      'subject.kind',
      'subject.code',
      'subject.name_zh',
      'subject.name_en',
      'subject.known_from',
      'region.kind as region_kind',
      'region.parent_id',
      'checkpoint.port_id',
      'checkpoint.mode',
    ])
    .orderBy('subject.code'),
)
const codes = statement<object, { code: string; kind: SubjectKind }>('subjectCodes', ({ q }) =>
  q.selectFrom('subject').select(['code', 'kind']).orderBy('code'),
)
const checkpoints = statement<{ ports: readonly number[]; asOf: string }, FoundSubject & { port_id: number }>(
  'checkpointsByPort',
  (sqlOf, { ports, asOf }) =>
    foundSubjects(sqlOf)
      .select('checkpoint.port_id')
      .where('checkpoint.port_id', 'in', sqlOf.valuesOf(ports))
      .where(spokenOf(asOf))
      .orderBy('subject.code') as never,
)
const regions = statement<{ parents: readonly number[]; asOf: string }, FoundSubject & { parent_id: number }>(
  'regionsByParent',
  (sqlOf, { parents, asOf }) =>
    foundSubjects(sqlOf)
      .select('region.parent_id')
      .where('region.parent_id', 'in', sqlOf.valuesOf(parents))
      .where(spokenOf(asOf))
      .orderBy('subject.code') as never,
)

/** Whatever the vocabulary registers, also before any source speaks of it; by code. */
export const allSubjects = (db: Db): Promise<SubjectRow[]> => db.rows(all, {})
/** The codes alone: what a package may refer to. */
export const subjectCodes = (db: Db): Promise<{ code: string; kind: SubjectKind }[]> => db.rows(codes, {})
/** The checkpoints of ports, by code. */
export const checkpointsByPort = (
  db: Db,
  ports: readonly number[],
  asOf: string,
): Promise<(FoundSubject & { port_id: number })[]> => db.rows(checkpoints, { ports, asOf })
/** The regions directly inside others, by code. */
export const regionsByParent = (
  db: Db,
  parents: readonly number[],
  asOf: string,
): Promise<(FoundSubject & { parent_id: number })[]> => db.rows(regions, { parents, asOf })

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

const bySource = statement<{ sources: readonly number[] }, FoundSubject & { source_id: number }>(
  'subjectsBySource',
  (sqlOf, { sources }) =>
    foundSubjects(sqlOf)
      .innerJoin('mention', 'mention.subject_id', 'subject.id')
      .select('mention.source_id')
      .where('mention.source_id', 'in', sqlOf.valuesOf(sources))
      .orderBy('subject.code'),
)

/** The subjects that sources speak of, by code. */
export const subjectsBySource = (
  db: Db,
  sources: readonly number[],
): Promise<(FoundSubject & { source_id: number })[]> => db.rows(bySource, { sources })
