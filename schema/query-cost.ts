// What a query would cost: told by the server itself, which counts every request in the same way.
import { builder } from './builder.ts'
import type { QueryCost as QueryCostValue, QueryRefusal as QueryRefusalValue } from './context.ts'

const QueryRefusal = builder.objectRef<QueryRefusalValue>('QueryRefusal').implement({
  description: 'Why a query would be refused: the first reason, as its answer would tell it.',
  fields: (t) => ({
    code: t.exposeString('code', { description: 'Stable code: `code` in the extensions of the error.' }),
    message: t.exposeString('message', { description: 'What is wrong, and what would be right.' }),
    limit: t.exposeString('limit', {
      nullable: true,
      description:
        'Name of the limit; null where it is about something else, such as a mistake in the query.',
    }),
    allowed: t.exposeInt('allowed', { nullable: true, description: 'Value of the limit; null without one.' }),
    found: t.exposeInt('found', {
      nullable: true,
      description: 'What the query has, or would have; null without a limit.',
    }),
  }),
})

const QueryCost = builder.objectRef<QueryCostValue>('QueryCost').implement({
  description:
    'What a query costs, counted without executing it. null where the query cannot be read so far.',
  fields: (t) => ({
    nodes: t.exposeInt('nodes', {
      nullable: true,
      description:
        'Objects that its answer has at most: page sizes multiplied, and of lists without pages the most that they hold; `requested` in the extensions of its answer. ' +
        'null for a query that is not valid, or whose variables do not fit.',
    }),
    heaviest: t.exposeString('heaviest', {
      nullable: true,
      description:
        'Where most of them are: the path of a list, by the keys of the answer; null where there is none.',
    }),
    depth: t.exposeInt('depth', { nullable: true, description: 'As `depth` in `limits`.' }),
    aliases: t.exposeInt('aliases', { nullable: true, description: 'As `aliases` in `limits`.' }),
    rootFields: t.exposeInt('rootFields', { nullable: true, description: 'As `rootFields` in `limits`.' }),
    directives: t.exposeInt('directives', { nullable: true, description: 'As `directives` in `limits`.' }),
    refusal: t.field({
      type: QueryRefusal,
      nullable: true,
      description: 'Why it would be refused; null where it would be executed.',
      resolve: ({ refusal }) => refusal,
    }),
  }),
})

builder.queryField('explain', (t) =>
  t.field({
    type: QueryCost,
    description:
      'What a query costs and whether it would be refused, without executing it: once in a request.',
    args: {
      query: t.arg.string({ required: true, description: 'The query, a GraphQL document.' }),
      variables: t.arg({ type: 'JSON', description: 'The values of its variables, as an object.' }),
      operationName: t.arg.string({
        description: 'Which of its operations; may be left out where there is one.',
      }),
    },
    resolve: (_, args, { bounds }) => bounds.explain(args),
  }),
)
