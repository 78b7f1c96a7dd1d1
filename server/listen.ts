import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { type AddressInfo, Server as NetServer, type Socket } from 'node:net'
import { pipeline, Readable } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'
import type { App } from './app.ts'
import { bodyDiscarded, bodyText } from './body.ts'
import { EnvironmentError } from './errors.ts'
import type { Answer } from './exchange.ts'
import { type Limits, LIMITS } from './limits.ts'

/** How long a client may take to read on in a long answer. */
const STALLED_MS = 60_000

/** How long running requests may take once the server is told to stop. */
const DRAIN_MS = 10_000

/** How long connections stay open then on which nothing is asked just now: the next answer says that they end. */
const GRACE_MS = 250

const SERVER_OPTIONS = {
  /** A request must have arrived whole by then; slow clients hold nothing for longer. */
  requestTimeout: 30_000,
  headersTimeout: 10_000,
  connectionsCheckingInterval: 5_000,
  /** More than an address may have, so that one that is too long gets an answer that says so. */
  maxHeaderSize: 32_768,
}

/** Who asks from this machine opens a connection once. */
const NEVER_IDLE_TOO_LONG = { keepAliveTimeout: 0 }

export interface Listening {
  readonly host: string
  /** 0 takes a free one. */
  readonly port: number
}

/** A Unix socket or a named pipe, for other processes of this machine. */
export interface ListeningAtPath {
  readonly path: string
}

export interface Serving {
  /** Where it listens, e.g. http://127.0.0.1:4000; the graph is at /graphql below it. At a path, the path. */
  readonly url: string
  /** Stops accepting, lets running requests finish, then closes the database. */
  close(): Promise<void>
}

export interface ListenOptions {
  readonly limits?: Limits
  /**
   * How long others still accept connections on the port when this process has stopped to. Before that no client
   * is told that its connection ends: the next one that it makes would be lost.
   */
  readonly othersListenMs?: number
  readonly graceMs?: number
}

/** Puts an app on a port, or at a path. */
export async function listen(
  app: App,
  where: Listening | ListeningAtPath,
  { limits = LIMITS, othersListenMs = 0, graceMs = GRACE_MS }: ListenOptions = {},
): Promise<Serving> {
  const server = createServer(
    'path' in where ? { ...SERVER_OPTIONS, ...NEVER_IDLE_TOO_LONG } : SERVER_OPTIONS,
  )
  let closing = false
  server.on('request', (request, response) => {
    void respond(app, request, response, limits, () => closing)
  })
  const connections = new Set<Socket>()
  server.on('connection', (connection) => {
    connections.add(connection)
    connection.on('close', () => connections.delete(connection))
  })
  await opened(server, where)
  return {
    url: addressOf(server),
    close: async () => {
      // Not by the HTTP server's own close(), which closes idle connections at once.
      const closed = new Promise((resolve) => NetServer.prototype.close.call(server, resolve))
      if (othersListenMs > 0) await Promise.race([pause(othersListenMs), closed])
      closing = true
      await drained(server, connections, closed, graceMs)
    },
  }
}

async function respond(
  app: App,
  request: IncomingMessage,
  response: ServerResponse,
  limits: Limits,
  isClosing: () => boolean,
): Promise<void> {
  const answer = await app.answer({
    // Node leaves the body of an answer to HEAD out by itself.
    method: request.method === 'HEAD' ? 'GET' : (request.method ?? ''),
    url: request.url ?? '',
    headers: request.headers,
    address: request.socket.remoteAddress ?? '',
    body: readOnce(() => bodyText(request, limits.bodyBytes)),
  })
  await bodyDiscarded(request, limits.bodyBytes)
  const isHead = request.method === 'HEAD'
  write(answer, response, { isHead, isLast: !request.complete || isClosing() })
}

function readOnce(read: () => Promise<string>): () => Promise<string> {
  let body: Promise<string> | undefined
  return () => (body ??= read())
}

function write(
  { status, headers, body }: Answer,
  response: ServerResponse,
  { isHead, isLast }: { isHead: boolean; isLast: boolean },
): void {
  const closing = isLast ? { connection: 'close' } : {}
  if (typeof body === 'string' || body instanceof Uint8Array) {
    const length = status === 204 || status === 304 ? {} : { 'content-length': Buffer.byteLength(body) }
    response.writeHead(status, Object.assign({}, headers, length, closing))
    response.end(body)
    return
  }
  response.writeHead(status, { ...headers, ...closing })
  const stream = body instanceof Readable ? body : Readable.from(body)
  if (isHead) {
    stream.destroy()
    response.end()
    return
  }
  // A client that reads no further holds a version of the dataset; after a while it is let go.
  response.setTimeout(STALLED_MS, () => response.destroy())
  // A fault on the way cuts the connection: the client sees that the end is missing.
  pipeline(stream, response, () => undefined)
}

function opened(server: Server, where: Listening | ListeningAtPath): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(new EnvironmentError(refusedAddress(error, where), { cause: error }))
    })
    server.listen(where, resolve)
  })
}

function refusedAddress(error: NodeJS.ErrnoException, where: Listening | ListeningAtPath): string {
  if ('path' in where) return `cannot listen at ${where.path}: ${error.message}`
  const { host, port } = where
  if (error.code === 'EADDRINUSE') {
    return `port ${port} of ${host} is in use by another process; choose another with PORT or --port`
  }
  if (error.code === 'EACCES') return `port ${port} of ${host} needs more rights; choose one above 1023`
  return `cannot listen on ${host}, port ${port}: ${error.message}`
}

function addressOf(server: Server): string {
  const where = server.address() as AddressInfo | string
  return typeof where === 'string' ? where : addressText(where.address, where.port)
}

/** The address of a host and port, e.g. http://[::1]:4000. */
export function addressText(host: string, port: number): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`
}

/**
 * Connections that are open are told with their next answer that they end: one that was closed without a word
 * could have the client's next request on it. Only what has been silent for the grace is closed so, a connection
 * that never sent anything too (browsers open some in advance).
 */
async function drained(
  server: Server,
  connections: ReadonlySet<Socket>,
  closed: Promise<unknown>,
  graceMs: number,
): Promise<void> {
  const sweep = setInterval(() => {
    // What has arrived by now is read first, so that its connection is not idle any more.
    setImmediate(() => {
      server.closeIdleConnections()
      for (const connection of connections) if (connection.bytesRead === 0) connection.destroy()
    })
  }, graceMs)
  const deadline = setTimeout(() => {
    server.closeAllConnections()
  }, DRAIN_MS)
  await closed
  clearInterval(sweep)
  clearTimeout(deadline)
  // It has nothing left to close but its own timers.
  server.close()
}
