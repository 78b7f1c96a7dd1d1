// The notes beside a package's tables, NOTES.md: how many doubtful readings they tell of. Every list
// item at the left edge of a section "Doubtful readings" is one; what else the notes say is for people alone.
import { lstatSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const NOTES = 'NOTES.md'

/** How many doubtful readings a package's notes tell of; null where no section tells of any. */
export function doubtfulReadings(dir: string): number | null {
  const file = join(dir, NOTES)
  if (lstatSync(file, { throwIfNoEntry: false })?.isFile() !== true) return null
  return doubtfulIn(readFileSync(file, 'utf8'))
}

/** The same of a text. A section ends at the next heading of its level or above. */
export function doubtfulIn(notes: string): number | null {
  let count: number | null = null
  let level = 0
  for (const line of notes.split('\n')) {
    const [, hashes, title = ''] = /^(#{1,6}) +(.*)/.exec(line) ?? []
    if (hashes !== undefined && (level === 0 || hashes.length <= level)) {
      level = /^doubtful readings\b/i.test(title) ? hashes.length : 0
      if (level > 0) count ??= 0
    } else if (level > 0 && /^[-*] /.test(line)) {
      count = (count ?? 0) + 1
    }
  }
  return count
}
