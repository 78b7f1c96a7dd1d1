// Statements by name, with typed parameters. A text is written by Kysely once per dialect and shape
// and kept for ever; only parameters change, and a list or an object travels as one JSON parameter.
// A cache that never evicts over a finite set of texts is also what keeps better-sqlite3 safe on Node 24.
import type { Kysely } from 'kysely'
import type { Cells, CompiledSql, Connection, SqlDialect, WriteConnection } from './dialect.ts'
import type { Tables } from './tables.ts'
import {
  allParts,
  columnsOf,
  wideResult,
  wideRow,
  type Question,
  type WideResult,
  type WideTable,
} from './wide-rows.ts'

/** A value that is given at run time; it stands where the statement's text gets its placeholder. */
class Parameter {
  readonly name: string
  /** null where it is not given. */
  readonly isOptional: boolean

  constructor(name: string, isOptional: boolean) {
    this.name = name
    this.isOptional = isOptional
  }
}

export interface Sql {
  readonly q: Kysely<Tables>
  readonly valuesOf: SqlDialect['valuesOf']
  readonly rowsOf: SqlDialect['rowsOf']
  readonly contains: SqlDialect['contains']
  readonly matches: SqlDialect['matches']
}

interface Compilable<Row> {
  compile(): CompiledSql & { readonly query: unknown }
  execute(): Promise<Row[]>
}

/** Text-changing choices (which filters are there, which order): a small closed set, never data. */
export type Shape = Readonly<Record<string, string | boolean>>

/**
 * In place of the names of filters in a shape: all that there are, each for whatever has it and no limit where it is
 * null. It serves where the filters of clients would make more texts than are worth their memory.
 */
export const ANY_FILTERS = '*'

export interface Statement<Params, Row, Choice extends Shape = Shape> {
  readonly name: string
  readonly build: (sql: Sql, params: Params, shape: Choice) => Compilable<Row>
  /** Shapes whose texts are committed; a statement without choices has one text. */
  readonly examples: readonly Choice[]
  /** Has it a text for any filters? */
  readonly takesAny: boolean
}

/** Every statement of the project by name; the committed SQL is printed from it. */
export const STATEMENTS = new Map<string, Statement<never, unknown, never>>()

const NO_SHAPE: Shape = {}

/** Defines a statement. In `build`, a parameter stands for the value it will have. */
export function statement<Params extends object, Row, Choice extends Shape = Shape>(
  name: string,
  build: (sql: Sql, params: Params, shape: Choice) => Compilable<Row>,
  examples: readonly Choice[] = [NO_SHAPE as Choice],
  { takesAny = false }: Partial<Pick<Statement<Params, Row>, 'takesAny'>> = {},
): Statement<Params, Row, Choice> {
  if (STATEMENTS.has(name)) throw new Error(`two statements are named ${name}`)
  const defined = { name, build, examples, takesAny }
  STATEMENTS.set(name, defined as unknown as Statement<never, unknown, never>)
  return defined
}

const placeholders = (isOptional: boolean): object =>
  new Proxy({}, { get: (_, name) => new Parameter(String(name), isOptional) })

/** Writes a statement's text; its parameters are names and constants. */
export function compiled<Params, Row, Choice extends Shape>(
  dialect: SqlDialect,
  { build }: Statement<Params, Row, Choice>,
  shape: Choice,
): CompiledSql {
  const { kysely: q, valuesOf, rowsOf, contains, matches } = dialect
  const params = placeholders(shape['filters'] === ANY_FILTERS)
  return build({ q, valuesOf, rowsOf, contains, matches }, params as Params, shape).compile()
}

/** A text of a statement for people to read: the names of its parameters stand for their values. */
export interface PrintedStatement {
  readonly name: string
  readonly shape: Shape
  readonly sql: string
  /** What each placeholder takes, in their order. */
  readonly parameters: readonly string[]
}

/** Every committed text, by name. */
export function printedStatements(dialect: SqlDialect): PrintedStatement[] {
  const defined = [...STATEMENTS.values()] as unknown as Statement<object, unknown>[]
  const printed = defined.flatMap((one) =>
    one.examples.map((shape) => {
      const { sql, parameters } = compiled(dialect, one, shape)
      return { name: one.name, shape, sql, parameters: parameters.map(placeholderName) }
    }),
  )
  return printed.sort((one, other) => (one.name < other.name ? -1 : 1))
}

const placeholderName = (parameter: unknown): string =>
  parameter instanceof Parameter ? parameter.name : JSON.stringify(parameter)

/** A statement's text, written once. */
interface Text extends CompiledSql {
  readonly key: string
  /** With all columns. */
  readonly whole: Form
  /** Of a statement that selects all columns of the wide table: with some of them, by which. */
  readonly narrow: Map<string, Form> | null
}

/** What is run for a text. */
interface Form {
  readonly sql: string
  /** Of the wide table: the parts that are selected, and those that are known to be read. */
  readonly selected: number
  readonly expected: number
  /** Makes its rows; known from the first execution on. */
  rowOf?: RowMaker
}

type RowMaker = (cells: Cells, result: WideResult) => object

/** Texts of one statement, and ways to select some columns for a text: those that are asked for first. */
const [MOST_TEXTS, MOST_FORMS] = [256, 8]

