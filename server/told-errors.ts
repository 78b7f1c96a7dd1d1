import { PothosValidationError } from '@pothos/core'
import { type ExecutionResult, GraphQLError, Kind } from 'graphql'
import type { Logger } from 'pino'
import { UserError } from '../resolvers/user-error.ts'

/** The code of what is not the client's mistake. */
export const INTERNAL = 'INTERNAL_SERVER_ERROR'

type Extensions = Readonly<Record<string, unknown>>

/**
 * What a client is told when something went wrong. Its own mistakes are told as they are, with a
 * stable code; everything else is masked, and logged under the request's id.
 */
export function toldErrors(
  { errors = [] }: ExecutionResult,
  requestId: string,
  log: Logger,
): readonly GraphQLError[] {
  return errors.map((error) => {
    const told = toldAs(error)
    if (told) return restated(error, error.message, told)
    log.error({ requestId, path: error.path, err: error.originalError ?? error }, 'a request failed')
    return masked(error, requestId)
  })
}

/** The extensions of an error that is the client's, or null for one that is ours. */
function toldAs(error: GraphQLError): Extensions | null {
  const cause = error.originalError ?? error
  if (cause instanceof UserError) {
    return { code: cause.code, ...(cause.argument === undefined ? {} : { argument: cause.argument }) }
  }
  if (error.path) return isWrongArgument(cause) ? { code: 'BAD_USER_INPUT' } : null
  return beforeExecution(error)
}

/** Of the errors of a field only those are the client's that are about an argument's value. */
function isWrongArgument(cause: Error): boolean {
  if (cause instanceof PothosValidationError) return true
  return cause instanceof GraphQLError && cause.nodes !== undefined && cause.nodes[0]?.kind !== Kind.FIELD
}

/** Errors of the request as a whole: of the document, which have their code, or of its variables. */
function beforeExecution({ originalError, extensions: { code } }: GraphQLError): Extensions | null {
  if (code !== undefined) return { code }
  return originalError && !(originalError instanceof GraphQLError) ? null : { code: 'BAD_USER_INPUT' }
}

function masked(error: GraphQLError, requestId: string): GraphQLError {
  return restated(error, 'Internal error', { code: INTERNAL, requestId })
}

function restated(error: GraphQLError, message: string, extensions: Extensions): GraphQLError {
  const { nodes = null, source = null, positions = null, path = null } = error
  return new GraphQLError(message, { nodes, source, positions, path, extensions })
}
