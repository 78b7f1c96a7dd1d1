import { randomUUID } from 'node:crypto'
import type { Logger } from 'pino'
import type { Snapshot } from '../db/connection.ts'
import { ADMISSION, Admission, type AdmissionOptions, inTurn } from './admission.ts'
import { type AnswerMemoryOptions, remembering } from './answer-memory.ts'
import { compressed } from './compression.ts'
import { CORS_HEADERS, PREFLIGHT } from './cors.ts'
import { exceeded, Refusal } from './errors.ts'
import { type Answer, type Asked, json } from './exchange.ts'
import { createGraph, type Graph, type GraphOptions } from './graph.ts'
import { ASSETS_PATH, Graphiql } from './graphiql.ts'
import { Health } from './health.ts'
import { type Limits, LIMITS } from './limits.ts'
import { logAnswer } from './log.ts'
import { Metrics, METRICS_TYPE } from './metrics.ts'
import { Rate, type RateOptions } from './rate.ts'
import { handingOver } from './readers/hand-over.ts'
import type { Readers } from './readers/pool.ts'
import { searchOf } from './table/asked.ts'
import { INTERNAL } from './told-errors.ts'
import { newTrace, serverTiming, type Trace } from './trace.ts'

export interface AppOptions extends Omit<GraphOptions, 'limits'>, AnswerMemoryOptions {
  readonly limits?: Limits
  readonly admission?: AdmissionOptions
  /** What a client may ask for in a second; null for whatever it likes. */
  readonly rate?: RateOptions | null
  /** Why the hub should not be asked just now; null where nothing is in the way. */
  readonly obstacle?: () => Promise<string | null>
  /** Who answers long questions; null where all are answered here. */
  readonly readers?: Pick<Readers, 'answer' | 'waiting' | 'size'> | null
  /** Headers that tell whoever hands the answers on what was noted of them. */
  readonly reporting?: (trace: Trace, answer: Answer) => Readonly<Record<string, string>>
  /** What /metrics tells: of this process alone unless it is given. */
  readonly allMetrics?: (() => Promise<string>) | null
}

/** The hub's answers to HTTP requests. It listens to nothing: http.ts does. */
export interface App {
  /** Never rejects. */
  answer(asked: Asked): Promise<Answer>
  close(): void
}

export function createApp(options: AppOptions): App {
  const { acquire, log, limits = LIMITS, obstacle = () => Promise.resolve(null) } = options
  const admission = new Admission(options.admission ?? ADMISSION)
  const graph = answering({ ...options, limits }, admission)
  const rate = options.rate ? new Rate(options.rate) : null
  const { readers = null, reporting = () => ({}) } = options
  const metrics = new Metrics({
    versionOf: () => versionOf(acquire),
    waiting: () => admission.waiting + (readers?.waiting ?? 0),
    readers: () => readers?.size ?? 0,
  })
  const health = new Health({ acquire, obstacle, log })
  const graphiql = new Graphiql()

  function route(asked: Asked, path: string, trace: Trace): Answer | Promise<Answer> {
    if (path === '/graphql' && isNavigation(asked)) return graphiql.page()
    assertShort(asked.url, limits)
    if (asked.method === 'OPTIONS') return PREFLIGHT
    assertMethod(asked.method, path === '/graphql' ? ['GET', 'HEAD', 'POST'] : ['GET', 'HEAD'])
    if (path === '/graphql') return rate ? rate.held(graph, asked, trace) : graph(asked, trace)
    if (path === '/live') return health.live()
    if (path === '/ready' || path === '/health') return health.ready()
    if (path === '/metrics') return metricsAnswer(options.allMetrics ?? (() => metrics.text()))
    if (path === '/') return { status: 302, headers: { location: '/graphql' }, body: '' }
    if (path.startsWith(ASSETS_PATH)) {
      return graphiql.asset(path.slice(ASSETS_PATH.length), asked.headers['accept-encoding'])
    }
    throw new Refusal('NOT_FOUND', 'there is nothing here; the graph is at /graphql')
  }

  return {
    async answer(asked) {
      const started = performance.now()
      const path = asked.url.split('?', 1)[0] ?? ''
      const trace = newTrace(requestIdOf(asked.headers['x-request-id']))
      metrics.begun()
      const answer = await attempted(() => route(asked, path, trace), asked, trace, log)
      const outcome = { path, status: answer.status, ms: performance.now() - started }
      metrics.answered(outcome, trace)
      logAnswer(log, asked.method, outcome, trace)
      const { status, headers, body } = answer
      const told = Object.assign(
        {},
        CORS_HEADERS,
        headers,
        ALWAYS,
        traceHeaders(trace),
        reporting(trace, answer),
      )
      return { status, headers: told, body }
    },
    close: () => {
      metrics.close()
    },
  }
}

