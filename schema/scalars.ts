// Scalars beyond GraphQL's own.
import { GraphQLLocalDate } from 'graphql-scalars'
import { GraphQLScalarType } from 'graphql'
import { builder } from './builder.ts'

/** graphql-scalars' LocalDate under the name that clients expect. */
const date = new GraphQLScalarType({
  ...GraphQLLocalDate.toConfig(),
  name: 'Date',
  description: 'A day of the calendar, ISO 8601: "2023-07-18".',
})

builder.addScalarType('Date', date)
