// The databases that are measured, kept from run to run: made anew when what they follow from has changed,
// the generator (or the project's packages) or the data model.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { createInterface } from 'node:readline'
import { SEEDS } from '../../seeds/folders.ts'
import { ROOT } from '../../server/config.ts'
import { meter } from '../../server/progress.ts'
import { bundled } from '../bundle.ts'
import { writePackage, type PackageText } from './package.ts'
import { BOOKS_A_YEAR, shapeOf, YEARS, type Shape } from './shape.ts'
import { collectedPackage, sourcePackage } from './source.ts'
import { vocabularyPackage } from './vocabulary.ts'

/** How loading the sources went; the vocabulary before them is not counted. */
export interface Load {
  readonly seconds: number
  /** Of processor time. */
  readonly cpuSeconds: number
  readonly peakBytes: number
}

export interface Dataset {
  readonly file: string
  /** Told when the database was made; kept beside it. */
  readonly load: Load
}

/** More than so many observations are kept as a database alone: their packages are as large again. */
const PACKAGES_KEPT_TO = 250_000

const GENERATOR = join('bench', 'data')
const DATA_MODEL = join('db', 'migrations')

/** The synthetic dataset of a size, from the folder or made there. */
export async function syntheticDataset(folder: string, observations: number): Promise<Dataset> {
  const name = `kouan-${observations}-${fingerprint(GENERATOR, DATA_MODEL)}`
  const packages = syntheticPackages(folder, observations)
  const dataset = await kept(folder, name, packages)
  if (observations > PACKAGES_KEPT_TO) rmSync(packages.parent, { recursive: true, force: true })
  return dataset
}

/** The project's own packages as a database. */
export function realDataset(folder: string): Promise<Dataset> {
  const parent = SEEDS
  return kept(folder, `kouan-real-${fingerprint('seeds', DATA_MODEL)}`, { parent, write: () => undefined })
}

export interface Packages {
  readonly parent: string
  /** Writes them where they are not there yet. */
  readonly write: () => void
}

/** The packages of a dataset of a size: the vocabulary and forty sources. */
export const syntheticPackages = (folder: string, observations: number): Packages =>
  packagesIn(folder, 'packages', observations, function* (shape) {
    for (let year = 0; year < YEARS; year += 1)
      for (let book = 0; book < BOOKS_A_YEAR; book += 1) yield sourcePackage(shape, { year, book })
  })

/** The same in one source. */
export const collectedPackages = (folder: string, observations: number): Packages =>
  packagesIn(folder, 'collected', observations, (shape) => [collectedPackage(shape)])

function packagesIn(
  folder: string,
  kind: string,
  observations: number,
  sourcesOf: (shape: Shape) => Iterable<PackageText>,
): Packages {
  const parent = join(folder, `${kind}-${observations}-${fingerprint(GENERATOR)}`)
  return {
    parent,
    write: () => {
      if (existsSync(parent)) return
      removeOthers(folder, basename(parent))
      const shape = shapeOf(observations)
      writePackages(parent, [vocabularyPackage(shape)], sourcesOf(shape))
    },
  }
}

function writePackages(parent: string, ...packages: readonly Iterable<PackageText>[]): void {
  const unfinished = `${parent}.${process.pid}`
  const progress = meter()
  mkdirSync(unfinished, { recursive: true })
  let [written, rows] = [0, 0]
  for (const one of packages.flatMap((some) => [...some])) {
    rows += writePackage(unfinished, one)
    written += 1
    progress.show(`writing packages: ${written} are there, ${rows} rows`)
  }
  progress.end()
  renameSync(unfinished, parent)
}

async function kept(folder: string, name: string, packages: Packages): Promise<Dataset> {
  const [file, told] = [join(folder, `${name}.db`), join(folder, `${name}.json`)]
  if (!existsSync(told)) {
    removeOthers(folder, name)
    packages.write()
    for (const part of ['', '-wal', '-shm']) rmSync(`${file}${part}`, { force: true })
    writeFileSync(told, JSON.stringify(await loadedFile(file, packages.parent)))
  }
  return { file, load: JSON.parse(readFileSync(told, 'utf8')) as Load }
}

/** What was made of an older generator or data model is of no more use. */
function removeOthers(folder: string, name: string): void {
  const alike = name.slice(0, name.lastIndexOf('-') + 1)
  for (const file of readdirSync(folder))
    if (file.startsWith(alike) && !file.startsWith(name)) rmSync(join(folder, file), { recursive: true })
}

/** Loads packages into a database, in a process of its own. Throws where a package is refused. */
export async function loadedFile(file: string, parent: string): Promise<Load> {
  const program = await bundled(join('data', 'loading.ts'))
  const child = spawn(process.execPath, [program, file, parent], { stdio: ['ignore', 'pipe', 'inherit'] })
  const progress = meter()
  let done: (Load & { readonly refused: readonly string[] }) | undefined
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  for await (const line of createInterface({ input: child.stdout })) {
    const told = JSON.parse(line) as { progress?: string; done?: typeof done }
    if (told.progress !== undefined) progress.show(told.progress)
    done ??= told.done
  }
  progress.end()
  const code = await ended
  if (!done || code !== 0) throw new Error(`loading ${parent} ended with ${code}`)
  const { refused, ...load } = done
  if (refused.length > 0) throw new Error(`the generator's packages have faults\n${refused[0]}`)
  return load
}

/** A hash of what is in folders of the project. */
function fingerprint(...folders: readonly string[]): string {
  const hash = createHash('sha256')
  for (const folder of folders.map((name) => join(ROOT, name)))
    for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }).toSorted())
      if (/\.(ts|csv|json)$/.test(file)) hash.update(file).update(readFileSync(join(folder, file)))
  return hash.digest('hex').slice(0, 12)
}
