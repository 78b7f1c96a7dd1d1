// Requests that are refused, one for each limit that a hostile client would try first.
export interface Refusable {
  readonly kind: string
  /** The code that it is refused with. */
  readonly code: string
  /** The body of a round. No two are the same text: what is remembered of one helps none. */
  readonly bodyOf: (round: number) => string
}

const times = (count: number, text: (place: number) => string): string =>
  Array.from({ length: count }, (_, place) => text(place)).join(' ')

const document = (kind: string, code: string, query: string, variables: object = {}): Refusable => ({
  kind,
  code,
  bodyOf: (round) => JSON.stringify({ query: `# ${round}\n${query}`, variables }),
})

/** Pages in pages, their size in a variable: 1,000 × 100 × 100 objects. */
const COSTLY = `query ($size: Int!) {
  ports(first: 1000) { nodes { observations(first: $size) { nodes { discrepancies { claims { parts { id } } } } } } }
}`

export const REFUSABLE: readonly Refusable[] = [
  document(
    'too deep',
    'QUERY_TOO_DEEP',
    `{ region(code: "cn") ${'{ parent '.repeat(11)}{ code }${' }'.repeat(11)} }`,
  ),
  document('450 aliases', 'TOO_MANY_ALIASES', `{ ${times(450, (place) => `a${place}: __typename`)} }`),
  document(
    'a fan of fragments',
    'DOCUMENT_TOO_COMPLEX',
    `{ ...F0 } ${times(20, (place) => `fragment F${place} on Query { ...F${place + 1} ...F${place + 1} dataset { version } }`)} fragment F20 on Query { __typename }`,
  ),
  document('30,000 tokens', 'DOCUMENT_TOO_LARGE', `{ ${'a '.repeat(30_000)}}`),
  document('brackets 900 deep', 'DOCUMENT_TOO_DEEP', `${'{ a '.repeat(900)}${' }'.repeat(900)}`),
  document('costly by a variable', 'QUERY_TOO_COSTLY', COSTLY, { size: 100 }),
  document('a list of 5,000', 'LIST_TOO_LONG', 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', {
    ids: Array.from({ length: 5_000 }, (_, place) => `id-${place}`),
  }),
  {
    kind: 'a body of 150 kB',
    code: 'BODY_TOO_LARGE',
    bodyOf: (round) => `{"query":"{${`a${round} `.repeat(50_000)}}"}`,
  },
  {
    kind: 'bad JSON',
    code: 'BAD_REQUEST',
    bodyOf: (round) => `{"query": "{ a${round}: dataset { version } }"`,
  },
]
