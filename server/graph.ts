import {
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  getOperationAST,
  GraphQLError,
  type GraphQLSchema,
  type OperationDefinitionNode,
  OperationTypeNode,
} from 'graphql'
import { createYoga } from 'graphql-yoga'
import type { Logger } from 'pino'
import type { Snapshot } from '../db/connection.ts'
import { Bounds, type Cost } from './cost/bounds.ts'
import { serverBounds } from './cost/explain.ts'
import { documentCache } from './document.ts'
import { Refusal } from './errors.ts'
import type { Answer, Asked, Exchange } from './exchange.ts'
import type { Limits } from './limits.ts'
import { jsonTypeFor } from './media-type.ts'
import { type Parameters, parametersOf } from './parameters.ts'
import { PersistedQueries } from './persisted-query.ts'
import { useDocumentLimits } from './plugins/document-limits.ts'
import { useExecution } from './plugins/execution.ts'
import { type ContextOf, useSnapshot } from './plugins/snapshot.ts'
import { useTables } from './plugins/table.ts'
import { documentError, resultAnswer } from './result.ts'
import { tableAnswer } from './table/answer.ts'
import { tableAsked } from './table/asked.ts'
import { LongQuestion, LongStatement, type Predicted } from './readers/long.ts'
import type { Trace } from './trace.ts'

export interface GraphOptions {
  readonly schema: GraphQLSchema
  /** Gives the newest version of the dataset. */
  readonly acquire: () => Promise<Snapshot>
  readonly contextOf: ContextOf
  readonly log: Logger
  readonly limits: Limits
  /** What is not to be answered here, because others would wait for it: nothing unless it is given. */
  readonly isLong?: (question: Predicted) => Promise<boolean>
}

/** Answers GraphQL over HTTP. Throws Refusal for what is turned away, and LongQuestion. */
export type Graph = (asked: Asked, trace: Trace) => Promise<Answer>

/**
 * Yoga parses, validates and executes through its plugins. What it would do around that for any runtime that
 * knows Request and Response, the hub does for Node alone: it costs more there than a small query itself.
 */
export function createGraph({ schema, acquire, contextOf, log, limits, isLong }: GraphOptions): Graph {
  const persisted = new PersistedQueries()
  const bounds = new Bounds(schema, limits)
  const boundedContextOf: ContextOf = async (snapshot, asOf, question) =>
    Object.assign(await contextOf(snapshot, asOf, question), {
      bounds: serverBounds({ schema, limits, bounds }),
    })
  const yoga = createYoga<Exchange>({
    schema,
    plugins: [useDocumentLimits(limits), useSnapshot(acquire, boundedContextOf), useExecution(), useTables()],
    parserAndValidationCache: { documentCache: documentCache(), errorCache: NOTHING_KEPT },
    maskedErrors: false,
    logging: false,
  })

  async function answered(exchange: Exchange, params: Parameters): Promise<ExecutionResult> {
    const { trace } = exchange
    const started = performance.now()
    const enveloped = yoga.getEnveloped(exchange)
    const { parse, validate } = enveloped
    const query = persisted.text(params)
    const document = parsed(parse, query)
    if (document instanceof GraphQLError) return { errors: [documentError(document, 'GRAPHQL_PARSE_FAILED')] }
    bounds.assertDocument(document)
    const faults = validate(schema, document) as readonly GraphQLError[]
    if (faults.length > 0)
      return { errors: faults.map((fault) => documentError(fault, 'GRAPHQL_VALIDATION_FAILED')) }
    const { operationName, variables: variableValues } = params
    const operation = operationAsked(schema, document, operationName, exchange.asked)
    trace.operationName = operation.name?.value ?? null
    const isTable = exchange.tableAsked !== null
    const cost = bounds.cost({ document, operationName, variables: variableValues, isTable })
    cost?.assertAllowed()
    trace.cost = Math.max(1, cost?.requested ?? 0)
    // As it is understood here: a reader does not know the documents that were sent before.
    const question = () => new LongQuestion({ query, operationName, variables: variableValues }, isTable)
    if (cost && (await isLong?.({ requested: cost.requested, isTable }))) throw question()
    const ready = performance.now()
    trace.parse = ready - started
    try {
      const counting = isTable ? {} : { spending: bounds.spending() }
      const result = await executed(enveloped, { schema, document, variableValues, operationName }, counting)
      return cost && !isTable ? withCost(result, cost) : result
    } catch (error) {
      throw error instanceof LongStatement ? question() : error
    } finally {
      trace.execute = performance.now() - ready
    }
  }

  return async (asked, trace) => {
    const exchange = exchangeOf(asked, trace)
    try {
      const result = await answered(exchange, await parametersOf(asked, limits))
      if (exchange.made.table) return tableAnswer(exchange.made.table, asked, watcher(exchange, log))
      return resultAnswer(result, exchange, log)
    } finally {
      if (!exchange.made.table) await finish(exchange)
    }
  }
}