/** The graph as it is asked over HTTP: from memory where it can be, else in turn, or by a reader. */
function answering(options: AppOptions & GraphOptions, admission: Admission): Graph {
  const graph = compressing(inTurn(createGraph(options), admission))
  return remembering(options.readers ? handingOver(graph, options.readers) : graph, options)
}

function compressing(graph: Graph): Graph {
  return async (asked, trace) => compressed(await graph(asked, trace), asked.headers['accept-encoding'])
}

async function versionOf(acquire: () => Promise<Snapshot>): Promise<number> {
  const snapshot = await acquire()
  await snapshot.release()
  return snapshot.version
}

async function metricsAnswer(text: () => Promise<string>): Promise<Answer> {
  const headers = { 'content-type': METRICS_TYPE, 'cache-control': 'no-store' }
  return { status: 200, headers, body: await text() }
}

function traceHeaders(trace: Trace): Readonly<Record<string, string>> {
  const timing = serverTiming(trace)
  const { requestId: id } = trace
  return timing === null ? { 'x-request-id': id } : { 'x-request-id': id, 'server-timing': timing }
}

const ALWAYS = { 'x-content-type-options': 'nosniff' }

/** A client's own id where it is a plain one (it goes into logs and headers), else a new one. */
function requestIdOf(given: string | string[] | undefined): string {
  return typeof given === 'string' && /^[\w.:-]{1,64}$/.test(given) ? given : randomUUID()
}

/**
 * Whether a browser goes to the page itself; a script that asks for an answer does not accept HTML.
 * The page keeps the query that is being written in its address, of whatever length. An address with a
 * format is a file to be fetched, by a browser too.
 */
function isNavigation({ method, headers, url }: Asked): boolean {
  return method === 'GET' && (headers.accept ?? '').includes('text/html') && !searchOf(url).has('format')
}

function assertShort(url: string, { urlLength }: Limits): void {
  if (url.length <= urlLength) return
  throw exceeded({
    code: 'URL_TOO_LONG',
    limit: 'urlLength',
    allowed: urlLength,
    found: url.length,
    counted: `the address has ${url.length} characters`,
  })
}

function assertMethod(method: string, allowed: readonly string[]): void {
  if (allowed.includes(method)) return
  throw new Refusal('METHOD_NOT_ALLOWED', `${method} is not answered here; use ${allowed.join(', ')}`, {
    allowed,
  })
}

async function attempted(
  work: () => Answer | Promise<Answer>,
  asked: Asked,
  trace: Trace,
  log: Logger,
): Promise<Answer> {
  try {
    return await work()
  } catch (error) {
    trace.code = error instanceof Refusal ? String(error.extensions['code']) : INTERNAL
    if (error instanceof Refusal) return refused(error, asked)
    log.error({ requestId: trace.requestId, err: error }, 'a request failed')
    return failed(trace.requestId)
  }
}

/** In the shape of a GraphQL answer, so that a client has one way to read errors. */
function refused({ message, extensions, status }: Refusal, { headers: { accept = '' } }: Asked): Answer {
  const graphql = 'application/graphql-response+json'
  const mediaType = accept.includes(graphql) ? graphql : 'application/json'
  const allow = status === 405 ? { allow: (extensions['allowed'] as string[]).join(', ') } : {}
  const { retryAfter } = extensions
  const retry = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }
  return json(status, { errors: [{ message, extensions }] }, { mediaType, ...allow, ...retry })
}

function failed(requestId: string): Answer {
  const extensions = { code: INTERNAL, requestId }
  return json(500, { errors: [{ message: 'Internal error', extensions }] })
}
