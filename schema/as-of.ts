// `@asOf`: the whole request sees what had been published by a day.
import {
  DirectiveLocation,
  GraphQLDirective,
  GraphQLNonNull,
  GraphQLSchema,
  type GraphQLScalarType,
} from 'graphql'

export const AS_OF = 'asOf'

/** The schema with the directive: its argument has the schema's own type of days. */
export function withAsOf(schema: GraphQLSchema): GraphQLSchema {
  const directive = new GraphQLDirective({
    name: AS_OF,
    description:
      'Answers the whole operation as of a day, from the sources published by then: figures, statements, lists, ' +
      'counts and the entities that they tell of. An `asOf` argument inside narrows further, and never sees more. ' +
      'It is about publication, never about corrections of our reading.',
    locations: [DirectiveLocation.QUERY],
    args: {
      date: {
        type: new GraphQLNonNull(schema.getType('Date') as GraphQLScalarType),
        description: 'The day, e.g. "2022-12-31"; a variable will do.',
      },
    },
  })
  return new GraphQLSchema({
    ...schema.toConfig(),
    directives: [...schema.getDirectives(), directive],
  })
}
