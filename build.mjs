// Builds the program: server/cli.ts and what it imports into dist/. Packages come along, because reading
// their many files is most of a start (0.25 s instead of 0.65 s), except those with native or very large
// parts. Commands are split off, so that one that is not run is not read. Files of earlier builds stay:
// a server that is still running may import one of them later.
import { build as esbuild } from 'esbuild'
import { mkdirSync, renameSync, utimesSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('.', import.meta.url))

/** The program's entry; its time is that of the sources that it was built from. */
const ENTRY = join(root, 'dist', 'cli.js')

export async function build() {
  const started = new Date()
  const { outputFiles } = await esbuild({
    absWorkingDir: root,
    entryPoints: ['server/cli.ts'],
    outdir: 'dist',
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    external: ['better-sqlite3', 'esbuild', 'pino', '@graphql-yoga/render-graphiql'],
    mainFields: ['module', 'main'],
    // What a package in the older module format asks for with require.
    banner: {
      js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
    },
    sourcemap: true,
    chunkNames: '[name]-[hash]',
    write: false,
    logLevel: 'error',
  })
  mkdirSync(join(root, 'dist'), { recursive: true })
  const isEntry = ({ path }) => basename(path) === basename(ENTRY)
  for (const file of [...outputFiles.filter((one) => !isEntry(one)), ...outputFiles.filter(isEntry)]) {
    // Each file appears whole, the entry last: another process that starts now finds all of it or builds itself.
    const unfinished = `${file.path}.${process.pid}`
    writeFileSync(unfinished, file.contents)
    utimesSync(unfinished, started, started)
    renameSync(unfinished, file.path)
  }
}
