import { Refusal } from '../errors.ts'
import type { Asked } from '../exchange.ts'
import { accepted } from '../media-type.ts'

export const TABLE_FORMATS = ['csv', 'ndjson'] as const
export type TableFormat = (typeof TABLE_FORMATS)[number]

export const MEDIA_TYPES = {
  csv: 'text/csv; charset=utf-8; header=present',
  ndjson: 'application/x-ndjson; charset=utf-8',
} as const satisfies Record<TableFormat, string>

/** The table that a request asks for. `first` and `after` in the address go before those in the query. */
export interface TableAsked {
  readonly format: TableFormat
  /** A byte-order mark before CSV: Excel on Windows reads Chinese only with one. */
  readonly bom: boolean
  readonly first: number | null
  readonly after: string | null
}

/** The table asked for by `?format=`, or else by Accept; null for JSON. Throws Refusal for what is none. */
export function tableAsked({ url, headers }: Asked): TableAsked | null {
  if (!url.includes('?') && !namesTable(headers.accept)) return null
  const search = searchOf(url)
  const format = search.has('format')
    ? formatNamed(search.get('format') ?? '')
    : formatAccepted(headers.accept)
  if (format === null) return null
  return { format, bom: flag(search, 'bom'), first: whole(search, 'first'), after: search.get('after') }
}

export const searchOf = (url: string): URLSearchParams =>
  new URLSearchParams(url.split('?').slice(1).join('?'))

function formatNamed(name: string): TableFormat | null {
  if (name === 'json') return null
  return (
    TABLE_FORMATS.find((format) => format === name) ?? refuse('format', name, '"csv", "ndjson" or "json"')
  )
}

const FORMAT_OF: ReadonlyMap<string, TableFormat | 'json'> = new Map([
  ['text/csv', 'csv'],
  ['application/x-ndjson', 'ndjson'],
  ['application/ndjson', 'ndjson'],
  ['application/json', 'json'],
  ['application/graphql-response+json', 'json'],
  ['application/*', 'json'],
  ['*/*', 'json'],
])

const namesTable = (accept = ''): boolean => /csv|ndjson/i.test(accept)

/** The format that Accept gives most weight; the one named first among equals, JSON where it names none of ours. */
function formatAccepted(accept = ''): TableFormat | null {
  if (!namesTable(accept)) return null
  for (const { mediaType } of accepted(accept)) {
    const format = FORMAT_OF.get(mediaType)
    if (format) return format === 'json' ? null : format
  }
  return null
}

function flag(search: URLSearchParams, name: string): boolean {
  const value = search.get(name) ?? '0'
  return value === '1' || (value !== '0' && refuse(name, value, '1 or 0'))
}

function whole(search: URLSearchParams, name: string): number | null {
  const value = search.get(name)
  if (value === null) return null
  return /^\d{1,9}$/.test(value) ? Number(value) : refuse(name, value, 'a whole number')
}

function refuse(argument: string, found: string, expected: string): never {
  const message = `${argument}: found ${JSON.stringify(found.slice(0, 40))}, expected ${expected}`
  throw new Refusal('BAD_USER_INPUT', message, { argument })
}
