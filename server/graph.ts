import type { GraphQLSchema } from 'graphql'
import { createYoga } from 'graphql-yoga'
import type { Logger } from 'pino'
import type { Snapshot } from '../db/connection.ts'
import { DocumentCache } from './document-cache.ts'
import { Refusal } from './errors.ts'
import type { Answer, Asked, Exchange } from './exchange.ts'
import type { Limits } from './limits.ts'
import { useDocumentLimits } from './plugins/document-limits.ts'
import { useErrors } from './plugins/errors.ts'
import { useParameters } from './plugins/parameters.ts'
import { type ContextOf, useSnapshot } from './plugins/snapshot.ts'
import { useTables } from './plugins/table.ts'
import { tableAnswer } from './table/answer.ts'
import { tableAsked } from './table/asked.ts'

export interface GraphOptions {
  readonly schema: GraphQLSchema
  /** Gives the newest version of the dataset. */
  readonly acquire: () => Promise<Snapshot>
  readonly contextOf: ContextOf
  readonly log: Logger
  readonly limits: Limits
}

/** Answers GraphQL over HTTP. */
export type Graph = (asked: Asked, requestId: string) => Promise<Answer>

export function createGraph({ schema, acquire, contextOf, log, limits }: GraphOptions): Graph {
  const yoga = createYoga<Exchange>({
    schema,
    plugins: [
      useParameters(limits),
      useDocumentLimits(limits),
      useSnapshot(acquire, contextOf),
      useTables(),
      useErrors(log),
    ],
    parserAndValidationCache: { documentCache: new DocumentCache(), errorCache: NOTHING_KEPT },
    ...ANSWERED_FOR_ELSEWHERE,
  })
  return async (asked, requestId) => {
    const exchange: Exchange = { requestId, asked, afterwards: [], tableAsked: tableAsked(asked), made: {} }
    try {
      const response = await yoga.fetch('http://kouan/graphql', requestFor(exchange), exchange)
      if (exchange.made.table) return tableAnswer(exchange.made.table, asked, watcher(exchange, log))
      if (response.status === 406) throw notAcceptable(asked)
      const [headers, body] = [Object.fromEntries(response.headers), await response.text()]
      const status = exchange.tableAsked ? statusOfRefusedTable(response.status, body) : response.status
      return { status, headers, body }
    } finally {
      if (!exchange.made.table) await finish(exchange)
    }
  }
}

async function finish({ afterwards }: Exchange): Promise<void> {
  for (const step of afterwards.splice(0)) await step()
}

const watcher = (exchange: Exchange, log: Logger) => ({
  broken: (error: unknown) => {
    log.error({ requestId: exchange.requestId, err: error }, 'a table broke off')
  },
  finished: () => finish(exchange),
})

/** There is no table with faults: what JSON answers with 200 and errors is refused. */
function statusOfRefusedTable(status: number, body: string): number {
  if (status >= 400) return status
  return body.includes('"INTERNAL_SERVER_ERROR"') ? 500 : 400
}

/** Plugins of our own mask errors and read parameters; http.ts bounds the body, app.ts knows the paths. */
const ANSWERED_FOR_ELSEWHERE = {
  maskedErrors: false,
  maxRequestBodySize: false,
  batching: false,
  multipart: false,
  cors: false,
  graphiql: false,
  landingPage: false,
  logging: false,
} as const

/** Documents that do not parse are not worth their memory. */
const NOTHING_KEPT = { get: () => undefined, set: () => undefined }

/** The body is no part of it: Yoga would read it through a stream at twice the time of a small query. */
function requestFor({ asked: { method, url, headers }, tableAsked: table }: Exchange): RequestInit {
  const accept = table || url.includes('format=json') ? 'application/json' : headers.accept
  return { method, headers: accept === undefined ? {} : { accept } }
}

function notAcceptable({ headers }: Asked): Refusal {
  return new Refusal(
    'NOT_ACCEPTABLE',
    `accept ${headers.accept}: answers are application/json, application/graphql-response+json, text/csv or application/x-ndjson`,
  )
}
