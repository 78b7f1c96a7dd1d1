import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** Folder → folders of ours that it may import. A folder with `types` may import only types from it. */
const MAY_IMPORT: Record<string, { all: string[]; types?: string[] }> = {
  values: { all: [] },
  db: { all: ['values'] },
  seeds: { all: ['db', 'values'] },
  loaders: { all: ['db'] },
  resolvers: { all: ['values'], types: ['loaders', 'db'] },
  schema: { all: ['resolvers'], types: ['loaders', 'db'] },
  server: { all: ['values', 'db', 'seeds', 'loaders', 'resolvers', 'schema'] },
}

/** Package → the only folders that may import it. */
const KEPT_IN: Record<string, string[]> = {
  kysely: ['db'],
  'better-sqlite3': ['db'],
  dataloader: ['loaders'],
  graphql: ['schema', 'server'],
  '@pothos/': ['schema', 'server'],
}

interface Import {
  readonly file: string
  readonly from: string
  readonly typesOnly: boolean
}

function importsOf(folder: string): Import[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => {
      const path = join(root, folder, file)
      const text = readFileSync(path, 'utf8')
      const found = [
        ...text.matchAll(
          /^(import|export)( type)?\b[^'"\n]*?(?:\{[^}]*\}[^'"\n]*?)?from '([^']+)'|^import '([^']+)'|import\('([^']+)'\)/gm,
        ),
      ]
      return found.map(([line, , type, from, bare, dynamic]) => ({
        file: relative(root, path),
        from: from ?? bare ?? dynamic ?? '',
        typesOnly: type !== undefined || /\{\s*(type [^,}]+,?\s*)+\}/.test(line),
      }))
    })
}

function folderOf({ file, from }: Import): string {
  return relative(root, resolve(root, dirname(file), from)).split('/')[0] ?? ''
}

test.each(Object.entries(MAY_IMPORT))(
  '%s imports only what stands below it',
  (folder, { all, types = [] }) => {
    const ours = importsOf(folder).filter(({ from }) => from.startsWith('.'))
    expect(ours.length).toBeGreaterThan(0)
    const wrong = ours.filter((one) => {
      const to = folderOf(one)
      return to !== folder && !all.includes(to) && !(one.typesOnly && types.includes(to))
    })
    expect(wrong).toEqual([])
  },
)

test.each(Object.entries(KEPT_IN))('%s stays where it belongs', (name, folders) => {
  const users = Object.keys(MAY_IMPORT)
    .flatMap(importsOf)
    .filter(({ from }) => from === name || from.startsWith(name.endsWith('/') ? name : `${name}/`))
    .map(({ file }) => file.split('/')[0])
  expect(users.length).toBeGreaterThan(0)
  expect([...new Set(users)].filter((user) => !folders.includes(user ?? ''))).toEqual([])
})
