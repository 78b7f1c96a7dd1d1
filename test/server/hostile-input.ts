// Requests whose arguments mean harm: lists and texts in a document, in variables and in their defaults.

export interface HostileRequest {
  readonly query: string
  readonly variables?: unknown
  readonly operationName?: string
}

export type Row = readonly [title: string, code: string, request: HostileRequest]
export const row = (title: string, code: string, query: string, variables?: unknown): Row => [
  title,
  code,
  { query, ...(variables === undefined ? {} : { variables }) },
]

export const codes = (count: number): string[] => Array.from({ length: count }, (_, index) => `port-${index}`)
const listed = (count: number): string => JSON.stringify(codes(count))

export const HOSTILE_INPUT: readonly Row[] = [
  row('251 codes', 'LIST_TOO_LONG', `{ ports(filter: { codes: ${listed(251)} }) { totalCount } }`),
  row(
    '251 codes in a variable',
    'LIST_TOO_LONG',
    'query ($c: [String!]) { ports(filter: { codes: $c }) { totalCount } }',
    {
      c: codes(251),
    },
  ),
  row(
    '251 codes in an input in a variable',
    'LIST_TOO_LONG',
    'query ($f: PortFilter) { ports(filter: $f) { totalCount } }',
    {
      f: { codes: codes(251) },
    },
  ),
  row(
    '251 codes in a default',
    'LIST_TOO_LONG',
    `query ($c: [String!] = ${listed(251)}) { ports(filter: { codes: $c }) { totalCount } }`,
  ),
  row(
    '251 codes in an input in a default',
    'LIST_TOO_LONG',
    `query ($f: PortFilter = { codes: ${listed(251)} }) { ports(filter: $f) { totalCount } }`,
  ),
  row('251 global IDs', 'LIST_TOO_LONG', 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', {
    ids: codes(251),
  }),
  row('5,000 names', 'LIST_TOO_LONG', 'query ($n: [String!]!) { resolve(names: $n) { unresolved } }', {
    n: codes(5_000),
  }),
  row('a text of 101 characters', 'TEXT_TOO_LONG', `{ search(text: "${'a'.repeat(101)}") { totalCount } }`),
  row(
    'a text of 101 characters in a variable',
    'TEXT_TOO_LONG',
    'query ($t: String!) { search(text: $t) { totalCount } }',
    {
      t: '口'.repeat(101),
    },
  ),
  row(
    'a text of 101 characters in a default',
    'TEXT_TOO_LONG',
    `query ($t: String! = "${'口'.repeat(101)}") { search(text: $t) { totalCount } }`,
  ),
  row(
    'a filter’s text of 90,000 characters in a variable',
    'TEXT_TOO_LONG',
    'query ($f: PortFilter) { ports(filter: $f) { totalCount } }',
    { f: { text: '%'.repeat(90_000) } },
  ),
  row(
    'a block text of 101 characters',
    'TEXT_TOO_LONG',
    `{ ports(filter: { text: """${'%'.repeat(101)}""" }) { totalCount } }`,
  ),
]
