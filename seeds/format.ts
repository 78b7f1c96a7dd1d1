// How the tables of a package are described, and the columns that many of them share. The tables are in
// vocabulary-format.ts and source-format.ts: `check` reads packages by them, and the Table Schemas in
// every datapackage.json are their printed form (a test compares them).
import { LOCATOR_KINDS, type SubjectKind } from '../db/lists.ts'

/** How a cell is read. `code` is lower-case kebab-case; `keys` and `codes` are several, separated by spaces. */
export type CellType = 'string' | 'code' | 'number' | 'period' | 'boolean' | 'keys' | 'codes' | 'words'

/** What a code refers to: a table of the vocabulary, any subject, or a subject of one kind. */
export type Reference = 'subject' | SubjectKind | 'indicator' | 'commodity' | 'unit' | 'printed unit'

export interface Column {
  readonly name: string
  readonly type: CellType
  readonly required?: boolean
  readonly enum?: readonly string[]
  readonly references?: Reference
  readonly maxLength?: number
  readonly description: string
}

export interface TableFormat {
  /** File name without .csv, also the resource's name. */
  readonly name: string
  readonly title: string
  /** The columns that identify a row within its package. */
  readonly primaryKey: readonly string[]
  readonly columns: readonly Column[]
}

/** Where columns of a table stand among the cells of its rows: what is read of every row is not looked for by name. */
export function placesOf<Name extends string>(
  { name, columns }: TableFormat,
  ...labels: readonly Name[]
): Readonly<Record<Name, number>> {
  const places = labels.map((label) => {
    const place = columns.findIndex((column) => column.name === label)
    if (place < 0) throw new Error(`${name} has no column ${label}`)
    return [label, place] as const
  })
  return Object.fromEntries(places) as Record<Name, number>
}

export const code = (description: string): Column => ({
  name: 'code',
  type: 'code',
  required: true,
  description,
})

export const names: readonly Column[] = [
  { name: 'name_zh', type: 'string', required: true, description: 'Chinese name, as its owner writes it.' },
  { name: 'name_en', type: 'string', description: 'English name; empty where no supported one is known.' },
]

export const citation: readonly Column[] = [
  {
    name: 'locator',
    type: 'string',
    required: true,
    description: 'Where it is printed: chapter, section, table or annex, and row.',
  },
  {
    name: 'locator_kind',
    type: 'string',
    required: true,
    enum: LOCATOR_KINDS,
    description: 'TABLE, TEXT (also prose inside a cell of a table) or HEADLINE.',
  },
  {
    name: 'evidence',
    type: 'string',
    required: true,
    maxLength: 60,
    description:
      'The shortest printed phrase that contains the statement and occurs once in the text; white space ignored.',
  },
]

export const key: Column = {
  name: 'key',
  type: 'code',
  required: true,
  description: 'Stable within the package: revisions match rows by it.',
}

export const subject: Column = {
  name: 'subject',
  type: 'code',
  required: true,
  references: 'subject',
  description: 'Code of what the row is about.',
}

/** A text in Chinese and in English: two columns, `<name>_zh` and `<name>_en`. */
export const bilingual = (name: string, what: string, required = false): readonly Column[] => [
  { name: `${name}_zh`, type: 'string', required, description: `${what}, in Chinese.` },
  { name: `${name}_en`, type: 'string', description: `${what}, in English.` },
]
