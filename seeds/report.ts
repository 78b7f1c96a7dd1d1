// What a load did to each package, as data and as lines for a person.
import type { Reconciled } from '../db/queries/load.ts'
import type { Package } from './datapackage.ts'
import { faultText, type Fault } from './fault.ts'

/** What became of a table's rows. */
export interface Written extends Reconciled {
  readonly table: string
}

export interface PackageReport {
  readonly package: string
  readonly revision: number | null
  /** LOADED: something changed; UNCHANGED: nothing did; REFUSED: it has faults, and nothing was written. */
  readonly outcome: 'LOADED' | 'UNCHANGED' | 'REFUSED'
  /** The dataset's version that the load made; null where it changed nothing. */
  readonly version: number | null
  readonly tables: readonly Written[]
  readonly faults: readonly Fault[]
}

/** The report of a package that was written as version `version`, or that changed nothing. */
export function loaded(pack: Package, tables: readonly Written[], version: number | null): PackageReport {
  const outcome = version === null ? 'UNCHANGED' : 'LOADED'
  return { package: pack.code, revision: pack.revision, outcome, version, tables, faults: [] }
}

export function refused(code: string, revision: number | null, faults: readonly Fault[]): PackageReport {
  return { package: code, revision, outcome: 'REFUSED', version: null, tables: [], faults }
}

/** A line for the package, one for each table or fault. */
export function reportText(report: PackageReport): string {
  const { package: code, revision, outcome, version, tables, faults } = report
  const title = revision === null ? code : `${code} (revision ${revision})`
  if (outcome === 'REFUSED')
    return [
      ...faults.map(faultText),
      `${title}: refused, ${faults.length} ${faults.length === 1 ? 'fault' : 'faults'}; nothing of it was loaded`,
    ].join('\n')
  if (outcome === 'UNCHANGED') return `${title}: 0 changes`
  return [`${title}: loaded as version ${version} of the dataset`, ...tables.map(tableText)].join('\n')
}

function tableText({ table, added, changed, removed, unchanged }: Written): string {
  const counts = { added, changed, removed, unchanged }
  const told = Object.entries(counts).filter(([, count]) => count > 0)
  return `  ${table.padEnd(16)} ${told.map(([what, count]) => `${count} ${what}`).join(', ') || 'no rows'}`
}
