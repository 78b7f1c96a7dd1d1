import { Asset } from './assets.ts'
import { Refusal } from './errors.ts'
import { EXAMPLES } from './examples.ts'
import type { Answer } from './exchange.ts'

export const ASSETS_PATH = '/graphql/assets/'

/** 口, as a picture. */
const MARK =
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" width="28" height="28">` +
  `<rect width="32" height="32" rx="6" fill="#145a7a"/>` +
  `<rect x="9" y="9" width="14" height="14" fill="none" stroke="white" stroke-width="3"/></svg>`

/** The browser itself keeps the page on this server. The editor writes style elements of its own. */
const POLICY = [
  `default-src 'none'`,
  `script-src 'self'`,
  `worker-src 'self'`,
  `style-src 'self' 'unsafe-inline'`,
  `font-src 'self' data:`,
  `img-src 'self' data:`,
  `connect-src 'self'`,
  `base-uri 'none'`,
  `form-action 'none'`,
  `frame-ancestors 'self'`,
].join('; ')

interface Loaded {
  readonly page: Answer
  readonly assets: ReadonlyMap<string, Asset>
}

/**
 * GraphiQL for browsers, whole from this server: a small page, and its parts as assets that a
 * browser keeps. The package is nine megabytes, so it is imported when the first browser comes.
 */
export class Graphiql {
  #loaded: Promise<Loaded> | undefined

  async page(): Promise<Answer> {
    return (await this.#load()).page
  }

  /** Throws a Refusal for a name that is none of an asset. */
  async asset(name: string, acceptEncoding: string | undefined): Promise<Answer> {
    const asset = (await this.#load()).assets.get(name)
    if (!asset) throw new Refusal('NOT_FOUND', 'there is no such asset; reload the page at /graphql')
    return asset.answer(acceptEncoding)
  }

  #load(): Promise<Loaded> {
    this.#loaded ??= load()
    return this.#loaded
  }
}

async function load(): Promise<Loaded> {
  const parts = await import('@graphql-yoga/render-graphiql/graphiql')
  const [script, style] = ['text/javascript', 'text/css']
  const css = new Asset('graphiql.css', style, parts.css)
  const js = new Asset('graphiql.js', script, parts.js)
  const workers = {
    editorWorkerService: new Asset('editor-worker.js', script, parts.editorWorkerService),
    json: new Asset('json-worker.js', script, parts.jsonWorker),
    graphql: new Asset('graphql-worker.js', script, parts.graphqlWorker),
  }
  const start = new Asset('start.js', script, startScript(workers))
  const all = [css, js, start, ...Object.values(workers)]
  return {
    page: pageOf(css, js, start),
    assets: new Map(all.map((asset) => [asset.name, asset])),
  }
}

function startScript(workers: Readonly<Record<string, Asset>>): string {
  const addresses = Object.fromEntries(
    Object.entries(workers).map(([label, { name }]) => [label, ASSETS_PATH + name]),
  )
  const defaultTabs = EXAMPLES.map(({ title, query }) => ({ query: `# ${title}\n${query}\n` }))
  const options = { title: 'Kouan', logo: MARK, defaultTabs }
  return `const workers = ${JSON.stringify(addresses)}
self.MonacoEnvironment = { globalAPI: false, getWorkerUrl: (_, label) => workers[label] }
YogaGraphiQL.renderYogaGraphiQL(document.querySelector('#root'), ${JSON.stringify(options)})
`
}

function pageOf(css: Asset, js: Asset, start: Asset): Answer {
  const body = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Kouan</title>
    <link rel="icon" href="data:image/svg+xml,${encodeURIComponent(MARK)}" />
    <link rel="stylesheet" href="${ASSETS_PATH}${css.name}" />
    <script defer src="${ASSETS_PATH}${js.name}"></script>
    <script defer src="${ASSETS_PATH}${start.name}"></script>
  </head>
  <body class="no-focus-outline">
    <noscript>This page needs JavaScript. The graph itself does not: POST a query to /graphql.</noscript>
    <div id="root">Loading…</div>
  </body>
</html>
`
  return {
    status: 200,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': POLICY,
      'cache-control': 'no-cache',
      vary: 'Accept',
    },
    body,
  }
}
