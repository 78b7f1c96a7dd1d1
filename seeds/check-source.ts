// The rules of a source's rows, table by table, and those over whole tables: what a row refers to by key
// must be there.
import type { Sound } from './cell.ts'
import { checkLanguages, checkProfile, checkStage, KeyReferences } from './check-cited.ts'
import { checkObservation } from './check-observation.ts'
import { checkStatement } from './check-statement.ts'
import { quoted, type Faults, type Place } from './fault.ts'
import type { TableFormat } from './format.ts'
import type { Row } from './read.ts'
import { words, type Vocabulary } from './vocabulary.ts'

/** Checks the rows of a source's tables in their order; `finish` after a table's last row. */
export class SourceRules {
  readonly #vocabulary: Vocabulary
  readonly #faults: Faults
  readonly #programmes: KeyReferences
  readonly #demands: KeyReferences
  readonly #observations = new Set<string>()
  readonly #totals: { readonly key: string; readonly parts: readonly string[]; readonly place: Place }[] = []

  constructor(vocabulary: Vocabulary, faults: Faults) {
    this.#vocabulary = vocabulary
    this.#faults = faults
    this.#programmes = new KeyReferences(faults)
    this.#demands = new KeyReferences(faults)
  }

  check(format: TableFormat, row: Row, sound: Sound): void {
    checkLanguages(row, format, sound, this.#faults)
    switch (format.name) {
      case 'statement':
        checkStatement(row, sound, this.#vocabulary, this.#faults)
        return
      case 'profile':
        checkProfile(row, sound, this.#faults)
        return
      case 'stage':
        checkStage(row, sound, this.#faults)
        return
      case 'programme':
        if (sound('parent')) this.#programmes.check(row, 'parent', 'the key of a row before it')
        this.#programmes.add(row.cell('key'))
        return
      case 'observation':
        checkObservation(row, sound, this.#vocabulary, this.#faults)
        this.#demands.add(row.cell('key'))
        this.#rememberParts(row, sound)
        return
      case 'need':
        if (sound('demand')) this.#demands.check(row, 'demand', 'the key of a figure of this package')
    }
  }

  finish(table: string): void {
    if (table !== 'observation') return
    for (const { key, parts, place } of this.#totals)
      for (const part of parts)
        if (part === key || !this.#observations.has(part))
          this.#faults.add(
            place,
            'foreign-key',
            `${quoted(part)} in parts`,
            part === key ? 'other rows than the total itself' : 'the key of another row of this table',
          )
  }

  #rememberParts(row: Row, sound: Sound): void {
    this.#observations.add(row.cell('key'))
    if (sound('parts') && row.cell('parts') !== '')
      this.#totals.push({ key: row.cell('key'), parts: words(row.cell('parts')), place: row.place('parts') })
  }
}
