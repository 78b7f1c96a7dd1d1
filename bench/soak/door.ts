// A hundred thousand documents, no two alike, at every door of the hub: what is asked is the same in every run.
import { createHash } from 'node:crypto'
import { schema } from '../../schema/index.ts'
import { Chance } from '../../test/schema/chance.ts'
import { generatedQuery, type GeneratedQuery } from '../../test/schema/generated-query.ts'
import type { KnownCodes } from '../../test/schema/generated-value.ts'
import { REFUSABLE } from '../refusal/request.ts'

export const DOCUMENTS = 100_000

/** What is sent, one after the other. */
export type Exchange = readonly { readonly address: string; readonly init?: RequestInit }[]

type Door = (graph: string, place: number, known: KnownCodes) => Exchange

/** A query by chance, its operation named by its place: so none has the text of another. */
function query(place: number, known: KnownCodes): GeneratedQuery {
  const operationName = `Asked${place}`
  const generated = generatedQuery(schema, known, place)
  return {
    ...generated,
    query: generated.query.replace('query Asked', `query ${operationName}`),
    operationName,
  }
}

const json = (address: string, body: unknown): Exchange => [
  {
    address,
    init: {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    },
  },
]

const inAddress = (graph: string, parameters: Readonly<Record<string, string>>): Exchange => [
  { address: `${graph}?${new URLSearchParams(parameters).toString()}` },
]

const posted: Door = (graph, place, known) => json(graph, query(place, known))

const LONGEST_ADDRESS = 8_000

const got: Door = (graph, place, known) => {
  const { query: text, variables, operationName } = query(place, known)
  const exchange = inAddress(graph, { query: text, variables: JSON.stringify(variables), operationName })
  return (exchange[0]?.address.length ?? 0) > LONGEST_ADDRESS ? posted(graph, place, known) : exchange
}

/** The text with its hash, then the hash alone. */
const persisted: Door = (graph, place, known) => {
  const { query: text, ...others } = query(place, known)
  const extensions = {
    persistedQuery: { version: 1, sha256Hash: createHash('sha256').update(text).digest('hex') },
  }
  return [...json(graph, { query: text, ...others, extensions }), ...json(graph, { ...others, extensions })]
}

const COLUMNS = [
  'id',
  'subjectCode',
  'indicatorCode',
  'kind',
  'direction',
  'periodLabel',
  'periodStart',
  'part',
]
const MORE_COLUMNS = [
  'frequency',
  'partnerCode',
  'qualifier',
  'status',
  'locator',
  'evidence',
  'exact',
  'chosen',
]

/** Rows of a table: some columns, a page or all that there is. */
function table(place: number, size: number | null): string {
  const chance = new Chance(place)
  const columns = chance.shuffled([...COLUMNS, ...MORE_COLUMNS]).slice(0, chance.within(3, 12))
  const page = size === null ? '' : `(first: ${size})`
  return `query Rows${place} { observationRows${page} { nodes { ${columns.join(' ')} } } }`
}

const pageAsCsv: Door = (graph, place) =>
  inAddress(graph, { format: 'csv', query: table(place, 1 + (place % 50)) })
const wholeAsCsv: Door = (graph, place) => inAddress(graph, { format: 'csv', query: table(place, null) })
const asLines: Door = (graph, place) =>
  json(`${graph}?format=ndjson`, { query: table(place, 1 + (place % 50)) })

const refused: Door = (graph, place) => {
  const { bodyOf } = REFUSABLE[place % REFUSABLE.length] ?? { bodyOf: () => '' }
  return json(graph, bodyOf(place))
}

/** How often each door is taken, of twenty times. */
const DOORS: readonly Door[] = [
  ...Array.from({ length: 10 }, () => posted),
  ...[got, got, got, persisted, persisted],
  ...[pageAsCsv, asLines, wholeAsCsv, refused, refused],
]

/** What is asked at a place; after all documents have been asked they come again. */
export function exchangeAt(graph: string, place: number, known: KnownCodes): Exchange {
  const door = DOORS[place % DOORS.length] ?? posted
  return door(graph, place % DOCUMENTS, known)
}
