import { Refusal } from './errors.ts'
import type { Asked } from './exchange.ts'
import { parsedJson } from './json.ts'
import type { Limits } from './limits.ts'
import { searchOf } from './table/asked.ts'

/** What a client asks: a document, or the hash of one that it sent before. */
export interface Parameters {
  readonly query?: string
  readonly variables?: Readonly<Record<string, unknown>>
  readonly operationName?: string
  readonly extensions?: Readonly<Record<string, unknown>>
}

/**
 * How a question arrives: POST with a JSON object, or GET with query, variables, operationName and
 * extensions in the address. Forms, uploads, GraphQL as plain text and batches are turned away.
 */
export async function parametersOf(asked: Asked, limits: Limits): Promise<Parameters> {
  const params = asked.method === 'POST' ? await fromBody(asked, limits) : fromUrl(asked, limits)
  return withPage(checked(params), asked)
}

/** `first` and `after` of the address are variables too: a client then loops by a parameter of the address alone. */
function withPage(params: Parameters, { url }: Asked): Parameters {
  if (!url.includes('?')) return params
  const search = searchOf(url)
  const [first, after] = [search.get('first'), search.get('after')]
  if (first === null && after === null) return params
  const page = { ...(first === null ? {} : { first: Number(first) }), ...(after === null ? {} : { after }) }
  return { ...params, variables: { ...params.variables, ...page } }
}

async function fromBody(asked: Asked, limits: Limits): Promise<object> {
  const params = parsedJson(await asked.body(), 'the body', limits)
  if (Array.isArray(params)) {
    throw new Refusal('BATCHING_NOT_SUPPORTED', 'the body is an array of requests; send them one by one')
  }
  if (params === null || typeof params !== 'object') {
    throw new Refusal('BAD_REQUEST', 'the body must be a JSON object with "query"')
  }
  return params
}

/**
 * Only JSON is taken, uncompressed: it is also what a web page cannot send from another site without a
 * preflight. Throws Refusal.
 */
export function assertJson({ headers }: Asked): void {
  const encoding = headers['content-encoding'] ?? 'identity'
  if (encoding !== 'identity') {
    throw new Refusal('UNSUPPORTED_MEDIA_TYPE', `content-encoding ${encoding}: send the body uncompressed`)
  }
  const contentType = headers['content-type'] ?? ''
  if (contentType === 'application/json') return
  const [mediaType = '', ...parameters] = contentType.split(';').map((part) => part.trim().toLowerCase())
  const charset = parameters.find((parameter) => parameter.startsWith('charset='))
  if (mediaType === 'application/json' && /^(charset="?utf-8"?)?$/.test(charset ?? '')) return
  const found = contentType === '' ? 'no content-type' : `content-type ${contentType}`
  throw new Refusal('UNSUPPORTED_MEDIA_TYPE', `${found}: POST the request as application/json in UTF-8`)
}

function fromUrl({ url }: Asked, limits: Limits): object {
  const search = searchOf(url)
  const jsonOf = (name: string): unknown => {
    const text = search.get(name)
    return text ? parsedJson(text, name, limits) : undefined
  }
  return {
    query: search.get('query'),
    operationName: search.get('operationName'),
    variables: jsonOf('variables'),
    extensions: jsonOf('extensions'),
  }
}

type Kind = 'string' | 'object'

const KIND_OF: ReadonlyMap<string, Kind> = new Map([
  ['query', 'string'],
  ['operationName', 'string'],
  ['variables', 'object'],
  ['extensions', 'object'],
])

/** What is null is not there. Throws Refusal for a parameter of another name or kind. */
function checked(params: object): Parameters {
  const given = Object.entries(params).filter(([, value]) => value != null)
  for (const [name, value] of given) {
    const kind = KIND_OF.get(name)
    const names = [...KIND_OF.keys()].join(', ')
    if (!kind) throw new Refusal('BAD_REQUEST', `${name} is no parameter of a request; there are ${names}`)
    const found = Array.isArray(value) ? 'array' : typeof value
    if (found === kind) continue
    const shown = JSON.stringify(value).slice(0, 40)
    throw new Refusal(
      'BAD_REQUEST',
      `${name} must be ${kind === 'string' ? 'a' : 'an'} ${kind}; found ${shown}`,
    )
  }
  return Object.fromEntries(given)
}
