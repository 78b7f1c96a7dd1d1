import type { FieldNode } from 'graphql'
import { DEFAULT_PAGE } from '../../resolvers/page.ts'
import type { Part, Selection } from './program.ts'

type Variables = Readonly<Record<string, unknown>>

/** A field whose `first` or `last` is taken to be another number. */
export interface Instead {
  readonly node: FieldNode
  readonly size: number
}

/** One count: of what, with what, and how the list at the root is taken. */
export interface Counting {
  readonly root: Selection
  readonly variables: Variables
  /** Count the connection at the root as one row: its others are streamed. */
  readonly isStreamed?: boolean
  readonly instead?: Instead | undefined
}

/** How many objects an answer has at most. */
export function requestedNodes(counting: Counting): number {
  // What is shared among lists was divided by their number, and does not always come out whole.
  const nodes = Math.ceil(new Count(counting).inside(counting.root, 0, 1) - ROUNDING)
  return Math.min(nodes, MOST_COUNTED)
}

const ROUNDING = 1e-6
/** Whatever is more is too much, and this still fits a GraphQL Int. */
const MOST_COUNTED = 2_147_483_647

/** A list that makes up most of an answer, and the lists around it. */
export interface Heaviest {
  /** Its path of response keys. */
  readonly path: string
  /** It and the lists around it that have pages, the innermost first. */
  readonly paged: readonly { readonly path: string; readonly part: Part }[]
}

/** Follows the field that gives most, down to the last list that gives at least half of what is around it. */
export function heaviest(counting: Counting): Heaviest | null {
  const count = new Count(counting)
  const paged: { path: string; part: Part }[] = []
  let [selection, rows, parent, path, found]: [Selection, number, number, string[], string | null] = [
    counting.root,
    0,
    1,
    [],
    null,
  ]
  for (let depth = 0; ; depth += 1) {
    const parts = count.widest(selection, rows, parent)
    const costs = parts.map((part) => ({ part, cost: count.part(part, rows, parent) }))
    const total = costs.reduce((sum, { cost }) => sum + cost, 1)
    const most = costs.reduce<{ part: Part; cost: number } | null>(
      (best, one) => (best === null || one.cost > best.cost ? one : best),
      null,
    )
    if (!most || (depth > 0 && found !== null && most.cost * 2 < total)) break
    path = [...path, most.part.key]
    if (most.part.size.kind !== 'one' && most.part.size.kind !== 'rows') found = path.join('.')
    if (most.part.given.has('first')) paged.unshift({ path: path.join('.'), part: most.part })
    const size = count.size(most.part, rows, parent)
    rows = most.part.size.kind === 'connection' ? count.page(most.part, most.part.size.largest) : 0
    parent = size
    selection = most.part.inside
  }
  return found === null ? null : { path: found, paged }
}

/** The largest page of a field with which the whole is within a bound; null where not even one row would be. */
export function passingPage(counting: Counting, { node }: Part, bound: number): number | null {
  const withPage = (size: number) => requestedNodes({ ...counting, instead: { node, size } })
  const [none, one] = [withPage(0), withPage(1)]
  if (one > bound || one <= none) return null
  // Proportional, but for alternatives and rounding: what is found is tried.
  let size = Math.min(Math.floor((bound - none) / (one - none)), 1_000)
  while (size > 1 && withPage(size) > bound) size -= 1
  return size
}

class Count {
  readonly #variables: Variables
  readonly #instead: Instead | undefined
  readonly #root: Selection
  readonly #isStreamed: boolean
  /** The last count of each selection: alternatives share what is inside them, level by level. */
  readonly #known = new Map<Selection, { rows: number; parent: number; nodes: number }>()

  constructor({ root, variables, instead, isStreamed = false }: Counting) {
    this.#root = root
    this.#variables = variables
    this.#instead = instead
    this.#isStreamed = isStreamed
  }

  /** The objects in one value: `rows` of the page that it is, `parent` values of its kind. */
  inside(selection: Selection, rows: number, parent: number): number {
    const known = this.#known.get(selection)
    if (known?.rows === rows && known.parent === parent) return known.nodes
    let nodes = 0
    for (const parts of selection.alternatives) {
      const sum = this.#sum(parts, rows, parent)
      if (sum > nodes) nodes = sum
    }
    this.#known.set(selection, { rows, parent, nodes })
    return nodes
  }

  widest(selection: Selection, rows: number, parent: number): readonly Part[] {
    const [first = [], ...others] = selection.alternatives
    return others.reduce(
      (best, parts) => (this.#sum(parts, rows, parent) > this.#sum(best, rows, parent) ? parts : best),
      first,
    )
  }

  part(part: Part, rows: number, parent: number): number {
    const size = this.size(part, rows, parent)
    if (size === 0) return 0
    const page = part.size.kind === 'connection' ? this.page(part, part.size.largest) : 0
    return size * (1 + this.inside(part.inside, page, size))
  }

  size(part: Part, rows: number, parent: number): number {
    const { size } = part
    if (size.kind === 'rows') return rows
    if (size.kind !== 'list') return 1
    if (typeof size.size === 'number') return size.size
    if (typeof size.size === 'object') return size.size.inAll / parent
    const asked = size.size({
      whole: (argument) => this.#whole(part, argument),
      length: (argument) => part.given.length(argument, this.#variables),
    })
    return Math.max(0, asked)
  }

  page(part: Part, largest: number): number {
    if (this.#isStreamed && this.#isAtRoot(part)) return 1
    const asked = this.#whole(part, 'first') ?? this.#whole(part, 'last') ?? DEFAULT_PAGE
    return Math.max(0, Math.min(asked, largest))
  }

  #isAtRoot(part: Part): boolean {
    return this.#root.alternatives.some((parts) => parts.includes(part))
  }

  #whole(part: Part, argument: string): number | null {
    const isInstead = this.#instead?.node === part.node && (argument === 'first' || argument === 'last')
    return isInstead ? (this.#instead?.size ?? null) : part.given.whole(argument, this.#variables)
  }

  #sum(parts: readonly Part[], rows: number, parent: number): number {
    let sum = 0
    for (const part of parts) sum += this.part(part, rows, parent)
    return sum
  }
}

/** Where in an answer there are objects: whatever a value turned out to be, one key has one place. */
interface Place {
  readonly key: string
  readonly inside: readonly Place[]
}

const placesOfRoots = new WeakMap<Selection, readonly Place[]>()

function placesOf(selections: readonly Selection[]): readonly Place[] {
  const inside = new Map<string, Set<Selection>>()
  for (const part of selections.flatMap(({ alternatives }) => alternatives.flat())) {
    inside.set(part.key, (inside.get(part.key) ?? new Set()).add(part.inside))
  }
  return [...inside].map(([key, found]) => ({ key, inside: placesOf([...found]) }))
}

/** How many objects there are in an answer: every one that the operation asks for, introspection apart. */
export function actualNodes(root: Selection, data: unknown): number {
  const places = placesOfRoots.get(root) ?? placesOf([root])
  placesOfRoots.set(root, places)
  return nodesIn(places, data)
}

function nodesIn(places: readonly Place[], value: unknown): number {
  if (places.length === 0 || value === null || typeof value !== 'object') return 0
  let sum = 0
  for (const { key, inside } of places) {
    const inner = (value as Record<string, unknown>)[key]
    if (Array.isArray(inner)) for (const item of inner) sum += item === null ? 0 : 1 + nodesIn(inside, item)
    else if (inner !== null && inner !== undefined) sum += 1 + nodesIn(inside, inner)
  }
  return sum
}
