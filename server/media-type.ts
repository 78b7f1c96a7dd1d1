import { Refusal } from './errors.ts'

const JSON_TYPES = ['application/json', 'application/graphql-response+json'] as const
export type JsonType = (typeof JSON_TYPES)[number]

const ANSWER_TO: ReadonlyMap<string, JsonType> = new Map([
  ['application/json', 'application/json'],
  ['application/graphql-response+json', 'application/graphql-response+json'],
  ['application/*', 'application/json'],
  ['*/*', 'application/json'],
])

/** A media range of Accept, in lower case without parameters, and its weight. */
export interface Weighed {
  readonly mediaType: string
  readonly weight: number
}

/** The media ranges of an Accept header that a client wants in UTF-8, by their weight; of equal ones the first named. */
export function accepted(accept: string): Weighed[] {
  const ranges = accept.split(',').flatMap((part) => {
    const [mediaType = '', ...parameters] = part.toLowerCase().replace(/\s/g, '').split(';')
    const valueOf = (name: string) => parameters.find((one) => one.startsWith(name))?.slice(name.length)
    const weight = Number(valueOf('q=') ?? 1)
    return weight > 0 && (valueOf('charset=') ?? 'utf-8') === 'utf-8' ? [{ mediaType, weight }] : []
  })
  return ranges.sort((a, b) => b.weight - a.weight)
}

/** The media type that a JSON answer has. Throws Refusal where the client reads neither. */
export function jsonTypeFor(accept: string | undefined): JsonType {
  if (accept === undefined || accept === '*/*' || accept === 'application/json') return 'application/json'
  for (const { mediaType } of accepted(accept)) {
    const answered = ANSWER_TO.get(mediaType)
    if (answered) return answered
  }
  throw new Refusal(
    'NOT_ACCEPTABLE',
    `accept ${accept}: answers are ${JSON_TYPES.join(', ')}, text/csv or application/x-ndjson`,
  )
}
