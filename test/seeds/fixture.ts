// Small packages in a folder of their own, and databases to load them into.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { openWriter, type Writer } from '../../db/connection.ts'
import { migrate } from '../../db/migrate.ts'
import { check } from '../../seeds/check.ts'
import { tablesOf, type Role } from '../../seeds/datapackage.ts'
import { faultText } from '../../seeds/fault.ts'
import { tableSchema } from '../../seeds/table-schema.ts'
import { vocabularyInPackage } from '../../seeds/vocabulary.ts'

export type Cells = Readonly<Record<string, string>>
type Tables = Readonly<Record<string, readonly Cells[]>>

/** A folder that is gone when the test ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'kouan-seeds-'))
  onTestFinished(() => {
    rmSync(folder, { recursive: true })
  })
  return folder
}

/** A migrated database file, closed when the test ends. */
export async function database(folder: string): Promise<{ db: Writer; url: string }> {
  const url = join(folder, 'kouan.db')
  const db = openWriter(url)
  onTestFinished(() => {
    db.close()
  })
  await migrate(db)
  return { db, url }
}

const named = (code: string, more: Cells = {}): Cells => ({ code, name_zh: `${code}-zh`, ...more })

const indicator = (code: string, unit: string, nature: string): Cells =>
  named(code, { definition_zh: '定义。', definition_en: 'What is counted.', unit, nature, good: 'MORE' })

export const VOCABULARY: Tables = {
  unit: [
    named('t', { dimension: 'mass', factor: '1', spellings: '吨' }),
    named('10kt', { dimension: 'mass', factor: '10000', spellings: '万吨' }),
    named('cny', { dimension: 'money-cny', factor: '1', spellings: '元' }),
    named('10k-cny', { dimension: 'money-cny', factor: '10000', spellings: '万元' }),
    named('count', { dimension: 'count', factor: '1', spellings: '个' }),
  ],
  indicator: [
    indicator('freight-volume', 't', 'FLOW'),
    indicator('trade-value', 'cny', 'FLOW'),
    indicator('open-ports', 'count', 'STOCK'),
  ],
  commodity: [named('coking-coal', { parent: 'coal' }), named('coal')],
  region: [
    named('cn', { kind: 'COUNTRY' }),
    named('baotou-city', { kind: 'PREFECTURE', parent: 'cn' }),
    named('mn', { kind: 'COUNTRY' }),
  ],
  port: [named('mandula'), named('erenhot')],
  checkpoint: [named('mandula-road', { port: 'mandula', mode: 'ROAD' })],
  platform: [],
  project: [named('smart-park')],
  'benchmark-port': [],
  alias: [{ kind: 'SUBJECT', code: 'erenhot', alias: '二连口岸' }],
}

const CITED: Cells = { locator: '第一章', locator_kind: 'TEXT', evidence: '货运量 310.13 万吨' }

/** A figure that has no fault. */
export const figure = (key: string, cells: Cells = {}): Cells => ({
  ...CITED,
  key,
  subject: 'mandula-road',
  indicator: 'freight-volume',
  kind: 'ACTUAL',
  period: '2022',
  printed: '310.13',
  value: '310.13',
  unit: '万吨',
  ...cells,
})

export const stated = (key: string, subject: string, property: string, value: string): Cells => ({
  ...CITED,
  key,
  subject,
  property,
  value,
})

function csv(columns: readonly string[], rows: readonly Cells[]): string {
  const cell = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
  const lines = rows.map((row) => columns.map((column) => cell(row[column] ?? '')).join(','))
  return [columns.join(','), ...lines].map((line) => `${line}\n`).join('')
}

function write(folder: string, code: string, role: Role, tables: Tables, descriptor: object): string {
  const dir = join(folder, code)
  rmSync(dir, { recursive: true, force: true })
  mkdirSync(dir, { recursive: true })
  const formats = tablesOf(role).filter(({ name }) => name in tables)
  for (const { name, columns } of formats) {
    const labels = columns.map((column) => column.name)
    writeFileSync(join(dir, `${name}.csv`), csv(labels, tables[name] ?? []))
  }
  const resources = formats.map((format) => ({
    name: format.name,
    path: `${format.name}.csv`,
    format: 'csv',
    mediatype: 'text/csv',
    encoding: 'utf-8',
    schema: tableSchema(format),
  }))
  const $schema = 'https://datapackage.org/profiles/2.0/datapackage.json'
  const whole = { $schema, name: code, version: '1', title: code, ...descriptor, resources }
  writeFileSync(join(dir, 'datapackage.json'), JSON.stringify(whole, null, 2))
  return dir
}

export function vocabularyPackage(folder: string, tables: Tables = {}, version = '1'): string {
  const kouan = { role: 'vocabulary' }
  return write(folder, 'vocabulary', 'vocabulary', { ...VOCABULARY, ...tables }, { version, kouan })
}

interface SourceOptions {
  readonly code?: string
  readonly version?: string
  readonly kouan?: object
}

export function sourcePackage(folder: string, tables: Tables, options: SourceOptions = {}): string {
  const { code = 'a-plan', version = '1' } = options
  const kouan = {
    role: 'source',
    titleEn: null,
    issuerZh: '某市人民政府',
    issuerEn: null,
    documentNumber: null,
    kind: 'PLAN',
    published: '2023-10-31',
    publishedInferred: true,
    language: 'zh',
    text: `${code}.txt`,
    ...options.kouan,
  }
  return write(folder, code, 'source', tables, { version, kouan })
}

/** The faults of a package as lines, with places in its folder. */
export async function faultsOf(folder: string, dir: string): Promise<string[]> {
  const { faults } = await check(dir, () => vocabularyInPackage(join(folder, 'vocabulary')))
  return faults.map((fault) => faultText({ ...fault, file: fault.file.slice(dir.length + 1) }))
}
