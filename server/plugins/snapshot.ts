import { type ExecutionArgs, getDirectiveValues, getOperationAST, getVariableValues } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import type { Snapshot } from '../../db/connection.ts'
import { AS_OF } from '../../schema/as-of.ts'
import type { Exchange } from '../exchange.ts'
import type { Trace } from '../trace.ts'

/**
 * Builds what resolvers see of a snapshot as of a day (null: everything): loaders and reference tables,
 * never the handle itself. A question (a parsed document) is known again when it is asked again; what is asked of
 * the database is noted in the trace.
 */
export type ContextOf = (
  snapshot: Snapshot,
  asOf: string | null,
  request: { readonly question: object; readonly trace: Trace },
) => Promise<object>

/**
 * One request reads one version of the dataset: acquired before execution, given back after the answer.
 * Its day is that of the operation's @asOf.
 */
export function useSnapshot(
  acquire: () => Promise<Snapshot>,
  contextOf: ContextOf,
): Plugin<object, Exchange> {
  return {
    async onExecute({ args, extendContext }) {
      const exchange = args.contextValue as unknown as Exchange
      const asOf = dayOf(args)
      const snapshot = await acquire()
      exchange.afterwards.push(() => snapshot.release())
      const request = { question: args.document, trace: exchange.trace }
      exchange.made.anotherContext = () => contextOf(snapshot, asOf, request)
      extendContext(await contextOf(snapshot, asOf, request))
    },
  }
}

/** The day of the operation's @asOf; null where it has none, or where its variables are refused in execution. */
function dayOf({ schema, document, operationName, variableValues }: ExecutionArgs): string | null {
  const operation = getOperationAST(document, operationName)
  const directive = schema.getDirective(AS_OF)
  if (!directive || !operation?.directives?.length) return null
  const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], variableValues ?? {})
  if (!coerced) return null
  return (getDirectiveValues(directive, operation, coerced)?.['date'] as string | undefined) ?? null
}
