// What the benchmark runs in processes of their own is built first, as the hub is: they start without a
// compiler in their memory.
import { build } from 'esbuild'
import { basename, join } from 'node:path'
import { ROOT } from '../server/config.ts'

const OUT = join(ROOT, 'dist', 'bench')

/** Builds a program of bench/ and answers the file to run: no two may have one name. */
export async function bundled(entry: string): Promise<string> {
  await build({
    absWorkingDir: ROOT,
    entryPoints: [join('bench', entry)],
    outdir: OUT,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    external: ['better-sqlite3'],
    mainFields: ['module', 'main'],
    banner: {
      js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
    },
    logLevel: 'error',
  })
  return join(OUT, basename(entry).replace(/\.ts$/, '.js'))
}
