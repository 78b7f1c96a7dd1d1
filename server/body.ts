import { isUtf8 } from 'node:buffer'
import type { IncomingMessage } from 'node:http'
import { exceeded, Refusal } from './errors.ts'

/** How much of a body that nobody reads is thrown away, in limits' worth, before the connection is cut. */
const PATIENCE = 10

/** A request's body as text: at most so many bytes, declared or not, and UTF-8. */
export async function bodyText(request: IncomingMessage, allowed: number): Promise<string> {
  const declared = Number(request.headers['content-length'] ?? 0)
  if (declared > allowed) throw tooLarge(declared, allowed)
  const body = await bytesOf(request, allowed)
  if (!isUtf8(body)) throw new Refusal('BAD_REQUEST', 'the body is not UTF-8')
  return body.toString()
}

/** By events rather than as an async iterable, which would cut the connection when it stops early. */
function bytesOf(request: IncomingMessage, allowed: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    request.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size <= allowed) chunks.push(chunk)
      else reject(tooLarge(size, allowed))
    })
    request.on('end', () => {
      resolve(Buffer.concat(chunks))
    })
    request.on('close', () => {
      if (!request.complete) reject(new Refusal('BAD_REQUEST', 'the body broke off'))
    })
  })
}

function tooLarge(found: number, allowed: number): Refusal {
  return exceeded({
    code: 'BODY_TOO_LARGE',
    limit: 'bodyBytes',
    allowed,
    found,
    counted: `the body has ${found} bytes or more`,
  })
}

/**
 * Waits for the rest of a body that nobody wants, so that a client which writes first and reads
 * later finds its answer; not for ever, and the connection is not used again where it was cut short.
 */
export function bodyDiscarded(request: IncomingMessage, allowed: number): Promise<void> {
  return new Promise((resolve) => {
    if (request.complete || request.destroyed) {
      resolve()
      return
    }
    let left = PATIENCE * allowed
    request.on('data', (chunk: Buffer) => {
      left -= chunk.length
      if (left < 0) resolve()
    })
    for (const event of ['end', 'close']) request.on(event, resolve)
    request.resume()
  })
}
