import type { Graph } from '../graph.ts'
import { LongQuestion } from './long.ts'
import type { Readers } from './pool.ts'

/** A graph whose long questions readers answer, while it answers others. */
export function handingOver(graph: Graph, readers: Pick<Readers, 'answer'>): Graph {
  return async (asked, trace) => {
    try {
      return await graph(asked, trace)
    } catch (error) {
      if (!(error instanceof LongQuestion)) throw error
      const { question, isTable } = error
      return readers.answer({ asked, question, isTable }, trace)
    }
  }
}
