// A JSON file with places: a fault in datapackage.json names its line and character like one in a table.
import { isUtf8 } from 'node:buffer'
import { readFileSync } from 'node:fs'
import type { Faults, Place } from './fault.ts'

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json }
export type JsonObject = Readonly<Record<string, Json>>

export const isObject = (json: Json | undefined): json is JsonObject =>
  typeof json === 'object' && json !== null && !Array.isArray(json)

export class JsonText {
  readonly file: string
  readonly root: JsonObject
  readonly #text: string

  private constructor(file: string, text: string, root: JsonObject) {
    this.file = file
    this.root = root
    this.#text = text
  }

  /** The object in a file, or null after telling what is wrong with it. */
  static read(file: string, faults: Faults): JsonText | null {
    const bytes = contents(file)
    const start = { file, line: 1, column: 1 }
    if (bytes === null) {
      faults.add(start, 'package-error', 'no such file', 'a package: a folder with a datapackage.json')
      return null
    }
    if (!isUtf8(bytes)) {
      faults.add(start, 'encoding-error', 'bytes that are not UTF-8', 'a file saved as UTF-8')
      return null
    }
    const text = bytes.toString('utf8').replace(/^\ufeff/, '')
    try {
      const root = JSON.parse(text) as Json
      if (isObject(root)) return new JsonText(file, text, root)
      faults.add(start, 'package-error', 'no JSON object', 'the descriptor as a JSON object')
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      const at = Number(/position (\d+)/.exec(message)?.[1] ?? text.length)
      faults.add(placeAt(file, text, at), 'package-error', `what is no JSON: ${message}`, 'valid JSON')
    }
    return null
  }

  /** Where the words stand, each searched after the one before it; where one is absent, the place of the last found. */
  place(...words: readonly string[]): Place {
    let at = 0
    for (const word of words) {
      const found = this.#text.indexOf(JSON.stringify(word), at)
      if (found < 0) break
      at = found
    }
    return placeAt(this.file, this.#text, at)
  }
}

function contents(file: string): Buffer | null {
  try {
    return readFileSync(file)
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return null
    throw error
  }
}

function placeAt(file: string, text: string, at: number): Place {
  const before = text.slice(0, at).split('\n')
  return { file, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
}
