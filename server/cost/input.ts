import { type DocumentNode, Kind, type ValueNode, visit } from 'graphql'
import { exceeded } from '../errors.ts'
import type { Limits } from '../limits.ts'

type InputLimits = Pick<Limits, 'listItems' | 'textLength'>

/** Arguments and fields of inputs that hold what is looked for in texts. */
const TEXTS = new Set(['text', 'names'])

const isText = (name: string): boolean => TEXTS.has(name)

/**
 * Holds the lists and texts that stand in a document against their limits, defaults of variables too. Answers
 * the names of the variables that stand for a text. Throws Refusal.
 */
export function boundedInput(document: DocumentNode, limits: InputLimits): ReadonlySet<string> {
  const variables = new Set<string>()
  const named = (name: string, value: ValueNode) => {
    if (value.kind === Kind.LIST) assertItems(value.values.length, name, limits)
    if (!isText(name)) return
    if (value.kind === Kind.VARIABLE) variables.add(value.name.value)
    assertTexts(value, name, limits)
  }
  const enter = ({
    name,
    value,
  }: {
    readonly name: { readonly value: string }
    readonly value: ValueNode
  }) => {
    named(name.value, value)
  }
  visit(document, {
    Argument: enter,
    ObjectField: enter,
    ListValue: ({ values }) => {
      assertItems(values.length, 'a list', limits)
    },
  })
  visit(document, {
    VariableDefinition: ({ variable: { name }, defaultValue }) => {
      if (defaultValue && variables.has(name.value)) assertTexts(defaultValue, `$${name.value}`, limits)
    },
  })
  return variables
}

function assertTexts(value: ValueNode, at: string, limits: InputLimits): void {
  if (value.kind === Kind.STRING) assertText(value.value, at, limits)
  if (value.kind === Kind.LIST) for (const item of value.values) assertTexts(item, at, limits)
}

/** The same for the values of variables, as they were sent. Throws Refusal. */
export function assertBoundedVariables(
  variables: Readonly<Record<string, unknown>>,
  texts: ReadonlySet<string>,
  limits: InputLimits,
): void {
  for (const name of Object.keys(variables)) {
    assertBounded(variables[name], `$${name}`, texts.has(name), limits)
  }
}

function assertBounded(value: unknown, at: string, mayBeText: boolean, limits: InputLimits): void {
  if (typeof value === 'string') {
    if (mayBeText) assertText(value, at, limits)
  } else if (Array.isArray(value)) {
    assertItems(value.length, at, limits)
    for (const item of value) assertBounded(item, at, mayBeText, limits)
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) {
      assertBounded(inner, `${at}.${key}`, isText(key), limits)
    }
  }
}

function assertItems(found: number, at: string, { listItems }: InputLimits): void {
  if (found <= listItems) return
  throw exceeded({
    code: 'LIST_TOO_LONG',
    limit: 'listItems',
    allowed: listItems,
    found,
    counted: `${at} has ${found} items`,
    details: { argument: at },
  })
}

function assertText(text: string, at: string, { textLength }: InputLimits): void {
  // Characters as people count them: a rare Chinese one is two units of the string.
  const found = text.length <= textLength ? text.length : [...text].length
  if (found <= textLength) return
  throw exceeded({
    code: 'TEXT_TOO_LONG',
    limit: 'textLength',
    allowed: textLength,
    found,
    counted: `${at} has ${found} characters`,
    details: { argument: at },
  })
}
