import {
  type FieldNode,
  getArgumentValues,
  getDirectiveValues,
  getNamedType,
  getNullableType,
  GraphQLIncludeDirective,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  GraphQLSkipDirective,
  isCompositeType,
  isListType,
  isObjectType,
  isUnionType,
  Kind,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type OperationDefinitionNode,
  type SelectionNode,
  SchemaMetaFieldDef,
  TypeMetaFieldDef,
  TypeNameMetaFieldDef,
} from 'graphql'
import { Refusal } from '../errors.ts'

/** Where a value stands: response keys from the row's own object downward. */
export type Path = readonly string[]

/** The values that one level of rows adds, and the list whose items are the next level. */
export interface Level {
  readonly cells: { readonly path: Path; readonly column: number }[]
  list: List | null
}

export interface List {
  readonly path: Path
  /** What each item holds; null where the items are values themselves, of the one column. */
  readonly item: Level | { readonly column: number }
  /** Its dotted path, for messages. */
  readonly name: string
  readonly connection: Connection | null
}

/** A list that comes in pages. */
export interface Connection {
  /** Where it stands, to find what is known of its page. */
  readonly path: Path
  /** The fields of the document that ask for it. */
  readonly fields: readonly FieldNode[]
  /** The page that the query itself asks for. */
  readonly first: number | null
  readonly after: string | null
  readonly fromEnd: boolean
  /** Is it a field of the root? Those have larger pages. */
  readonly isAtRoot: boolean
}

/** How an answer becomes rows: the headers in the order of the selection, and where each value stands. */
export interface Shape {
  readonly headers: readonly string[]
  readonly root: Level
}

/** An operation with what it refers to, its variables coerced. */
export interface Operation {
  readonly schema: GraphQLSchema
  readonly definition: OperationDefinitionNode
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>
  readonly variables: Readonly<Record<string, unknown>>
}

/** A selected field: all nodes of one response key, with the type that has it. */
interface Selected {
  readonly key: string
  readonly parent: GraphQLCompositeType
  readonly field: GraphQLField<unknown, unknown>
  readonly nodes: FieldNode[]
}

/** Selections with the type they are made on. */
interface Selections {
  readonly type: GraphQLCompositeType
  readonly nodes: readonly SelectionNode[]
}

/** Throws Refusal for a query that is no single table. */
export function tableShape(operation: Operation): Shape {
  const query = operation.schema.getQueryType()
  if (!query) throw new Error('the schema has no query type')
  const compiler = new Compiler(operation)
  const root = compiler.level([{ type: query, nodes: operation.definition.selectionSet.selections }], [], [])
  return { headers: headersOf(compiler.paths), root }
}

/** The paths, without the name of the root field where there is only one. */
function headersOf(paths: readonly Path[]): string[] {
  const isAlone = new Set(paths.map(([root]) => root)).size === 1
  const headers = paths.map((path) => (isAlone && path.length > 1 ? path.slice(1) : path).join('.'))
  const twice = headers.find((header, place) => headers.indexOf(header) !== place)
  if (twice !== undefined) {
    throw unfit(
      `two columns would be called ${JSON.stringify(twice)}: give one of the fields another name by an alias`,
    )
  }
  return headers
}

const unfit = (message: string) => new Refusal('BAD_USER_INPUT', message)

class Compiler {
  /** The path of each column, connections unwrapped. */
  readonly paths: Path[] = []
  readonly #operation: Operation

  constructor(operation: Operation) {
    this.#operation = operation
  }

  /** The level of rows that selections make; `at` is their dotted path. */
  level(selections: readonly Selections[], at: Path, prefix: Path): Level {
    const level: Level = { cells: [], list: null }
    this.#add(level, selections, prefix, at)
    return level
  }

  #add(level: Level, selections: readonly Selections[], path: Path, at: Path): void {
    for (const selected of this.#selected(selections)) this.#addField(level, selected, path, at)
  }

  #addField(level: Level, selected: Selected, path: Path, at: Path): void {
    const type = getNullableType(selected.field.type)
    const [here, name] = [
      [...path, selected.key],
      [...at, selected.key],
    ]
    if (isListType(type)) this.#setList(level, this.#list(type, selected, here, name, null))
    else if (!isCompositeType(type)) level.cells.push({ path: here, column: this.#column(name) })
    else if (isConnection(type)) this.#addConnection(level, selected, type, here, name)
    else this.#add(level, inside(selected, type), here, name)
  }

  /**
   * A connection is its rows: nodes, or edges with their cursor. What it tells of its page is left out, and at
   * the outermost list its count too: both would stand beside every row and change from page to page.
   */
  #addConnection(level: Level, selected: Selected, type: GraphQLObjectType, path: Path, at: Path): void {
    const connection = this.#connection(selected, path)
    const parts = this.#selected(inside(selected, type))
    // Below a list, paths begin anew and are shorter than the dotted name.
    const isOutermost =
      at.length === path.length && parts.some(({ field }) => isListType(getNullableType(field.type)))
    for (const part of parts) {
      const list = getNullableType(part.field.type)
      if (isListType(list)) {
        this.#setList(level, this.#list(list, part, [...path, part.key], at, connection))
      } else if (!isOutermost && part.field.name !== 'pageInfo') this.#addField(level, part, path, at)
    }
  }

