import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { database, figure, sourcePackage, temporaryFolder, vocabularyPackage } from '../seeds/fixture.ts'
import { rows } from '../seeds/stored.ts'

/** As a row in memory each is a kilobyte or more: together more than the heap that the load may have. */
const ROWS = 50_000
const HEAP_MB = 40

test('a load and a revision of a large table need no memory for its rows', async () => {
  const folder = temporaryFolder()
  const vocabulary = vocabularyPackage(folder)
  const { url } = await database(folder)
  const load = async (version: string, value: string) => {
    const observation = Array.from({ length: ROWS }, (_, at) =>
      figure(`a-key-that-is-long-enough-${at}`, { part: `${at}`, printed: value, value }),
    )
    const source = sourcePackage(folder, { observation }, { version })
    const program = join(import.meta.dirname, 'load-child.ts')
    const options = [`--max-old-space-size=${HEAP_MB}`, '--import', 'tsx']
    const child = spawn(process.execPath, [...options, program, url, 'never', vocabulary, source], {
      stdio: 'inherit',
    })
    return once(child, 'exit')
  }
  expect(await load('1', '1')).toEqual([0, null])
  expect(await load('2', '2')).toEqual([0, null])
  expect(rows(url, 'select revision, added, changed from dataset_version where id > 1')).toEqual([
    [1n, BigInt(ROWS + 1), 0n],
    [2n, 0n, BigInt(ROWS + 1)],
  ])
}, 120_000)
