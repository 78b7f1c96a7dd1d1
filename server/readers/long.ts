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
  /** Milliseconds that the request has been in the database before. */
  readonly before: number
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

/** Milliseconds in the database after which a question is one that takes long, whatever its statements are. */
const LONG_IN_DATABASE = 50

/**
 * How many keys a statement takes in some 30 ms, measured on five million claims; 0 where it goes through a large
 * part of the dataset, or its rows are long to make sense of, with any. What is not here takes a page's worth.
 */
const KEYS: Readonly<Record<string, number>> = {
  allObservationsBySubject: 0,
  changeCount: 0,
  changePage: 0,
  citedBySource: 0,
  claimsBySeries: 1,
  coverage: 1,
  observationCountsBySubject: 25,
  seriesInQuestion: 0,
  statementsBySubject: 200,
  subjectsBySource: 0,
  subjectsWithin: 50,
  targetSeries: 5,
}

/** Those of which it depends on the filters, or on what ties them, how much they go through. */
const BY_FILTERS: Readonly<Record<string, (list: List) => boolean>> = {
  observationCount: ({ names }) => names.includes('subject') || names.includes('source'),
  observationPage: ({ names, order, limit }) =>
    limit <= LONG_PAGE &&
    (names.includes('subject') || (order === 'READING' && isInOrder(names, ['indicator', 'source']))),
  observationsBySubject: ({ names, order, keys }) => {
    const others = names.filter((name) => name !== 'subject')
    return keys <= 3 || (order !== 'VALUE' && isInOrder(others, ['indicator']))
  },
  // What lies in a region is looked for among all projects; the others have an index of links.
  'project-linked': ({ link, keys }) => keys <= (link === 'region' ? 5 : 500),
  // A scope is an indicator with what it is about.
  rollups: ({ names, keys, scopes }) => scopes <= 2 || (names.includes('subjects') && keys <= 100),
}

interface List {
  /** Of its filters. */
  readonly names: readonly string[]
  readonly order: string | undefined
  readonly link: string | undefined
  readonly limit: number
  readonly keys: number
  readonly scopes: number
}

/** More rows than a page of the graph has, and the one after it. */
const LONG_PAGE = 1_001

/** A filter that keeps almost all. */
const DENSE = 'chosen'

/** Whether a list is read in the order of an index, from its beginning or from where one of the filters begins. */
function isInOrder(names: readonly string[], indexed: readonly string[]): boolean {
  const others = names.filter((name) => name !== DENSE)
  return others.length === 0 || (others.length === 1 && indexed.includes(others[0] ?? ''))
}

/** Whether a statement may take long in a large dataset. */
export function isLongStatement({ name, params, shape, before }: StatementAsked): boolean {
  if (before > LONG_IN_DATABASE) return true
  const keys = keysIn(params)
  const isShort = BY_FILTERS[name]
  if (!isShort) return keys > (KEYS[name] ?? Infinity) || KEYS[name] === 0
  const { filters = '', order, link } = shape as Readonly<Partial<Record<string, string>>>
  const { limit = 0, scopes = [] } = params as {
    readonly limit?: number
    readonly scopes?: readonly number[]
  }
  const names = filters.split(' ').filter(Boolean)
  return !isShort({ names, order, link, limit, keys, scopes: scopes.length })
}

/** The longest list among the parameters. None is the whole of a table. */
function keysIn(params: object): number {
  const lengths = Object.values(params).map((value: unknown) => (Array.isArray(value) ? value.length : 0))
  return Math.max(0, ...lengths) || Infinity
}

/** The statements that this file knows by name. */
export const KNOWN_STATEMENTS: readonly string[] = [...Object.keys(KEYS), ...Object.keys(BY_FILTERS)]
