import {
  type DocumentNode,
  type FragmentDefinitionNode,
  getOperationAST,
  getVariableValues,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  visit,
} from 'graphql'
import type { Spending } from '../../schema/context.ts'
import { exceeded, type Refusal, type RefusalCode } from '../errors.ts'
import type { Limits } from '../limits.ts'
import { actualNodes, type Counting, heaviest, passingPage, requestedNodes } from './cost.ts'
import { assertBoundedVariables, boundedInput } from './input.ts'
import { program, type Selection } from './program.ts'
import { fragmentsOf, operationsOf, type Shape, shapeOf } from './shape.ts'

/** A request, its document known to be valid unless said otherwise. */
export interface Request {
  readonly document: DocumentNode
  readonly operationName?: string | null | undefined
  /** As they were sent. */
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined
  /** The answer is a table: streamed, whatever it holds. */
  readonly isTable?: boolean
}

/** What an answer costs in objects. */
export interface Cost {
  /** The most that it can have. */
  readonly requested: number
  /** The field that most of them are at; null where there is no list. */
  heaviest(): string | null
  /** Throws Refusal where that is too much. */
  assertAllowed(): void
  /** How many there are in the answer. */
  actual(data: unknown): number
}

/** What is known of a document, made once. */
interface Known {
  readonly shapes: ReadonlyMap<string | undefined, Shape>
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>
  /** Variables that hold a text to look for, and those by which fields are left out. */
  readonly texts: ReadonlySet<string>
  readonly switches: readonly string[]
  readonly programs: Map<string, Selection>
}

/** Ways to leave fields out by variables, of one document, that are worth their memory. */
const PROGRAMS = 32

/** What the server bounds before it answers anything: pure, but for what it remembers of documents. */
export class Bounds {
  readonly #schema: GraphQLSchema
  readonly #limits: Limits
  readonly #known = new WeakMap<DocumentNode, Known>()

  constructor(schema: GraphQLSchema, limits: Limits) {
    this.#schema = schema
    this.#limits = limits
  }

