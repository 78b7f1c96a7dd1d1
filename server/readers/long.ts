/** What is asked, once it is known to be allowed. */
export interface Predicted {
  /** The objects of its answer at most: of a table those of one row of the list at its root. */
  readonly requested: number
  readonly isTable: boolean
}

/** A statement that is about to be run. */
export interface StatementAsked {
  readonly name: string
  readonly params: object
  /** Which of its texts. */
  readonly shape: object | undefined
}

/** A question as the hub has understood it: complete in itself. */
export interface Understood {
  readonly query: string
  readonly operationName: string | undefined
  readonly variables: Readonly<Record<string, unknown>> | undefined
}

/** A question that would keep others waiting here: whoever throws it has not answered, and a reader is to. */
export class LongQuestion extends Error {
  override readonly name = 'LongQuestion'
  readonly question: Understood
  readonly isTable: boolean

  constructor(question: Understood, isTable: boolean) {
    super('the question may take long')
    this.question = question
    this.isTable = isTable
  }
}

/** A statement that would: what it is part of becomes a LongQuestion. */
export class LongStatement extends Error {
  override readonly name = 'LongStatement'
}

/** Objects that are made in some 30 ms. A page of a thousand claims with what they are about has 5,002. */
const LONG_ANSWER = 6_000

/** Rows of a table that are made at a time. */
const TABLE_PAGE = 500

/** Rows that any statement goes through in some 30 ms, the slowest too. */
const SMALL_DATASET = 20_000

/** Whether an answer is long to make, whatever it is read from. */
export const isLongAnswer = ({ requested, isTable }: Predicted): boolean =>
  (isTable ? TABLE_PAGE : 1) * requested > LONG_ANSWER

/** Whether a dataset whose largest table has so many rows can have long statements, and long tables. */
export const isLarge = (rows: number): boolean => rows > SMALL_DATASET

/**
 * How many keys a statement takes in some 30 ms, measured on five million claims; 0 where it goes through a large
 * part of the dataset, or its rows are long to make sense of, with any. What is not here takes a page's worth.
 */
const KEYS: Readonly<Record<string, number>> = {
  allObservationsBySubject: 0,
  changeCount: 0,
  changePage: 0,
  claimsBySeries: 4,
  coverage: 1,
  observationCountsBySubject: 25,
  rollups: 30,
  seriesInQuestion: 0,
  statementsBySubject: 1_000,
  targetSeries: 5,
}

/** Whether a statement may take long in a large dataset. */
export function isLongStatement({ name, params, shape }: StatementAsked): boolean {
  if (name === 'observationPage' || name === 'observationCount') return !isNarrow(params, shape as ListShape)
  const most = KEYS[name]
  return most !== undefined && (most === 0 || keysIn(params) > most)
}

/** The longest list among the parameters. None is the whole of a table. */
function keysIn(params: object): number {
  const lengths = Object.values(params).map((value: unknown) => (Array.isArray(value) ? value.length : 0))
  return Math.max(...lengths) || Infinity
}

interface ListShape {
  readonly filters: string
  /** Only of a page. */
  readonly order?: string
}

/** More rows than a page of the graph has, and the one after it. */
const LONG_PAGE = 1_001

/** A filter that keeps almost all. */
const DENSE = 'chosen'

const isIndexed = (name = ''): boolean => ['indicator', 'source'].includes(name)

/** Whether a list of claims is read in the order of an index, or is the part of one that a subject or a source has. */
function isNarrow(params: { readonly limit?: number }, { filters, order }: ListShape): boolean {
  if ((params.limit ?? 0) > LONG_PAGE) return false
  const names = filters.split(' ')
  if (names.includes('subject')) return true
  if (order === undefined) return names.includes('source')
  const others = names.filter((one) => one !== '' && one !== DENSE)
  return order === 'READING' && (others.length === 0 || (others.length === 1 && isIndexed(others[0])))
}
