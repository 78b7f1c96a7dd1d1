// The committed artefacts that a machine writes and a test compares. `npm run artefacts` writes them anew;
// with --check it only compares, and ends with 1 where they differ.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { lexicographicSortSchema, printSchema } from 'graphql'
import { sqliteDialect } from '../db/dialects/sqlite.ts'
import { type PrintedStatement, printedStatements } from '../db/statements.ts'
import { schema } from '../schema/index.ts'
import '../db/migrate.ts'

export interface Artefact {
  /** Path below the project's root. */
  readonly path: string
  readonly text: string
}

export const root = new URL('../', import.meta.url)

/** Every artefact as it should be. */
export async function artefacts(): Promise<Artefact[]> {
  return [
    { path: 'schema.graphql', text: printSchema(lexicographicSortSchema(schema)) + '\n' },
    {
      path: 'db/queries/statements.sql',
      text: [SQL_HEAD, ...(await statements()).map(block)].join('\n\n') + '\n',
    },
  ]
}

const SQL_HEAD = `-- The SQL of every statement by name, as SQLite takes it: written by npm run artefacts, compared by a test.
-- Where filters and orders make several texts of a statement, a few of them stand here.`

/** Brings in all query modules: each defines its statements when it is imported. */
export async function importQueries(): Promise<void> {
  const queries = new URL('db/queries/', root)
  for (const file of readdirSync(queries).filter((name) => name.endsWith('.ts'))) {
    await import(new URL(file, queries).href)
  }
}

/** The texts of all statements. */
export async function statements(): Promise<PrintedStatement[]> {
  await importQueries()
  return printedStatements(sqliteDialect)
}

/** A statement with its shape and parameters above it. */
function block({ name, shape, sql, parameters }: PrintedStatement): string {
  const choices = Object.entries(shape).map(
    ([choice, value]) => `${choice}: ${value === '' ? 'none' : value}`,
  )
  return [
    `-- ${[name, choices.join(', ')].filter(Boolean).join(' — ')}`,
    ...(parameters.length > 0 ? [`-- takes ${parameters.join(', ')}`] : []),
    `${lines(sql)};`,
  ].join('\n')
}

const CLAUSE =
  /(?: |(?<=\())(?<!(?:inner|left|distinct) )(?=(?:select|from|(?:(?:inner|left) )?join|where|and|group by|order by|limit|union|values|returning|on conflict) )/
const LIST = /\(select value from json_each\(\?\)\)/g

/** A line for each clause, indented as deep as its brackets, so that a change of one shows as one. */
function lines(sql: string): string {
  const clauses = sql.replaceAll(/\s+/g, ' ').replaceAll(LIST, '(list ?)').split(CLAUSE)
  let depth = 0
  const indented = clauses.map((clause) => {
    const line = `${'  '.repeat(depth)}${clause}`
    depth += clause.split('(').length - clause.split(')').length
    return line
  })
  return indented.join('\n').replaceAll('(list ?)', '(select value from json_each(?))')
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const onlyCompare = process.argv.includes('--check')
  for (const { path, text } of await artefacts()) {
    const file = new URL(path, root)
    if (existsSync(file) && readFileSync(file, 'utf8') === text) continue
    console.log(`${path}: ${onlyCompare ? 'differs' : 'written'}`)
    if (onlyCompare) process.exitCode = 1
    else writeFileSync(file, text)
  }
}
