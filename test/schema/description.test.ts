import {
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLNamedType,
  type GraphQLType,
} from 'graphql'
import { expect, test } from 'vitest'
import { schema } from '../../schema/index.ts'

const types = Object.values(schema.getTypeMap()).filter((type) => !isIntrospectionType(type))

interface Element {
  readonly name: string
  readonly description?: string | null | undefined
}

function elementsOf(type: GraphQLNamedType): Element[] {
  const named = (prefix: string) => (part: Element) => ({
    ...part,
    name: `${prefix}.${part.name}`,
    description: part.description,
  })
  if (isEnumType(type)) return type.getValues().map(named(type.name))
  if (isInputObjectType(type)) return Object.values(type.getFields()).map(named(type.name))
  if (!isObjectType(type) && !isInterfaceType(type)) return []
  return Object.values(type.getFields()).flatMap((field) => [
    named(type.name)(field),
    ...field.args.map(named(`${type.name}.${field.name}`)),
  ])
}

test('every type, field, argument and enum value is described', () => {
  const elements = types.flatMap((type): Element[] => [type, ...elementsOf(type)])
  expect(elements.length).toBeGreaterThan(200)
  expect(elements.filter(({ description }) => !description?.trim()).map(({ name }) => name)).toEqual([])
})

test('a list is never null and has no null items', () => {
  const fields = types.flatMap((type) =>
    isObjectType(type) || isInterfaceType(type)
      ? Object.values(type.getFields()).map((field) => ({
          name: `${type.name}.${field.name}`,
          type: field.type as GraphQLType,
        }))
      : [],
  )
  const open = fields.filter(({ type }) => {
    const list = isNonNullType(type) ? type.ofType : type
    return isListType(list) && !(isNonNullType(type) && isNonNullType(list.ofType))
  })
  expect(open.map(({ name }) => name)).toEqual([])
})
