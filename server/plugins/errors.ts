import { PothosValidationError } from '@pothos/core'
import { type ExecutionResult, GraphQLError, Kind } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import type { Logger } from 'pino'
import { UserError } from '../../resolvers/user-error.ts'
import { Refusal } from '../errors.ts'
import type { Exchange } from '../exchange.ts'

type Extensions = Readonly<Record<string, unknown>>

/**
 * What a client is told when something went wrong. Its own mistakes are told as they are, with a
 * stable code; everything else is masked, and logged under the request's id.
 */
export function useErrors(log: Logger): Plugin<object, Exchange> {
  return {
    onResultProcess({ result, setResult, serverContext: { requestId } }) {
      if (!isResult(result) || !result.errors) return
      const started = 'data' in result
      const errors = result.errors.map((error) => {
        const told = toldAs(error)
        if (told) return restated(error, error.message, told)
        log.error({ requestId, path: error.path, err: error.originalError ?? error }, 'a request failed')
        return masked(error, requestId, started)
      })
      setResult({ ...result, errors })
    },
  }
}

const isResult = (result: object): result is ExecutionResult =>
  !Array.isArray(result) && !(Symbol.asyncIterator in result)

/** The extensions of an error that is the client's, or null for one that is ours. */
function toldAs(error: GraphQLError): Extensions | null {
  const cause = error.originalError ?? error
  if (cause instanceof UserError) {
    return { code: cause.code, ...(cause.argument === undefined ? {} : { argument: cause.argument }) }
  }
  if (cause instanceof Refusal) return { ...cause.extensions, http: { status: cause.status } }
  if (error.path) return isWrongArgument(cause) ? { code: 'BAD_USER_INPUT' } : null
  return beforeExecution(error)
}

/** Of the errors of a field only those are the client's that are about an argument's value. */
function isWrongArgument(cause: Error): boolean {
  if (cause instanceof PothosValidationError) return true
  return cause instanceof GraphQLError && cause.nodes !== undefined && cause.nodes[0]?.kind !== Kind.FIELD
}

/**
 * Errors of the request as a whole. GraphQL over HTTP answers them with 400, or with 200 to a client
 * that asks for application/json alone (`spec`); those with a status of their own keep it.
 */
function beforeExecution({ originalError, extensions }: GraphQLError): Extensions | null {
  const { code } = extensions
  if (code === 'INTERNAL_SERVER_ERROR') return null
  if (code !== undefined) return extensions
  if (originalError && !(originalError instanceof GraphQLError)) return null
  return { code: 'BAD_USER_INPUT', http: { spec: true, status: 400 } }
}

/** Once execution has started the answer is 200, with whatever data there is. */
function masked(error: GraphQLError, requestId: string, started: boolean): GraphQLError {
  const http = started ? {} : { http: { status: 500 } }
  return restated(error, 'Internal error', { code: 'INTERNAL_SERVER_ERROR', requestId, ...http })
}

function restated(error: GraphQLError, message: string, extensions: Extensions): GraphQLError {
  const { nodes = null, source = null, positions = null, path = null } = error
  return new GraphQLError(message, { nodes, source, positions, path, extensions })
}
