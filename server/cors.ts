import type { Answer } from './exchange.ts'

/**
 * Any web page may ask: the graph is public, read-only, and knows no cookies or other credentials
 * that a foreign page could borrow.
 */
export const CORS_HEADERS: Readonly<Record<string, string>> = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers':
    'content-disposition, link, retry-after, server-timing, x-next-cursor, x-request-id',
}

/** What a browser asks before it sends JSON from another site's page; and what OPTIONS answers in general. */
export const PREFLIGHT: Answer = {
  status: 204,
  headers: {
    allow: 'GET, HEAD, POST, OPTIONS',
    'access-control-allow-methods': 'GET, HEAD, POST, OPTIONS',
    'access-control-allow-headers': 'content-type, accept, x-api-key, x-request-id',
    'access-control-max-age': '86400',
  },
  body: '',
}
