import type { GraphQLParams, Plugin } from 'graphql-yoga'
import { Refusal } from '../errors.ts'
import type { Asked, Exchange } from '../exchange.ts'
import { parsedJson } from '../json.ts'
import type { Limits } from '../limits.ts'
import { searchOf } from '../table/asked.ts'

/**
 * How a question arrives: POST with a JSON object, or GET with query, variables, operationName and
 * extensions in the address. Forms, uploads, GraphQL as plain text and batches are turned away.
 */
export function useParameters(limits: Limits): Plugin<object, Exchange> {
  return {
    onRequestParse({ serverContext: { asked }, setRequestParser }) {
      setRequestParser(async () => {
        const params = await (asked.method === 'POST' ? fromBody(asked, limits) : fromUrl(asked, limits))
        return withPage(params, asked)
      })
    },
    onParams({ params }) {
      assertText(params, 'query')
      if (params.operationName != null) assertText(params, 'operationName')
    },
  }
}

/** `first` and `after` of the address are variables too: a client then loops by a parameter of the address alone. */
function withPage(params: GraphQLParams, { url }: Asked): GraphQLParams {
  const search = searchOf(url)
  const [first, after] = [search.get('first'), search.get('after')]
  if (first === null && after === null) return params
  const page = { ...(first === null ? {} : { first: Number(first) }), ...(after === null ? {} : { after }) }
  return { ...params, variables: { ...params.variables, ...page } }
}

async function fromBody(asked: Asked, limits: Limits): Promise<GraphQLParams> {
  assertJson(asked.headers['content-type'] ?? '')
  const encoding = asked.headers['content-encoding'] ?? 'identity'
  if (encoding !== 'identity') {
    throw new Refusal('UNSUPPORTED_MEDIA_TYPE', `content-encoding ${encoding}: send the body uncompressed`)
  }
  const params = parsedJson(await asked.body(), 'the body', limits)
  if (Array.isArray(params)) {
    throw new Refusal('BATCHING_NOT_SUPPORTED', 'the body is an array of requests; send them one by one')
  }
  if (params === null || typeof params !== 'object') {
    throw new Refusal('BAD_REQUEST', 'the body must be a JSON object with "query"')
  }
  return params
}

function assertText(params: GraphQLParams, name: 'query' | 'operationName'): void {
  const found: unknown = params[name]
  if (typeof found === 'string') return
  const instead = found == null ? 'found none' : `found ${JSON.stringify(found).slice(0, 40)}`
  throw new Refusal('BAD_REQUEST', `${name} must be a string; ${instead}`)
}

/** Only JSON is taken: it is also what a web page cannot send from another site without a preflight. */
function assertJson(contentType: string): void {
  const [mediaType = '', ...parameters] = contentType.split(';').map((part) => part.trim().toLowerCase())
  const charset = parameters.find((parameter) => parameter.startsWith('charset='))
  if (mediaType === 'application/json' && /^(charset="?utf-8"?)?$/.test(charset ?? '')) return
  const found = contentType === '' ? 'no content-type' : `content-type ${contentType}`
  throw new Refusal('UNSUPPORTED_MEDIA_TYPE', `${found}: POST the request as application/json in UTF-8`)
}

function fromUrl({ url }: Asked, limits: Limits): GraphQLParams {
  const search = searchOf(url)
  const jsonOf = (name: string): Record<string, unknown> | undefined => {
    const text = search.get(name)
    return text ? (parsedJson(text, name, limits) as Record<string, unknown>) : undefined
  }
  return withoutUndefined({
    query: search.get('query') ?? undefined,
    operationName: search.get('operationName') ?? undefined,
    variables: jsonOf('variables'),
    extensions: jsonOf('extensions'),
  })
}

function withoutUndefined(params: object): GraphQLParams {
  return Object.fromEntries(Object.entries(params).filter(([, value]) => value !== undefined))
}
