import {
  type DirectiveNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql'

/** What an operation looks like with its fragments expanded, whatever schema it is asked of. */
export interface Shape {
  readonly depth: number
  readonly aliases: number
  readonly directives: number
  readonly fields: number
  readonly rootFields: number
  readonly introspections: number
}

type Measure = Pick<Shape, 'depth' | 'aliases' | 'directives' | 'fields'>
type Fragments = ReadonlyMap<string, FragmentDefinitionNode>

const NOTHING: Measure = { depth: 0, aliases: 0, directives: 0, fields: 0 }

/** Levels that are no more than the manner in which a list is written. */
const NOT_COUNTED = new Set(['edges', 'node', 'nodes'])

const isIntrospection = (name: string): boolean => name.startsWith('__')

export const operationsOf = (document: DocumentNode): OperationDefinitionNode[] =>
  document.definitions.filter((one) => one.kind === Kind.OPERATION_DEFINITION)

export const fragmentsOf = (document: DocumentNode): Map<string, FragmentDefinitionNode> =>
  new Map(
    document.definitions
      .filter((one) => one.kind === Kind.FRAGMENT_DEFINITION)
      .map((fragment) => [fragment.name.value, fragment]),
  )

/**
 * Measures an operation that need not be valid. Every fragment is measured once, however often it is spread, so
 * that neither circles nor fans of fragments take time.
 */
export function shapeOf(operation: OperationDefinitionNode, fragments: Fragments): Shape {
  const measured = new Map<string, Measure>()
  const variables = operation.variableDefinitions ?? []
  const own = [operation, ...variables].reduce((sum, { directives }) => sum + count(directives), 0)
  const whole = measure(operation.selectionSet, fragments, measured)
  const root = rootKeys(operation.selectionSet, fragments)
  return {
    ...whole,
    directives: whole.directives + own,
    rootFields: root.size,
    introspections: [...root.values()].filter((name) => name === '__schema').length,
  }
}

const count = (directives: readonly DirectiveNode[] | undefined): number => directives?.length ?? 0

/** `isHidden`: below an introspection field, where depth is not counted. */
function measure(
  { selections }: SelectionSetNode,
  fragments: Fragments,
  measured: Map<string, Measure>,
  isHidden = false,
): Measure {
  let [depth, aliases, directives, fields] = [0, 0, 0, 0]
  for (const selection of selections) {
    const isField = selection.kind === Kind.FIELD
    const hides = isHidden || (isField && isIntrospection(selection.name.value))
    const inside =
      selection.kind === Kind.FRAGMENT_SPREAD
        ? ofFragment(selection.name.value, fragments, measured, isHidden)
        : selection.selectionSet
          ? measure(selection.selectionSet, fragments, measured, hides)
          : NOTHING
    const counts = isField && !hides && !NOT_COUNTED.has(selection.name.value)
    depth = Math.max(depth, inside.depth + Number(counts))
    aliases += inside.aliases + Number(isField && selection.alias !== undefined)
    directives += inside.directives + count(selection.directives)
    fields += inside.fields + Number(isField)
  }
  return { depth, aliases, directives, fields }
}

/** A fragment inside itself adds nothing: validation refuses it. */
function ofFragment(
  name: string,
  fragments: Fragments,
  measured: Map<string, Measure>,
  isHidden: boolean,
): Measure {
  const key = isHidden ? `${name} hidden` : name
  const known = measured.get(key)
  if (known) return known
  measured.set(key, NOTHING)
  const fragment = fragments.get(name)
  const inside = fragment ? measure(fragment.selectionSet, fragments, measured, isHidden) : NOTHING
  const found = { ...inside, directives: inside.directives + count(fragment?.directives) }
  measured.set(key, found)
  return found
}

/** The response keys of the root, each with the name of its field. */
function rootKeys(root: SelectionSetNode, fragments: Fragments): Map<string, string> {
  const found = new Map<string, string>()
  const seen = new Set<string>()
  const waiting = [root]
  for (let set = waiting.pop(); set; set = waiting.pop()) {
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) {
        found.set((selection.alias ?? selection.name).value, selection.name.value)
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        waiting.push(selection.selectionSet)
      } else if (!seen.has(selection.name.value)) {
        seen.add(selection.name.value)
        const fragment = fragments.get(selection.name.value)
        if (fragment) waiting.push(fragment.selectionSet)
      }
    }
  }
  return found
}
