// Loading packages: each is checked and written in one transaction, all of it or nothing. What is loaded
// already changes nothing; what is refused changes nothing. A revision older than the loaded one is
// refused; the same revision with other content is an edit in progress and is loaded, its changes told.
import { join } from 'node:path'
import type { Db, Writer } from '../db/connection.ts'
import { loadedPackages, recordPackage } from '../db/queries/dataset.ts'
import { History } from '../db/queries/history.ts'
import { ReferencedError } from '../db/queries/load.ts'
import { refreshKnownFrom } from '../db/queries/load-subject.ts'
import { Checker } from './check.ts'
import { refreshChoices } from './choice.ts'
import { DESCRIPTOR, readDescriptor, type Package } from './datapackage.ts'
import { Faults, type Fault } from './fault.ts'
import { codeOf, fingerprint, inLoadingOrder, VOCABULARY } from './folders.ts'
import { refuseNewMeanings } from './meaning.ts'
import { refuseTakenKeys } from './programme-key.ts'
import { loaded, refused, type PackageReport, type Written } from './report.ts'
import { refreshSearchEntries } from './search-entry.ts'
import { vocabularyInDatabase, vocabularyInPackage, type Vocabulary } from './vocabulary.ts'
import { writeSource } from './write-source.ts'
import { writeVocabulary } from './write-vocabulary.ts'

export interface Progress {
  readonly package: string
  readonly stage: 'writing' | 'committing'
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
    return await db.transaction(() => loadInTransaction(db, pack, faults, options))
  } catch (error) {
    if (error instanceof Refused) return error.report
    throw error
  }
}

async function loadInTransaction(
  db: Writer,
  pack: Package,
  faults: Faults,
  { onlyNew = false, onProgress = () => undefined }: LoadOptions,
): Promise<PackageReport> {
  const known = new Map((await loadedPackages(db)).map((one) => [one.code, one]))
  const vocabularyFingerprint =
    pack.role === 'vocabulary' ? null : (known.get(VOCABULARY)?.fingerprint ?? null)
  const files = await fingerprint(pack.dir, vocabularyFingerprint)
  if (onlyNew && known.get(pack.code)?.fingerprint === files) return loaded(pack, [], null)

  refuseOlder(pack, known.get(pack.code)?.revision ?? 0, faults)
  const history = new History(db, { package: pack.code, revision: pack.revision })
  const onRow = told((rows) => {
    onProgress({ package: pack.code, stage: 'writing', rows })
  })
  const written = await write(db, pack, faults, history, onRow)
  // Faults of files that changed meanwhile may be in neither what they were nor what they are.
  if ((await fingerprint(pack.dir, vocabularyFingerprint)) !== files) throw changedMeanwhile(pack)
  if (faults.count > 0) throw new Refused(pack, faults.inOrder())
  await refreshKnownFrom(db)
  if (!history.isEmpty) await refreshSearchEntries(db, pack)
  // Also where nothing worth telling has changed: the reading order decides between claims that are alike.
  if (pack.publication) await refreshChoices(db, pack.code)

  onProgress({ package: pack.code, stage: 'committing', rows: 0 })
  await recordPackage(db, { code: pack.code, revision: pack.revision, fingerprint: files })
  return loaded(pack, written, await history.end())
}

/** How many rows are worth a word. */
const MANY = 1000

/** Counts rows; tells the first one and every thousandth. */
function told(tell: (rows: number) => void): () => void {
  let rows = 0
  return () => {
    rows += 1
    if (rows === 1 || rows % MANY === 0) tell(rows)
  }
}

function refuseOlder(pack: Package, loadedRevision: number, faults: Faults): void {
  if (pack.revision > 0 && pack.revision < loadedRevision)
    faults.add(
      pack.revisionPlace,
      'constraint-error',
      `revision ${pack.revision}`,
      `${loadedRevision} or more: revision ${loadedRevision} is loaded`,
    )
}

/** Writes a package; adds its faults to `faults`. */
async function write(
  db: Writer,
  pack: Package,
  faults: Faults,
  history: History,
  onRow: () => void,
): Promise<Written[]> {
  const vocabulary = await vocabularyInDatabase(db)
  if (!pack.publication) return writeCheckedVocabulary(db, pack, faults, history, vocabulary)
  if (vocabulary.unitCodes.size === 0) throw new Refused(pack, [noVocabulary(pack)])
  await refuseTakenKeys(db, pack, faults)
  const checker = new Checker(pack, vocabulary, faults)
  return writeSource({ db, pack, vocabulary, checker, faults, history, onRow }, pack.publication)
}

/** A vocabulary is checked as a whole first: its rows are not written in the order of its files. */
async function writeCheckedVocabulary(
  db: Writer,
  pack: Package,
  faults: Faults,
  history: History,
  before: Vocabulary,
): Promise<Written[]> {
  await refuseNewMeanings(db, pack, before, faults)
  const checker = new Checker(pack, await vocabularyInPackage(pack.dir), faults)
  for (const table of pack.tables) for await (const rows of checker.rows(table)) void rows
  if (faults.count > 0) return []
  try {
    return await writeVocabulary({ db, history }, pack)
  } catch (error) {
    if (!(error instanceof ReferencedError)) throw error
    faults.add(descriptorPlace(pack), 'foreign-key', error.message, 'every code that is in use')
    return []
  }
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
  for (const dir of inLoadingOrder(folders)) {
    const code = codeOf(dir)
    const files = await fingerprint(dir, code === VOCABULARY ? null : vocabulary)
    if (code === VOCABULARY) vocabulary = files
    if (known.get(code) !== files) return true
  }
  return false
}
