import type { IncomingHttpHeaders } from 'node:http'

/** A request as it reaches the app: its body is read only by whoever wants it. */
export interface Asked {
  readonly method: string
  /** Path and query string, as sent. */
  readonly url: string
  readonly headers: IncomingHttpHeaders
  /** Reads the body as UTF-8 text. Throws a Refusal for one that is too large or no UTF-8. */
  body(): Promise<string>
}

/** What the app answers. */
export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Uint8Array
}

/** One request to the graph on its way through the plugins. */
export interface Exchange {
  readonly requestId: string
  readonly asked: Asked
  /** What is to be done once the answer is complete, or has failed. */
  readonly afterwards: (() => Promise<void>)[]
}

/** An answer in JSON. */
export function json(
  status: number,
  value: unknown,
  { mediaType = 'application/json', ...headers }: { mediaType?: string } & Record<string, string> = {},
): Answer {
  return {
    status,
    headers: { 'content-type': `${mediaType}; charset=utf-8`, ...headers },
    body: JSON.stringify(value),
  }
}
