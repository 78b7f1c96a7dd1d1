import {
  type FieldNode,
  type FragmentDefinitionNode,
  getDirectiveValues,
  getNamedType,
  getNullableType,
  type GraphQLCompositeType,
  type GraphQLField,
  GraphQLIncludeDirective,
  type GraphQLSchema,
  GraphQLSkipDirective,
  isAbstractType,
  isCompositeType,
  isListType,
  isObjectType,
  isUnionType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql'
import { LARGEST_NESTED_PAGE, LARGEST_ROOT_PAGE } from '../../resolvers/page.ts'
import { argumentReader, type ArgumentReader } from './argument.ts'
import { LIST_SIZES, type ListSize } from './list-size.ts'

/** A field that answers with objects. */
export interface Part {
  readonly key: string
  /** The field of the document: where several are merged, the first. */
  readonly node: FieldNode
  /** How many objects it gives; `rows`: those of the page it stands in. */
  readonly size: PartSize
  readonly given: ArgumentReader
  readonly inside: Selection
}

export type PartSize =
  | { readonly kind: 'one' }
  /** The connection itself; its `nodes` and `edges` are as many as its page has. */
  | { readonly kind: 'connection'; readonly largest: number }
  | { readonly kind: 'rows' }
  | { readonly kind: 'list'; readonly size: ListSize }

/** What is selected on a value: of an abstract type one of several, by what it turns out to be. */
export interface Selection {
  readonly alternatives: readonly (readonly Part[])[]
}

/** What is compiled: an operation with the values of the variables that its directives go by. */
export interface Compiled {
  readonly schema: GraphQLSchema
  readonly operation: OperationDefinitionNode
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>
  readonly variables: Readonly<Record<string, unknown>>
}

/** What of a valid operation answers with objects, in a form in which they are counted in microseconds. */
export function program(compiled: Compiled): Selection {
  const query = compiled.schema.getQueryType()
  if (!query) throw new Error('the schema has no query type')
  return new Compiler(compiled).selection(query, [compiled.operation.selectionSet])
}

class Compiler {
  readonly #compiled: Compiled
  /** The same selections on the same type are the same: without this, fragments in fragments would multiply. */
  readonly #known = new Map<string, Selection>()
  readonly #numbers = new Map<SelectionSetNode, number>()

  constructor(compiled: Compiled) {
    this.#compiled = compiled
  }

  selection(type: GraphQLCompositeType, sets: readonly SelectionSetNode[]): Selection {
    const key = `${type.name} ${sets.map((set) => this.#number(set)).join(' ')}`
    const known = this.#known.get(key)
    if (known) return known
    const { schema } = this.#compiled
    const narrows = isAbstractType(type) && this.#narrows(type, sets)
    const types = narrows ? schema.getPossibleTypes(type) : [type]
    const found = { alternatives: types.map((one) => this.#parts(one, sets)) }
    this.#known.set(key, found)
    return found
  }

  #number(set: SelectionSetNode): number {
    const number = this.#numbers.get(set) ?? this.#numbers.size
    this.#numbers.set(set, number)
    return number
  }

  /** Whether any fragment asks what the value is. */
  #narrows(type: GraphQLCompositeType, sets: readonly SelectionSetNode[]): boolean {
    let narrows = false
    this.#each(sets, (condition) => {
      if (condition !== type.name) narrows = true
      return true
    })
    return narrows
  }

  #parts(type: GraphQLCompositeType, sets: readonly SelectionSetNode[]): Part[] {
    const fields = new Map<string, FieldNode[]>()
    const applies = (condition: string) => this.#isOf(type, condition)
    this.#each(sets, applies, (field) => {
      if (!field.selectionSet || field.name.value.startsWith('__')) return
      const key = (field.alias ?? field.name).value
      fields.set(key, [...(fields.get(key) ?? []), field])
    })
    return [...fields].map(([key, nodes]) => this.#part(type, key, nodes))
  }

  #isOf(type: GraphQLCompositeType, condition: string): boolean {
    if (condition === type.name) return true
    const wider = this.#compiled.schema.getType(condition)
    return isObjectType(type) && isAbstractType(wider) && this.#compiled.schema.isSubType(wider, type)
  }

  #part(type: GraphQLCompositeType, key: string, nodes: readonly FieldNode[]): Part {
    const [node] = nodes
    const field = node && !isUnionType(type) ? type.getFields()[node.name.value] : undefined
    const inner = field && getNamedType(field.type)
    if (!node || !field || !isCompositeType(inner)) throw new Error(`${type.name} has no objects at ${key}`)
    const sets = nodes.flatMap(({ selectionSet }) => (selectionSet ? [selectionSet] : []))
    const isAtRoot = type === this.#compiled.schema.getQueryType()
    return {
      key,
      node,
      size: sizeOf(type, field, isAtRoot),
      given: argumentReader(field, node),
      inside: this.selection(inner, sets),
    }
  }

  /** Goes through the selections that are included, fragments expanded, each of them once. */
  #each(
    sets: readonly SelectionSetNode[],
    applies: (condition: string) => boolean,
    visit: (field: FieldNode) => void = () => undefined,
  ): void {
    const seen = new Set<string>()
    const walk = ({ selections }: SelectionSetNode) => {
      for (const one of selections) {
        if (!this.#isIncluded(one)) continue
        if (one.kind === Kind.FIELD) {
          visit(one)
          continue
        }
        const name = one.kind === Kind.FRAGMENT_SPREAD ? one.name.value : null
        if (name !== null && seen.has(name)) continue
        if (name !== null) seen.add(name)
        const fragment =
          one.kind === Kind.FRAGMENT_SPREAD ? this.#compiled.fragments.get(one.name.value) : one
        const condition = fragment?.typeCondition?.name.value
        if (fragment && (condition === undefined || applies(condition))) walk(fragment.selectionSet)
      }
    }
    sets.forEach(walk)
  }

  #isIncluded(node: SelectionNode): boolean {
    if (!node.directives?.length) return true
    const { variables } = this.#compiled
    if (getDirectiveValues(GraphQLSkipDirective, node, variables)?.['if'] === true) return false
    return getDirectiveValues(GraphQLIncludeDirective, node, variables)?.['if'] !== false
  }
}

/** A list that is unknown here counts as much as a page. */
const UNKNOWN_LIST = 100

function sizeOf(
  type: GraphQLCompositeType,
  field: GraphQLField<unknown, unknown>,
  isAtRoot: boolean,
): PartSize {
  const inner = getNamedType(field.type)
  if (!isListType(getNullableType(field.type))) {
    const largest = isAtRoot ? LARGEST_ROOT_PAGE : LARGEST_NESTED_PAGE
    return isConnection(inner) ? { kind: 'connection', largest } : { kind: 'one' }
  }
  if (isConnection(type)) return { kind: 'rows' }
  return { kind: 'list', size: listSize(type, field.name) ?? UNKNOWN_LIST }
}

/** The size of a list that has no pages, by its type or by the interface that has the field. */
export function listSize(type: GraphQLCompositeType, field: string): ListSize | undefined {
  const interfaces = isUnionType(type) ? [] : type.getInterfaces()
  return [type, ...interfaces]
    .map(({ name }) => LIST_SIZES[`${name}.${field}`])
    .find((size) => size !== undefined)
}

function isConnection(type: unknown): boolean {
  return isObjectType(type) && 'pageInfo' in type.getFields() && 'edges' in type.getFields()
}
