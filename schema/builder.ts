// The schema builder: Pothos with the Relay plugin. Fields are non-null unless they say otherwise.
import SchemaBuilder from '@pothos/core'
import RelayPlugin from '@pothos/plugin-relay'
import { everyNode } from '../resolvers/node.ts'
import type { Page } from '../resolvers/page.ts'
import type { Context } from './context.ts'

export const builder = new SchemaBuilder<{
  Context: Context
  DefaultFieldNullability: false
  DefaultEdgesNullability: false
  DefaultNodeNullability: false
  Scalars: {
    Date: { Input: string; Output: string }
    JSON: { Input: Readonly<Record<string, unknown>>; Output: unknown }
  }
  Connection: { totalCount: Page<unknown>['totalCount'] }
}>({
  plugins: [RelayPlugin],
  defaultFieldNullability: false,
  relay: {
    cursorType: 'String',
    edgeCursorType: 'String',
    pageInfoCursorType: 'String',
    idFieldOptions: { description: 'Global ID, stable: give it to `node` to get the same thing again.' },
    nodeTypeOptions: {
      description: 'Anything with a global ID, after the Relay global object identification.',
    },
    nodeQueryOptions: {
      description: 'The thing with a global ID; null where there is none.',
      nullable: true,
      args: { id: { description: 'A global ID.' } },
    },
    nodesQueryOptions: {
      description: 'The things with global IDs, in their order. An unknown ID is an error that names it.',
      nullable: { list: false, items: false },
      args: { ids: { description: 'Global IDs.' } },
      resolve: async (_, { ids }, __, ___, resolveNodes) => everyNode(await resolveNodes(ids), ids),
    },
    pageInfoTypeOptions: {
      description: 'Where a page stands in its list, after the Relay cursor connections specification.',
    },
    pageInfoFieldOptions: { description: 'Where this page stands in the list.' },
    hasNextPageFieldOptions: { description: 'true when rows follow this page.' },
    hasPreviousPageFieldOptions: { description: 'true when rows stand before this page.' },
    startCursorFieldOptions: { description: 'Cursor of the first row; null on an empty page.' },
    endCursorFieldOptions: {
      description: 'Cursor of the last row, to go on `after` it; null on an empty page.',
    },
    cursorFieldOptions: { description: 'Cursor of this row: stays where it is while data is loaded.' },
    nodeFieldOptions: { description: 'The row.', nullable: false },
    edgesFieldOptions: { description: 'The rows of this page, each with its cursor.', nullable: false },
    nodesOnConnection: { description: 'The rows of this page.' },
    firstArgOptions: {
      description:
        'How many rows from the start, 50 unless asked; at most 1000 in a list at the root and 100 in a list on a noun.',
    },
    afterArgOptions: { description: 'Cursor after which the page begins.' },
    lastArgOptions: { description: 'How many rows from the end; the same bounds as `first`.' },
    beforeArgOptions: { description: 'Cursor before which the page ends.' },
    defaultConnectionTypeOptions: { description: 'A page of a list.' },
    defaultEdgeTypeOptions: { description: 'A row of a page with its cursor.' },
  },
})

builder.globalConnectionField('totalCount', (t) =>
  t.int({
    description: 'How many rows the whole list has, with the filter and without the page.',
    resolve: ({ totalCount }) => totalCount(),
  }),
)