function exchangeOf(asked: Asked, trace: Trace): Exchange {
  const table = tableAsked(asked)
  const isJson = table !== null || asked.url.includes('format=json')
  const mediaType = isJson ? 'application/json' : jsonTypeFor(asked.headers.accept)
  return { trace, asked, mediaType, afterwards: [], tableAsked: table, made: {} }
}

/** The document of a text, or what is wrong with it. */
function parsed(parse: (text: string) => unknown, text: string): DocumentNode | GraphQLError {
  try {
    return parse(text) as DocumentNode
  } catch (error) {
    if (error instanceof GraphQLError && !(error instanceof Refusal)) return error
    throw error
  }
}

/** What ends an execution, and is no error of a field. */
const STOPS = [Refusal, LongStatement]

type Enveloped = ReturnType<ReturnType<typeof createYoga>['getEnveloped']>

/** Throws Refusal where the answer outgrew a limit while it was made, and LongStatement. */
async function executed(
  { contextFactory, execute }: Pick<Enveloped, 'contextFactory' | 'execute'>,
  args: Omit<ExecutionArgs, 'contextValue'>,
  counting: object,
): Promise<ExecutionResult> {
  const contextValue = Object.assign((await contextFactory()) as object, counting)
  const result = (await execute({ contextValue, ...args })) as ExecutionResult
  const stopped = result.errors?.find(({ originalError }) =>
    STOPS.some((one) => originalError instanceof one),
  )
  if (stopped?.originalError) throw stopped.originalError
  return result
}

/** Clients see what they asked for and what they got, in objects. */
function withCost(result: ExecutionResult, counted: Cost): ExecutionResult {
  if (!result.data) return result
  const cost = { requested: counted.requested, actual: counted.actual(result.data) }
  return Object.assign({}, result, { extensions: Object.assign({}, result.extensions, { cost }) })
}

/** The operation that is asked for. Throws Refusal where there is none such, or one that GET must not run. */
function operationAsked(
  schema: GraphQLSchema,
  document: DocumentNode,
  name: string | undefined,
  { method }: Asked,
): OperationDefinitionNode {
  const operation = getOperationAST(document, name)
  if (!operation) {
    throw new Refusal('OPERATION_RESOLUTION_FAILURE', 'Could not determine what operation to execute.')
  }
  if (method !== 'POST' && operation.operation !== OperationTypeNode.QUERY) {
    const message = `a ${operation.operation} is not answered here by ${method}; the graph is read-only`
    throw new Refusal('METHOD_NOT_ALLOWED', message, { allowed: ['POST'] })
  }
  if (!schema.getRootType(operation.operation)) {
    throw new Refusal('OPERATION_RESOLUTION_FAILURE', `a ${operation.operation}: the graph is read-only`)
  }
  return operation
}

async function finish({ afterwards }: Exchange): Promise<void> {
  for (const step of afterwards.splice(0)) await step()
}

const watcher = (exchange: Exchange, log: Logger) => ({
  broken: (error: unknown) => {
    log.error({ requestId: exchange.trace.requestId, err: error }, 'a table broke off')
  },
  finished: () => finish(exchange),
})

/** Documents that do not parse are not worth their memory. */
const NOTHING_KEPT = { get: () => undefined, set: () => undefined }
