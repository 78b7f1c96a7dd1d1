import type { Snapshot } from '../../db/connection.ts'
import { DB_OPTION, EXIT, LISTEN_OPTIONS, type Command, type ExitCode } from '../command.ts'
import { serveUntilStopped } from './serve.ts'

export const start: Command = {
  name: 'start',
  summary: 'Load what is new under seeds/, then serve',
  details:
    'Loading is another process: the one that serves opens the database read-only.\n' +
    'Packages with faults are refused and told; what was loaded before them is served.',
  options: { db: DB_OPTION, ...LISTEN_OPTIONS },
  async run({ values }) {
    const { address, limits, readerCount, workerCount, writableDatabaseUrl } = await import('../config.ts')
    address(values)
    workerCount(values)
    limits()
    readerCount()
    const url = writableDatabaseUrl(values)
    if (!(await isUpToDate(url))) {
      const code = await loadNew(url)
      if (code !== EXIT.ok && !(code === EXIT.faults && (await holdsData(url)))) return code
    }
    return serveUntilStopped(url, values)
  },
}

/** Is everything under seeds/ loaded? No for a database that is not there or cannot be read yet. */
async function isUpToDate(url: string): Promise<boolean> {
  const { anyNew } = await import('../../seeds/load.ts')
  const { packageFolders, SEEDS } = await import('../../seeds/folders.ts')
  return reading(url, async (db) => !(await anyNew(db, packageFolders(SEEDS))))
}

function holdsData(url: string): Promise<boolean> {
  return reading(url, ({ version }) => Promise.resolve(version > 0))
}

async function reading(url: string, ask: (db: Snapshot) => Promise<boolean>): Promise<boolean> {
  const { Snapshots } = await import('../../db/connection.ts')
  try {
    const snapshots = new Snapshots(url)
    try {
      return await ask(await snapshots.acquire())
    } finally {
      snapshots.close()
    }
  } catch {
    // No database yet, or an older one: the load that follows makes it, or tells what is wrong with it.
    return false
  }
}

async function loadNew(url: string): Promise<ExitCode> {
  const { spawn } = await import('node:child_process')
  const { join } = await import('node:path')
  const { ROOT } = await import('../config.ts')
  const child = spawn(process.execPath, [join(ROOT, 'kouan.mjs'), 'load', '--new', '--db', url], {
    stdio: 'inherit',
  })
  const stop = () => child.kill('SIGTERM')
  process.once('SIGTERM', stop)
  return new Promise((resolve) => {
    child.on('error', () => {
      resolve(EXIT.environment)
    })
    child.on('close', (code) => {
      process.off('SIGTERM', stop)
      resolve(code === EXIT.ok || code === EXIT.faults ? code : EXIT.environment)
    })
  })
}
