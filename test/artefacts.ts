// The committed artefacts that a machine writes and a test compares. `npm run artefacts` writes them anew.
import { writeFileSync } from 'node:fs'
import { lexicographicSortSchema, printSchema } from 'graphql'
import { format } from 'node:util'
import { schema } from '../schema/index.ts'

export interface Artefact {
  /** Path below the project's root. */
  readonly path: string
  readonly text: string
}

/** Every artefact as it should be. */
export function artefacts(): Artefact[] {
  return [{ path: 'schema.graphql', text: printSchema(lexicographicSortSchema(schema)) + '\n' }]
}

export const root = new URL('../', import.meta.url)

if (process.argv[1] === new URL(import.meta.url).pathname) {
  for (const { path, text } of artefacts()) {
    writeFileSync(new URL(path, root), text)
    console.log(format('wrote %s', path))
  }
}
