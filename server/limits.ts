/**
 * The defaults leave room above what is asked in earnest: GraphiQL's introspection has some 190
 * tokens and nests 10 deep, the largest worked queries 150 tokens and 7 deep.
 */
export const LIMITS = {
  bodyBytes: 100_000,
  urlLength: 8_192,
  jsonDepth: 20,
  documentTokens: 2_000,
  documentDepth: 50,
  depth: 12,
  aliases: 30,
  rootFields: 20,
  directives: 10,
  fields: 5_000,
  introspections: 1,
  listItems: 250,
  textLength: 100,
  nodes: 100_000,
  requestMs: 5_000,
  statementMs: 1_000,
}

/** What a request may ask for before anything of it is executed, and how long it may take then. A refusal names the limit and what it found. */
export type Limits = Readonly<Record<keyof typeof LIMITS, number>>

/** What each limit counts: clients read it in the graph. */
export const COUNTED: Readonly<Record<keyof Limits, string>> = {
  bodyBytes: 'Bytes of the body of a POST.',
  urlLength: 'Characters of the request’s address: path and query string as sent.',
  jsonDepth:
    'Levels of the JSON of a body, of `variables` and of `extensions`; the outermost object is the first.',
  documentTokens: 'Lexical tokens of a document; comments, commas and white space are none.',
  documentDepth:
    'Levels of brackets of any kind in a document: what the recursion of parser and rules is bounded by.',
  depth: 'Levels of fields, fragments expanded; `edges`, `node`, `nodes` and introspection are not counted.',
  aliases: 'Aliases, fragments expanded; those of `__typename` are counted.',
  rootFields: 'Fields at the root that are answered one by one, under names of their own.',
  directives: 'Directives, fragments expanded.',
  fields: 'Fields, fragments expanded: how often one fragment may be spread in another.',
  introspections: 'How often `__schema` may be asked, under names of its own.',
  listItems: 'Items of a list that is given, in the document, in variables or in their defaults.',
  textLength: 'Characters of a text to look for: `text` of a search or a filter, and each of `names`.',
  nodes:
    'Objects that an answer may have, counted before it is made: page sizes multiplied, of other lists the most that they hold. ' +
    'Tables that are streamed are apart: there it is the objects for one row of the list at the root.',
  requestMs:
    'Milliseconds that an answer may take to make, or the next piece of a table; waiting for its turn is not counted.',
  statementMs: 'Milliseconds that one statement may take in the database, where the answer may be long.',
}

const PREFIX = 'KOUAN_LIMIT_'

/** The variable of the environment that sets a limit: KOUAN_LIMIT_BODY_BYTES. */
export const variableOf = (name: string): string =>
  PREFIX + name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()

/** Something in the environment is no limit. */
export class LimitError extends Error {
  override readonly name = 'LimitError'
}

/** The limits with what the environment sets. Throws LimitError for what is no number, and for a name of no limit. */
export function limitsOf(environment: Readonly<Record<string, string | undefined>>): Limits {
  const names = new Map(Object.keys(LIMITS).map((name) => [variableOf(name), name]))
  const set = Object.entries(environment).filter(([variable]) => variable.startsWith(PREFIX))
  const values = set.map(([variable, value = '']): [string, number] => {
    const name = names.get(variable)
    if (name === undefined) {
      throw new LimitError(`${variable} is no limit; there are ${[...names.keys()].join(', ')}`)
    }
    if (!/^[1-9]\d{0,8}$/.test(value)) {
      throw new LimitError(`${variable} is ${JSON.stringify(value)}; give a whole number from 1 to 999999999`)
    }
    return [name, Number(value)]
  })
  return { ...LIMITS, ...Object.fromEntries(values) }
}
