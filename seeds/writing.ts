// What the writers of a source share: the source, its package, and what codes and keys stand for.
import type { Db } from '../db/connection.ts'
import type { CodeIds } from '../db/queries/admit.ts'
import type { Package } from './datapackage.ts'
import type { Vocabulary } from './vocabulary.ts'

/** The source that is being written. */
export interface Writing {
  readonly db: Db
  readonly id: number
  readonly pack: Package
  readonly codes: CodeIds
  readonly vocabulary: Vocabulary
  readonly onRow: () => void
  /** Ids by key of the tables that are written already. */
  readonly ids: Map<string, ReadonlyMap<string, number>>
}
