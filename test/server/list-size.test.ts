// What lists without pages hold at most: every one is told of, and the real dataset keeps to it.
import {
  getNamedType,
  getNullableType,
  type GraphQLField,
  type GraphQLObjectType,
  isCompositeType,
  isInterfaceType,
  isIntrospectionType,
  isListType,
  isObjectType,
} from 'graphql'
import { expect, test } from 'vitest'
import { schema } from '../../schema/index.ts'
import { LIST_SIZES } from '../../server/cost/list-size.ts'
import { ask } from '../schema/ask.ts'

type Field = GraphQLField<unknown, unknown>

const isPlainList = ({ type }: Field) =>
  isListType(getNullableType(type)) && isCompositeType(getNamedType(type))

/** The lists without pages, each where it is declared first. */
const lists = Object.values(schema.getTypeMap())
  .filter((type) => isObjectType(type) || isInterfaceType(type))
  .filter((type) => !isIntrospectionType(type) && !type.name.endsWith('Connection'))
  .flatMap((type) =>
    Object.values(type.getFields())
      .filter(isPlainList)
      .filter(({ name }) => !type.getInterfaces().some((one) => name in one.getFields()))
      .map(({ name }) => `${type.name}.${name}`),
  )

test('every list without pages says how much it holds at most, and nothing else does', () => {
  expect(lists.length).toBeGreaterThan(60)
  expect(Object.keys(LIST_SIZES).sort()).toEqual(lists.toSorted())
})

/** Fields of the root that list a type: what can be walked whole. */
const walked = Object.values(schema.getQueryType()?.getFields() ?? {}).flatMap(({ name, type }) => {
  const connection = getNamedType(type) as GraphQLObjectType
  if (!connection.name.endsWith('Connection') || name === 'search') return []
  const node = getNamedType(connection.getFields()['nodes']?.type) as GraphQLObjectType
  const plain = Object.values(node.getFields()).filter(
    (field) =>
      isPlainList(field) &&
      field.args.every(
        ({ type: given, defaultValue }) => !String(given).endsWith('!') || defaultValue !== undefined,
      ),
  )
  return plain.map((field) => [name, node, field.name] as const)
})

test.each(walked)('%s: no %s.%s of the real dataset is longer than it says', async (root, node, field) => {
  const key = [node, ...node.getInterfaces()]
    .map(({ name }) => `${name}.${field}`)
    .find((name) => name in LIST_SIZES)
  const { data, errors } = await ask(`{ ${root}(first: 1000) { nodes { ${field} { __typename } } } }`)
  expect(errors).toEqual([])
  const { nodes } = data[root] as unknown as { nodes: Record<string, unknown[]>[] }
  const longest = Math.max(0, ...nodes.map((one) => one[field]?.length ?? 0))
  const size = LIST_SIZES[key ?? '']
  expect(longest).toBeLessThanOrEqual(typeof size === 'number' ? size : Infinity)
})
