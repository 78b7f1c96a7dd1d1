import { DB_OPTION, EXIT, JSON_OPTION, print, printJson, type Command } from '../command.ts'

export const sources: Command = {
  name: 'sources',
  summary: 'List the loaded sources with how much each says',
  options: { db: DB_OPTION, json: JSON_OPTION },
  async run({ values }) {
    const { Snapshots } = await import('../../db/connection.ts')
    const { sourceCounts } = await import('../../db/queries/source.ts')
    const { databaseUrl } = await import('../config.ts')
    const snapshots = new Snapshots(databaseUrl(values))
    try {
      const snapshot = await snapshots.acquire()
      const counts = await sourceCounts(snapshot)
      await snapshot.release()
      if (values['json'] === true) printJson(counts)
      else print(table(counts.map((one) => ({ ...one }))))
      return EXIT.ok
    } finally {
      snapshots.close()
    }
  },
}

type Cells = Readonly<Record<string, string | number>>

/** Columns as wide as their widest cell: words to the left, numbers to the right. Titles go last, being Chinese. */
function table(rows: readonly Cells[]): string {
  const [first] = rows
  if (!first) return 'no sources are loaded; run kouan load'
  const names = Object.keys(first)
  const widths = names.map((name) => Math.max(name.length, ...rows.map((row) => String(row[name]).length)))
  const line = (cells: readonly (string | number | undefined)[]) =>
    cells
      .map((cell, at) => {
        const width = at === names.length - 1 ? 0 : (widths[at] ?? 0)
        return typeof cell === 'number' ? String(cell).padStart(width) : String(cell).padEnd(width)
      })
      .join('  ')
  return [line(names), ...rows.map((row) => line(names.map((name) => row[name])))].join('\n')
}