  /** Looks at a document, valid or not, when it is new. Throws Refusal for one that is too large in some way. */
  assertDocument(document: DocumentNode): void {
    if (this.#known.has(document)) return
    const fragments = fragmentsOf(document)
    const shapes = new Map(operationsOf(document).map((one) => [one.name?.value, shapeOf(one, fragments)]))
    for (const shape of shapes.values()) assertShape(shape, this.#limits)
    const texts = boundedInput(document, this.#limits)
    const switches = switchesOf(document)
    this.#known.set(document, { shapes, fragments, texts, switches, programs: new Map() })
  }

  /** The shape of the operation that is asked for; null where there is none. */
  shape({ document, operationName }: Request): Shape | null {
    const operation = getOperationAST(document, operationName)
    return operation ? shapeOf(operation, fragmentsOf(document)) : null
  }

  /**
   * What a request costs, before any of it is executed. null where its variables do not fit, which the execution
   * tells. Throws Refusal where a variable holds too much.
   */
  cost({ document, operationName, variables, isTable = false }: Request): Cost | null {
    const operation = getOperationAST(document, operationName)
    const known = this.#known.get(document)
    if (!operation || !known) throw new Error('the document has not been looked at, or has no such operation')
    if (variables) assertBoundedVariables(variables, known.texts, this.#limits)
    const coerced = this.#coerced(operation, variables ?? {})
    if (!coerced) return null
    const root = this.#program(operation, known, coerced)
    const counting: Counting = { root, variables: coerced, isStreamed: isTable }
    const requested = requestedNodes(counting)
    return {
      requested,
      heaviest: () => heaviest(counting)?.path ?? null,
      assertAllowed: () => {
        if (requested > this.#limits.nodes) throw tooCostly(counting, requested, this.#limits.nodes)
      },
      actual: (data) => actualNodes(root, data),
    }
  }

  /** Counts the objects of one answer while it is made. */
  spending(): Spending {
    const { nodes: allowed } = this.#limits
    let found = 0
    let refusal: Refusal | null = null
    return {
      spend: (objects) => {
        found += objects
        if (found > allowed) refusal ??= tooLarge(found, allowed)
        if (refusal) throw refusal
      },
      again: () => {
        found = 0
      },
    }
  }

  #coerced(
    { variableDefinitions = [] }: OperationDefinitionNode,
    variables: Readonly<Record<string, unknown>>,
  ): Readonly<Record<string, unknown>> | undefined {
    if (variableDefinitions.length === 0) return {}
    return getVariableValues(this.#schema, variableDefinitions, variables, { maxErrors: 1 }).coerced
  }

  #program(
    operation: OperationDefinitionNode,
    { fragments, switches, programs }: Known,
    variables: Readonly<Record<string, unknown>>,
  ): Selection {
    const key = `${operation.name?.value ?? ''} ${switches.map((name) => (variables[name] === true ? 1 : 0)).join('')}`
    const known = programs.get(key)
    if (known) return known
    const compiled = program({ schema: this.#schema, operation, fragments, variables })
    if (programs.size >= PROGRAMS) programs.clear()
    programs.set(key, compiled)
    return compiled
  }
}

/** The variables by which fields are left out. */
function switchesOf(document: DocumentNode): string[] {
  const found = new Set<string>()
  visit(document, {
    Directive: ({ arguments: given = [] }) => {
      for (const { value } of given) if (value.kind === Kind.VARIABLE) found.add(value.name.value)
    },
  })
  return [...found]
}

const SHAPES: Readonly<Record<keyof Shape, { code: RefusalCode; counted: (found: number) => string }>> = {
  depth: { code: 'QUERY_TOO_DEEP', counted: (found) => `the query has fields ${found} levels deep` },
  aliases: { code: 'TOO_MANY_ALIASES', counted: (found) => `the query has ${found} aliases` },
  rootFields: {
    code: 'TOO_MANY_ROOT_FIELDS',
    counted: (found) => `the query has ${found} fields at the root`,
  },
  directives: { code: 'TOO_MANY_DIRECTIVES', counted: (found) => `the query has ${found} directives` },
  introspections: {
    code: 'TOO_MANY_INTROSPECTIONS',
    counted: (found) => `the query asks for __schema ${found} times`,
  },
  fields: {
    code: 'DOCUMENT_TOO_COMPLEX',
    counted: (found) => `the query has ${found} fields, fragments expanded`,
  },
}

function assertShape(shape: Shape, limits: Limits): void {
  for (const [limit, { code, counted }] of Object.entries(SHAPES) as [
    keyof Shape,
    (typeof SHAPES)['depth'],
  ][]) {
    const [found, allowed] = [shape[limit], limits[limit]]
    if (found > allowed) throw exceeded({ code, limit, allowed, found, counted: counted(found) })
  }
}

function tooLarge(found: number, allowed: number): Refusal {
  const counted = `the answer has ${found} objects or more, because a list in it is longer than was foreseen`
  return exceeded({ code: 'QUERY_TOO_COSTLY', limit: 'nodes', allowed, found, counted })
}

/** Names the heaviest list, and the page with which the whole would pass: of that list, or of one around it. */
function tooCostly(counting: Counting, found: number, allowed: number): Refusal {
  const { path, paged } = heaviest(counting) ?? { path: null, paged: [] }
  const passes = paged
    .map(({ path: field, part }) => {
      const argument = part.given.whole('last', counting.variables) === null ? 'first' : 'last'
      return { field, argument, value: passingPage(counting, part, allowed) }
    })
    .find(({ value }) => value !== null)
  return exceeded({
    code: 'QUERY_TOO_COSTLY',
    limit: 'nodes',
    allowed,
    found,
    counted: `the answer may have ${found} objects${path === null ? '' : `, most of them at ${path}`}`,
    advice: passes
      ? `${passes.argument}: ${passes.value} at ${passes.field} would pass`
      : 'no page would be small enough: ask for fewer lists inside one another',
    details: { heaviest: path, passes: passes ?? null },
  })
}
