// Somebody who goes on asking while loads run and are killed: every answer is of one revision, the whole of it.
import { setTimeout as pause } from 'node:timers/promises'
import { expect, onTestFinished } from 'vitest'
import { serve } from '../../server/http.ts'
import { ask } from '../server/hub.ts'

const QUERY = `{
  dataset { version }
  source(code: "a-plan") { revision }
  observations(filter: { sources: ["a-plan"] }, first: 1) { totalCount }
}`

interface Answer {
  readonly source: { readonly revision: number }
  readonly observations: { readonly totalCount: number }
}

export interface Reader {
  /** The revision that an answer is of. Its rows are as many as that revision has, or the test fails. */
  revision(): Promise<number>
  /** Asks again and again until something has happened. */
  until(happened: Promise<unknown>): Promise<void>
}

/** Asks a server over a database, of whose source `a-plan` every revision has so many rows. */
export async function startReader(url: string, rowsOf: (revision: number) => number): Promise<Reader> {
  const serving = await serve({ url, host: '127.0.0.1', port: 0, quiet: true })
  onTestFinished(() => serving.close())
  const revision = async (): Promise<number> => {
    const { data, errors } = await ask(`${serving.url}/graphql`, { query: QUERY })
    expect(errors).toBeUndefined()
    const { source, observations } = data as unknown as Answer
    expect(observations.totalCount).toBe(rowsOf(source.revision))
    return source.revision
  }
  const until = async (happened: Promise<unknown>): Promise<void> => {
    let isOver = false
    void happened.then(() => (isOver = true))
    while (!isOver) {
      await revision()
      await pause(5)
    }
  }
  return { revision, until }
}
