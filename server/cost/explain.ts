import { getOperationAST, GraphQLError, type GraphQLSchema, validate } from 'graphql'
import { UserError } from '../../resolvers/user-error.ts'
import type { ExplainArguments, QueryCost, QueryRefusal, ServerBounds } from '../../schema/context.ts'
import { Refusal } from '../errors.ts'
import { COUNTED, type Limits, variableOf } from '../limits.ts'
import { boundedParse, tolerant } from '../plugins/document-limits.ts'
import type { Bounds } from './bounds.ts'

export interface Explaining {
  readonly schema: GraphQLSchema
  readonly limits: Limits
  readonly bounds: Bounds
}

/** What one request may ask of the server itself. */
export function serverBounds(explaining: Explaining): ServerBounds {
  let isExplained = false
  return {
    limits: Object.entries(explaining.limits).map(([name, value]) => ({
      name,
      value: value as number,
      counts: COUNTED[name as keyof Limits],
      variable: variableOf(name),
    })),
    explain(asked) {
      // To check a document takes longer than to refuse it: twenty aliases would be twenty requests in one.
      if (isExplained) throw new UserError('explain: found twice in one request, expected once', 'explain')
      isExplained = true
      return explained(asked, explaining)
    },
  }
}

const UNKNOWN: QueryCost = {
  nodes: null,
  heaviest: null,
  depth: null,
  aliases: null,
  rootFields: null,
  directives: null,
  refusal: null,
}

/** Goes the way of a request up to its execution, and tells how far it comes. */
function explained(asked: ExplainArguments, { schema, limits, bounds }: Explaining): QueryCost {
  let known = UNKNOWN
  try {
    const document = boundedParse(asked.query, limits)
    const request = { ...asked, document }
    known = { ...known, ...bounds.shape(request) }
    bounds.assertDocument(document)
    const [fault] = tolerant(() => validate(schema, document))
    if (fault) return { ...known, refusal: refusalOf('GRAPHQL_VALIDATION_FAILED', fault.message) }
    if (!getOperationAST(document, asked.operationName)) {
      return { ...known, refusal: refusalOf('OPERATION_RESOLUTION_FAILURE', 'there is no such operation') }
    }
    const cost = bounds.cost(request)
    if (!cost) return { ...known, refusal: refusalOf('BAD_USER_INPUT', 'the variables do not fit the query') }
    known = { ...known, nodes: cost.requested, heaviest: cost.heaviest() }
    cost.assertAllowed()
    return known
  } catch (error) {
    if (error instanceof Refusal) return { ...known, refusal: refusalIn(error) }
    if (error instanceof GraphQLError)
      return { ...known, refusal: refusalOf('GRAPHQL_PARSE_FAILED', error.message) }
    throw error
  }
}

function refusalOf(code: string, message: string): QueryRefusal {
  return { code, message, limit: null, allowed: null, found: null }
}

function refusalIn({ message, extensions }: Refusal): QueryRefusal {
  const { code, limit = null, allowed = null, found = null } = extensions as unknown as QueryRefusal
  return { code, message, limit, allowed, found }
}
