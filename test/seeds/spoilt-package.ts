// A sound package, and the ways to spoil it that the catalogue of faults is written in.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { OBSERVATION } from '../../seeds/source-format.ts'
import { cited, figure, sourcePackage } from './fixture.ts'

export const REVISION = 2

/** A package in which nothing is wrong: a park and two figures, the second on line 3. */
export const soundPackage = (folder: string, version = REVISION): string =>
  sourcePackage(
    folder,
    {
      park: [cited('motor-park', { cluster: 'rare-earth', name_zh: '电机产业园', name_en: 'Motor park' })],
      observation: [figure('imported', { direction: 'IMPORT' }), figure('carried')],
    },
    { version: String(version) },
  )

/** One way to spoil a package. */
export interface FaultKind {
  /** As the rest of a sentence: a package with … */
  readonly kind: string
  readonly spoil: (dir: string) => void
  /** The faults, with files as they are called in the package; none where the kind does no harm. */
  readonly told: readonly string[]
}

export const kind = (name: string, spoil: FaultKind['spoil'], ...told: readonly string[]): FaultKind => ({
  kind: name,
  spoil,
  told,
})

/** Writes a file of the package anew. */
export const rewritten =
  (name: string, change: (text: string) => string | Buffer): FaultKind['spoil'] =>
  (dir) => {
    const file = join(dir, name)
    writeFileSync(file, change(readFileSync(file, 'utf8')))
  }

/** Changes the first place of a file where a text stands. */
export const replaced = (name: string, from: string, to: string): FaultKind['spoil'] =>
  rewritten(name, (text) => {
    expect(text).toContain(from)
    return text.replace(from, () => to)
  })

const COLUMNS = OBSERVATION.columns.map(({ name }) => name)

/** Changes cells of the second figure, the row on line 3; texts go in as they stand in the file. */
export const inFigure = (cells: Readonly<Record<string, string>>): FaultKind['spoil'] =>
  rewritten('observation.csv', (text) => {
    const [header = '', first = '', second = ''] = text.split('\n')
    const changed = second.split(',').map((cell, at) => cells[COLUMNS[at] ?? ''] ?? cell)
    return [header, first, changed.join(','), ''].join('\n')
  })

/** The place of a cell of the second figure. */
export const inCell = (column: string): string => `observation.csv:3:${COLUMNS.indexOf(column) + 1}`
