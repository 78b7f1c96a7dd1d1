// What the writers of a source share: the source, its package, and what codes stand for.
import type { Writer } from '../db/connection.ts'
import type { CodeIds } from '../db/queries/admit.ts'
import type { History } from '../db/queries/history.ts'
import type { Checker } from './check.ts'
import type { Package } from './datapackage.ts'
import type { Faults } from './fault.ts'
import type { FigureReader } from './figure.ts'
import type { Vocabulary } from './vocabulary.ts'

/** A package on its way into the database: nothing of it is written after its first fault. */
export interface Admission {
  readonly db: Writer
  readonly pack: Package
  readonly vocabulary: Vocabulary
  readonly checker: Checker
  readonly faults: Faults
  readonly history: History
  readonly onRow: () => void
}

/** The source that is being written. */
export interface Writing extends Admission {
  readonly id: number
  readonly codes: CodeIds
  readonly figures: FigureReader
  /** Ids of the subjects that it speaks of. */
  readonly mentioned: Set<number>
}
