// Queries made by chance over a schema, the same ones for the same seed: valid documents with fragments, aliases,
// variables, directives and nested lists, and among their arguments a wrong value now and then.
import {
  getNamedType,
  getNullableType,
  type GraphQLArgument,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLInputType,
  GraphQLNonNull,
  type GraphQLScalarType,
  type GraphQLSchema,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  isUnionType,
} from 'graphql'
import { Chance } from './chance.ts'
import { inputValue, type KnownCodes } from './generated-value.ts'

/** A request as a client sends it. */
export interface GeneratedQuery {
  readonly query: string
  readonly variables: Readonly<Record<string, unknown>>
  readonly operationName: string
}

/** What a selection set answers with, by response key: two selections of one key must mean the same. */
type Scope = Map<string, { readonly meaning: string; readonly inside: Scope }>

interface Fragment {
  readonly name: string
  readonly type: GraphQLCompositeType
  readonly scope: Scope
  readonly text: string
}

const MOST = { fields: 32, aliases: 25, directives: 8, depth: 5, lists: 2 }

/** The query of a seed. */
export function generatedQuery(schema: GraphQLSchema, known: KnownCodes, seed: number): GeneratedQuery {
  return new Writer(schema, known, new Chance(seed)).query()
}

class Writer {
  readonly #schema: GraphQLSchema
  readonly #known: KnownCodes
  readonly #chance: Chance
  readonly #left: typeof MOST
  readonly #declared: string[] = []
  readonly #variables: Record<string, unknown> = {}
  readonly #fragments: Fragment[] = []
  #names = 0

  constructor(schema: GraphQLSchema, known: KnownCodes, chance: Chance) {
    this.#schema = schema
    this.#known = known
    this.#chance = chance
    this.#left = { ...MOST, fields: chance.within(3, MOST.fields) }
  }

  query(): GeneratedQuery {
    const root = this.#schema.getQueryType()
    if (!root) throw new Error('the schema has no query type')
    const selection = this.#selection(root, new Map(), 0, 0, this.#chance.within(1, 4))
    const asOf = this.#chance.of(0.1) ? ` @asOf(date: ${this.#date()})` : ''
    const declared = this.#declared.length > 0 ? `(${this.#declared.join(', ')})` : ''
    const other = this.#chance.of(0.1) ? 'query Other { __typename }\n' : ''
    const fragments = this.#fragments.map(({ text }) => text)
    return {
      query: [`${other}query Asked${declared}${asOf} ${selection}`, ...fragments].join('\n'),
      variables: this.#variables,
      operationName: 'Asked',
    }
  }

  #date(): string {
    const date = new GraphQLNonNull(this.#schema.getType('Date') as GraphQLScalarType)
    return this.#value(date, '"2024-06-30"', '2024-06-30')
  }

  /** The selections of a type, which join those that its scope has already. */
  #selection(type: GraphQLCompositeType, scope: Scope, depth: number, lists: number, most: number): string {
    const parts = this.#chance.of(0.15) ? [this.#typename(scope)] : []
    const fields = isUnionType(type) ? [] : Object.values(type.getFields())
    for (const field of this.#chance.shuffled(fields)) {
      if (parts.length >= most || this.#left.fields <= 0) break
      if (this.#isFit(field, depth, lists)) parts.push(...this.#field(type, field, scope, depth, lists))
    }
    if (this.#chance.of(0.25)) parts.push(...this.#fragment(type, scope, depth, lists))
    return `{ ${parts.length > 0 ? parts.join(' ') : this.#typename(scope)} }`
  }

  #typename(scope: Scope): string {
    scope.set('__typename', { meaning: '__typename', inside: new Map() })
    return '__typename'
  }

  /** Leaves are chosen more often than what leads deeper; a list in a list in a list is enough. */
  #isFit({ type }: GraphQLField<unknown, unknown>, depth: number, lists: number): boolean {
    if (!isCompositeType(getNamedType(type))) return true
    if (depth >= MOST.depth || (lists >= MOST.lists && isManyfold(type))) return false
    return depth === 0 || this.#chance.of(0.45)
  }

