import type { SourceCounts } from '../../db/queries/source.ts'
import { DB_OPTION, EXIT, JSON_OPTION, print, printJson, type Command } from '../command.ts'

export const sources: Command = {
  name: 'sources',
  summary: 'List the loaded sources with how much each says',
  details:
    'Facts are counted noun by noun; each has one citation, which verify looks up in the source’s text.\n' +
    'Doubtful readings are those listed in the package’s NOTES.md; "-" where it has no list of them.',
  options: { db: DB_OPTION, json: JSON_OPTION },
  async run({ values }) {
    const { Snapshots } = await import('../../db/connection.ts')
    const { assertMigrated } = await import('../../db/migrate.ts')
    const { sourceCounts } = await import('../../db/queries/source.ts')
    const { databaseUrl } = await import('../config.ts')
    const snapshots = new Snapshots(databaseUrl(values))
    try {
      await assertMigrated(snapshots)
      const snapshot = await snapshots.acquire()
      const counts = await sourceCounts(snapshot)
      await snapshot.release()
      if (values['json'] === true) printJson(counts)
      else print(counts.length === 0 ? 'no sources are loaded; run kouan load' : text(counts))
      return EXIT.ok
    } finally {
      snapshots.close()
    }
  },
}

/** The sources with a number each, then a table with a column for each number. */
function text(counts: readonly SourceCounts[]): string {
  const numbered = counts.map(({ source, published, kind, revision, title }, at) =>
    [`[${at + 1}]`, source, published, kind, `revision ${revision}`, title].join('  '),
  )
  const row = (name: string, count: (one: SourceCounts) => number | null) => {
    const cells = counts.map(count)
    return [name, ...cells, cells.reduce<number>((sum, cell) => sum + (cell ?? 0), 0)]
  }
  const [first] = counts
  const nouns = Object.keys(first?.facts ?? {}) as (keyof SourceCounts['facts'])[]
  const rows = [
    ['', ...counts.map((_, at) => `[${at + 1}]`), 'all'],
    ...nouns.map((noun) => row(noun, ({ facts }) => facts[noun])),
    row('citations', ({ citations }) => citations),
    row('doubtful readings', ({ doubtfulReadings }) => doubtfulReadings),
  ]
  return [...numbered, '', ...aligned(rows)].join('\n')
}

/** Columns as wide as their widest cell: the first to the left, the others to the right. */
function aligned(rows: readonly (readonly (string | number | null)[])[]): string[] {
  const texts = rows.map((cells) => cells.map((cell) => String(cell ?? '-')))
  const width = (at: number) => Math.max(...texts.map((cells) => cells[at]?.length ?? 0))
  return texts.map((cells) =>
    cells.map((cell, at) => (at === 0 ? cell.padEnd(width(at)) : cell.padStart(width(at)))).join('  '),
  )
}
