import { execFile } from 'node:child_process'
import { setTimeout as pause } from 'node:timers/promises'
import { createServer, type AddressInfo } from 'node:net'
import { request } from 'node:http'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { figure, sourcePackage } from '../seeds/fixture.ts'
import { fixture, kouan, run } from './program.ts'

const SERVES = /Kouan serves (\S+)\/graphql in (\d) processes\n/

/** The body of an answer, on a connection of its own: connections go to the workers in turn. */
function fetched(address: string): Promise<{ status: number | undefined; body: string }> {
  return new Promise((resolve, reject) => {
    request(address, { agent: false }, (response) => {
      let body = ''
      response.on('data', (bytes: Buffer) => (body += bytes.toString()))
      response.on('end', () => {
        resolve({ status: response.statusCode, body })
      })
    })
      .on('error', reject)
      .end()
  })
}

async function started(workers: number) {
  const { url, vocabulary, source, folder } = fixture()
  await run('load', '--db', url, vocabulary, source)
  const log = { KOUAN_LOG: 'info', KOUAN_WORKERS: String(workers) }
  const server = kouan(['serve', '--db', url, '--port', '0'], log, SERVES)
  const [, address = '', count] = await server.matched
  expect(Number(count)).toBe(workers)
  return { ...server, address, url, vocabulary, folder }
}

test('all workers are ready, show a new version within a second of its load, and are measured together', async () => {
  const { address, url, vocabulary, folder, child, ended } = await started(2)
  const four = [0, 1, 2, 3]
  for (const { status } of await Promise.all(four.map(() => fetched(`${address}/ready`))))
    expect(status).toBe(200)

  const versions = async () => {
    const asked = four.map(() => fetched(`${address}/graphql?query={dataset{version}}`))
    return new Set((await Promise.all(asked)).map(({ body }) => body))
  }
  const before = await versions()
  expect(before.size).toBe(1)
  const source = sourcePackage(folder, { observation: [figure('b')] }, { version: '2' })
  expect((await run('load', '--db', url, vocabulary, source)).code).toBe(0)
  await pause(1000)
  const after = await versions()
  expect(after.size).toBe(1)
  expect(after).not.toEqual(before)

  const { body } = await fetched(`${address}/metrics`)
  expect(body).toContain('kouan_requests_total{path="/graphql",status="200",code=""} 8')
  expect(body).toContain('kouan_processes 2')
  child.kill('SIGTERM')
  expect(await ended).toMatchObject({ code: 0 })
})

test('a worker that dies is replaced, and the others answer on', async () => {
  const { address, child, ended } = await started(2)
  let log = ''
  child.stderr.on('data', (bytes: Buffer) => (log += bytes.toString()))
  const [worker = 0] = await workersOf(child.pid ?? 0)
  process.kill(worker, 'SIGKILL')
  while (!log.includes('"msg":"a worker ended; another takes its place"')) await pause(5)
  for (let times = 0; times < 20; times += 1) expect((await fetched(`${address}/live`)).status).toBe(200)
  while (!log.includes('"msg":"a worker listens"')) await pause(20)
  expect(await workersOf(child.pid ?? 0)).not.toContain(worker)
  for (let times = 0; times < 4; times += 1) expect((await fetched(`${address}/ready`)).status).toBe(200)
  child.kill('SIGINT')
  expect(await ended).toMatchObject({ code: 0 })
})

test('a port that is taken is told once, and ends all with 3', async () => {
  const { url, vocabulary, source } = fixture()
  await run('load', '--db', url, vocabulary, source)
  const holder = createServer().listen(0, '127.0.0.1')
  onTestFinished(() => {
    holder.close()
  })
  await new Promise((listening) => holder.once('listening', listening))
  const { port } = holder.address() as AddressInfo
  const ended = await run('serve', '--db', url, '--port', String(port), '--workers', '3')
  expect(ended).toMatchObject({ code: 3, out: '' })
  expect(ended.err.match(/in use by another process/g)).toHaveLength(1)
})

test.each(['0', '1.5', 'many', '65'])('%s is no number of workers', async (count) => {
  const ended = await run('serve', '--workers', count)
  expect(ended).toMatchObject({ code: 2, out: '' })
  expect(ended.err).toContain('give a number from 1 to 64, or max')
})

/** The processes that one has started, by what the system says. */
async function workersOf(pid: number): Promise<number[]> {
  const { stdout } = await promisify(execFile)('ps', ['-o', 'pid=', '--ppid', String(pid)])
  return stdout.trim().split(/\s+/).map(Number)
}
