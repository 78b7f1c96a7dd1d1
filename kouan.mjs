#!/usr/bin/env node
// Runs the command line; builds it first where dist/ is missing or older than a source file.
import { readdirSync, statSync } from 'node:fs'
import module from 'node:module'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = fileURLToPath(new URL('.', import.meta.url))
const entry = join(root, 'dist', 'cli.js')
const SOURCES = ['values', 'db', 'seeds', 'loaders', 'resolvers', 'schema', 'server']

const timeOf = (file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0

/** The latest change of what the build is made of: sources, the way of building, installed packages. */
function newestSource() {
  const files = SOURCES.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => join(root, folder, file)),
  )
  const others = ['build.mjs', join('node_modules', '.package-lock.json')].map((file) => join(root, file))
  return Math.max(...[...files, ...others].map(timeOf))
}

if (timeOf(entry) < newestSource()) {
  const { build } = await import('./build.mjs')
  await build()
}
module.enableCompileCache?.()
await import(pathToFileURL(entry).href)
