// Loading packages: each is checked and written in one transaction, all of it or nothing. What is loaded
// already changes nothing; what is refused changes nothing. A revision older than the loaded one is
// refused; the same revision with other content is an edit in progress and is loaded, its changes told.
import { join } from 'node:path'
import type { Db, Writer } from '../db/connection.ts'
import { loadedPackages, recordPackage, recordVersion } from '../db/queries/dataset.ts'
import { ReferencedError } from '../db/queries/load.ts'
import { check } from './check.ts'
import { refreshChoices } from './choice.ts'
import { DESCRIPTOR, readDescriptor, type Package } from './datapackage.ts'
import { Faults, type Fault } from './fault.ts'
import { codeOf, fingerprint, inLoadingOrder, VOCABULARY } from './folders.ts'
import { refuseNewMeanings } from './meaning.ts'
import { refuseTakenKeys } from './programme-key.ts'
import { loaded, refused, type PackageReport } from './report.ts'
import { refreshSearchEntries } from './search-entry.ts'
import { vocabularyInDatabase, type Vocabulary } from './vocabulary.ts'
import type { Written } from './write-cited.ts'
import { writeSource } from './write-source.ts'
import { writeVocabulary } from './write-vocabulary.ts'

export interface Progress {
  readonly package: string
  readonly stage: 'checking' | 'writing' | 'committing'
  readonly rows: number
}

export interface LoadOptions {
  /** Leave out packages whose files are loaded already, without reading their tables. */
  readonly onlyNew?: boolean
  readonly onProgress?: (progress: Progress) => void
}

/** Thrown inside a package's transaction, so that nothing of it stays. */
class Refused extends Error {
  readonly report: PackageReport

  constructor(pack: Package, faults: readonly Fault[]) {
    super(`${pack.code} is refused`)
    this.report = refused(pack.code, pack.revision, faults)
  }
}

/**
 * Loads the packages in the folders, the vocabulary first. After a refused vocabulary nothing else is tried:
 * its codes would be missing everywhere.
 */
export async function load(
  db: Writer,
  folders: readonly string[],
  options: LoadOptions = {},
): Promise<PackageReport[]> {
  const reports: PackageReport[] = []
  for (const dir of inLoadingOrder(folders)) {
    const report = await loadPackage(db, dir, options)
    reports.push(report)
    if (report.outcome === 'REFUSED' && report.package === VOCABULARY) break
  }
  return reports
}

async function loadPackage(db: Writer, dir: string, options: LoadOptions): Promise<PackageReport> {
  const faults = new Faults()
  const pack = readDescriptor(dir, faults)
  if (!pack) return refused(codeOf(dir), null, faults.inOrder())
  try {
    return await db.transaction(() => loadInTransaction(db, pack, options))
  } catch (error) {
    if (error instanceof Refused) return error.report
    throw error
  }
}

async function loadInTransaction(
  db: Writer,
  pack: Package,
  { onlyNew = false, onProgress = () => undefined }: LoadOptions,
): Promise<PackageReport> {
  const known = new Map((await loadedPackages(db)).map((one) => [one.code, one]))
  const vocabularyFingerprint =
    pack.role === 'vocabulary' ? null : (known.get(VOCABULARY)?.fingerprint ?? null)
  const files = fingerprint(pack.dir, vocabularyFingerprint)
  if (onlyNew && known.get(pack.code)?.fingerprint === files) return loaded(pack, [], null)

  const progress = (stage: Progress['stage']) => (rows: number) => {
    onProgress({ package: pack.code, stage, rows })
  }
  const vocabulary = await vocabularyInDatabase(db)
  await refuseFaults(db, pack, vocabulary, known.get(pack.code)?.revision ?? 0, progress('checking'))
  const written = await write(db, pack, vocabulary, progress('writing'))
  const changes = written.flatMap((table) => table.changes)
  if (changes.length > 0) await refreshSearchEntries(db, pack)
  // Also where nothing worth telling has changed: the reading order decides between claims that are alike.
  if (pack.publication) await refreshChoices(db, pack.code, vocabulary.units)
  if (fingerprint(pack.dir, vocabularyFingerprint) !== files) throw changedMeanwhile(pack)

  progress('committing')(0)
  await recordPackage(db, { code: pack.code, revision: pack.revision, fingerprint: files })
  if (changes.length === 0) return loaded(pack, written, null)
  const version = await recordVersion(db, { package: pack.code, revision: pack.revision }, changes)
  return loaded(pack, written, version)
}

/** Throws Refused with every fault of the package. */
async function refuseFaults(
  db: Db,
  pack: Package,
  vocabulary: Vocabulary,
  loadedRevision: number,
  onRow: (rows: number) => void,
): Promise<void> {
  if (pack.role === 'source' && vocabulary.unitCodes.size === 0) throw new Refused(pack, [noVocabulary(pack)])
  const checked = await check(pack.dir, () => Promise.resolve(vocabulary), onRow)
  const faults = new Faults()
  if (pack.revision < loadedRevision)
    faults.add(
      pack.revisionPlace,
      'constraint-error',
      `revision ${pack.revision}`,
      `${loadedRevision} or more: revision ${loadedRevision} is loaded`,
    )
  if (pack.role === 'vocabulary') await refuseNewMeanings(db, pack, vocabulary, faults)
  else await refuseTakenKeys(db, pack, faults)
  if (checked.faults.length + faults.count > 0)
    throw new Refused(pack, [...faults.inOrder(), ...checked.faults])
}

async function write(
  db: Db,
  pack: Package,
  vocabulary: Vocabulary,
  onRow: (rows: number) => void,
): Promise<Written[]> {
  if (!pack.publication) {
    try {
      return await writeVocabulary(db, pack)
    } catch (error) {
      if (!(error instanceof ReferencedError)) throw error
      const faults = new Faults()
      faults.add(descriptorPlace(pack), 'foreign-key', error.message, 'every code that is in use')
      throw new Refused(pack, faults.inOrder())
    }
  }
  let rows = 0
  return writeSource(db, pack, pack.publication, vocabulary, () => {
    onRow((rows += 1))
  })
}

function noVocabulary(pack: Package): Fault {
  return {
    ...descriptorPlace(pack),
    rule: 'foreign-key',
    found: 'a database without a vocabulary',
    expected: 'seeds/vocabulary to be loaded before or with the package',
  }
}

const descriptorPlace = ({ dir }: Package) => ({ file: join(dir, DESCRIPTOR), line: 1, column: 1 })

function changedMeanwhile(pack: Package): Refused {
  const faults = new Faults()
  faults.add(
    descriptorPlace(pack),
    'source-error',
    'files that changed while they were loaded',
    'them to stay as they are until the load ends; load again',
  )
  return new Refused(pack, faults.inOrder())
}

/** Does any of the packages differ from what is loaded? Reads files and the list of packages, no tables. */
export async function anyNew(db: Db, folders: readonly string[]): Promise<boolean> {
  const known = new Map((await loadedPackages(db)).map((one) => [one.code, one.fingerprint]))
  let vocabulary = known.get(VOCABULARY) ?? null
  return inLoadingOrder(folders).some((dir) => {
    const code = codeOf(dir)
    const files = fingerprint(dir, code === VOCABULARY ? null : vocabulary)
    if (code === VOCABULARY) vocabulary = files
    return known.get(code) !== files
  })
}
