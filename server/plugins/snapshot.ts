import type { Plugin } from 'graphql-yoga'
import type { Snapshot } from '../../db/connection.ts'
import type { Exchange } from '../exchange.ts'

/** Builds what resolvers see of a snapshot: loaders and reference tables, never the handle itself. */
export type ContextOf = (snapshot: Snapshot) => Promise<object>

/** One request reads one version of the dataset: acquired before execution, given back after the answer. */
export function useSnapshot(
  acquire: () => Promise<Snapshot>,
  contextOf: ContextOf,
): Plugin<object, Exchange> {
  return {
    async onContextBuilding({ context, extendContext }) {
      const snapshot = await acquire()
      ;(context as unknown as Exchange).afterwards.push(() => snapshot.release())
      extendContext(await contextOf(snapshot))
    },
  }
}
