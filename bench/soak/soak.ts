// npm run bench -- --soak: the hub over the real data under mixed load for a long time, its memory looked at
// every ten seconds. Ends with 1 where it grew, or where a request was not answered as it should be.
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { knownCodes, type KnownCodes } from '../../test/schema/generated-value.ts'
import { realDataset } from '../data/dataset.ts'
import { CACHED, started } from '../measure/contestant.ts'
import type { Options } from '../options.ts'
import { DOCUMENTS, exchangeAt } from './door.ts'
import { growthOf, heapGrowthOf, type Growth, type Sample } from './memory.ts'

const AT_ONCE = 4
const SAMPLE_MS = 10_000
/** Resident memory may grow by less than so many per cent once the server is warm. */
const GOAL = 5

const HEAP = fileURLToPath(new URL('heap.mjs', import.meta.url))

/** What has been asked so far. */
interface Asked {
  requests: number
  /** By status, and those without an answer as `none`. */
  readonly statuses: Record<string, number>
  /** Answers that say that the server failed; the first of them. */
  failures: number
  firstFailure: string
  /** What was asked last: one of these ended the hub, where it has ended. */
  readonly last: string[]
  hasEnded: boolean
}

const LAST = 3 * AT_ONCE

/** Asks for so many minutes; answers the exit code. */
export async function soak({ data, json }: Options, minutes: number): Promise<number> {
  mkdirSync(data, { recursive: true })
  const heapFile = join(data, `heap-${process.pid}`)
  const env = { ...CACHED.env, HEAP_FILE: heapFile }
  const running = await started({ ...CACHED, env }, (await realDataset(data)).file, {
    node: ['--import', HEAP],
  })
  const asked: Asked = { requests: 0, statuses: {}, failures: 0, firstFailure: '', last: [], hasEnded: false }
  try {
    const server = `http://127.0.0.1:${running.port}`
    const samples = await asking(server, minutes, asked, heapFile)
    const growth = { resident: growthOf(samples), heap: heapGrowthOf(samples) }
    const told = { minutes, ...asked, documents: Math.min(asked.requests, DOCUMENTS), ...growth, samples }
    process.stdout.write(json ? `${JSON.stringify(told, null, 2)}\n` : report(asked, growth))
    return growth.resident.percent < GOAL && asked.failures === 0 && !asked.hasEnded ? 0 : 1
  } finally {
    if (!asked.hasEnded) await running.close()
    rmSync(heapFile, { force: true })
  }
}

/** Asks on some connections and looks at the memory until the time is over. */
async function asking(server: string, minutes: number, asked: Asked, heapFile: string): Promise<Sample[]> {
  const graph = `${server}/graphql`
  const known = await knownCodes(async (query) => {
    const answer = await fetch(`${graph}?${new URLSearchParams({ query }).toString()}`)
    return ((await answer.json()) as { data: unknown }).data
  })
  const began = performance.now()
  const isOver = () => asked.hasEnded || performance.now() - began > minutes * 60_000
  let place = 0
  const askers = Array.from({ length: AT_ONCE }, async () => {
    while (!isOver()) await askAt(graph, (place += 1), known, asked)
  })
  const samples: Sample[] = []
  while (!isOver()) {
    await pause(SAMPLE_MS)
    const sample = await sampled(server, heapFile, (performance.now() - began) / 1000, asked.requests)
    asked.hasEnded ||= sample === null
    if (sample === null) break
    samples.push(sample)
    process.stderr.write(`${sampleText(sample)}\n`)
  }
  await Promise.all(askers)
  return samples
}

async function askAt(graph: string, place: number, known: KnownCodes, asked: Asked): Promise<void> {
  for (const { address, init } of exchangeAt(graph, place, known)) {
    const text = String(init?.body ?? decodeURIComponent(address)).slice(0, 2000)
    asked.last.push(text)
    if (asked.last.length > LAST) asked.last.shift()
    const { status, body } = await answered(address, init)
    if (asked.hasEnded) return
    if (status === NONE) asked.hasEnded = (await answered(new URL('/live', graph).href)).status === NONE
    asked.requests += 1
    asked.statuses[status] = (asked.statuses[status] ?? 0) + 1
    // 503 is how it says that there is too much at once.
    if (/^[1-4]|^503/.test(status) && !body.includes('"INTERNAL_SERVER_ERROR"')) continue
    asked.failures += 1
    asked.firstFailure ||= `${status} ${body.slice(0, 500)} to ${text}`
  }
}

/** The status of what the server did not answer. */
const NONE = 'none'

async function answered(address: string, init?: RequestInit): Promise<{ status: string; body: string }> {
  try {
    const answer = await fetch(address, init)
    return { status: String(answer.status), body: await answer.text() }
  } catch (error) {
    return { status: NONE, body: String(error) }
  }
}

/** null where the hub does not tell its memory: it has ended. */
async function sampled(
  server: string,
  heapFile: string,
  second: number,
  requests: number,
): Promise<Sample | null> {
  const { body } = await answered(`${server}/metrics`)
  const resident = /^kouan_resident_memory_bytes (\S+)/m.exec(body)?.[1]
  if (resident === undefined) return null
  return { second, requests, residentBytes: Number(resident), heapBytes: heapIn(heapFile) }
}

function heapIn(file: string): number | null {
  const bytes = Number(readFileSync(file, 'utf8'))
  // 0 where it is just being written.
  return bytes > 0 ? bytes : null
}

const megabytes = (bytes: number | null): string => (bytes === null ? '-' : `${(bytes / 1e6).toFixed(0)} MB`)

const sampleText = ({ second, requests, residentBytes, heapBytes }: Sample): string =>
  `${second.toFixed(0).padStart(5)} s  ${String(requests).padStart(8)} requests  resident ${megabytes(residentBytes)}  heap ${megabytes(heapBytes)}`

const growthText = ({ before, after, percent }: Growth): string =>
  `${megabytes(before)} when warm, ${megabytes(after)} at the end: ${percent.toFixed(1)} %`

function report(
  { requests, statuses, failures, firstFailure, last, hasEnded }: Asked,
  { resident, heap }: Readonly<Record<'resident' | 'heap', Growth>>,
): string {
  const answers = Object.entries(statuses).map(([status, count]) => `${count} with ${status}`)
  return [
    `${requests} requests, ${Math.min(requests, DOCUMENTS)} documents; answered ${answers.join(', ')}`,
    `resident memory: ${growthText(resident)} (goal under ${GOAL}) ${resident.percent < GOAL ? 'held' : 'missed'}`,
    `heap: ${growthText(heap)}`,
    ...(failures > 0 ? [`${failures} failures, the first: ${firstFailure}`] : []),
    ...(hasEnded ? ['the hub has ended; the last that it was asked:', ...last] : []),
    '',
  ].join('\n')
}
