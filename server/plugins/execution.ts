import {
  BREAK,
  type DocumentNode,
  execute,
  type ExecutionArgs,
  type ExecutionResult,
  type GraphQLSchema,
  visit,
} from 'graphql'
import { compileQuery, type CompiledQuery, isCompiledQuery } from 'graphql-jit'
import type { Plugin } from 'graphql-yoga'
import type { Context } from '../../schema/context.ts'
import type { Exchange } from '../exchange.ts'

/** To compile a document takes as long as to interpret it a few times: what is asked once is not worth it. */
const WORTH_COMPILING = 3

type Result = Promise<ExecutionResult> | ExecutionResult
type Query = CompiledQuery['query']

/** What is known of an operation of a document. */
interface Known {
  asked: number
  /** null where it cannot be compiled. */
  query?: Query | null
}

/** Executes documents: those that are asked again and again as compiled functions, the others by the interpreter. */
export function useExecution(worthCompiling = WORTH_COMPILING): Plugin<object, Exchange> {
  const execution = compiledExecution(worthCompiling)
  return {
    onExecute({ setExecuteFn }) {
      setExecuteFn(execution)
    },
  }
}

/**
 * Gives for every document what graphql-js gives, byte for byte: what goes well as compiled is answered at once;
 * where anything has gone wrong graphql-js itself executes the document, and words and orders the errors.
 */
export function compiledExecution(worthCompiling: number): (args: ExecutionArgs) => Result {
  const known = new WeakMap<DocumentNode, Map<string, Known>>()

  function queryOf({ schema, document, operationName }: ExecutionArgs): Query | null {
    const operations = known.get(document) ?? new Map<string, Known>()
    known.set(document, operations)
    const name = operationName ?? ''
    const operation = operations.get(name) ?? { asked: 0 }
    operations.set(name, operation)
    operation.asked += 1
    if (operation.asked < worthCompiling) return null
    if (operation.query === undefined) operation.query = compiled(schema, document, name)
    return operation.query
  }

  return (args) => {
    const query = queryOf(args)
    if (!query) return execute(args)
    const result = query(args.rootValue, args.contextValue, args.variableValues ?? {})
    return 'then' in result
      ? result.then((settled) => (settled.errors ? executedAgain(args) : settled))
      : result.errors
        ? executedAgain(args)
        : result
  }
}

function executedAgain(args: ExecutionArgs): Result {
  const { spending } = args.contextValue as Partial<Pick<Context, 'spending'>>
  spending?.again()
  return execute(args)
}

/** Compiled, a field that is left out in one place and selected in another would stand elsewhere among its neighbours. */
function isConditional(document: DocumentNode): boolean {
  let found = false
  visit(document, {
    Directive: ({ name: { value } }) => {
      if (value !== 'skip' && value !== 'include') return undefined
      found = true
      return BREAK
    },
  })
  return found
}

function compiled(schema: GraphQLSchema, document: DocumentNode, operationName: string): Query | null {
  if (isConditional(document)) return null
  const query = compileQuery(schema, document, operationName || undefined)
  return isCompiledQuery(query) ? query.query : null
}
