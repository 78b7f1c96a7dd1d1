import { DB_OPTION, EXIT, LISTEN_OPTIONS, print, type Command, type ExitCode } from '../command.ts'
import type { Invocation } from '../command.ts'
import type { ServeOptions } from '../http.ts'

export const serve: Command = {
  name: 'serve',
  summary: 'Serve the graph from the database, read-only',
  details:
    'Long questions are answered by processes of their own: KOUAN_READERS of them at a time\n' +
    '(2; one for each of several workers), 0 for none.',
  options: { db: DB_OPTION, ...LISTEN_OPTIONS },
  async run({ values }) {
    const { databaseUrl } = await import('../config.ts')
    return serveUntilStopped(databaseUrl(values), values)
  },
}

/** Serves until the process is asked to end; running requests are answered first. */
export async function serveUntilStopped(url: string, values: Invocation['values']): Promise<ExitCode> {
  const { forgiveAbandonedErrors } = await import('../abandoned-errors.ts')
  forgiveAbandonedErrors()
  const { readerPath } = await import('../readers/message.ts')
  const path = readerPath()
  if (path !== null) {
    const { serveAsReader } = await import('../readers/reader.ts')
    await serveAsReader(url, path)
    return EXIT.ok
  }
  const { address, workerCount } = await import('../config.ts')
  const options = { url, ...address(values) }
  const count = workerCount(values)
  const { isWorker } = await import('../cluster/worker.ts')
  if (isWorker()) return serveAsOneOfMany(options)
  return count === 1 ? serveAlone(options) : serveWithWorkers(options, count)
}

async function serveAlone(options: ServeOptions): Promise<ExitCode> {
  const stopped = signalled('once')
  const { serve: listen } = await import('../http.ts')
  const serving = await listen(options)
  print(`Kouan serves ${serving.url}/graphql`)
  await stopped
  await serving.close()
  return EXIT.ok
}

async function serveWithWorkers(options: ServeOptions, count: number): Promise<ExitCode> {
  const stopped = signalled('once')
  const { Workers } = await import('../cluster/workers.ts')
  const { openLog } = await import('../log.ts')
  const { logLevel } = await import('../config.ts')
  const workers = new Workers({ ...options, count, log: openLog(logLevel()) })
  const started = await Promise.race([workers.started(), stopped])
  if (typeof started === 'number') {
    await workers.stopped()
    return started
  }
  if (started !== undefined) print(`Kouan serves ${started}/graphql in ${count} processes`)
  const gaveUp = await Promise.race([stopped, workers.gaveUp.then(() => true)])
  const code = await workers.stopped()
  return gaveUp === true ? EXIT.environment : code
}

async function serveAsOneOfMany(options: ServeOptions): Promise<ExitCode> {
  const { heard } = await import('../cluster/worker.ts')
  // A terminal and some supervisors signal every process of a group: what it hears twice is one request to stop.
  const stopped = Promise.race([heard('kouan:stop'), signalled('on')])
  const open = heard('kouan:open')
  const { serve: listen } = await import('../http.ts')
  try {
    const serving = await listen({ ...options, open })
    await stopped
    await serving.close()
    return EXIT.ok
  } finally {
    // The channel to the process that started it would keep it from ending.
    process.channel?.unref()
  }
}

/** Resolves when the process is asked to end. With `once` a second signal ends it there and then. */
function signalled(manner: 'once' | 'on'): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process[manner](signal, () => {
        resolve()
      })
  })
}
