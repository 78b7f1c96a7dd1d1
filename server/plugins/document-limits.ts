import { type DocumentNode, Lexer, parse, type ParseOptions, Source, TokenKind } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import { exceeded, Refusal } from '../errors.ts'
import type { Exchange } from '../exchange.ts'
import type { Limits } from '../limits.ts'

/** Documents are measured before they are parsed; one that is known already was measured then. */
export function useDocumentLimits(limits: Limits): Plugin<object, Exchange> {
  return {
    onParse({ setParseFn }) {
      setParseFn((source: string | Source, options?: ParseOptions) => boundedParse(source, limits, options))
    },
    onValidate({ validateFn, setValidationFn }) {
      setValidationFn((...args: Parameters<typeof validateFn>) => tolerant(() => validateFn(...args)))
    },
  }
}

/** Parses what is within the limits. Throws Refusal, and GraphQLError for what is no document. */
export function boundedParse(source: string | Source, limits: Limits, options?: ParseOptions): DocumentNode {
  assertWithin(typeof source === 'string' ? new Source(source) : source, limits)
  return parse(source, options)
}

/** The rules compare fragments in pairs, recursively: a hundred in a tangle overflow the stack, which is harmless. */
export function tolerant<Result>(validate: () => Result): Result {
  try {
    return validate()
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw new Refusal(
      'DOCUMENT_TOO_COMPLEX',
      'the fragments of the document are too entangled to be checked; spread fewer of them in one another',
    )
  }
}

const DEPTH_CHANGE: Partial<Record<TokenKind, number>> = {
  [TokenKind.BRACE_L]: 1,
  [TokenKind.BRACKET_L]: 1,
  [TokenKind.PAREN_L]: 1,
  [TokenKind.BRACE_R]: -1,
  [TokenKind.BRACKET_R]: -1,
  [TokenKind.PAREN_R]: -1,
}

/** Reads token by token, without recursion, and stops at the first that is too many or too deep. */
function assertWithin(source: Source, { documentTokens, documentDepth }: Limits): void {
  const lexer = new Lexer(source)
  let depth = 0
  for (let tokens = 1; lexer.advance().kind !== TokenKind.EOF; tokens += 1) {
    if (tokens > documentTokens) {
      throw exceeded({
        code: 'DOCUMENT_TOO_LARGE',
        limit: 'documentTokens',
        allowed: documentTokens,
        found: tokens,
        counted: `the document has ${tokens} tokens or more`,
      })
    }
    depth += DEPTH_CHANGE[lexer.token.kind] ?? 0
    if (depth > documentDepth) {
      throw exceeded({
        code: 'DOCUMENT_TOO_DEEP',
        limit: 'documentDepth',
        allowed: documentDepth,
        found: depth,
        counted: `the document nests brackets ${depth} deep or more`,
      })
    }
  }
}
