// The contestants: how each is started, and how it is asked. Each is a process of its own over one database.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { ROOT } from '../../server/config.ts'
import { bundled } from '../bundle.ts'
import type { Asked } from '../questions/question.ts'
import { asked, askedByHash, askedInAddress } from './request.ts'

export interface Contestant {
  readonly name: string
  readonly description: string
  /** The arguments of node that serve a database. */
  readonly program: (file: string) => Promise<string[]>
  readonly env: Readonly<Record<string, string>>
  readonly requestOf: (asked: Asked) => Buffer
  /** Is it to have answered every form of a question before time is taken? */
  readonly remembers: boolean
  /** Is it told which answer the client has, so that it need not send it again? */
  readonly revalidates: boolean
}

const SERVE = ['--host', '127.0.0.1', '--port', '0']

const byHand = (name: string, description: string, ...manner: readonly string[]): Contestant => ({
  name,
  description,
  program: async (file) => [await bundled(join('limit', 'server.ts')), file, ...manner],
  env: {},
  requestOf: asked,
  remembers: false,
  revalidates: false,
})

const hub = (name: string, description: string, own: Partial<Contestant>): Contestant => ({
  name,
  description,
  program: (file) => Promise.resolve([join(ROOT, 'kouan.mjs'), 'serve', '--db', file, ...SERVE]),
  env: { KOUAN_CACHE: 'on' },
  requestOf: asked,
  remembers: true,
  revalidates: false,
  ...own,
})

export const LIMIT = byHand(
  'R',
  'node:http over better-sqlite3, SQL by hand, a statement for each list of each parent',
)

const TUNED = byHand(
  'tuned',
  'the same with all that makes it faster: one statement for all parents, rows as arrays, names in memory, rollups',
  'tuned',
)

export const HUB = hub('hub', 'the hub, its response cache off', {
  env: { KOUAN_CACHE: 'off' },
  remembers: false,
})

export const CACHED = hub('cached', 'the hub, its response cache on', {})

const PERSISTED = hub('persisted', 'the hub, its response cache on, asked by hash alone', {
  requestOf: askedByHash,
})

const UNCHANGED = hub('unchanged', 'the same by GET with If-None-Match: 304', {
  requestOf: askedInAddress,
  revalidates: true,
})

/** Those that are asked by hash. */
export const BY_HASH: readonly Contestant[] = [PERSISTED, UNCHANGED]

/** Those that are no hub, and answer only the questions that SQL was written for. */
export const BY_HAND: readonly Contestant[] = [LIMIT, TUNED]

export const CONTESTANTS: readonly Contestant[] = [...BY_HAND, HUB, CACHED, ...BY_HASH]

/** A contestant that serves. */
export interface Running {
  readonly contestant: Contestant
  readonly port: number
  /** From the start of the process to the line that says where it serves. */
  readonly startedInMs: number
  /** Processor time that the process has taken so far; null where the system does not tell. */
  cpuMs(): number | null
  /** The most memory that it has held; null where the system does not tell. */
  peakBytes(): number | null
  /** Statements that SQLite has been asked so far; only of one started to be counted. */
  statements(): Promise<number>
  close(): Promise<void>
}

interface StartOptions {
  /** Count statements: slower, so never while time is taken. */
  readonly counted?: boolean
  /** Options of node itself. */
  readonly node?: readonly string[]
}

const COUNTING = fileURLToPath(new URL('counting.mjs', import.meta.url))

/** Processes that serve: none outlives the benchmark, however that ends. */
const CHILDREN = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of CHILDREN) child.kill()
})

/** Starts a contestant on a database. Throws where it ends before it serves. */
export async function started(
  contestant: Contestant,
  file: string,
  { counted = false, node = [] }: StartOptions = {},
): Promise<Running> {
  const program = await contestant.program(file)
  const since = performance.now()
  const child = spawn(process.execPath, [...node, ...(counted ? ['--import', COUNTING] : []), ...program], {
    stdio: ['ignore', 'pipe', 'inherit', ...(counted ? (['ipc'] as const) : [])],
    env: { ...process.env, ...contestant.env },
  })
  CHILDREN.add(child)
  child.on('close', () => CHILDREN.delete(child))
  const port = await portOf(child, contestant)
  const { pid = 0 } = child
  return {
    contestant,
    port,
    startedInMs: performance.now() - since,
    cpuMs: () => cpuMs(pid),
    peakBytes: () => peakBytes(pid),
    statements: async () => {
      child.send('count')
      const [message] = (await once(child, 'message')) as [{ statements: number }]
      return message.statements
    },
    close: async () => {
      const ended = once(child, 'close')
      child.kill('SIGTERM')
      await ended
    },
  }
}

async function portOf(child: ChildProcess, { name }: Contestant): Promise<number> {
  if (!child.stdout) throw new Error('a contestant without output')
  for await (const line of createInterface({ input: child.stdout })) {
    const port = / serves http:\/\/127\.0\.0\.1:(\d+)\//.exec(line)?.[1]
    if (port !== undefined) return Number(port)
  }
  throw new Error(`${name} ended before it served`)
}

/** /proc counts processor time in hundredths of a second. */
const TICK_MS = 10

const procFile = (pid: number, name: string): string | null => {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8')
  } catch {
    return null // no such thing on this system: the figure is left out
  }
}

function cpuMs(pid: number): number | null {
  const fields = procFile(pid, 'stat')
    ?.replace(/^.*\) /s, '')
    .split(' ')
  return fields ? (Number(fields[11]) + Number(fields[12])) * TICK_MS : null
}

function peakBytes(pid: number): number | null {
  const kilobytes = /VmHWM:\s+(\d+)/.exec(procFile(pid, 'status') ?? '')?.[1]
  return kilobytes === undefined ? null : Number(kilobytes) * 1024
}
