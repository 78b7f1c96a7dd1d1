// Five thousand queries made by chance, asked of the server over the real dataset.
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { schema } from '../../schema/index.ts'
import { serve } from '../../server/http.ts'
import type { Serving } from '../../server/listen.ts'
import { ask as askSchema } from '../schema/ask.ts'
import { generatedQuery } from '../schema/generated-query.ts'
import { knownCodes } from '../schema/generated-value.ts'

const QUERIES = 5_000
const SEED = 20_261_121
const AT_ONCE = 4

interface Told {
  readonly seed: number
  readonly status: number
  readonly code: unknown
  readonly requested: number
  readonly actual: number
  /** Objects in the answer, counted here. */
  readonly objects: number
}

let serving: Serving
let told: Told[]

beforeAll(async () => {
  // On a busy machine one of the heaviest takes longer than anybody waits elsewhere.
  const patienceMs = 60_000
  serving = await serve({ url: inject('database'), host: '127.0.0.1', port: 0, quiet: true, patienceMs })
  const known = await knownCodes(async (query) => (await askSchema(query)).data)
  told = []
  const seeds = Array.from({ length: QUERIES }, (_, index) => SEED + index).values()
  const asking = async () => {
    for (const seed of seeds) told.push(await answered(seed, generatedQuery(schema, known, seed)))
  }
  await Promise.all(Array.from({ length: AT_ONCE }, asking))
}, 300_000)

afterAll(() => serving.close())

async function answered(seed: number, body: object): Promise<Told> {
  const response = await fetch(`${serving.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  const { data, errors, extensions } = (await response.json()) as {
    data?: object | null
    errors?: { extensions: { code: unknown } }[]
    extensions?: { cost: { requested: number; actual: number } }
  }
  const internal = errors?.find((error) => error.extensions.code === 'INTERNAL_SERVER_ERROR')
  const code = (internal ?? errors?.[0])?.extensions.code
  const { requested = 0, actual = 0 } = extensions?.cost ?? {}
  return { seed, status: response.status, code, requested, actual, objects: Math.max(0, objectsIn(data) - 1) }
}

function objectsIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  const inner = Object.values(value).reduce((sum: number, one) => sum + objectsIn(one), 0)
  return inner + Number(!Array.isArray(value))
}

test('none of them breaks the server', () => {
  expect(told).toHaveLength(QUERIES)
  expect(told.filter(({ status, code }) => status >= 500 || code === 'INTERNAL_SERVER_ERROR')).toEqual([])
})

test('most are answered, some are the client’s mistake, some are refused', () => {
  const answers = told.filter(({ actual }) => actual > 0)
  expect(answers.length).toBeGreaterThan(QUERIES * 0.75)
  expect(new Set(told.map(({ code }) => code))).toContain('BAD_USER_INPUT')
  expect(new Set(told.map(({ code }) => code))).toContain('QUERY_TOO_COSTLY')
})

test('what an answer costs is every object in it', () => {
  expect(told.filter(({ actual, objects }) => actual !== objects)).toEqual([])
})

test('no answer costs more than was said before', () => {
  expect(told.filter(({ requested, actual }) => actual > requested)).toEqual([])
})
