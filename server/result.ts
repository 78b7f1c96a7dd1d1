import { type ExecutionResult, GraphQLError } from 'graphql'
import type { Logger } from 'pino'
import { type Answer, type Exchange, json } from './exchange.ts'
import { INTERNAL, toldErrors } from './told-errors.ts'

/** An error of the document as a whole, before anything of it is executed. One that has a code of its own keeps it. */
export function documentError(error: GraphQLError, code: string): GraphQLError {
  const { message, nodes = null, source = null, positions = null, extensions } = error
  return new GraphQLError(message, { nodes, source, positions, extensions: { code, ...extensions } })
}

/** The HTTP answer of a result, in JSON. One without errors holds as long as the dataset does. */
export function resultAnswer(result: ExecutionResult, exchange: Exchange, log: Logger): Answer {
  const mediaType = exchange.mediaType
  if (!result.errors) return { isLasting: true, ...json(200, result, { mediaType }) }
  const told = { ...result, errors: toldErrors(result, exchange.trace.requestId, log) }
  exchange.trace.code = String(told.errors[0]?.extensions['code'] ?? INTERNAL)
  return json(statusOf(told, exchange), told, { mediaType })
}

/**
 * After GraphQL over HTTP: once there is data, 200. Without, 500 for a fault of ours, and 400 for a mistake of the
 * client's, which one that asks for application/json alone is told with 200. There is no table with faults.
 */
function statusOf(
  { data, errors }: { readonly data?: unknown; readonly errors: readonly GraphQLError[] },
  { mediaType, tableAsked }: Exchange,
): number {
  const isInternal = errors.some(({ extensions: { code } }) => code === INTERNAL)
  if (tableAsked) return isInternal ? 500 : 400
  if (data !== undefined) return 200
  if (isInternal) return 500
  return mediaType === 'application/json' ? 200 : 400
}
