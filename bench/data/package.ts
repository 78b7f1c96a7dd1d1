// Writing a package as the loader takes it: a descriptor and a CSV for each table, in the formats of seeds/.
import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { DESCRIPTOR, tablesOf, type Role } from '../../seeds/datapackage.ts'
import type { TableFormat } from '../../seeds/format.ts'
import { tableSchema } from '../../seeds/table-schema.ts'

export type Cells = Readonly<Record<string, string>>

/** The rows of each table of a package, made while they are written. */
export type Tables = Readonly<Record<string, Iterable<Cells>>>

export interface PackageText {
  readonly code: string
  readonly role: Role
  readonly title: string
  /** What the descriptor says beside: of a source, who published it and when. */
  readonly kouan: object
  readonly tables: Tables
}

const CHUNK = 1 << 20

/** Writes a package into a folder of its code; answers how many rows it has. */
export function writePackage(parent: string, { code, role, title, kouan, tables }: PackageText): number {
  const dir = join(parent, code)
  mkdirSync(dir, { recursive: true })
  const formats = tablesOf(role).filter(({ name }) => name in tables)
  let rows = 0
  for (const format of formats)
    rows += writeTable(join(dir, `${format.name}.csv`), format, tables[format.name] ?? [])
  const descriptor = {
    $schema: 'https://datapackage.org/profiles/2.0/datapackage.json',
    name: code,
    version: '1',
    title,
    kouan: { role, ...kouan },
    resources: formats.map(resource),
  }
  writeFileSync(join(dir, DESCRIPTOR), JSON.stringify(descriptor, null, 2))
  return rows
}

const resource = (format: TableFormat) => ({
  name: format.name,
  path: `${format.name}.csv`,
  format: 'csv',
  mediatype: 'text/csv',
  encoding: 'utf-8',
  schema: tableSchema(format),
})

function writeTable(file: string, { columns }: TableFormat, rows: Iterable<Cells>): number {
  const names = columns.map(({ name }) => name)
  const descriptor = openSync(file, 'w')
  let text = `${names.join(',')}\n`
  let count = 0
  for (const row of rows) {
    text += `${names.map((name) => quotedCell(row[name] ?? '')).join(',')}\n`
    count += 1
    if (text.length < CHUNK) continue
    writeSync(descriptor, text)
    text = ''
  }
  writeSync(descriptor, text)
  closeSync(descriptor)
  return count
}

const quotedCell = (text: string): string =>
  /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