  #field(
    parent: GraphQLCompositeType,
    field: GraphQLField<unknown, unknown>,
    scope: Scope,
    depth: number,
    lists: number,
  ): string[] {
    const args = this.#arguments(parent, field)
    const meaning = `${field.name}${args}: ${String(field.type)}`
    const [prefix, key] = this.#key(field.name, meaning, scope)
    if (key === null) return []
    this.#left.fields -= 1
    const inside: Scope = scope.get(key)?.inside ?? new Map()
    scope.set(key, { meaning, inside })
    const type = getNamedType(field.type)
    const deeper = !isPart(field.name)
    const selection = isCompositeType(type)
      ? ` ${this.#selection(type, inside, depth + Number(deeper), lists + Number(isManyfold(field.type)), this.#chance.within(1, 5))}`
      : ''
    return [`${prefix}${field.name}${args}${this.#directive()}${selection}`]
  }

  /** An alias and the key that it gives; no key where one would be needed and there are enough. */
  #key(name: string, meaning: string, scope: Scope): [string, string | null] {
    const known = scope.get(name)
    if ((known === undefined || known.meaning === meaning) && !this.#chance.of(0.08)) return ['', name]
    if (this.#left.aliases <= 0) return ['', null]
    this.#left.aliases -= 1
    const alias = `a${(this.#names += 1)}`
    return [`${alias}: `, alias]
  }

  #arguments(parent: GraphQLCompositeType, field: GraphQLField<unknown, unknown>): string {
    const backward = this.#chance.of(0.15)
    const given = field.args.filter((argument) => this.#isGiven(argument, backward))
    if (given.length === 0) return ''
    return `(${given.map((argument) => `${argument.name}: ${this.#argument(argument, parent, field)}`).join(', ')})`
  }

  #isGiven(argument: GraphQLArgument, backward: boolean): boolean {
    if (isRequiredArgument(argument)) return true
    if (argument.name === 'first') return !backward && this.#chance.of(0.9)
    if (argument.name === 'last') return backward
    if (argument.name === 'after' || argument.name === 'before') return this.#chance.of(0.01)
    return this.#chance.of(0.25)
  }

  #argument(
    argument: GraphQLArgument,
    parent: GraphQLCompositeType,
    field: GraphQLField<unknown, unknown>,
  ): string {
    const noun = parent === this.#schema.getQueryType() ? getNamedType(field.type).name : field.name
    const value = inputValue(argument.type, argument.name, noun, { chance: this.#chance, known: this.#known })
    if (this.#chance.of(0.004)) return '[{ wrong: $nowhere }]'
    return this.#value(argument.type, literal(argument.type, value), value)
  }

  /** A literal, or a variable that has the value: sent, or by its default. */
  #value(type: GraphQLInputType, written: string, value: unknown): string {
    if (!this.#chance.of(0.3)) return written
    const name = `v${(this.#names += 1)}`
    if (this.#chance.of(0.3)) {
      this.#declared.push(`$${name}: ${String(getNullableType(type))} = ${written}`)
      // A variable with a default may stand where null may not; sending null there is the client's mistake.
      if (this.#chance.of(0.2)) this.#variables[name] = value
    } else {
      this.#declared.push(`$${name}: ${String(type)}`)
      if (isNonNullType(type) || this.#chance.of(0.95)) this.#variables[name] = value
    }
    return `$${name}`
  }

  #directive(): string {
    if (this.#left.directives <= 0 || !this.#chance.of(0.05)) return ''
    this.#left.directives -= 1
    const name = `b${(this.#names += 1)}`
    this.#declared.push(`$${name}: Boolean!`)
    this.#variables[name] = this.#chance.of(0.5)
    return ` @${this.#chance.oneOf(['skip', 'include'])}(if: $${name})`
  }

  /** A fragment in place, or the spread of one that has a name. */
  #fragment(type: GraphQLCompositeType, scope: Scope, depth: number, lists: number): string[] {
    const possible = this.#schema.getPossibleTypes
    const types = isObjectType(type) ? [type] : possible.call(this.#schema, type)
    const on = this.#chance.of(0.3) ? type : this.#chance.oneOf(types)
    const most = this.#chance.within(1, 3)
    if (this.#chance.of(0.5)) {
      return [`... on ${on.name}${this.#directive()} ${this.#selection(on, scope, depth, lists, most)}`]
    }
    const fragment =
      this.#fragments.find((one) => one.type === on && fits(scope, one.scope)) ??
      this.#newFragment(on, scope, depth, lists, most)
    if (!fragment) return []
    absorb(scope, fragment.scope)
    return [`...${fragment.name}${this.#directive()}`]
  }

  /** A fragment to be spread in a scope; null, with nothing left of it, where it says something else than the scope does. */
  #newFragment(
    type: GraphQLCompositeType,
    around: Scope,
    depth: number,
    lists: number,
    most: number,
  ): Fragment | null {
    const [declared, fragments] = [this.#declared.length, this.#fragments.length]
    const scope: Scope = new Map()
    const text = this.#selection(type, scope, depth, lists, most)
    if (!fits(around, scope)) {
      this.#declared.length = declared
      this.#fragments.length = fragments
      return null
    }
    const name = `F${(this.#names += 1)}`
    const fragment = { name, type, scope, text: `fragment ${name} on ${type.name} ${text}` }
    this.#fragments.push(fragment)
    return fragment
  }
}

/** Parts of a connection lead no deeper. */
const isPart = (name: string): boolean => ['edges', 'node', 'nodes', 'pageInfo'].includes(name)

const isManyfold = (type: GraphQLField<unknown, unknown>['type']): boolean =>
  isListType(getNullableType(type)) || getNamedType(type).name.endsWith('Connection')

function fits(scope: Scope, other: Scope): boolean {
  return [...other].every(([key, { meaning, inside }]) => {
    const known = scope.get(key)
    return known === undefined || (known.meaning === meaning && fits(known.inside, inside))
  })
}

function absorb(scope: Scope, other: Scope): void {
  for (const [key, { meaning, inside }] of other) {
    const known = scope.get(key) ?? { meaning, inside: new Map() }
    absorb(known.inside, inside)
    scope.set(key, known)
  }
}

/** A value as the query language writes it. */
function literal(type: GraphQLInputType, value: unknown): string {
  const inner = getNullableType(type)
  if (value === null || value === undefined) return 'null'
  if (isListType(inner))
    return `[${(value as unknown[]).map((item) => literal(inner.ofType, item)).join(', ')}]`
  if (isEnumType(inner)) return value as string
  if (!isInputObjectType(inner)) return JSON.stringify(value)
  const fields = Object.entries(value as object).map(([name, item]) => {
    const field = inner.getFields()[name]
    if (!field) throw new Error(`${inner.name} has no field ${name}`)
    return `${name}: ${literal(field.type, item)}`
  })
  return `{ ${fields.join(', ')} }`
}
