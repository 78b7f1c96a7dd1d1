import { EXIT, print, type Command } from '../command.ts'

export const schema: Command = {
  name: 'schema',
  summary: 'Print the GraphQL schema, sorted',
  options: {},
  async run() {
    const { lexicographicSortSchema, printSchema } = await import('graphql')
    const { schema: graph } = await import('../../schema/index.ts')
    print(printSchema(lexicographicSortSchema(graph)))
    return EXIT.ok
  },
}
