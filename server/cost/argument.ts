import { type FieldNode, type GraphQLField, Kind, type ValueNode } from 'graphql'

type Variables = Readonly<Record<string, unknown>>

/** Reads the arguments of a field that say how much is asked for, once the variables are known. */
export interface ArgumentReader {
  has(argument: string): boolean
  whole(argument: string, variables: Variables): number | null
  length(argument: string, variables: Variables): number | null
}

export function argumentReader(field: GraphQLField<unknown, unknown>, node: FieldNode): ArgumentReader {
  const given = new Map((node.arguments ?? []).map(({ name, value }) => [name.value, value]))
  const defaults = new Map(field.args.map(({ name, defaultValue }) => [name, defaultValue]))

  const read = <Result>(
    argument: string,
    variables: Variables,
    ofLiteral: (value: ValueNode) => Result | null,
    ofValue: (value: unknown) => Result | null,
  ): Result | null => {
    const value = given.get(argument)
    if (value === undefined) return ofValue(defaults.get(argument))
    if (value.kind !== Kind.VARIABLE) return ofLiteral(value)
    const name = value.name.value
    return ofValue(Object.hasOwn(variables, name) ? variables[name] : defaults.get(argument))
  }

  return {
    has: (argument) => defaults.has(argument),
    whole: (argument, variables) => read(argument, variables, wholeOfLiteral, wholeOfValue),
    length: (argument, variables) => read(argument, variables, lengthOfLiteral, lengthOfValue),
  }
}

const wholeOfLiteral = (value: ValueNode) => (value.kind === Kind.INT ? Number(value.value) : null)
const wholeOfValue = (value: unknown) => (typeof value === 'number' ? value : null)

/** One value where a list is expected is a list of one. */
function lengthOfLiteral(value: ValueNode): number | null {
  if (value.kind === Kind.NULL) return null
  return value.kind === Kind.LIST ? value.values.length : 1
}

function lengthOfValue(value: unknown): number | null {
  if (value === undefined || value === null) return null
  return Array.isArray(value) ? value.length : 1
}
