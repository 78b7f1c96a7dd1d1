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
export type Tables = Readonly<Record<string, readonly Cells[]>>

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
  corridor: [],
  project: [named('smart-park')],
  cluster: [named('rare-earth')],
  'benchmark-port': [named('liantang')],
  measure: [named('one-stop-shop')],
  alias: [{ kind: 'SUBJECT', code: 'erenhot', alias: '二连口岸' }],
}

const CITED: Cells = { locator: '第一章', locator_kind: 'TEXT', evidence: '货运量 310.13 万吨' }

/** A row of any table with its citation. */
export const cited = (key: string, cells: Cells): Cells => ({ ...CITED, key, ...cells })

/** A figure that has no fault. */
export const figure = (key: string, cells: Cells = {}): Cells =>
  cited(key, {
    subject: 'mandula-road',
    indicator: 'freight-volume',
    kind: 'ACTUAL',
    period: '2022',
    printed: '310.13',
    value: '310.13',
    unit: '万吨',
    ...cells,
  })

export const stated = (key: string, subject: string, property: string, value: string): Cells =>
  cited(key, { subject, property, value })

/** One row of every table beside figures and statements, without a fault. */
export const TOLD: Tables = {
  profile: [cited('role', { subject: 'rare-earth', role_zh: '龙头', role_en: 'The leader' })],
  milestone: [
    cited('opened', { subject: 'mandula', date: '2002-12', event_zh: '开放', event_en: 'It opened' }),
  ],
  zone: [
    cited('core', {
      subject: 'mandula',
      layout_zh: '一核两轴',
      group_zh: '一核',
      name_zh: '核心区',
      function_zh: '通关',
      function_en: 'Clearance',
    }),
  ],
  site: [
    cited('coal-yard', {
      subject: 'mandula',
      goods_zh: '煤炭',
      goods_en: 'Coal',
      commodity: 'coal',
      status: 'APPROVED',
      date: '2023',
    }),
  ],
  problem: [
    cited('narrow-road', {
      subject: 'mandula-road',
      problem_zh: '路窄',
      problem_en: 'The road is narrow',
      remedy_zh: '拓宽',
      remedy_en: 'Widen it',
    }),
  ],
  programme: [
    cited('tasks', { title_zh: '主要任务' }),
    cited('widening', {
      parent: 'tasks',
      title_zh: '拓宽工程',
      summary_zh: '拓宽道路',
      summary_en: 'Widen the road',
      subjects: 'mandula mandula-road',
    }),
  ],
  stage: [
    cited('mining', { cluster: 'rare-earth', chain_zh: '磁材', position: '1', name_zh: '采选' }),
    cited('magnets', { cluster: 'rare-earth', chain_zh: '磁材', position: '2', name_zh: '磁体' }),
  ],
  park: [cited('motor-park', { cluster: 'rare-earth', name_zh: '电机产业园', name_en: 'Motor park' })],
  practice: [
    cited('one-window', {
      measure: 'one-stop-shop',
      peer: 'liantang',
      summary_zh: '一站式',
      summary_en: 'One window',
    }),
  ],
  need: [
    cited('coal-need', {
      cluster: 'rare-earth',
      commodity: 'coal',
      demand: 'demand',
      suppliers: 'mandula erenhot',
      inferred_zh: '原料煤',
      inferred_en: 'Its feedstock is coal',
    }),
  ],
  observation: [
    figure('demand', { subject: 'baotou-city', kind: 'DEMAND', commodity: 'coal', period: '2025' }),
  ],
}

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
