import { rmSync } from 'node:fs'
import { setPriority } from 'node:os'
import { dirname } from 'node:path'
import type { Snapshot } from '../../db/connection.ts'
import { schema } from '../../schema/index.ts'
import { createApp } from '../app.ts'
import { limits as limitsSet, logLevel } from '../config.ts'
import { contextFactory, type StatementWatch } from '../context.ts'
import { openDataset, readingWith } from '../dataset.ts'
import { listen } from '../listen.ts'
import { openLog } from '../log.ts'
import { expectShortLives } from '../short-lives.ts'
import { isLongStatement } from './long.ts'
import type { ReaderTold } from './message.ts'
import { reporting } from './report.ts'

/** Lower than that of other processes, as `nice` has it. */
const PRIORITY = 5

/** A question by its hash or in an address has less than the body that tells all of it. */
const BODY_BYTES = 100_000_000

/** Answers the questions of the process that started this one, and ends with it. Throws EnvironmentError. */
export async function serveAsReader(url: string, path: string): Promise<void> {
  // A terminal and some supervisors signal every process of a group: this one goes on for as long as it is needed.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined)
  process.once('disconnect', () => {
    if (process.platform !== 'win32') rmSync(dirname(path), { recursive: true, force: true })
    process.exit()
  })
  // Those who ask little wait for the one that started this: it goes first where the machine is busy.
  setPriority(PRIORITY)
  expectShortLives()
  const limits = limitsSet()
  // What was refused is told by the process that hands the answer on.
  const log = openLog(['silent', 'fatal'].includes(logLevel()) ? logLevel() : 'error')
  const snapshots = await openDataset(url)
  const reading = readingWith(log)
  const contextOf = contextFactory({ limits, watchOf: () => Promise.resolve(tellingOfLong()) })
  const app = createApp({
    schema,
    acquire: () => reading(async () => tellingOfEnd(await snapshots.acquire())),
    stampOf: () => reading(() => snapshots.stamp()),
    contextOf: (...of) => reading(() => contextOf(...of)),
    capacity: 0,
    limits,
    log,
    reporting,
  })
  await listen(app, { path }, { limits: { ...limits, bodyBytes: BODY_BYTES } })
  tell({ type: 'kouan:listening' })
}

/**
 * The process that started this one holds the clock: here nothing can be done until the statement ends. To tell it
 * takes as long as most statements, so only of those that may be long it is told.
 */
function tellingOfLong(): StatementWatch {
  let isTold = false
  return {
    begun: (asked) => {
      isTold = isLongStatement(asked)
      if (isTold) tell({ type: 'kouan:statement', isBegun: true })
    },
    ended: () => {
      if (isTold) tell({ type: 'kouan:statement', isBegun: false })
    },
  }
}

/** Once a question has given its snapshot back, nothing of it is under way. */
const tellingOfEnd = (snapshot: Snapshot): Snapshot => ({
  ...snapshot,
  release: async () => {
    await snapshot.release()
    tell({ type: 'kouan:free' })
  },
})

function tell(message: ReaderTold): void {
  // Where nobody hears it any more, this process is about to end.
  if (process.connected) process.send?.(message, undefined, undefined, () => undefined)
}
