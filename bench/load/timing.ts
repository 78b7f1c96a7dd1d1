// How long loading takes: of one package, which is one transaction, beside R's putting in the same rows; and of the
// packages of forty sources, one after the other.
import { execFile } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { meter } from '../../server/progress.ts'
import { bundled } from '../bundle.ts'
import { collectedPackages, loadedFile, syntheticPackages, type Load } from '../data/dataset.ts'
import { median } from '../measure/rounds.ts'

/** What one row takes, in microseconds. */
export interface PerRow {
  readonly time: number
  readonly cpu: number
}

export interface Loading extends PerRow {
  /** Over R. */
  readonly ratio: PerRow
  readonly peakBytes: number
}

export interface Loads {
  readonly limit: PerRow
  readonly onePackage: Loading
  readonly fortyPackages: Loading
}

/** Loads datasets of a size into files that are gone afterwards; of `forty` packages where that is not known. */
export async function loadsOf(
  folder: string,
  observations: number,
  rounds: number,
  forty?: Load,
): Promise<Loads> {
  const collected = collectedPackages(folder, observations)
  collected.write()
  const found: { readonly load: Load; readonly limit: Inserted }[] = []
  while (found.length < rounds)
    found.push(
      await passing(folder, async (file) => {
        const load = await loadedFile(file, collected.parent)
        return { load, limit: await limitOf(file, `${file}-limit`) }
      }),
    )
  rmSync(collected.parent, { recursive: true })
  const limit = middle(found.map(({ limit: inserted }) => perRow(inserted, inserted.rows)))
  const loading = (rows: PerRow, peakBytes: number): Loading => ({
    ...rows,
    ratio: { time: rows.time / limit.time, cpu: rows.cpu / limit.cpu },
    peakBytes,
  })
  const one = middle(found.map(({ load, limit: { rows } }) => perRow(load, rows)))
  const many = forty ?? (await loadOfForty(folder, observations))
  return {
    limit,
    onePackage: loading(one, Math.max(...found.map(({ load }) => load.peakBytes))),
    fortyPackages: loading(perRow(many, observations), many.peakBytes),
  }
}

function loadOfForty(folder: string, observations: number): Promise<Load> {
  const packages = syntheticPackages(folder, observations)
  packages.write()
  return passing(folder, (file) => loadedFile(file, packages.parent))
}

type Spent = Pick<Load, 'seconds' | 'cpuSeconds'>
type Inserted = Spent & { readonly rows: number }

const perRow = ({ seconds, cpuSeconds }: Spent, rows: number): PerRow => ({
  time: (1e6 * seconds) / rows,
  cpu: (1e6 * cpuSeconds) / rows,
})

const middle = (rows: readonly PerRow[]): PerRow => ({
  time: median(rows.map(({ time }) => time)),
  cpu: median(rows.map(({ cpu }) => cpu)),
})

/** R's putting in the claims of a database that was loaded. */
async function limitOf(file: string, copy: string): Promise<Inserted> {
  const program = await bundled(join('limit', 'inserting.ts'))
  const progress = meter()
  progress.show('R puts in the same rows')
  const { stdout } = await promisify(execFile)(process.execPath, [program, file, copy])
  progress.end()
  return JSON.parse(stdout) as Inserted
}

/** Work with a file that is gone afterwards, and those whose names begin with its name. */
async function passing<Result>(folder: string, work: (file: string) => Promise<Result>): Promise<Result> {
  const file = join(folder, `loading-${process.pid}.db`)
  try {
    return await work(file)
  } finally {
    for (const one of [file, `${file}-limit`])
      for (const part of ['', '-wal', '-shm']) rmSync(`${one}${part}`, { force: true })
  }
}
