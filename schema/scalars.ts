// Scalars beyond GraphQL's own.
import { GraphQLLocalDate } from 'graphql-scalars'
import { GraphQLError, GraphQLScalarType, type ValueNode } from 'graphql'
import { builder } from './builder.ts'

/** graphql-scalars' LocalDate under the name that clients expect; a day that is none is told as other wrong input is. */
const date = new GraphQLScalarType({
  ...GraphQLLocalDate.toConfig(),
  name: 'Date',
  description: 'A day of the calendar, ISO 8601: "2023-07-18".',
  parseValue: (value: unknown) => day(value, () => GraphQLLocalDate.parseValue(value)),
  parseLiteral: (node: ValueNode) =>
    day('value' in node ? node.value : node.kind, () => GraphQLLocalDate.parseLiteral(node), node),
})

function day(found: unknown, read: () => unknown, node?: ValueNode): unknown {
  try {
    return read()
  } catch {
    const message = `found ${JSON.stringify(found)}, expected a day of the calendar: "2023-07-18"`
    throw new GraphQLError(message, { nodes: node ?? null, extensions: { code: 'BAD_USER_INPUT' } })
  }
}

builder.addScalarType('Date', date)

/** An object that is passed on as it is: the variables of another query. */
const json = new GraphQLScalarType({
  name: 'JSON',
  description: 'An object as JSON writes it: `{"code": "erenhot"}`, or as a literal of the query language.',
  parseValue: (value: unknown) => {
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value
    throw new GraphQLError(`found ${JSON.stringify(value)}, expected an object`, {
      extensions: { code: 'BAD_USER_INPUT' },
    })
  },
})

builder.addScalarType('JSON', json)
