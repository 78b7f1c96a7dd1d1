// The recipes of docs/recipes.md: run where their program is there, else the requests that it would send.
import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import {
  buildClientSchema,
  getIntrospectionQuery,
  lexicographicSortSchema,
  printSchema,
  type IntrospectionQuery,
} from 'graphql'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { schema } from '../../schema/index.ts'
import { serve } from '../../server/http.ts'
import type { Serving } from '../../server/listen.ts'

const recipes = readFileSync(new URL('../../docs/recipes.md', import.meta.url), 'utf8')
const blocks = [...recipes.matchAll(/^## ([^\n]+)\n(?:(?!^## ).*\n)*?```(\w+)\n([^]*?)\n```$/gm)].map(
  ([, title = '', kind = '', text = '']) => ({ title, kind, text }),
)
const recipe = (title: string) => blocks.find((block) => block.title.startsWith(title))?.text ?? ''

const QUERY =
  'query Freight { observationRows(filter: { indicators: ["freight-volume"], kinds: [ACTUAL], chosen: true }) { nodes { subjectCode subjectName periodLabel direction value unitCode sourceCode } } }'

interface Freight {
  readonly subjectCode: string
  readonly subjectName: string
  readonly periodLabel: string | null
  readonly direction: string
  readonly value: number | null
  readonly unitCode: string
  readonly sourceCode: string
}

let serving: Serving
let hub: string
let folder: string
let rows: Freight[]

beforeAll(async () => {
  serving = await serve({ url: inject('database'), host: '127.0.0.1', port: 0, quiet: true })
  hub = `${serving.url}/graphql`
  folder = mkdtempSync(join(tmpdir(), 'kouan-recipes-'))
  const query = QUERY.replace('chosen: true })', 'chosen: true }, first: 1000)')
  const answer = (await (await fetch(`${hub}?${new URLSearchParams({ query })}`)).json()) as {
    data: { observationRows: { nodes: Freight[] } }
  }
  rows = answer.data.observationRows.nodes
  expect(rows.length).toBeGreaterThan(8)
})

afterAll(async () => {
  await serving.close()
  rmSync(folder, { recursive: true })
})

/** What a program prints that is given a recipe. */
async function printed(program: string, file: string, text: string): Promise<string> {
  writeFileSync(join(folder, file), text)
  const env = { ...process.env, KOUAN: hub, PYTHONIOENCODING: 'utf-8' }
  return (await promisify(execFile)(program, [file], { cwd: folder, env })).stdout
}

const csv = (): string => {
  const cells = rows.map((row) => Object.values(row).map((value) => String(value ?? '')))
  return [Object.keys(rows[0] ?? {}), ...cells].map((line) => `${line.join(',')}\r\n`).join('')
}
const lines = (absent: string): string =>
  rows
    .map(({ subjectCode, periodLabel, direction, value, unitCode }) =>
      [subjectCode, periodLabel, direction, value ?? absent, unitCode].join(' '),
    )
    .join('\n')

async function version(): Promise<unknown> {
  const query = '{ dataset { version } }'
  const answer = (await (await fetch(`${hub}?${new URLSearchParams({ query })}`)).json()) as {
    data: { dataset: { version: unknown } }
  }
  return answer.data.dataset.version
}

const isThere = async (program: string): Promise<boolean> => {
  try {
    await promisify(execFile)(program, ['--version'])
    return true
  } catch {
    return false
  }
}

describe('a recipe that runs here', async () => {
  test.runIf(await isThere('curl'))('curl: writes the file', async () => {
    await printed('sh', 'recipe.sh', recipe('curl'))
    expect(readFileSync(join(folder, 'Freight.csv'), 'utf8')).toBe(csv())
  })

  test.runIf(await isThere('curl'))(
    'Asking the same again: by hash, and the second time without a body',
    async () => {
      const cost = { requested: 1, actual: 1 }
      const answer = JSON.stringify({ data: { dataset: { version: await version() } }, extensions: { cost } })
      expect(await printed('sh', 'again.sh', recipe('Asking the same again'))).toBe(`${answer}\n304\n`)
    },
  )

  test.runIf(await isThere('python3'))('Python: prints all rows, page by page', async () => {
    const inPages = recipe('Python').replace('size=1000', 'size=4')
    const numbers = (text: string) => text.trimEnd().replaceAll(/\.0(?= )/g, '')
    expect(numbers(await printed('python3', 'recipe.py', inPages))).toBe(lines(''))
  })

  test('Node: prints all rows as they come', async () => {
    expect((await printed(process.execPath, 'recipe.mjs', recipe('Node'))).trimEnd()).toBe(lines('null'))
  })
})

describe('the requests that a tool would send', () => {
  const asked = async (parameters: Record<string, string>, headers: Record<string, string> = {}) =>
    (await fetch(`${hub}?${new URLSearchParams(parameters)}`, { headers })).text()

  test.each(['R', 'Power Query', 'Excel', 'Grafana', 'DuckDB'])('%s has the query in it', (title) => {
    expect(recipe(title).replaceAll('""', '"')).toContain(QUERY)
  })

  test('R: one address, percent-encoded', async () => {
    const response = await fetch(`${hub}?format=csv&query=${encodeURIComponent(QUERY)}`)
    expect(await response.text()).toBe(csv())
  })

  test('Power Query: parameters, compressed', async () => {
    const headers = { 'accept-encoding': 'gzip, deflate', 'user-agent': 'Microsoft.Data.Mashup' }
    expect(await asked({ format: 'csv', query: QUERY }, headers)).toBe(csv())
  })

  test('Excel: a browser’s request for a page is answered with the file', async () => {
    const response = await fetch(`${hub}?${new URLSearchParams({ format: 'csv', bom: '1', query: QUERY })}`, {
      headers: { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' },
    })
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="Freight.csv"')
    const bytes = Buffer.from(await response.arrayBuffer())
    expect(bytes.toString('utf8')).toBe(`\uFEFF${csv()}`)
  })

  test('Grafana: CSV at once, or JSON page by page by a parameter', async () => {
    expect(await asked({ format: 'csv', query: QUERY })).toBe(csv())
    const query = QUERY.replace('Freight {', 'Freight($first: Int, $after: String) {')
      .replace('chosen: true })', 'chosen: true }, first: $first, after: $after)')
      .replace(/\} \}$/, 'pageInfo { endCursor hasNextPage } } }')
    const found: Freight[] = []
    for (let after: string | null = '', more = true; more;) {
      const parameters = { query, first: '4', ...(after ? { after } : {}) }
      const { data } = JSON.parse(await asked(parameters)) as {
        data: { observationRows: { nodes: Freight[]; pageInfo: { endCursor: string; hasNextPage: boolean } } }
      }
      found.push(...data.observationRows.nodes)
      after = data.observationRows.pageInfo.endCursor
      more = data.observationRows.pageInfo.hasNextPage
    }
    expect(found).toEqual(rows)
  })

  test('DuckDB: a JSON object a line', async () => {
    const text = await asked({ format: 'ndjson', query: QUERY })
    expect(
      text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
    ).toEqual(rows)
  })

  test('graphql-codegen: introspection gives the schema', async () => {
    const response = await fetch(hub, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({
        query: getIntrospectionQuery({ descriptions: true, inputValueDeprecation: true }),
      }),
    })
    const { data } = (await response.json()) as { data: IntrospectionQuery }
    const read = printSchema(lexicographicSortSchema(buildClientSchema(data)))
    expect(read).toBe(printSchema(lexicographicSortSchema(schema)))
  })
})
