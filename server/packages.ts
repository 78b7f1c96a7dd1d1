// Which packages a command is about: the folders that were named, or all of the project's own.
import { relative } from 'node:path'
import { packageFolders, SEEDS } from '../seeds/folders.ts'

/** Folders as they are best read in a message: relative to where the command runs. */
export function packagesOf(operands: readonly string[]): string[] {
  const folders = operands.length > 0 ? [...operands] : packageFolders(SEEDS)
  return folders.map((folder) => relative('.', folder) || '.')
}
