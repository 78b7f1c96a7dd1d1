import { DB_OPTION, EXIT, LISTEN_OPTIONS, print, type Command, type ExitCode } from '../command.ts'
import type { Invocation } from '../command.ts'

export const serve: Command = {
  name: 'serve',
  summary: 'Serve the graph from the database, read-only',
  options: { db: DB_OPTION, ...LISTEN_OPTIONS },
  async run({ values }) {
    const { databaseUrl } = await import('../config.ts')
    return serveUntilStopped(databaseUrl(values), values)
  },
}

/** Serves until the process is asked to end; running requests are answered first. */
export async function serveUntilStopped(url: string, values: Invocation['values']): Promise<ExitCode> {
  const { address } = await import('../config.ts')
  const where = address(values)
  const stopped = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.once(signal, () => {
        resolve()
      })
  })
  const { serve: listen } = await import('../http.ts')
  const serving = await listen({ url, ...where })
  print(`Kouan serves ${serving.url}/graphql`)
  await stopped
  await serving.close()
  return EXIT.ok
}
