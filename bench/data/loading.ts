// A process that loads packages through the real load path and tells how it went, in lines of JSON:
// progress while it works, then one `done`. A process of its own, so that its peak memory is the load's alone.
import { openWriter } from '../../db/connection.ts'
import { migrate } from '../../db/migrate.ts'
import { packageFolders } from '../../seeds/folders.ts'
import { load } from '../../seeds/load.ts'
import { reportText } from '../../seeds/report.ts'

const EVERY_MS = 200

const [url = '', parent = ''] = process.argv.slice(2)
const tell = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`)

const [vocabulary = '', ...sources] = packageFolders(parent)
const db = openWriter(url)
await migrate(db)

let [told, there] = [0, 0]
const refused: string[] = []

/** Loads packages, tells of every one that is refused, and answers how many seconds it took, of all and of the processor. */
async function loaded(folders: readonly string[]): Promise<{ seconds: number; cpuSeconds: number }> {
  const [started, cpu] = [performance.now(), process.cpuUsage()]
  for (const folder of folders) {
    const [report] = await load(db, [folder], {
      onProgress: ({ package: code, stage, rows }) => {
        if (performance.now() - told < EVERY_MS) return
        told = performance.now()
        tell({ progress: `${code}: ${stage}, ${rows} rows; ${there} packages of ${sources.length} are there` })
      },
    })
    there += 1
    if (report?.outcome === 'REFUSED') refused.push(reportText(report))
  }
  const { user, system } = process.cpuUsage(cpu)
  return { seconds: (performance.now() - started) / 1000, cpuSeconds: (user + system) / 1e6 }
}

await loaded([vocabulary])
const spent = await loaded(sources)
db.close()
tell({
  done: { refused, ...spent, peakBytes: process.resourceUsage().maxRSS * 1024 },
})
