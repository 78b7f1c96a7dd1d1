// Pages of lists after the Relay cursor connections specification: forward (first, after) and backward
// (last, before), with keyset cursors that name the order they belong to.
import type { CursorValue, Window } from '../db/queries/page.ts'
import type { ListLoader } from '../loaders/index.ts'
import { UserError } from './user-error.ts'

export const DEFAULT_PAGE = 50
/** Most rows of a page of a root list, and of a list on a noun. */
export const LARGEST_ROOT_PAGE = 1000
export const LARGEST_NESTED_PAGE = 100

export interface PageArguments {
  readonly first?: number | null | undefined
  readonly after?: string | null | undefined
  readonly last?: number | null | undefined
  readonly before?: string | null | undefined
}

export interface Order<Field extends string> {
  readonly field: Field
  readonly descending: boolean
}

interface Cursored {
  readonly cursor: string
}

export interface Page<Row> {
  readonly edges: (Cursored & { readonly node: Row })[]
  readonly pageInfo: PageInfo
  /** Counts the whole list; asked only where the client does. */
  readonly totalCount: () => Promise<number>
}

/** What page is asked for. Throws UserError for a size out of bounds or a cursor of another list. */
export function windowOf<Field extends string>(
  args: PageArguments,
  order: Order<Field>,
  largest: number,
): Window {
  const backward = args.last != null || (args.before != null && args.first == null)
  if (args.first != null && args.last != null)
    throw new UserError('last: found beside first, expected one of the two', 'last')
  if (args.after != null && backward)
    throw new UserError('after: found in a page from the end, expected before', 'after')
  if (args.before != null && !backward)
    throw new UserError('before: found in a page from the start, expected after', 'before')
  const size = (backward ? args.last : args.first) ?? DEFAULT_PAGE
  const argument = backward ? 'last' : 'first'
  if (size < 0 || size > largest) {
    throw new UserError(`${argument}: found ${size}, expected a number from 0 to ${largest}`, argument)
  }
  const cursor = backward ? args.before : args.after
  return {
    limit: size + 1,
    cursor: cursor == null ? null : decodedCursor(cursor, order, backward ? 'before' : 'after'),
    descending: order.descending,
    backward,
  }
}

const orderName = ({ field, descending }: Order<string>): string => `${field} ${descending ? 'DESC' : 'ASC'}`

function encodedCursor(values: readonly CursorValue[], order: Order<string>): string {
  return Buffer.from(JSON.stringify([orderName(order), ...values])).toString('base64url')
}

function decodedCursor(text: string, order: Order<string>, argument: string): CursorValue[] {
  const values = jsonOf(Buffer.from(text, 'base64url').toString('utf8'))
  const [name, ...place] = Array.isArray(values) ? (values as unknown[]) : []
  const whole =
    place.length > 0 && place.every((value) => typeof value === 'string' || typeof value === 'number')
  if (name !== orderName(order) || !whole) {
    throw new UserError(
      `${argument}: found ${JSON.stringify(text.slice(0, 40))}, expected a cursor of this list in the order ${orderName(order)}`,
      argument,
    )
  }
  return place
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null // not a cursor of ours: the caller says so
  }
}

/** A row of a page. Its cursor is written when it is asked for: most clients ask for that of the last row alone. */
class Edge<Found, Row> {
  readonly #found: Found
  readonly #order: Order<string>
  readonly #placeOf: (found: Found) => readonly CursorValue[]
  readonly node: Row

  constructor(
    found: Found,
    node: Row,
    order: Order<string>,
    placeOf: (found: Found) => readonly CursorValue[],
  ) {
    this.#found = found
    this.#order = order
    this.#placeOf = placeOf
    this.node = node
  }

  get cursor(): string {
    return encodedCursor(this.#placeOf(this.#found), this.#order)
  }
}

/**
 * Where a page stands in its list. A class: an object literal with getters has a hidden class of its own, which
 * keeps all that they refer to until the next full collection of garbage.
 */
class PageInfo {
  readonly hasNextPage: boolean
  readonly hasPreviousPage: boolean
  readonly #edges: readonly Cursored[]

