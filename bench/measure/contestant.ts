// The contestants: how each is started, and how it is asked. Each is a process of its own over one database.
import { type ChildProcess, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { ROOT } from '../../server/config.ts'
import { bundled } from '../bundle.ts'
import type { Asked } from '../questions/question.ts'

export interface Contestant {
  readonly name: string
  readonly description: string
  /** The arguments of node that serve a database. */
  readonly program: (file: string) => Promise<string[]>
  readonly env: Readonly<Record<string, string>>
  /** The body of a request. */
  readonly bodyOf: (asked: Asked) => object
}

const hub = (file: string) =>
  Promise.resolve([join(ROOT, 'kouan.mjs'), 'serve', '--db', file, '--host', '127.0.0.1', '--port', '0'])

const whole = ({ query, variables }: Asked) => ({ query, variables })

/** The same question by the hash of its text alone. */
const hashed = ({ query, variables }: Asked) => ({
  variables,
  extensions: {
    persistedQuery: { version: 1, sha256Hash: createHash('sha256').update(query).digest('hex') },
  },
})

export const LIMIT: Contestant = {
  name: 'R',
  description: 'the limit: node:http over better-sqlite3, SQL by hand, with all that makes it faster',
  program: async (file) => [await bundled(join('limit', 'server.ts')), file],
  env: {},
  bodyOf: whole,
}

export const PLAIN: Contestant = {
  name: 'plain',
  description: 'the same as one writes it down: rows as objects, a statement for each list of each parent',
  program: async (file) => [await bundled(join('limit', 'server.ts')), file, 'plain'],
  env: {},
  bodyOf: whole,
}

export const HUB: Contestant = {
  name: 'hub',
  description: 'the hub, its response cache off',
  program: hub,
  env: { KOUAN_CACHE: 'off' },
  bodyOf: whole,
}

export const CACHED: Contestant = {
  name: 'cached',
  description: 'the hub, its response cache on',
  program: hub,
  env: { KOUAN_CACHE: 'on' },
  bodyOf: whole,
}

export const PERSISTED: Contestant = {
  name: 'persisted',
  description: 'the hub, its response cache on, asked by hash alone',
  program: hub,
  env: { KOUAN_CACHE: 'on' },
  bodyOf: hashed,
}

/** Those that are no hub, and answer only the questions that SQL was written for. */
export const BY_HAND: readonly Contestant[] = [LIMIT, PLAIN]

export const CONTESTANTS: readonly Contestant[] = [LIMIT, PLAIN, HUB, CACHED, PERSISTED]

/** A request as bytes. */
export function requestOf(body: object): Buffer {
  const text = JSON.stringify(body)
  const head = [
    'POST /graphql HTTP/1.1',
    'host: 127.0.0.1',
    'content-type: application/json',
    'accept: application/json',
    `content-length: ${Buffer.byteLength(text)}`,
  ]
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n${text}`)
}

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
