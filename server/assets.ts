import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { WholeAnswer } from './exchange.ts'

const compressions = {
  // 5 of 11: a quarter of a second for the largest script, where 11 takes ten seconds to save a tenth.
  br: (body: Buffer) => promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
  gzip: (body: Buffer) => promisify(gzip)(body),
}

type Encoding = keyof typeof compressions

/** A file that never changes under its name, which holds a fingerprint of it. Compressed when first asked for, then kept. */
export class Asset {
  readonly name: string
  readonly #mediaType: string
  readonly #body: Buffer
  readonly #compressed = new Map<Encoding, Promise<Buffer>>()

  constructor(name: string, mediaType: string, content: string) {
    this.#body = Buffer.from(content)
    this.#mediaType = mediaType
    this.name = `${createHash('sha256').update(this.#body).digest('hex').slice(0, 12)}-${name}`
  }

  async answer(acceptEncoding: string | undefined): Promise<WholeAnswer> {
    const headers = {
      'content-type': `${this.#mediaType}; charset=utf-8`,
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'Accept-Encoding',
    }
    const encoding = preferredEncoding(acceptEncoding)
    if (!encoding) return { status: 200, headers, body: this.#body }
    return {
      status: 200,
      headers: { ...headers, 'content-encoding': encoding },
      body: await this.#compressedAs(encoding),
    }
  }

  #compressedAs(encoding: Encoding): Promise<Buffer> {
    const known = this.#compressed.get(encoding)
    if (known) return known
    const compressed = compressions[encoding](this.#body)
    this.#compressed.set(encoding, compressed)
    return compressed
  }
}

/** The first of ours that a client accepts: it must name it, and not with a weight of zero. */
export function preferredEncoding(acceptEncoding = ''): Encoding | null {
  const accepted = acceptEncoding
    .toLowerCase()
    .split(',')
    .map((part) => part.replace(/\s/g, '').split(';'))
    .filter(([, weight]) => !/^q=0(\.0*)?$/.test(weight ?? ''))
    .map(([name]) => name)
  return (['br', 'gzip'] as const).find((encoding) => accepted.includes(encoding)) ?? null
}
