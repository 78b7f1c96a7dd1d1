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
      useErrors(log),
    ],
    parserAndValidationCache: { documentCache: new DocumentCache(), errorCache: NOTHING_KEPT },
    ...ANSWERED_FOR_ELSEWHERE,
  })
  return async (asked, requestId) => {
    const exchange: Exchange = { requestId, asked, afterwards: [] }
    try {
      const response = await yoga.fetch('http://kouan/graphql', requestFor(asked), exchange)
      if (response.status === 406) throw notAcceptable(asked)
      const headers = Object.fromEntries(response.headers)
      return { status: response.status, headers, body: await response.text() }
    } finally {
      for (const step of exchange.afterwards) await step()
    }
  }
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
function requestFor({ method, headers: { accept } }: Asked): RequestInit {
  return { method, headers: accept === undefined ? {} : { accept } }
}

function notAcceptable({ headers }: Asked): Refusal {
  return new Refusal(
    'NOT_ACCEPTABLE',
    `accept ${headers.accept}: answers are application/json or application/graphql-response+json`,
  )
}
