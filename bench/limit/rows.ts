// Statements that are prepared once, their rows as arrays.
import Sqlite from 'better-sqlite3'

export type Answer = (variables: never) => unknown
/** An answer for each question, by its name. */
export type Answers = Readonly<Record<string, Answer>>

/** A statement as a function of its parameters. */
export type Rows = <Row extends readonly unknown[]>(
  text: string,
) => (...parameters: readonly unknown[]) => Row[]

export const open = (file: string): Sqlite.Database =>
  new Sqlite(file, { readonly: true, fileMustExist: true })

export const rowsOf =
  (db: Sqlite.Database): Rows =>
  <Row extends readonly unknown[]>(text: string) => {
    const statement = db.prepare<unknown[], Row>(text).raw()
    return (...parameters) => statement.all(...parameters)
  }

export interface Q1 {
  readonly port: string
  readonly indicator: string
}
export interface Q2 {
  readonly ports: readonly string[]
  readonly a: string
  readonly b: string
  readonly c: string
}
export interface Q3 {
  readonly after: string | null
}
export interface Q4 {
  readonly indicator: string
}

export const PAGE = 1000

/** A stored number as JSON has it. */
export const number = (value: string | null): number | null => (value === null ? null : Number(value))

/** A sum of the two integers of values. */
export const total = (whole: number, nano: number): number => (nano === 0 ? whole : whole + nano / 1e9)

export const cursor = (...place: readonly number[]): string =>
  Buffer.from(JSON.stringify(['READING ASC', ...place])).toString('base64url')

/** Source and id of the row that a page begins after. */
export function placeOf(after: string | null): [number, number] {
  if (after === null) return [0, 0]
  const [, source, id] = JSON.parse(Buffer.from(after, 'base64url').toString()) as [string, number, number]
  return [source, id]
}
