// Tables asked for over HTTP, from a server over the real dataset: for the tests of a file.
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, expect, inject } from 'vitest'
import { serve } from '../../server/http.ts'
import type { Serving } from '../../server/listen.ts'

let serving: Serving

/** Starts the server before the tests of a file, and ends it after them. */
export function serveTables(): void {
  beforeAll(async () => {
    serving = await serve({ url: inject('database'), host: '127.0.0.1', port: 0, quiet: true })
  })
  afterAll(() => serving.close())
}

export type Parameters = Readonly<Record<string, string>>

export function addressOf(query: string, parameters: Parameters): string {
  return `${serving.url}/graphql?${new URLSearchParams({ query, ...parameters })}`
}

export const got = (query: string, parameters: Parameters = {}, headers: Record<string, string> = {}) =>
  fetch(addressOf(query, parameters), { headers })

export const csvOf = async (query: string, parameters: Parameters = {}): Promise<string> => {
  const response = await got(query, { format: 'csv', ...parameters })
  const text = await response.text()
  expect([response.status, text.slice(0, 300)]).toEqual([200, expect.any(String)])
  return text
}

export const cellsOf = (csv: string): string[][] => parse(csv, { bom: true })
export const linesOf = (ndjson: string): Record<string, unknown>[] =>
  ndjson
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>)

/** An address that the server gave, as one to fetch. */
export const resolved = (link: string): string => new URL(link, serving.url).href
