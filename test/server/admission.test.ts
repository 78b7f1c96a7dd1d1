import { describe, expect, it } from 'vitest'
import { Admission } from '../../server/admission.ts'
import { ask, startHub } from './hub.ts'

/** Work that ends when it is told to. */
function work() {
  let end: () => void = () => undefined
  const ended = new Promise<void>((resolve) => (end = resolve))
  return { end, run: () => ended }
}

const ignored = () => undefined
const soon = () => new Promise((resolve) => setTimeout(resolve, 20))

describe('requests that come faster than they are answered', () => {
  it('are under way as many at once as are allowed, and in the order in which they came', async () => {
    const admission = new Admission({ concurrency: 2, queue: 10, patience: 60_000 })
    const begun: number[] = []
    const works = Array.from({ length: 5 }, work)
    const all = works.map(({ run }, place) =>
      admission.admitted(() => {
        begun.push(place)
        return run()
      }, ignored),
    )
    await soon()
    expect([begun, admission.waiting]).toEqual([[0, 1], 3])
    works[1]?.end()
    await soon()
    expect(begun).toEqual([0, 1, 2])
    for (const { end } of works) end()
    await Promise.all(all)
    expect([begun, admission.waiting]).toEqual([[0, 1, 2, 3, 4], 0])
  })

  it('are refused at once where too many wait, with the time after which to come again', async () => {
    const admission = new Admission({ concurrency: 1, queue: 1, patience: 60_000 })
    const { end, run } = work()
    const [first, second] = [admission.admitted(run, ignored), admission.admitted(run, ignored)]
    await expect(admission.admitted(run, ignored)).rejects.toMatchObject({
      status: 503,
      extensions: { code: 'OVERLOADED', retryAfter: 1 },
    })
    end()
    await Promise.all([first, second])
  })

  it('are refused when they have waited too long, and do nothing then', async () => {
    const admission = new Admission({ concurrency: 1, queue: 10, patience: 10 })
    const { end, run } = work()
    const first = admission.admitted(run, ignored)
    let isDone = false
    const late = admission.admitted(() => {
      isDone = true
      return Promise.resolve()
    }, ignored)
    const refused = expect(late).rejects.toMatchObject({ extensions: { code: 'OVERLOADED' } })
    await soon()
    end()
    await Promise.all([first, refused])
    expect(isDone).toBe(false)
  })

  it('that were admitted go on however long that takes', async () => {
    const admission = new Admission({ concurrency: 1, queue: 0, patience: 0 })
    const { end, run } = work()
    const first = admission.continued(run)
    const later = admission.continued(() => Promise.resolve('the next piece'))
    await soon()
    end()
    await first
    expect(await later).toBe('the next piece')
  })

  it('make room again when they fail', async () => {
    const admission = new Admission({ concurrency: 1, queue: 1, patience: 1000 })
    await expect(admission.admitted(() => Promise.reject(new Error('no')), ignored)).rejects.toThrow('no')
    expect(await admission.admitted(() => Promise.resolve('yes'), ignored)).toBe('yes')
  })
})

describe('a server that is asked too much', () => {
  it('answers whom it can, refuses the others with 503, and still says that it is there', async () => {
    const hub = await startHub({ app: { admission: { concurrency: 1, queue: 2, patience: 5000 } } })
    const asked = Array.from({ length: 8 }, () => ask(hub.graph, { query: '{ slow(ms: 150) }' }))
    await new Promise((resolve) => setTimeout(resolve, 60))
    for (const path of ['/live', '/metrics']) expect((await fetch(hub.url + path)).status).toBe(200)
    const answers = await Promise.all(asked)
    const [answered, refused] = [200, 503].map((status) => answers.filter((one) => one.status === status))
    expect([answered?.length, refused?.length]).toEqual([3, 5])
    expect(refused?.[0]?.headers.get('retry-after')).toBe('1')
    expect(refused?.[0]?.errors?.[0]?.extensions).toMatchObject({ code: 'OVERLOADED' })
    await hub.close()
  })

  it('answers from memory without a turn', async () => {
    const hub = await startHub({
      capacity: 1_000_000,
      app: { admission: { concurrency: 1, queue: 1, patience: 5000 } },
    })
    expect((await ask(hub.graph, { query: '{ hello }' })).status).toBe(200)
    const slow = ask(hub.graph, { query: '{ slow(ms: 1500) }' })
    await until(hub.url, 'kouan_requests_in_flight 2')
    const waiting = ask(hub.graph, { query: '{ version }' })
    await until(hub.url, 'kouan_requests_waiting 1')
    expect((await ask(hub.graph, { query: '{ hello }' })).status).toBe(200)
    expect((await ask(hub.graph, { query: '{ contextKeys }' })).status).toBe(503)
    expect((await Promise.all([slow, waiting])).map(({ status }) => status)).toEqual([200, 200])
    await hub.close()
  })
})

/** Waits until the server tells so of itself. */
async function until(url: string, line: string): Promise<void> {
  while (!(await (await fetch(`${url}/metrics`)).text()).includes(line)) await soon()
}
