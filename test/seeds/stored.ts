// What a database holds, read by another connection than the one that loads.
import Sqlite from 'better-sqlite3'
import type { PackageReport } from '../../seeds/report.ts'

/** How many rows every table has, the dataset's version, and the packages that are loaded. */
export function contents(url: string): Record<string, unknown> {
  const reader = new Sqlite(url, { readonly: true })
  const tables = reader.prepare("select name from sqlite_master where type = 'table'").pluck().all()
  const count = (table: string) => reader.prepare(`select count(*) from ${table}`).pluck().get()
  const found = {
    ...Object.fromEntries(tables.map((table) => [table, count(String(table))])),
    version: reader.prepare('select coalesce(max(id), 0) from dataset_version').pluck().get(),
    packages: reader.prepare('select code, revision, fingerprint from package order by code').all(),
  }
  reader.close()
  return found
}

/** What a query finds, row by row. */
export function rows(url: string, sql: string): unknown[] {
  const reader = new Sqlite(url, { readonly: true })
  const found = reader.prepare(sql).safeIntegers().raw().all()
  reader.close()
  return found
}

export const outcomes = (reports: readonly PackageReport[]) =>
  reports.map(({ package: code, outcome, version }) => [code, outcome, version])
