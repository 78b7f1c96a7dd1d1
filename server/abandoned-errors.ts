import { GraphQLError } from 'graphql'

/**
 * Lets errors go that nobody waits for any more. Where an item of a list fails at once, graphql-js lets go of those
 * before it that have yet to fail (mended in its version 17): the answer tells the error that came first, and the
 * others would end the process. What is no error of a field ends it still.
 */
export function forgiveAbandonedErrors(): void {
  process.on('unhandledRejection', (error) => {
    if (!(error instanceof GraphQLError)) throw error
  })
}
