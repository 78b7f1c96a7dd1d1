import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openWriter } from '../../db/connection.ts'
import { History } from '../../db/queries/history.ts'
import { EnvironmentError } from '../../server/errors.ts'
import { serve } from '../../server/http.ts'
import { ask, emptyDatabase } from './hub.ts'

const here = { host: '127.0.0.1', port: 0, quiet: true }

describe('serving a dataset', () => {
  let database: Awaited<ReturnType<typeof emptyDatabase>>
  beforeAll(async () => {
    database = await emptyDatabase()
  })
  afterAll(() => database.remove())

  it('answers from the graph, and shows a new version of the dataset at the next request', async () => {
    const serving = await serve({ url: database.url, ...here })
    const version = async () => {
      const { data, errors } = await ask(`${serving.url}/graphql`, { query: '{ dataset { version } }' })
      expect(errors).toBeUndefined()
      return data?.['dataset']
    }
    expect(await version()).toEqual({ version: 0 })
    const writer = openWriter(database.url)
    await writer.transaction(() => new History(writer, { package: 'p', revision: 1 }).begin())
    writer.close()
    expect(await version()).toEqual({ version: 1 })
    const health = (await (await fetch(`${serving.url}/health`)).json()) as { dataset: { version: number } }
    expect(health.dataset.version).toBe(1)
    await serving.close()
  })

  it('says which port is in use', async () => {
    const first = await serve({ url: database.url, ...here })
    const port = Number(new URL(first.url).port)
    const second = serve({ url: database.url, ...here, port })
    await expect(second).rejects.toThrow(`port ${port} of 127.0.0.1 is in use by another process`)
    await expect(second).rejects.toBeInstanceOf(EnvironmentError)
    await first.close()
  })

  it('listens on IPv6 too, and gives an address that works', async () => {
    const serving = await serve({ url: database.url, ...here, host: '::1' })
    expect((await fetch(`${serving.url}/health`)).status).toBe(200)
    await serving.close()
  })
})

describe('without a dataset', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kouan-none-'))
  afterAll(() => rmSync(folder, { recursive: true }))

  const at = (name: string, content?: string) => {
    const url = join(folder, name)
    if (content !== undefined) writeFileSync(url, content)
    return url
  }

  it.each([
    ['a file that is not there', () => at('none.db')],
    ['a folder that is not there', () => at('none/none.db')],
    ['an empty file', () => at('empty.db', '')],
    ['a file that is no database', () => at('text.db', 'port,year\n'.repeat(500))],
  ])('says what to do about %s', async (_, url) => {
    const address = url()
    const serving = serve({ url: address, ...here })
    await expect(serving).rejects.toThrow(`no dataset at ${address}: run kouan load`)
    await expect(serving).rejects.toBeInstanceOf(EnvironmentError)
  })

  it('says which databases there are, where another is asked for', async () => {
    await expect(serve({ url: 'mysql://x/y', ...here })).rejects.toThrow('mysql: is not a database')
  })
})
