import { randomUUID } from 'node:crypto'
import type { Logger } from 'pino'
import { exceeded, Refusal } from './errors.ts'
import { type Answer, type Asked, json } from './exchange.ts'
import { type AnswerMemoryOptions, remembering } from './answer-memory.ts'
import { compressed } from './compression.ts'
import { createGraph, type Graph, type GraphOptions } from './graph.ts'
import { ASSETS_PATH, Graphiql } from './graphiql.ts'
import { CORS_HEADERS, PREFLIGHT } from './cors.ts'
import { health } from './health.ts'
import { type Limits, LIMITS } from './limits.ts'
import { searchOf } from './table/asked.ts'

export type AppOptions = Omit<GraphOptions, 'limits'> &
  AnswerMemoryOptions & {
    readonly limits?: Limits
  }

/** The hub's answers to HTTP requests. It listens to nothing: http.ts does. */
export interface App {
  /** Never rejects. */
  answer(asked: Asked): Promise<Answer>
}

export function createApp({ limits = LIMITS, ...options }: AppOptions): App {
  const { acquire, log } = options
  const graph = remembering(compressing(createGraph({ ...options, limits })), options)
  const graphiql = new Graphiql()

  function route(asked: Asked, requestId: string): Answer | Promise<Answer> {
    const path = asked.url.split('?', 1)[0] ?? ''
    if (path === '/graphql' && isNavigation(asked)) return graphiql.page()
    assertShort(asked.url, limits)
    if (asked.method === 'OPTIONS') return PREFLIGHT
    assertMethod(asked.method, path === '/graphql' ? ['GET', 'HEAD', 'POST'] : ['GET', 'HEAD'])
    if (path === '/graphql') return graph(asked, requestId)
    if (path === '/health') return health(acquire)
    if (path === '/') return { status: 302, headers: { location: '/graphql' }, body: '' }
    if (path.startsWith(ASSETS_PATH)) {
      return graphiql.asset(path.slice(ASSETS_PATH.length), asked.headers['accept-encoding'])
    }
    throw new Refusal('NOT_FOUND', 'there is nothing here; the graph is at /graphql')
  }

  return {
    async answer(asked) {
      const requestId = requestIdOf(asked.headers['x-request-id'])
      const { headers, ...answer } = await attempted(() => route(asked, requestId), asked, requestId, log)
      return { ...answer, headers: { ...CORS_HEADERS, ...headers, ...ALWAYS, 'x-request-id': requestId } }
    },
  }
}

function compressing(graph: Graph): Graph {
  return async (asked, requestId) =>
    compressed(await graph(asked, requestId), asked.headers['accept-encoding'])
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
  requestId: string,
  log: Logger,
): Promise<Answer> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Refusal) return refused(error, asked)
    log.error({ requestId, err: error }, 'a request failed')
    return failed(requestId)
  }
}

/** In the shape of a GraphQL answer, so that a client has one way to read errors. */
function refused({ message, extensions, status }: Refusal, { headers: { accept = '' } }: Asked): Answer {
  const graphql = 'application/graphql-response+json'
  const mediaType = accept.includes(graphql) ? graphql : 'application/json'
  const allow = status === 405 ? { allow: (extensions['allowed'] as string[]).join(', ') } : {}
  return json(status, { errors: [{ message, extensions }] }, { mediaType, ...allow })
}

function failed(requestId: string): Answer {
  const extensions = { code: 'INTERNAL_SERVER_ERROR', requestId }
  return json(500, { errors: [{ message: 'Internal error', extensions }] })
}
