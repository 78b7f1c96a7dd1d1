// Where packages are found, and the fingerprint by which a package is known to be loaded already.
import { createHash } from 'node:crypto'
import { createReadStream, existsSync, lstatSync, readdirSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { MIGRATIONS } from '../db/migrate.ts'
import { DESCRIPTOR } from './datapackage.ts'
import { doubtfulReadings } from './notes.ts'

/** The project's own packages. Sources and the built program both lie one folder below the project's root. */
export const SEEDS = fileURLToPath(new URL('../seeds', import.meta.url))

export const VOCABULARY = 'vocabulary'

/** A package's code is the name of its folder. */
export const codeOf = (folder: string): string => basename(resolve(folder))

/** The packages in a folder: the vocabulary first, then by code. */
export function packageFolders(parent: string): string[] {
  const folders = readdirSync(parent, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(parent, entry.name, DESCRIPTOR)))
    .map((entry) => join(parent, entry.name))
  return inLoadingOrder(folders)
}

/** The vocabulary first, because the others are read with it; then by code. */
export function inLoadingOrder(folders: readonly string[]): string[] {
  const rank = (folder: string) => `${codeOf(folder) === VOCABULARY ? 0 : 1} ${codeOf(folder)}`
  return folders.toSorted((a, b) => (rank(a) < rank(b) ? -1 : 1))
}

/** How much of a file is read at once. */
const PIECE = 1 << 20

/**
 * What a package's rows in the database follow from: its descriptor and tables byte by byte, the data model,
 * and for a source the number of doubtful readings in its notes and the vocabulary that it was read with.
 */
export async function fingerprint(dir: string, vocabularyFingerprint: string | null): Promise<string> {
  const hash = createHash('sha256')
  const part = (text: string) => hash.update(`${Buffer.byteLength(text)} `).update(text)
  part(MIGRATIONS.at(-1)?.name ?? '')
  part(vocabularyFingerprint ?? '')
  if (codeOf(dir) !== VOCABULARY) part(String(doubtfulReadings(dir)))
  for (const name of readdirSync(dir).toSorted()) {
    if (name !== DESCRIPTOR && !name.endsWith('.csv')) continue
    part(name)
    const file = join(dir, name)
    const entry = lstatSync(file)
    // A link leads anywhere and a pipe never ends; the package is refused for them.
    if (!entry.isFile()) continue
    hash.update(`${entry.size} `)
    for await (const bytes of createReadStream(file, { highWaterMark: PIECE })) hash.update(bytes as Buffer)
  }
  return hash.digest('hex')
}
