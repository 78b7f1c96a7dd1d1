import type { Snapshot } from '../../db/connection.ts'
import { largestTable } from '../../db/queries/dataset.ts'
import type { StatementWatch } from '../context.ts'
import { isLarge, isLongAnswer, isLongStatement, LongStatement, type Predicted } from './long.ts'

/** Decides what a reader is to answer: before it is executed where that can be told, else at the statement. */
export class Decision {
  readonly #acquire: () => Promise<Snapshot>
  #known: { readonly version: number; readonly isLarge: Promise<boolean> } | null = null

  constructor(acquire: () => Promise<Snapshot>) {
    this.#acquire = acquire
  }

  async isLong(question: Predicted): Promise<boolean> {
    if (isLongAnswer(question) || !question.isTable) return isLongAnswer(question)
    const snapshot = await this.#acquire()
    try {
      return await this.#isLarge(snapshot)
    } finally {
      await snapshot.release()
    }
  }

  async watchOf(snapshot: Snapshot): Promise<StatementWatch | null> {
    return (await this.#isLarge(snapshot)) ? GUARD : null
  }

  /** Asked once for each version of the dataset. */
  #isLarge(snapshot: Snapshot): Promise<boolean> {
    const { version } = snapshot
    if (this.#known?.version === version) return this.#known.isLarge
    const found = { version, isLarge: largestTable(snapshot).then(isLarge) }
    this.#known = found
    found.isLarge.catch(() => {
      if (this.#known === found) this.#known = null
    })
    return found.isLarge
  }
}

const GUARD: StatementWatch = {
  begun: (asked) => {
    if (isLongStatement(asked)) throw new LongStatement(`${asked.name} may take long`)
  },
  ended: () => undefined,
}
