import {
  type ArgumentNode,
  type DocumentNode,
  type FieldNode,
  Kind,
  parse,
  type SelectionNode,
  visit,
} from 'graphql'
import { LARGEST_NESTED_PAGE } from '../../resolvers/page.ts'
import type { Connection, Level } from './shape.ts'

/** How many rows of a list below a list are asked for where the query does not say. */
export const NESTED_PAGE = LARGEST_NESTED_PAGE

/** The page of the outermost list; what is null stands as the query has it. */
export interface Window {
  readonly first: number | null
  readonly after: string | null
}

export interface PageInfo {
  readonly hasNextPage: boolean
  readonly endCursor: string | null
}

/** Our own look at the page, beside whatever the query selects. */
const ALIAS = '_tablePage'

/** What an answer tells of a connection's page; undefined where it is not there. */
export function pageInfoOf(data: object, { path }: Connection): PageInfo | undefined {
  const at = path.reduce((value: unknown, key) => (value as Record<string, unknown> | null)?.[key], data)
  return (at as Record<string, PageInfo> | null | undefined)?.[ALIAS]
}

type Change = (field: FieldNode) => FieldNode

/**
 * The document with the outermost list's page set, and lists below it as long as they can be. Every page tells
 * whether it is the last; what a table leaves out is not asked for.
 */
export function windowed(document: DocumentNode, { list }: Level, window: Window): DocumentNode {
  const changes = new Map<FieldNode, Change>()
  const change = ({ fields }: Connection, by: Change) => {
    for (const field of fields) changes.set(field, by)
  }
  if (list?.connection) change(list.connection, (field) => paged(field, window, ['totalCount', 'pageInfo']))
  for (const connection of connectionsBelow(list?.item)) {
    const whole = connection.first === null && !connection.fromEnd
    if (whole) change(connection, (field) => paged(field, { first: NESTED_PAGE, after: null }, []))
  }
  return visit(document, { Field: { enter: (field) => changes.get(field)?.(field) } })
}

function connectionsBelow(item: object | undefined): Connection[] {
  const list = item && 'list' in item ? (item as Level).list : null
  if (!list) return []
  return [...(list.connection ? [list.connection] : []), ...connectionsBelow(list.item)]
}

function paged(
  { arguments: args = [], selectionSet, ...field }: FieldNode,
  { first, after }: Window,
  leftOut: readonly string[],
): FieldNode {
  const given = [
    ...(first === null ? [] : [argument('first', { kind: Kind.INT, value: String(first) })]),
    ...(after === null ? [] : [argument('after', { kind: Kind.STRING, value: after })]),
  ]
  const names = given.map(({ name }) => name.value)
  const selections = (selectionSet?.selections ?? []).filter(
    (one) => one.kind !== Kind.FIELD || !leftOut.includes(one.name.value),
  )
  return {
    ...field,
    arguments: [...args.filter(({ name }) => !names.includes(name.value)), ...given],
    selectionSet: { kind: Kind.SELECTION_SET, selections: [...selections, PAGE_INFO] },
  }
}

const argument = (name: string, value: ArgumentNode['value']): ArgumentNode => ({
  kind: Kind.ARGUMENT,
  name: { kind: Kind.NAME, value: name },
  value,
})

const PAGE_INFO = selectionOf(`{ ${ALIAS}: pageInfo { hasNextPage endCursor } }`)

function selectionOf(query: string): SelectionNode {
  const [definition] = parse(query, { noLocation: true }).definitions
  const [selection] = definition?.kind === Kind.OPERATION_DEFINITION ? definition.selectionSet.selections : []
  if (!selection) throw new Error('nothing is selected')
  return selection
}
