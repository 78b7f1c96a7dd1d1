// Which claim of a thing is chosen, kept with the data: the claims whose choice a load may have changed are
// found here, and the choice written. The rule itself is values/claim.ts. Inside a load's transaction.
import { sql, type RawBuilder } from 'kysely'
import type { Db } from '../connection.ts'
import type { LocatorKind, Qualifier, Status } from '../lists.ts'
import { statement, type Sql } from '../statements.ts'
import { claimsInSharedLines, isRolled } from './load-rollup.ts'
import { sameThing } from './same-thing.ts'

interface OfSource {
  readonly sourceId: number
}

const sourceOfCode = statement<{ code: string }, { id: number }>('sourceIdOfCode', ({ q }, { code }) =>
  q.selectFrom('source').select('id').where('code', '=', code),
)

/** The id of a loaded source. */
export async function sourceIdOf(db: Db, code: string): Promise<number> {
  return Number((await db.rows(sourceOfCode, { code }))[0]?.id)
}

/** Puts the claims that a query finds among the undecided ones. */
function insertUndecided({ q }: Sql, claims: RawBuilder<unknown>) {
  return q
    .insertInto('undecided')
    .columns(['subject_id', 'observation_id'])
    .expression(
      q
        .selectFrom(sql<{ subject_id: number; id: number }>`(${claims})`.as('claim'))
        .select(['claim.subject_id', 'claim.id'])
        .where(sql<boolean>`true`),
    )
    .onConflict((conflict) => conflict.doNothing()) as never
}

/** Choices in which a claim of the source has a part, or had: what is gone has left its id. */
const touched = (sourceId: number) => sql`select one.chosen_id from choice as one
  left join observation on observation.id = one.observation_id
  where observation.id is null or observation.source_id = ${sourceId}`

const undecidedOfTouched = statement<OfSource, never>('insertUndecidedOfTouched', (sqlOf, { sourceId }) =>
  insertUndecided(
    sqlOf,
    sql`select observation.subject_id, observation.id from choice join observation on observation.id = choice.observation_id
      where choice.chosen_id in (${touched(sourceId)})`,
  ),
)
const deleteTouched = statement<OfSource, never>(
  'deleteTouchedChoices',
  ({ q }, { sourceId }) =>
    q.deleteFrom('choice').where(sql<boolean>`chosen_id in (${touched(sourceId)})`) as never,
)

/** Takes back the choices that a source's claims have a part in; the claims are undecided from then on. */
export async function takeBackChoices(db: Db, sourceId: number): Promise<void> {
  await db.rows(undecidedOfTouched, { sourceId })
  await db.rows(deleteTouched, { sourceId })
}

const hasOther = sql`exists (select 1 from observation as other
  where ${sameThing('observation', 'other')} and other.id <> observation.id)`

const undecidedOfSource = statement<OfSource, never>('insertUndecidedOfSource', (sqlOf, { sourceId }) =>
  insertUndecided(
    sqlOf,
    sql`${claimsInSharedLines(sourceId)} and ${hasOther}
      union all
      select observation.subject_id, observation.id from observation
      where observation.source_id = ${sourceId} and (${isRolled}) is not true and ${hasOther}`,
  ),
)
const undecidedOthers = statement<object, never>('insertUndecidedOthers', (sqlOf) =>
  insertUndecided(
    sqlOf,
    sql`select other.subject_id, other.id from undecided cross join observation
      join observation as other on ${sameThing('observation', 'other')}
      where observation.id = undecided.observation_id`,
  ),
)
const deleteOfUndecided = statement<object, never>(
  'deleteChoicesOfUndecided',
  ({ q }) =>
    q
      .deleteFrom('choice')
      .where('observation_id', 'in', q.selectFrom('undecided').select('observation_id')) as never,
)

/** Finds the source's claims about things that other claims are about too: all claims about these things are undecided. */
export async function findUndecided(db: Db, sourceId: number): Promise<void> {
  await db.rows(undecidedOfSource, { sourceId })
  await db.rows(undecidedOthers, {})
  await db.rows(deleteOfUndecided, {})
}

const subjects = statement<object, { subject: number }>('subjectsOfUndecided', ({ q }) =>
  q.selectFrom('undecided').select('subject_id as subject').distinct(),
)

/** The subjects that undecided claims are about. */
export const undecidedSubjects = async (db: Db): Promise<number[]> =>
  (await db.rows(subjects, {})).map(({ subject }) => subject)

/** A claim with all that the rule looks at. */
export interface UndecidedClaim {
  readonly id: number
  /** Equal for claims about the same thing. */
  readonly thing: number
  readonly value: string | null
  readonly valueMax: string | null
  readonly reported: string | null
  readonly qualifier: Qualifier
  readonly status: Status
  readonly locatorKind: LocatorKind
  readonly position: number
  readonly published: string
  readonly source: string
  /** Codes of the printed unit, null where none is printed, and of the indicator's base unit. */
  readonly unit: string | null
  readonly baseUnit: string
}

const claims = statement<{ subject: number }, UndecidedClaim>('undecidedClaims', ({ q }, { subject }) =>
  q
    .selectFrom('undecided')
    .innerJoin('observation', 'observation.id', 'undecided.observation_id')
    .innerJoin('source', 'source.id', 'observation.source_id')
    .innerJoin('indicator', 'indicator.id', 'observation.indicator_id')
    .innerJoin('unit as base', 'base.id', 'indicator.unit_id')
    .leftJoin('unit', 'unit.id', 'observation.unit_id')
    .select([
      'observation.id',
      sql<number>`(select min(other.id) from observation as other where ${sameThing('observation', 'other')})`.as(
        'thing',
      ),
      'observation.value',
      'observation.value_max as valueMax',
      'observation.reported',
      'observation.qualifier',
      'observation.status',
      'observation.locator_kind as locatorKind',
      'observation.position',
      'source.published',
      'source.code as source',
      'unit.code as unit',
      'base.code as baseUnit',
    ])
    .where('undecided.subject_id', '=', subject)
    .orderBy('observation.id'),
)

/** The undecided claims about a subject. */
export const undecidedClaims = (db: Db, subject: number): Promise<UndecidedClaim[]> =>
  db.rows(claims, { subject })

/** Of a claim, which one of the claims about its thing is chosen. */
export interface ChoiceRow {
  readonly observation_id: number
  readonly chosen_id: number
}

const insertChoices = statement<{ rows: readonly ChoiceRow[] }, never>(
  'insertChoices',
  ({ q, rowsOf }, { rows }) =>
    q
      .insertInto('choice')
      .columns(['observation_id', 'chosen_id'])
      .expression(
        q
          .selectFrom(rowsOf(rows, ['observation_id', 'chosen_id']).as('row'))
          .select(['observation_id', 'chosen_id']),
      ) as never,
)

export const recordChoices = async (db: Db, rows: readonly ChoiceRow[]): Promise<void> =>
  void (await db.rows(insertChoices, { rows }))

const deleteUndecided = statement<object, never>(
  'deleteUndecided',
  ({ q }) => q.deleteFrom('undecided') as never,
)

/** Ends the work on undecided claims. */
export const clearUndecided = async (db: Db): Promise<void> => void (await db.rows(deleteUndecided, {}))
