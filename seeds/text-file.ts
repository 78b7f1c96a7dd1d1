// The text of a file in pieces of whole lines: strict UTF-8, without a byte-order mark. A file of any length
// is never held as a whole.
import { isUtf8 } from 'node:buffer'
import { createReadStream } from 'node:fs'
import type { Place } from './fault.ts'

/** Bytes that are no text: where, and what is told of the first of them. */
export interface NotText extends Pick<Place, 'line' | 'column'> {
  readonly found: string
}

const NEWLINE = 0x0a
const BYTE_ORDER_MARK = '\ufeff'

/** Pieces of whole lines, the last one excepted; what is no text comes last, after all that stands before its line. */
export async function* textOf(file: string): AsyncGenerator<string | NotText> {
  let line = 1
  for await (const lines of wholeLines(file)) {
    if (isUtf8(lines)) {
      yield withoutMark(lines, line)
      line += linesIn(lines)
      continue
    }
    let start = 0
    for (let end = 0; isUtf8(lines.subarray(start, end)); end = endOfLine(lines, start)) start = end
    const before = lines.subarray(0, start)
    yield withoutMark(before, line)
    yield notText(line + linesIn(before), lines.subarray(start, endOfLine(lines, start)))
    return
  }
}

/** A text cut out of a file, without the piece of the file that it would otherwise keep in memory. */
export const ownText = (text: string): string => Buffer.from(text).toString()

function withoutMark(lines: Buffer, line: number): string {
  const text = lines.toString()
  return line === 1 && text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text
}

/** No character goes over the end of a line. */
async function* wholeLines(file: string): AsyncGenerator<Buffer> {
  let rest: Buffer[] = []
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    const end = chunk.lastIndexOf(NEWLINE) + 1
    if (end === 0) {
      rest.push(chunk)
      continue
    }
    yield Buffer.concat([...rest, chunk.subarray(0, end)])
    rest = [chunk.subarray(end)]
  }
  yield Buffer.concat(rest)
}

function endOfLine(bytes: Buffer, start: number): number {
  const newline = bytes.indexOf(NEWLINE, start)
  return newline < 0 ? bytes.length : newline + 1
}

function linesIn(bytes: Buffer): number {
  let count = 0
  for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, at + 1)) count += 1
  return count
}

const REPLACED = '\ufffd'
const WHOLE = new TextDecoder('utf-8', { ignoreBOM: true })

/** What stands before the first byte that is no UTF-8, and what is told of that byte. */
export function foreignByte(bytes: Buffer): { readonly before: string; readonly told: string } {
  const [first = '', ...others] = WHOLE.decode(bytes).split(REPLACED)
  let before = first
  // The character may stand in the file itself.
  for (const part of others) {
    const at = Buffer.byteLength(before)
    if (bytes.toString('latin1', at, at + 3) !== '\xef\xbf\xbd') break
    before += REPLACED + part
  }
  const byte = bytes[Buffer.byteLength(before)] ?? 0
  return { before, told: `the byte 0x${byte.toString(16).padStart(2, '0')}, which is not UTF-8 here` }
}

function notText(line: number, bytes: Buffer): NotText {
  const { before, told } = foreignByte(bytes)
  return { line, column: fieldsIn(before), found: told }
}

/** How many fields the beginning of a line reaches into: commas outside quotes, and one. */
function fieldsIn(text: string): number {
  const unquoted = text.split('"').filter((_, part) => part % 2 === 0)
  return unquoted.join('').split(',').length
}
