// Attributes and links of subjects. Of several statements about one thing the first by `bestFirst`
// is shown: the later published source, in it a table before text before a headline, then reading order.
import { sql, type ExpressionBuilder, type RawBuilder, type Selectable } from 'kysely'
import type { Db } from '../connection.ts'
import { statement } from '../statements.ts'
import type { StatementTable, Tables } from '../tables.ts'

export type StatementRow = Selectable<StatementTable>

/** The choosing rule for statements, as the order in which they stand; needs `statement` and `source` in the query. */
const bestFirst: RawBuilder<unknown> = sql`source.published desc,
  case statement.locator_kind when 'TABLE' then 0 when 'TEXT' then 1 else 2 end, source.code, statement.position`

type Subjects = Tables & { subject: Tables['subject'] }

/** The statements of one property about the `subject` of the query, as of a date. */
function about(eb: ExpressionBuilder<Subjects, 'subject'>, property: string, asOf: string) {
  return eb
    .selectFrom('statement')
    .innerJoin('source', 'source.id', 'statement.source_id')
    .whereRef('statement.subject_id', '=', 'subject.id')
    .where('statement.property', '=', sql.lit(property))
    .where('source.published', '<=', asOf)
}

/** The chosen value of a property of the query's `subject`; null where no source says. */
export function chosenValue(eb: ExpressionBuilder<Subjects, 'subject'>, property: string, asOf: string) {
  return about(eb, property, asOf).select('statement.value').orderBy(bestFirst).limit(1)
}

/** Is any statement of the property among the values? For properties that may have several. */
export function anyValue(
  eb: ExpressionBuilder<Subjects, 'subject'>,
  property: string,
  values: RawBuilder<string>,
  asOf: string,
) {
  return eb.exists(about(eb, property, asOf).select('statement.id').where('statement.value', 'in', values))
}

interface SubjectsAsOf {
  subjects: readonly number[]
  asOf: string
}

const bySubject = statement<SubjectsAsOf, StatementRow>(
  'statementsBySubject',
  ({ q, valuesOf }, { subjects, asOf }) =>
    q
      .selectFrom('statement')
      .innerJoin('source', 'source.id', 'statement.source_id')
      .selectAll('statement')
      .where('statement.subject_id', 'in', valuesOf(subjects))
      .where('source.published', '<=', asOf)
      .orderBy('statement.subject_id')
      .orderBy('statement.property')
      .orderBy(bestFirst),
)

/** All statements about the subjects; of each property the chosen one first. */
export function statementsBySubject(
  db: Db,
  subjects: readonly number[],
  asOf: string,
): Promise<StatementRow[]> {
  return db.rows(bySubject, { subjects, asOf })
}
