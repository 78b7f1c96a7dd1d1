// `nodes(ids)`: many things by their global IDs; an unknown one is named rather than answered with a hole.
import { UserError } from './user-error.ts'

/** Throws UserError naming the first ID for which there is nothing. */
export function everyNode<Node>(
  nodes: readonly Node[],
  ids: readonly { readonly typename: string; readonly id: string }[],
): NonNullable<Node>[] {
  return nodes.map((node, place) => {
    if (node instanceof Error) throw node
    if (node == null) {
      throw new UserError(
        `ids: found the ID of ${ids[place]?.typename} ${JSON.stringify(ids[place]?.id)}, expected the global ID of something in the dataset`,
        'ids',
      )
    }
    return node
  })
}
