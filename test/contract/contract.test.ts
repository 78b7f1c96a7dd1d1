// The contract's own comparison, unchanged, against a server that listens on the real packages.
import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, inject, it, test } from 'vitest'
import { serve } from '../../server/http.ts'
import type { Serving } from '../../server/listen.ts'

const folder = import.meta.dirname
const owed = readFileSync(join(folder, 'OWED'), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))

let serving: Serving

beforeAll(async () => {
  serving = await serve({ url: inject('database'), host: '127.0.0.1', port: 0, quiet: true })
})

afterAll(async () => {
  await serving.close()
})

/** What the comparison says of a query; its exit status where it is not 0. */
async function compared(name: string): Promise<string> {
  const args = [join(folder, 'check.mjs'), '--url', `${serving.url}/graphql`, '--dir', folder, name]
  try {
    return (await promisify(execFile)(process.execPath, args)).stdout
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string }
    return `${stdout}${stderr}exit ${code}`
  }
}

describe('the contract', () => {
  it.each(owed)('holds for %s', async (name) => {
    expect(await compared(name)).toBe('1 passed, 0 failed\n')
  })
})

test('a query that is owed is there, with its expected answer', () => {
  const files = owed.flatMap((name) => [`${name}.graphql`, `${name}.expected.json`])
  expect(files.filter((file) => !existsSync(join(folder, file)))).toEqual([])
})
