// What the server bounds: told by the server itself, since no dataset knows it.
import { builder } from './builder.ts'
import type { Limit as LimitValue } from './context.ts'

const Limit = builder.objectRef<LimitValue>('Limit').implement({
  description:
    'The most of something that a request may have. One that has more is refused, before it is executed where that can be told.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'Its name: `limit` in the extensions of a refusal.' }),
    value: t.exposeInt('value', { description: 'How much is allowed.' }),
    counts: t.exposeString('counts', { description: 'What is counted.' }),
    variable: t.exposeString('variable', {
      description: 'The variable of the server’s environment that sets it.',
    }),
  }),
})

builder.queryField('limits', (t) =>
  t.field({
    type: [Limit],
    description: 'What this server allows a request to have.',
    resolve: (_, __, { bounds }) => bounds.limits,
  }),
)
