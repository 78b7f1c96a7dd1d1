import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { EXAMPLES } from '../../server/examples.ts'
import { serve } from '../../server/http.ts'
import type { Serving } from '../../server/listen.ts'
import { browserPath, launch } from './browser.ts'

const path = browserPath()
const isOwed = process.env['KOUAN_REQUIRE_BROWSER'] === '1'
const absent = 'no browser: set CHROMIUM_PATH, or install chromium or google-chrome'
if (!path && !isOwed) console.warn(`test/e2e/graphiql.test.ts is skipped: ${absent}`)

describe.skipIf(!path && !isOwed)('GraphiQL in a real browser', () => {
  let serving: Serving
  let browser: Browser
  let page: Page
  const asked: URL[] = []
  const complaints: string[] = []

  beforeAll(async () => {
    if (!path) throw new Error(absent)
    serving = await serve({ url: inject('database'), host: '127.0.0.1', port: 0, quiet: true })
    browser = await launch(path)
    page = await browser.newPage({ viewport: { width: 1400, height: 900 } })
    page.on('request', (request) => asked.push(new URL(request.url())))
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text())
    })
    page.on('pageerror', (error) => complaints.push(error.message))
    await page.goto(`${serving.url}/graphql`)
  }, 60_000)

  afterAll(async () => {
    await browser?.close()
    await serving?.close()
  })

  it('shows a tab for each worked example', async () => {
    await page.locator('.graphiql-execute-button').waitFor()
    expect(await page.title()).toBe('Kouan')
    const tabs = await page.locator('.graphiql-tab').allInnerTexts()
    const operations = EXAMPLES.map(({ query }) => /query (\w+)/.exec(query)?.[1])
    expect(tabs.map((tab) => tab.trim())).toEqual(operations)
  })

  it('shows the answer to a click on Execute', async () => {
    const answer = page.locator('.result-window')
    // The editor takes a moment to know its operation; a click before that does nothing.
    await expect
      .poll(
        async () => {
          await page.locator('.graphiql-execute-button').click()
          await page.waitForTimeout(500)
          return answer.innerText()
        },
        { timeout: 20_000 },
      )
      .toContain('"data"')
    expect(await answer.innerText()).toMatch(/"all":\s\{\s+"totalCount":\s20\s+\}/)
    const screenshot = process.env['KOUAN_SCREENSHOT']
    if (screenshot) await page.screenshot({ path: screenshot })
  }, 30_000)

  it('knows the schema: it explains what it does not know', async () => {
    await page.locator('.graphiql-query-editor .monaco-editor').first().click()
    await page.keyboard.press('ControlOrMeta+a')
    await page.keyboard.type('{ dataset { version } nonsense }')
    await page.locator('.squiggly-error').first().waitFor({ timeout: 15_000 })
  }, 30_000)

  it('never left this machine, and nothing on the page failed', () => {
    expect(asked.length).toBeGreaterThan(5)
    const elsewhere = asked.filter(
      ({ protocol, hostname }) => protocol !== 'data:' && hostname !== '127.0.0.1',
    )
    expect(elsewhere.map(String)).toEqual([])
    expect(complaints).toEqual([])
  })

  it('shows each example without an error', async () => {
    for (const { query } of EXAMPLES) {
      const response = await fetch(`${serving.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query }),
      })
      expect(await response.json()).not.toHaveProperty('errors')
    }
  })
})