  #connection({ parent, field, nodes }: Selected, path: Path): Connection {
    const [node] = nodes
    const args = node ? getArgumentValues(field, node, this.#operation.variables) : {}
    return {
      path,
      fields: nodes,
      first: (args['first'] ?? null) as number | null,
      after: (args['after'] ?? null) as string | null,
      fromEnd: args['last'] != null || args['before'] != null,
      isAtRoot: parent === this.#operation.schema.getQueryType(),
    }
  }

  #list(
    type: GraphQLOutputType,
    selected: Selected,
    path: Path,
    at: Path,
    connection: Connection | null,
  ): List {
    const item = getNamedType(type)
    if (!isCompositeType(item))
      return { path, item: { column: this.#column(at) }, name: at.join('.'), connection }
    const level: Level = { cells: [], list: null }
    const edge =
      connection && isObjectType(item) && 'cursor' in item.getFields() && 'node' in item.getFields()
    if (!edge) this.#add(level, inside(selected, item), [], at)
    else for (const part of this.#selected(inside(selected, item))) this.#addEdgePart(level, part, at)
    return { path, item: level, name: at.join('.'), connection }
  }

  /** The node's fields stand beside the edge's cursor. */
  #addEdgePart(level: Level, part: Selected, at: Path): void {
    const type = getNullableType(part.field.type)
    if (part.field.name === 'node' && isCompositeType(type))
      this.#add(level, inside(part, type), [part.key], at)
    else this.#addField(level, part, [], at)
  }

  #column(path: Path): number {
    return this.paths.push(path) - 1
  }

  #setList(level: Level, list: List): void {
    if (level.list) throw sideBySide(level.list.name, list.name)
    level.list = list
  }

  /** The selected fields by response key, in the order of the selection, fragments spread. */
  #selected(selections: readonly Selections[]): Selected[] {
    const found = new Map<string, Selected>()
    for (const { type, nodes } of selections) this.#collect(type, nodes, found)
    return [...found.values()]
  }

  #collect(type: GraphQLCompositeType, nodes: readonly SelectionNode[], found: Map<string, Selected>): void {
    const { schema, fragments } = this.#operation
    for (const node of nodes.filter((one) => this.#isIncluded(one))) {
      if (node.kind === Kind.FIELD) {
        const key = node.alias?.value ?? node.name.value
        const known = found.get(key)
        if (known) known.nodes.push(node)
        else found.set(key, { key, parent: type, field: fieldOf(type, node.name.value), nodes: [node] })
        continue
      }
      const fragment = node.kind === Kind.FRAGMENT_SPREAD ? fragments.get(node.name.value) : node
      const condition = fragment?.typeCondition && schema.getType(fragment.typeCondition.name.value)
      const on = condition && isCompositeType(condition) ? condition : type
      this.#collect(on, fragment?.selectionSet.selections ?? [], found)
    }
  }

  #isIncluded(node: SelectionNode): boolean {
    const { variables } = this.#operation
    if (getDirectiveValues(GraphQLSkipDirective, node, variables)?.['if'] === true) return false
    return getDirectiveValues(GraphQLIncludeDirective, node, variables)?.['if'] !== false
  }
}

/** The selections of a composite field, of all its nodes. */
const inside = ({ nodes }: Selected, type: GraphQLCompositeType): Selections[] =>
  nodes.map(({ selectionSet }) => ({ type, nodes: selectionSet?.selections ?? [] }))

function isConnection(type: GraphQLCompositeType): type is GraphQLObjectType {
  return isObjectType(type) && 'pageInfo' in type.getFields() && 'edges' in type.getFields()
}

const META_FIELDS = [SchemaMetaFieldDef, TypeMetaFieldDef, TypeNameMetaFieldDef]

function fieldOf(type: GraphQLCompositeType, name: string): GraphQLField<unknown, unknown> {
  const meta = META_FIELDS.find((field) => field.name === name)
  const field = meta ?? (isUnionType(type) ? undefined : type.getFields()[name])
  if (!field) throw new Error(`${type.name} has no field ${name}`)
  return field
}

function sideBySide(one: string, other: string): Refusal {
  const ask = 'ask for each in a query of its own, or for JSON'
  if (!one.includes('.') && !other.includes('.') && one !== other) {
    return unfit(`a table has the rows of one list; found ${one} and ${other} at the root: ${ask}`)
  }
  return unfit(`a table follows one list into another; found ${one} and ${other} side by side: ${ask}`)
}
