/** What a request may cost before anything of it is executed. A refusal names the limit and what it found. */
export interface Limits {
  /** Bytes of a POST body. */
  readonly bodyBytes: number
  /** Characters of the request's address: path and query string as sent. */
  readonly urlLength: number
  /** How deep the JSON of a body, of `variables` and of `extensions` may nest; the outermost object counts as 1. */
  readonly jsonDepth: number
  /** Lexical tokens of a document. */
  readonly documentTokens: number
  /** How deep the brackets of a document, of any kind, may nest: what the recursion of parser and rules is bounded by. */
  readonly documentDepth: number
}

/**
 * The defaults leave room above what is asked in earnest: GraphiQL's introspection has some 190
 * tokens and nests 10 deep, the largest worked queries 150 tokens and 7 deep.
 */
export const LIMITS: Limits = {
  bodyBytes: 100_000,
  urlLength: 8_192,
  jsonDepth: 20,
  documentTokens: 2_000,
  documentDepth: 50,
}
