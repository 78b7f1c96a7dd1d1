import { exceeded, Refusal } from './errors.ts'
import type { Limits } from './limits.ts'

const [QUOTE, BACKSLASH] = [0x22, 0x5c]
const [OPENING, CLOSING] = [new Set([0x5b, 0x7b]), new Set([0x5d, 0x7d])]

/** How deep arrays and objects nest in a JSON text. Reads without recursion, so that no depth can harm it. */
export function jsonDepth(text: string): number {
  let [depth, deepest] = [0, 0]
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charCodeAt(at)
    if (char === QUOTE) at = endOfString(text, at)
    else if (OPENING.has(char)) deepest = Math.max(deepest, (depth += 1))
    else if (CLOSING.has(char)) depth -= 1
  }
  return deepest
}

/** Where the string that opens at a place closes; the end of the text where it does not. */
function endOfString(text: string, opening: number): number {
  for (let at = opening + 1; at < text.length; at += 1) {
    const char = text.charCodeAt(at)
    if (char === QUOTE) return at
    if (char === BACKSLASH) at += 1
  }
  return text.length
}

/** Reads JSON that a client sent; `what` names it in the refusal. */
export function parsedJson(text: string, what: string, limits: Limits): unknown {
  const found = jsonDepth(text)
  if (found > limits.jsonDepth) {
    throw exceeded({
      code: 'JSON_TOO_DEEP',
      limit: 'jsonDepth',
      allowed: limits.jsonDepth,
      found,
      counted: `${what} nests ${found} levels deep`,
    })
  }
  try {
    return JSON.parse(text)
  } catch (error) {
    const fault = error instanceof Error ? error.message : String(error)
    throw new Refusal('BAD_REQUEST', `${what} is not JSON: ${fault}`)
  }
}