/** Runs statements on connections of one dialect, with the texts kept for ever. */
export class StatementCache {
  /** By the statement's name, then by shape. */
  readonly #texts = new Map<string, Map<string, Text>>()
  readonly #dialect: SqlDialect
  readonly #wide: WideTable
  readonly #mostTexts: number

  constructor(dialect: SqlDialect, wide: WideTable, mostTexts = MOST_TEXTS) {
    this.#dialect = dialect
    this.#wide = wide
    this.#mostTexts = mostTexts
  }

  /** Rows of a statement; for a question, wide rows with the columns that it needs. */
  async rows<Params extends object, Row, Choice extends Shape>(
    connection: Connection,
    statement: Statement<Params, Row, Choice>,
    params: Params,
    shape?: Choice,
    question?: Question,
  ): Promise<Row[]> {
    const text = this.#text(statement, shape ?? (NO_SHAPE as Choice))
    const form = question && connection.runNow ? this.#formFor(question, text) : text.whole
    // An engine that answers at once is not waited for: a turn of the queue for each statement adds up.
    const found = connection.run(form.sql, bound(text.parameters, params))
    const cells = found instanceof Promise ? await found : found
    if (cells.length > 0) question?.begin(text.key)
    const rowOf = (form.rowOf ??= this.#rowMaker(form, text, await connection.columnsOf(form.sql)))
    const result = wideResult(
      cells,
      (part) => question?.add(text.key, part),
      (part, ids) => this.#late(connection, part, ids),
    )
    return cells.map((row) => rowOf(row, result)) as Row[]
  }

  /** Runs a statement once for each row; a row holds the parameters in the order in which the text has them. */
  async each<Params extends object, Choice extends Shape>(
    connection: WriteConnection,
    statement: Statement<Params, never, Choice>,
    rows: readonly (readonly unknown[])[],
    shape?: Choice,
  ): Promise<void> {
    if (rows.length > 0) await connection.each(this.#text(statement, shape ?? (NO_SHAPE as Choice)).sql, rows)
  }

  #text<Params, Row, Choice extends Shape>(statement: Statement<Params, Row, Choice>, shape: Choice): Text {
    const texts = this.#textsOf(statement.name)
    const of = JSON.stringify(shape)
    const known = texts.get(of)
    if (known) return known
    if (texts.size >= this.#mostTexts && statement.takesAny && shape['filters'] !== ANY_FILTERS)
      return this.#text(statement, { ...shape, filters: ANY_FILTERS })
    const { sql, parameters } = compiled(this.#dialect, statement, shape)
    const whole = { sql, selected: allParts(this.#wide), expected: allParts(this.#wide) }
    const narrow = sql.includes(everyColumn(this.#wide)) ? new Map<string, Form>() : null
    const text: Text = { key: `${statement.name} ${of}`, sql, parameters, whole, narrow }
    texts.set(of, text)
    return text
  }

  #textsOf(name: string): Map<string, Text> {
    let texts = this.#texts.get(name)
    if (!texts) this.#texts.set(name, (texts = new Map()))
    return texts
  }

  /** The first time with all columns, noting which are read; then with those that were. */
  #formFor(question: Question, { key, sql, whole, narrow }: Text): Form {
    if (!narrow) return whole
    const read = question.readOf(key)
    const [selected, expected] = read === undefined ? [whole.selected, 0] : [read, read]
    const name = `${selected} ${expected}`
    const known = narrow.get(name)
    if (known) return known
    if (narrow.size >= MOST_FORMS) return whole
    const table = this.#wide
    const columns = columnsOf(table, selected).map((column) => `"${table.name}"."${column}"`)
    const form = { sql: sql.replace(everyColumn(table), columns.join(', ')), selected, expected }
    narrow.set(name, form)
    return form
  }

  #rowMaker({ expected }: Form, { whole, narrow }: Text, columns: readonly string[]): RowMaker {
    const plain = narrow === null || expected === whole.expected
    return plain ? plainRow(columns) : wideRow(this.#wide, columns, expected)
  }

  #late(connection: Connection, part: number, ids: readonly number[]): readonly Cells[] {
    const text = this.#text(this.#wide.late, { part: String(part) })
    return connection.runNow?.(text.sql, bound(text.parameters, { ids })) ?? []
  }
}

const everyColumn = ({ name }: WideTable): string => `"${name}".*`

/** A row of its cells: an object of one shape, as if its columns had been written by hand. */
function plainRow(columns: readonly string[]): RowMaker {
  const cells = columns.map((name, place) => `${JSON.stringify(name)}: cells[${place}]`)
  // The names are those of our own statements. Setting them one by one takes ten times as long.
  return new Function('cells', `return { ${cells.join(', ')} }`) as RowMaker
}

function bound(parameters: readonly unknown[], values: object): unknown[] {
  return parameters.map((parameter) =>
    parameter instanceof Parameter ? valueOf(parameter, values as Record<string, unknown>) : parameter,
  )
}

function valueOf({ name, isOptional }: Parameter, values: Readonly<Record<string, unknown>>): unknown {
  const value = values[name]
  return value === undefined && isOptional ? null : scalar(value)
}

function scalar(value: unknown): unknown {
  if (value === undefined) throw new Error('a statement parameter has no value')
  if (typeof value === 'boolean') return value ? 1 : 0
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : value
}
