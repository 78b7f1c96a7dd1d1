// Requests as bytes, made before time is taken.
import { createHash } from 'node:crypto'
import type { Asked } from '../questions/question.ts'

type Lines = readonly string[]

const bytes = (lines: Lines, body = ''): Buffer =>
  Buffer.from(`${[...lines, 'host: 127.0.0.1', 'accept: application/json'].join('\r\n')}\r\n\r\n${body}`)

/** A POST of any text. */
export const posted = (text: string): Buffer =>
  bytes(
    [
      'POST /graphql HTTP/1.1',
      'content-type: application/json',
      `content-length: ${Buffer.byteLength(text)}`,
    ],
    text,
  )

const post = (body: object): Buffer => posted(JSON.stringify(body))

const extensionsOf = (query: string) => ({
  persistedQuery: { version: 1, sha256Hash: createHash('sha256').update(query).digest('hex') },
})

/** The question with its whole text. */
export const asked = ({ query, variables }: Asked): Buffer => post({ query, variables })

/** The text together with its hash: from then on the hash is enough. */
export const registering = ({ query, variables }: Asked): Buffer =>
  post({ query, variables, extensions: extensionsOf(query) })

/** The hash alone. */
export const askedByHash = ({ query, variables }: Asked): Buffer =>
  post({ variables, extensions: extensionsOf(query) })

/** The hash alone in an address; with the mark of an answer that the client has still. */
export function askedInAddress({ query, variables }: Asked, etag: string | null = null): Buffer {
  const search = new URLSearchParams({
    variables: JSON.stringify(variables),
    extensions: JSON.stringify(extensionsOf(query)),
  })
  return bytes([
    `GET /graphql?${search.toString()} HTTP/1.1`,
    ...(etag === null ? [] : [`if-none-match: ${etag}`]),
  ])
}
