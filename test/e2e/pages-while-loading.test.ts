import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { graphql } from 'graphql'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openWriter, Snapshots } from '../../db/connection.ts'
import { migrate } from '../../db/migrate.ts'
import { createLoaders } from '../../loaders/index.ts'
import { loadReference } from '../../loaders/reference.ts'
import { schema } from '../../schema/index.ts'
import { load } from '../../seeds/load.ts'

const SOURCE = 'xilingol-opening-2024'

let folder = ''
let url = ''

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kouan-pages-'))
  url = join(folder, 'kouan.db')
  for (const name of ['vocabulary', SOURCE]) {
    cpSync(join(import.meta.dirname, '../../seeds', name), join(folder, name), { recursive: true })
  }
  await loadAll()
})

afterAll(() => {
  rmSync(folder, { recursive: true })
})

async function loadAll(): Promise<void> {
  const writer = openWriter(url)
  await migrate(writer)
  const reports = await load(writer, [join(folder, 'vocabulary'), join(folder, SOURCE)])
  writer.close()
  expect(reports.filter(({ outcome }) => outcome === 'REFUSED')).toEqual([])
}

/** Writes the next revision: without the rows of `dropped`, and with one more at the end. */
function revise(revision: number, dropped: readonly string[]): void {
  const descriptor = join(folder, SOURCE, 'datapackage.json')
  writeFileSync(
    descriptor,
    readFileSync(descriptor, 'utf8').replace(/"version": "\d+"/, `"version": "${revision}"`),
  )
  const file = join(folder, SOURCE, 'observation.csv')
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n')
  const kept = lines.filter((line) => !dropped.some((key) => line.startsWith(`${key},`)))
  const copied = kept.find((line) => line.startsWith('xilingol-border-length')) ?? kept[1] ?? ''
  writeFileSync(
    file,
    [...kept, `added-in-revision-${revision}${copied.slice(copied.indexOf(','))}`, ''].join('\n'),
  )
}

interface Page {
  nodes: { id: string }[]
  pageInfo: { hasNextPage: boolean; endCursor: string }
}

async function page(order: string, after: string | null): Promise<Page> {
  const snapshots = new Snapshots(url)
  const snapshot = await snapshots.acquire()
  const reference = await loadReference(snapshot)
  const contextValue = {
    loaders: createLoaders(snapshot, null, reference),
    reference,
    version: snapshot.version,
    asOf: null,
  }
  const cursor = after === null ? '' : `, after: "${after}"`
  const source = `{ observations(first: 10, orderBy: { field: ${order} }${cursor}) { nodes { id } pageInfo { hasNextPage endCursor } } }`
  const { data, errors } = await graphql({ schema, source, contextValue })
  await snapshot.release()
  snapshots.close()
  expect(errors).toBeUndefined()
  return (data as unknown as { observations: Page }).observations
}

/** Keys by `source/key` in the global ID. */
const keyOf = (id: string): string => Buffer.from(id, 'base64').toString().split('/')[1] ?? ''

async function walk(order: string, between: (page: Page, count: number) => Promise<void>): Promise<string[]> {
  const keys: string[] = []
  for (let after: string | null = null, count = 1; ; count += 1) {
    const read: Page = await page(order, after)
    keys.push(...read.nodes.map(({ id }) => keyOf(id)))
    if (!read.pageInfo.hasNextPage) return keys
    after = read.pageInfo.endCursor
    await between(read, count)
  }
}

let revision = 1

test.each(['READING', 'PERIOD', 'VALUE'])(
  'pages by %s give every row that stays exactly once, while new revisions are loaded between them',
  async (order) => {
    const before = await walk(order, () => Promise.resolve())
    const dropped: string[] = []
    const read = await walk(order, async ({ nodes }, count) => {
      if (count > 3) return
      // The row that the cursor stands on goes, one that was read, and one that is still to come.
      const later = before.find((key) => !dropped.includes(key) && before.indexOf(key) > 10 * (count + 1))
      const gone = [keyOf(nodes.at(-1)?.id ?? ''), keyOf(nodes[0]?.id ?? ''), later ?? '']
      dropped.push(...gone.filter((key) => !isPart(key)))
      revision += 1
      revise(revision, dropped)
      await loadAll()
    })
    const after = new Set(await walk(order, () => Promise.resolve()))
    expect(new Set(read).size).toBe(read.length)
    const stayed = before.filter((key) => after.has(key))
    expect(dropped.length).toBeGreaterThan(2)
    expect(stayed.filter((key) => !read.includes(key))).toEqual([])
  },
)

/** Rows that totals or needs name cannot go alone: the package would be refused. */
function isPart(key: string): boolean {
  const text = readFileSync(join(folder, SOURCE, 'observation.csv'), 'utf8')
  return key === '' || text.split(key).length > 2
}
