import { serverAudits } from 'graphql-http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { serve } from '../../server/http.ts'
import type { Serving } from '../../server/listen.ts'
import { emptyDatabase } from './hub.ts'

describe('GraphQL over HTTP, by the public audits of graphql-http', () => {
  let database: Awaited<ReturnType<typeof emptyDatabase>>
  let serving: Serving
  beforeAll(async () => {
    database = await emptyDatabase()
    serving = await serve({ url: database.url, host: '127.0.0.1', port: 0, quiet: true })
  })
  afterAll(async () => {
    await serving.close()
    database.remove()
  })

  const audits = serverAudits({ url: () => `${serving.url}/graphql` })

  it('are not a few', () => {
    expect(audits.length).toBeGreaterThan(60)
  })

  it.each(audits.map((audit) => [`${audit.name} (${audit.id})`, audit] as const))('%s', async (_, audit) => {
    expect(await audit.fn()).toMatchObject({ status: 'ok' })
  })
})
