import {
  type ExecutionArgs,
  type ExecutionResult,
  getOperationAST,
  getVariableValues,
  GraphQLError,
  Kind,
  type FragmentDefinitionNode,
  OperationTypeNode,
} from 'graphql'
import type { Plugin } from 'graphql-yoga'
import { Refusal } from '../errors.ts'
import type { Exchange } from '../exchange.ts'
import type { TableAsked } from '../table/asked.ts'
import { type Operation, type Shape, tableShape } from '../table/shape.ts'
import { openTable, TableError } from '../table/table.ts'

type Execute = (args: ExecutionArgs) => Promise<ExecutionResult> | ExecutionResult

/**
 * The same query as a table: it is executed page by page, and the answer's JSON stays empty. What is wrong with
 * it before the first row becomes errors without data.
 */
export function useTables(): Plugin<object, Exchange> {
  return {
    onExecute({ args, executeFn, setExecuteFn }) {
      const exchange = args.contextValue as unknown as Exchange
      const { tableAsked } = exchange
      if (!tableAsked) return
      setExecuteFn((given: ExecutionArgs) => answered(given, executeFn as Execute, exchange, tableAsked))
    },
  }
}

async function answered(
  args: ExecutionArgs,
  execute: Execute,
  exchange: Exchange,
  asked: TableAsked,
): Promise<ExecutionResult> {
  const operation = operationOf(args)
  if (!operation) return withoutData(await execute(args))
  try {
    const shape = tableShape(operation)
    let isFirst = true
    const run = async (document: ExecutionArgs['document']) => {
      // Loaders remember what they loaded: a new page with new ones keeps the memory flat.
      const fresh = isFirst ? {} : await exchange.made.anotherContext?.()
      isFirst = false
      return execute({ ...args, document, contextValue: { ...(args.contextValue as object), ...fresh } })
    }
    const query = { document: args.document, shape, run, name: operation.definition.name?.value ?? null }
    exchange.made.table = await openTable(query, pageAsked(asked, operation, shape))
    return { data: {} }
  } catch (error) {
    if (error instanceof TableError) return { errors: error.errors }
    if (error instanceof GraphQLError) return { errors: [error] }
    throw error
  }
}

/** Errors of variables and the like: nothing was executed. */
const withoutData = ({ errors = [] }: ExecutionResult): ExecutionResult => ({ errors })

function operationOf({ schema, document, operationName, variableValues }: ExecutionArgs): Operation | null {
  const definition = getOperationAST(document, operationName)
  if (definition?.operation !== OperationTypeNode.QUERY) return null
  const { coerced } = getVariableValues(schema, definition.variableDefinitions ?? [], variableValues ?? {})
  if (!coerced) return null
  const fragments = new Map(
    document.definitions
      .filter((one): one is FragmentDefinitionNode => one.kind === Kind.FRAGMENT_DEFINITION)
      .map((fragment) => [fragment.name.value, fragment]),
  )
  return { schema, definition, fragments, variables: coerced }
}

/** `first` and `after` of the address are the query's variables where it declares them, else the list's own arguments. */
function pageAsked(asked: TableAsked, { definition }: Operation, { root }: Shape): TableAsked {
  const declared = (definition.variableDefinitions ?? []).map(({ variable }) => variable.name.value)
  const first = declared.includes('first') ? null : asked.first
  const after = declared.includes('after') ? null : asked.after
  if ((first !== null || after !== null) && !root.list?.connection) {
    const argument = first === null ? 'after' : 'first'
    throw new Refusal('BAD_USER_INPUT', `${argument}: this list has no pages; leave ${argument} out`, {
      argument,
    })
  }
  return { ...asked, first, after }
}
