// What the README prints is what the hub answers.
import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, inject, it, test } from 'vitest'
import { EXAMPLES } from '../../server/examples.ts'
import { serve } from '../../server/http.ts'
import { ask } from '../schema/ask.ts'

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8')

/** The fenced blocks, in their order. */
const blocks = [...readme.matchAll(/^```(\w+)\n(.*?)\n```$/gms)].map(([, kind = '', text = '']) => ({
  kind,
  text,
}))

/** Blocks of a kind, each with the block after it. */
const withNext = (kind: string) =>
  blocks.flatMap((block, place) => {
    const next = blocks[place + 1]
    return block.kind === kind && next ? [{ text: block.text, next }] : []
  })

const questions = withNext('graphql').map(({ text, next }) => ({
  name: /query (\w+)/.exec(text)?.[1],
  query: text,
  answer: JSON.parse(next.text) as { data: object },
}))

describe.each(questions)('the question $name', ({ query, answer }) => {
  it('has the answer that is printed below it', async () => {
    const { data, errors } = await ask(query)
    expect(errors).toEqual([])
    expect(JSON.parse(JSON.stringify({ data }))).toEqual(answer)
  })

  it('is a tab of GraphiQL', () => {
    expect(EXAMPLES.map((example) => example.query)).toContain(query)
  })
})

test('there are questions', () => {
  expect(questions.length).toBeGreaterThanOrEqual(3)
})

test('the script prints what is printed below it', async () => {
  const [script] = withNext('js')
  const folder = mkdtempSync(join(tmpdir(), 'kouan-readme-'))
  const serving = await serve({ url: inject('database'), host: '127.0.0.1', port: 0, quiet: true })
  try {
    const file = join(folder, 'inputs.mjs')
    writeFileSync(file, script?.text ?? '')
    const env = { ...process.env, KOUAN: `${serving.url}/graphql`, NO_COLOR: '1' }
    const { stdout } = await promisify(execFile)(process.execPath, [file], { env })
    expect(stdout.trimEnd()).toBe(script?.next.text)
  } finally {
    await serving.close()
    rmSync(folder, { recursive: true })
  }
})
