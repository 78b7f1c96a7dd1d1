import { GraphQLError } from 'graphql'

/** The server cannot start or go on where it stands: a port in use, no dataset. For the operator, not for a client. */
export class EnvironmentError extends Error {
  override readonly name = 'EnvironmentError'
}

/** The stable codes of refusals, with their HTTP status. */
const STATUS_OF = {
  BAD_REQUEST: 400,
  BAD_USER_INPUT: 400,
  BATCHING_NOT_SUPPORTED: 400,
  DOCUMENT_TOO_COMPLEX: 400,
  DOCUMENT_TOO_DEEP: 400,
  DOCUMENT_TOO_LARGE: 400,
  JSON_TOO_DEEP: 400,
  LIST_TOO_LONG: 400,
  OPERATION_RESOLUTION_FAILURE: 400,
  PERSISTED_QUERY_MISMATCH: 400,
  PERSISTED_QUERY_NOT_FOUND: 404,
  QUERY_TOO_COSTLY: 400,
  QUERY_TOO_DEEP: 400,
  QUERY_TOO_SLOW: 400,
  TEXT_TOO_LONG: 400,
  TOO_MANY_ALIASES: 400,
  TOO_MANY_DIRECTIVES: 400,
  TOO_MANY_INTROSPECTIONS: 400,
  TOO_MANY_ROOT_FIELDS: 400,
  NOT_FOUND: 404,
  METHOD_NOT_ALLOWED: 405,
  NOT_ACCEPTABLE: 406,
  BODY_TOO_LARGE: 413,
  URL_TOO_LONG: 414,
  UNSUPPORTED_MEDIA_TYPE: 415,
  RATE_LIMITED: 429,
  DATASET_UNAVAILABLE: 503,
  OVERLOADED: 503,
} as const

export type RefusalCode = keyof typeof STATUS_OF

/** A request that is turned away as a whole, whatever the media type of the answer: as a rule before anything of it is executed. */
export class Refusal extends GraphQLError {
  readonly status: number

  constructor(code: RefusalCode, message: string, details: Readonly<Record<string, unknown>> = {}) {
    super(message, { extensions: { code, ...details } })
    this.status = STATUS_OF[code]
  }
}

const RETRY_AFTER_SECONDS = 1

/** A refusal for want of time, not for what is asked. */
export const overloaded = (): Refusal =>
  new Refusal('OVERLOADED', 'more is asked just now than can be answered in time; try again later', {
    retryAfter: RETRY_AFTER_SECONDS,
  })

/** What a limit is about, for the sentence that refuses. */
interface Exceeded {
  readonly code: RefusalCode
  /** The limit's name in limits.ts. */
  readonly limit: string
  readonly allowed: number
  /** What there is, or the first number that is too much where counting stopped there. */
  readonly found: number
  /** What was counted, e.g. "the body has {found} bytes". */
  readonly counted: string
  /** What would pass, where more can be said than the limit. */
  readonly advice?: string
  readonly details?: Readonly<Record<string, unknown>>
}

/** A refusal that names the limit, its value and what was found. */
export function exceeded({ code, limit, allowed, found, counted, advice, details }: Exceeded): Refusal {
  const message = `${counted}; at most ${allowed} are allowed (${limit})`
  return new Refusal(code, advice === undefined ? message : `${message}; ${advice}`, {
    limit,
    allowed,
    found,
    ...details,
  })
}

const WHAT_IS_SLOW = { requestMs: 'the answer', statementMs: 'a statement of the answer' } as const

/** The limits that are times. */
export type TimeLimit = keyof typeof WHAT_IS_SLOW

/** A refusal of what has taken longer than it may; nobody can tell it before. */
export const tooSlow = (limit: TimeLimit, allowed: number, found: number): Refusal =>
  exceeded({
    code: 'QUERY_TOO_SLOW',
    limit,
    allowed,
    found: Math.ceil(found),
    counted: `${WHAT_IS_SLOW[limit]} has taken ${Math.ceil(found)} ms and is not there`,
    advice: 'narrow the filter, or ask for less at once',
  })