  constructor(edges: readonly Cursored[], hasNextPage: boolean, hasPreviousPage: boolean) {
    this.#edges = edges
    this.hasNextPage = hasNextPage
    this.hasPreviousPage = hasPreviousPage
  }

  get startCursor(): string | null {
    return this.#edges[0]?.cursor ?? null
  }

  get endCursor(): string | null {
    return this.#edges.at(-1)?.cursor ?? null
  }
}

/** How a found row becomes the node of an edge, and where it stands in the order. */
interface Reading<Found, Row> {
  readonly nodeOf: (found: Found) => Row
  readonly placeOf: (found: Found) => readonly CursorValue[]
}

/** The page of the rows that a window gave: one row more than asked tells that there are more. */
export function pageOf<Found extends object, Row = Found>(
  rows: readonly Found[],
  window: Window,
  order: Order<string>,
  totalCount: () => Promise<number>,
  { nodeOf, placeOf }: Reading<Found, Row>,
): Page<Row> {
  const size = window.limit - 1
  const more = rows.length > size
  const shown = window.backward ? rows.slice(0, size).reverse() : rows.slice(0, size)
  const edges = shown.map((found) => new Edge(found, nodeOf(found), order, placeOf))
  const continued = window.cursor !== null
  const [ahead, behind] = window.backward ? [continued, more] : [more, continued]
  return { edges, pageInfo: new PageInfo(edges, ahead, behind), totalCount }
}

/** A page of a root list. */
export async function rootPage<List, Field extends string, Row extends object>(
  loader: ListLoader<List, Field, Row>,
  list: List,
  order: Order<Field>,
  args: PageArguments,
): Promise<Page<Row>> {
  const window = windowOf(args, order, LARGEST_ROOT_PAGE)
  const rows = await loader.page(list, order.field, window)
  return pageOf(rows, window, order, () => loader.count(list), {
    nodeOf: (row) => row,
    placeOf: loader.placeIn(order.field, order.descending),
  })
}

/** A row with its place in a total order: what a cursor to it holds. */
export interface Placed<Row> {
  readonly row: Row
  readonly place: readonly CursorValue[]
}

/** Compares two places of one order. */
export type ComparePlaces = (a: readonly CursorValue[], b: readonly CursorValue[]) => number

/** Text before text, number before number, value by value. */
export const compareValues: ComparePlaces = (a, b) => {
  const differing = a.findIndex((value, index) => value !== b[index])
  const [left, right] = [a[differing], b[differing]]
  return left === undefined || right === undefined ? 0 : left < right ? -1 : 1
}

/** A page of a list that is in memory. `compare` gives the list's order, direction included. */
export function arrangedPage<Row>(
  rows: readonly Placed<Row>[],
  compare: ComparePlaces,
  order: Order<string>,
  args: PageArguments,
  largest: number,
): Page<Row> {
  const window = windowOf(args, order, largest)
  const { cursor } = window
  const down = window.backward ? -1 : 1
  const inOrder = [...rows].sort((a, b) => down * compare(a.place, b.place))
  const beyond = cursor === null ? inOrder : inOrder.filter(({ place }) => down * compare(place, cursor) > 0)
  return pageOf(beyond.slice(0, window.limit), window, order, () => Promise.resolve(rows.length), {
    nodeOf: ({ row }) => row,
    placeOf: ({ place }) => place,
  })
}

/** A page of a small table that is in memory, by the columns that `placeOf` gives. */
export function memoryPage<Row>(
  rows: readonly Row[],
  placeOf: (row: Row) => readonly CursorValue[],
  args: PageArguments,
): Page<Row> {
  const placed = rows.map((row) => ({ row, place: placeOf(row) }))
  return arrangedPage(placed, compareValues, { field: 'CODE', descending: false }, args, LARGEST_ROOT_PAGE)
}
