import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { Agent, get, type IncomingMessage, request } from 'node:http'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { emptyDatabase, startHub } from '../server/hub.ts'
import { type Asking, asking } from './keep-alive-client.ts'
import { fixture, kouan, run } from './program.ts'

const SLOW = '?query={slow(ms:400)}'

interface Received {
  readonly status: number | undefined
  readonly connection: string | undefined
  readonly body: string
}

function received(address: string, agent: Agent): Promise<Received> {
  return new Promise((resolve, reject) => {
    get(address, { agent }, (response: IncomingMessage) => {
      let body = ''
      response.on('data', (chunk: Buffer) => (body += chunk.toString()))
      response.on('end', () => {
        resolve({ status: response.statusCode, connection: response.headers.connection, body })
      })
    }).on('error', reject)
  })
}

async function silentConnection(url: string): Promise<Socket> {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  socket.on('error', () => undefined)
  await new Promise((resolve) => socket.once('connect', resolve))
  return socket
}

describe('a server that is told to stop', () => {
  it('finishes running requests, says that the connection ends, and takes no new ones', async () => {
    const hub = await startHub()
    const agent = new Agent({ keepAlive: true })
    const running = [received(hub.graph + SLOW, agent), received(hub.graph + SLOW, agent)]
    await pause(150)
    const closing = hub.close()
    await expect(received(`${hub.graph}?query={hello}`, new Agent())).rejects.toThrow('ECONNREFUSED')
    for (const answer of await Promise.all(running)) {
      expect(answer).toEqual({
        status: 200,
        connection: 'close',
        body: expect.stringContaining('"data":{"slow":"at last"}') as string,
      })
    }
    await closing
    expect(hub.held()).toBe(0)
  })

  it('waits neither for idle connections nor for those that never said anything', async () => {
    const hub = await startHub()
    const agent = new Agent({ keepAlive: true })
    expect(await received(`${hub.graph}?query={hello}`, agent)).toMatchObject({ connection: 'keep-alive' })
    const silent = await silentConnection(hub.url)
    await pause(50)
    const start = performance.now()
    await hub.close()
    expect(performance.now() - start).toBeLessThan(1000)
    silent.destroy()
    agent.destroy()
  })
})

describe('a server under load that is told to stop', () => {
  it.each([
    [1, 10_000],
    [2, 4_000],
  ])(
    'with %i processes and %i requests lets none go unanswered',
    async (workers, requests) => {
      const { url, vocabulary, source } = fixture()
      await run('load', '--db', url, vocabulary, source)
      const { child, ended, matched } = kouan(
        ['serve', '--db', url, '--port', '0', '--workers', String(workers)],
        {},
        /Kouan serves (\S+)/,
      )
      const [, graph = ''] = await matched
      const address = `${graph}?query={dataset{version}}`
      const seen: Asking = { answered: 0, failed: [] }
      const busy = asking({ address, connections: 40, idleMs: 0 }, seen)
      const idle = asking({ address, connections: 40, idleMs: 250 }, seen)
      while (seen.answered < requests) await pause(5)
      child.kill('SIGTERM')
      await Promise.all([busy, idle])
      expect(seen.failed).toEqual([])
      expect(await ended).toMatchObject({ code: 0, err: '' })
    },
    40_000,
  )
})

describe.each(['SIGTERM', 'SIGINT'] as const)('kouan serve, sent %s', (signal) => {
  it('answers the request that is still arriving, then exits with 0', async () => {
    const database = await emptyDatabase()
    const kouan = join(import.meta.dirname, '../../kouan.mjs')
    const child = spawn(process.execPath, [kouan, 'serve', '--db', database.url, '--port', '0'])
    const exited = once(child, 'exit')
    const address = await printedAddress(child.stdout)

    const posting = request(address, { method: 'POST', headers: { 'content-type': 'application/json' } })
    const answered = once(posting, 'response') as Promise<[IncomingMessage]>
    posting.write('{"query":')
    await pause(200)
    child.kill(signal)
    await pause(200)
    posting.end('"{ dataset { version } }"}')

    const [response] = await answered
    response.resume()
    expect([response.statusCode, response.headers.connection]).toEqual([200, 'close'])
    expect(await exited).toEqual([0, null])
    database.remove()
  }, 30_000)
})

/** The address of the graph, from the line that says where it is served. */
async function printedAddress(output: NodeJS.ReadableStream): Promise<string> {
  let text = ''
  for await (const chunk of output) {
    text += String(chunk)
    const [address] = /http:\S+/.exec(text) ?? []
    if (address) return address
  }
  throw new Error(`kouan ended without an address: ${text}`)
}
