import type { DocumentNode, ExecutionResult, GraphQLError } from 'graphql'
import type { TableAsked } from './asked.ts'
import { pageInfoOf, windowed, type Window } from './document.ts'
import { rowsOf } from './rows.ts'
import type { Connection, Shape } from './shape.ts'
import { writing } from './text.ts'

/** How many rows of a list are read at a time when all of it is sent. */
const STREAMED_PAGE = { root: 500, nested: 100 }
/** About how much is written at a time. */
const PIECE = 65_536

/** A table whose first rows are there. */
export interface Table {
  readonly asked: TableAsked
  /** Cursor to go on after, where only a page was asked for and more follows. */
  readonly next: string | null
  /** The operation's name, or that of the list. */
  readonly name: string
  /** The text, made as it is read. Whoever takes it reads it to its end or calls `return`. */
  readonly pieces: AsyncIterator<string, unknown, undefined>
}

/** What a table is made of: the query, and how to run it anew, each time over the same snapshot. */
export interface Query {
  readonly document: DocumentNode
  readonly shape: Shape
  readonly name: string | null
  run(document: DocumentNode): Promise<ExecutionResult>
}

/** A page could not be read. */
export class TableError extends Error {
  override readonly name = 'TableError'
  readonly errors: readonly GraphQLError[]

  constructor(errors: readonly GraphQLError[]) {
    super(errors.map(({ message }) => message).join('; '))
    this.errors = errors
  }
}

/** Opens a table: its first rows are made before the answer begins. Throws TableError where they cannot be. */
export async function openTable(query: Query, asked: TableAsked): Promise<Table> {
  const connection = query.shape.root.list?.connection ?? null
  const streams =
    connection !== null && connection.first === null && !connection.fromEnd && asked.first === null
  const first: Window = streams
    ? { first: pageSize(connection), after: asked.after }
    : { first: asked.first, after: asked.after }
  const data = await page(query, first)
  const pieces = text(query, asked, data, streams ? connection : null)
  // Begun at once: a generator that never began would not clean up, and its faults would come too late.
  const begun = await pieces.next()
  return {
    asked,
    name: query.name ?? query.shape.root.list?.path[0] ?? Object.keys(data)[0] ?? 'table',
    next: streams || connection === null || connection.fromEnd ? null : cursorAfter(data, connection),
    pieces: resumed(begun, pieces),
  }
}

const pageSize = ({ isAtRoot }: Connection): number => (isAtRoot ? STREAMED_PAGE.root : STREAMED_PAGE.nested)

/** A cell cannot say that it failed: with an error anywhere a page is no page. */
async function page({ document, shape, run }: Query, window: Window): Promise<Record<string, unknown>> {
  const { data, errors } = await run(windowed(document, shape.root, window))
  if (errors || !data) throw new TableError(errors ?? [])
  return data
}

/** The text of a page, or of all pages from it on where `connection` is given. */
async function* text(
  query: Query,
  asked: TableAsked,
  first: Record<string, unknown>,
  connection: Connection | null,
): AsyncGenerator<string, void, undefined> {
  const { head, line } = writing(asked, query.shape.headers)
  let piece = head
  for (let data = first; ;) {
    for (const row of rowsOf(query.shape, data)) {
      piece += line(row)
      if (piece.length < PIECE) continue
      yield piece
      piece = ''
    }
    const cursor = connection && cursorAfter(data, connection)
    if (connection === null || cursor === null) break
    if (piece !== '') yield piece
    piece = ''
    data = await page(query, { first: pageSize(connection), after: cursor })
  }
  yield piece
}

function cursorAfter(data: Record<string, unknown>, connection: Connection): string | null {
  const info = pageInfoOf(data, connection)
  return info?.hasNextPage ? info.endCursor : null
}

function resumed(
  begun: IteratorResult<string, unknown>,
  rest: AsyncGenerator<string, void, undefined>,
): Table['pieces'] {
  let waiting: IteratorResult<string, unknown> | null = begun
  return {
    next: () => {
      if (waiting === null) return rest.next()
      const first = waiting
      waiting = null
      return Promise.resolve(first)
    },
    return: () => rest.return(),
  }
}
