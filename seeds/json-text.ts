// A JSON file with places: a fault in datapackage.json names its line and character like one in a table.
import { isUtf8 } from 'node:buffer'
import { lstatSync, readFileSync } from 'node:fs'
import { quoted, type Faults, type Place } from './fault.ts'
import { foreignByte } from './text-file.ts'

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
    const start = { file, line: 1, column: 1 }
    const entry = lstatSync(file, { throwIfNoEntry: false })
    if (entry?.isFile() !== true) {
      const found = entry === undefined ? 'no such file' : 'what is no plain file'
      faults.add(start, 'package-error', found, 'a package: a folder with a datapackage.json')
      return null
    }
    const text = textIn(file, faults)
    if (text === null) return null
    try {
      const root = JSON.parse(text) as Json
      if (isObject(root)) return new JsonText(file, text, root)
      faults.add(start, 'package-error', 'no JSON object', 'the descriptor as a JSON object')
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error
      const at = endOfJson(text)
      const [word] = /^(?:"(?:[^"\\\n]|\\.)*"?|[\w.+-]+|.)/su.exec(text.slice(at)) ?? []
      const found = `${word === undefined ? 'the end of the file' : quoted(word)} where it is no JSON`
      faults.add(placeAt(file, text, at), 'package-error', found, 'valid JSON')
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

/** The text of a file without its byte-order mark, or null after telling that it is none. */
function textIn(file: string, faults: Faults): string | null {
  const bytes = readFileSync(file)
  if (isUtf8(bytes)) return bytes.toString().replace(/^\ufeff/, '')
  const { before, told } = foreignByte(bytes)
  faults.add(placeAt(file, before, before.length), 'encoding-error', told, 'a file saved as UTF-8')
  return null
}

/** How far a text is the beginning of some JSON, of which V8 tells the place of some faults only. */
function endOfJson(text: string): number {
  let [sound, faulty] = [0, text.length + 1]
  while (faulty - sound > 1) {
    const length = (sound + faulty) >> 1
    if (beginsJson(text.slice(0, length))) sound = length
    else faulty = length
  }
  return sound
}

function beginsJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch (error) {
    const message = error instanceof Error ? error.message : ''
    const [, place] = /at position (\d+)/.exec(message) ?? []
    return message.startsWith('Unexpected end of JSON input') || Number(place) === text.length
  }
}

function placeAt(file: string, text: string, at: number): Place {
  const before = text.slice(0, at).split('\n')
  return { file, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
}
