import {
  chmodSync,
  copyFileSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import Sqlite from 'better-sqlite3'
import { serve } from '../../server/http.ts'
import type { Serving } from '../../server/listen.ts'
import { ask, startHub } from './hub.ts'

interface Told {
  readonly status: string
  readonly reason?: string
  readonly dataset?: Record<string, unknown>
}

async function told(url: string, path = '/ready'): Promise<Told & { code: number }> {
  const response = await fetch(url + path)
  expect(response.headers.get('cache-control')).toBe('no-store')
  return { code: response.status, ...((await response.json()) as Told) }
}

describe('a server without anything loaded', () => {
  it('is up, but not ready, until something is', async () => {
    const hub = await startHub()
    expect(await told(hub.url, '/live')).toEqual({ code: 200, status: 'ok' })
    expect(await told(hub.url)).toMatchObject({
      code: 503,
      status: 'unready',
      reason: 'nothing is loaded yet: run kouan load',
    })
    await hub.load()
    expect(await told(hub.url)).toMatchObject({ code: 200, status: 'ok', dataset: { version: 1 } })
    expect(hub.held()).toBe(0)
    await hub.close()
  })
})

describe('a server over the dataset', () => {
  let folder = ''
  let serving: Serving
  const file = () => join(folder, 'kouan.db')

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'kouan-health-'))
    copyFileSync(inject('database'), file())
    serving = await serve({ url: file(), host: '127.0.0.1', port: 0, quiet: true })
  })
  afterEach(async () => {
    await serving.close()
    rmSync(folder, { recursive: true })
  })

  const answers = () => ask(`${serving.url}/graphql`, { query: '{ port(code: "mandula") { code } }' })

  it('tells what it serves, at its older address too', async () => {
    const ready = await told(serving.url)
    expect(ready).toMatchObject({ code: 200, status: 'ok', dataset: { sources: 5 } })
    expect(Object.keys(ready.dataset ?? {})).toEqual([
      'version',
      'loadedAt',
      'sources',
      'subjects',
      'indicators',
      'observations',
      'statements',
      'profiles',
    ])
    expect(await told(serving.url, '/health')).toEqual(ready)
  })

  it('says that the file was removed, and answers on from what it has open', async () => {
    rmSync(file())
    expect(await told(serving.url)).toMatchObject({
      code: 503,
      reason: expect.stringMatching(/removed/) as string,
    })
    expect(await told(serving.url, '/live')).toMatchObject({ code: 200 })
    expect((await answers()).data).toEqual({ port: { code: 'mandula' } })
  })

  it('says that another file was put in its place', async () => {
    copyFileSync(inject('database'), `${file()}.new`)
    renameSync(`${file()}.new`, file())
    expect(await told(serving.url)).toMatchObject({
      code: 503,
      reason: expect.stringMatching(/replaced/) as string,
    })
    expect((await answers()).status).toBe(200)
  })

  it('says that the tables are those of a later Kouan', async () => {
    new Sqlite(file()).exec("insert into migration values ('999-later', '2027-01-01')").close()
    expect(await told(serving.url)).toMatchObject({
      code: 503,
      reason: expect.stringMatching(/update Kouan/) as string,
    })
  })

  it('says that the file is damaged, tells clients to come later, and stays up', async () => {
    const bytes = readFileSync(file())
    writeFileSync(
      file(),
      bytes.map((byte) => byte ^ 255),
    )
    expect(await told(serving.url)).toMatchObject({ code: 503, status: 'unready' })
    const response = await fetch(`${serving.url}/graphql?query={regions{nodes{name}}}`)
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5'])
    expect(await response.json()).toMatchObject({
      errors: [{ extensions: { code: 'DATASET_UNAVAILABLE' } }],
    })
    expect((await told(serving.url, '/live')).code).toBe(200)
  })

  it.skipIf(process.getuid?.() === 0)('says that it may no longer read the file', async () => {
    chmodSync(file(), 0)
    expect(await told(serving.url)).toMatchObject({
      code: 503,
      reason: expect.stringMatching(/may no longer be read/) as string,
    })
  })

  it('does not mind a file that can only be read', async () => {
    chmodSync(file(), 0o444)
    expect(await told(serving.url)).toMatchObject({ code: 200 })
    expect((await answers()).status).toBe(200)
  })
})
