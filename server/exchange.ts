import type { IncomingHttpHeaders } from 'node:http'
import type { JsonType } from './media-type.ts'
import type { TableAsked } from './table/asked.ts'
import type { Table } from './table/table.ts'
import type { Trace } from './trace.ts'

/** A request as it reaches the app: its body is read only by whoever wants it. */
export interface Asked {
  readonly method: string
  /** Path and query string, as sent. */
  readonly url: string
  readonly headers: IncomingHttpHeaders
  /** Of whoever is at the other end of the connection. */
  readonly address: string
  /** Reads the body as UTF-8 text; a second time as the first. Throws a Refusal for one that is too large or no UTF-8. */
  body(): Promise<string>
}

/** What the app answers. */
export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** Text, bytes, or pieces of text that are made while they are sent: whoever does not want them all says so by `return`. */
  readonly body: string | Uint8Array | AsyncIterable<string | Uint8Array>
  /** The same question has the same answer for as long as the dataset has the same version. */
  readonly isLasting?: boolean
}

/** An answer that is there as a whole. */
export interface WholeAnswer extends Answer {
  readonly body: string | Uint8Array
}

/** One request to the graph on its way through the plugins. */
export interface Exchange {
  readonly trace: Trace
  readonly asked: Asked
  /** What is to be done once the answer is complete, or has failed. */
  readonly afterwards: (() => Promise<void>)[]
  /** What table the answer is to be; null for JSON. */
  readonly tableAsked: TableAsked | null
  /** The media type of JSON that the client reads. */
  readonly mediaType: JsonType
  /** What the plugins make for those after them: an object of its own, since Yoga copies the rest. */
  readonly made: {
    /** A new context over the same snapshot, with nothing remembered; there once execution has begun. */
    anotherContext?: () => Promise<object>
    /** The table, once its first page is there. */
    table?: Table
  }
}

/** An answer in JSON. */
export function json(
  status: number,
  value: unknown,
  { mediaType = 'application/json', ...headers }: { mediaType?: string } & Record<string, string> = {},
): WholeAnswer {
  return {
    status,
    headers: { 'content-type': `${mediaType}; charset=utf-8`, ...headers },
    body: JSON.stringify(value),
  }
}
