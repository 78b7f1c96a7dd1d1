// How large an answer becomes is counted while it is made: lists without pages can be longer than was foreseen.
import {
  defaultFieldResolver,
  getNamedType,
  getNullableType,
  type GraphQLSchema,
  isCompositeType,
  isIntrospectionType,
  isListType,
  isObjectType,
} from 'graphql'
import type { Context } from './context.ts'

type Counting = Partial<Pick<Context, 'spending'>>

/** Has every list of objects tell its length, where the context asks for it. */
export function withListsCounted(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || isIntrospectionType(type)) continue
    for (const field of Object.values(type.getFields())) {
      if (!isListType(getNullableType(field.type)) || !isCompositeType(getNamedType(field.type))) continue
      const resolve = field.resolve ?? defaultFieldResolver
      field.resolve = (source, args, context: Counting, info) => {
        const items: unknown = resolve(source, args, context, info)
        return items instanceof Promise
          ? items.then((found) => counted(found, context))
          : counted(items, context)
      }
    }
  }
  return schema
}

function counted(items: unknown, { spending }: Counting): unknown {
  if (spending && Array.isArray(items)) spending.spend(items.length)
  return items
}
