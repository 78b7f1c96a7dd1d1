import { pipeline, Readable } from 'node:stream'
import { promisify } from 'node:util'
import { brotliCompress, constants, createBrotliCompress, createGzip, gzip } from 'node:zlib'
import { preferredEncoding } from './assets.ts'
import type { Answer } from './exchange.ts'

/** Shorter answers fit one packet of the network as they are. */
const WORTH_IT = 1_400

/** What is made anew for every request must not cost more than it saves: quality 4 of 11. */
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }

const whole = { br: promisify(brotliCompress), gzip: promisify(gzip) }
const streamed = { br: () => createBrotliCompress(BROTLI), gzip: () => createGzip() }

/** The answer as small as the client asks for it: compressed only where it says that it can read that. */
export async function compressed(answer: Answer, acceptEncoding: string | undefined): Promise<Answer> {
  const { headers, body } = answer
  const encoding = preferredEncoding(acceptEncoding)
  if (!encoding || (typeof body === 'string' && body.length < WORTH_IT)) return answer
  const encoded = Object.assign({}, headers, {
    'content-encoding': encoding,
    vary: 'Accept, Accept-Encoding',
  })
  if (typeof body === 'string') {
    const bytes = await (encoding === 'br' ? whole.br(body, BROTLI) : whole.gzip(body))
    return { ...answer, headers: encoded, body: bytes }
  }
  if (body instanceof Uint8Array) return answer
  const compressor = streamed[encoding]()
  // Faults and an early end reach the other side by themselves; there is nothing left to do here.
  pipeline(Readable.from(body), compressor, () => undefined)
  return { ...answer, headers: encoded, body: compressor }
}
