// Subjects: whatever a figure can be about. One row shape for all kinds, so that a code, an id or a
// list gives the same thing; what only regions or checkpoints have is null for the others.
import { sql } from 'kysely'
import type { Db } from '../connection.ts'
import { statement, type Sql } from '../statements.ts'
import type { Mode, RegionKind, SubjectKind } from '../tables.ts'

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

/** The rows of subjects, to be narrowed by the caller. */
export function subjectRows({ q }: Sql) {
  return q
    .selectFrom('subject')
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

const byId = statement<{ ids: readonly number[] }, SubjectRow>('subjectsById', (sql, { ids }) =>
  subjectRows(sql).where('subject.id', 'in', sql.valuesOf(ids)),
)
const byCode = statement<{ codes: readonly string[] }, SubjectRow>('subjectsByCode', (sql, { codes }) =>
  subjectRows(sql).where('subject.code', 'in', sql.valuesOf(codes)),
)
const checkpoints = statement<{ ports: readonly number[] }, SubjectRow>(
  'checkpointsByPort',
  (sql, { ports }) =>
    subjectRows(sql).where('checkpoint.port_id', 'in', sql.valuesOf(ports)).orderBy('subject.code'),
)
const regions = statement<{ parents: readonly number[] }, SubjectRow>('regionsByParent', (sql, { parents }) =>
  subjectRows(sql).where('region.parent_id', 'in', sql.valuesOf(parents)).orderBy('subject.code'),
)
const codes = statement<object, { code: string; kind: SubjectKind }>('subjectCodes', ({ q }) =>
  q.selectFrom('subject').select(['code', 'kind']).orderBy('code'),
)

export const subjectsById = (db: Db, ids: readonly number[]): Promise<SubjectRow[]> => db.rows(byId, { ids })
export const subjectsByCode = (db: Db, codes: readonly string[]): Promise<SubjectRow[]> =>
  db.rows(byCode, { codes })
/** The checkpoints of ports, by code. */
export const checkpointsByPort = (db: Db, ports: readonly number[]): Promise<SubjectRow[]> =>
  db.rows(checkpoints, { ports })
/** The regions directly inside others, by code. */
export const regionsByParent = (db: Db, parents: readonly number[]): Promise<SubjectRow[]> =>
  db.rows(regions, { parents })
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
