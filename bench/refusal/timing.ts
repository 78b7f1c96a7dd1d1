// How long a refusal takes: one request at a time, each on a connection of its own, the kinds in turn.
import { exchanged } from '../measure/client.ts'
import { HUB, started } from '../measure/contestant.ts'
import { posted } from '../measure/request.ts'
import { quantile } from '../measure/rounds.ts'
import { Differs } from '../measure/sameness.ts'
import { REFUSABLE, type Refusable } from './request.ts'

export interface Refused {
  readonly kind: string
  readonly code: string
  readonly status: number
  /** Milliseconds from the request to the whole answer, connecting included. */
  readonly p50: number
  readonly p99: number
}

const WARM_UP = 50
const ROUNDS = 300

/** Times every kind of refusal by the hub over a database. Throws Differs where one is not refused for its reason. */
export async function refusalsOf(file: string): Promise<Refused[]> {
  const { port, close } = await started(HUB, file)
  try {
    const times = REFUSABLE.map((): number[] => [])
    for (let round = -WARM_UP; round < ROUNDS; round += 1)
      for (const [place, { bodyOf }] of REFUSABLE.entries()) {
        const request = posted(bodyOf(round))
        const since = performance.now()
        await exchanged(port, request)
        if (round >= 0) times[place]?.push(performance.now() - since)
      }
    return await Promise.all(
      REFUSABLE.map(async (one, place) => {
        const sorted = (times[place] ?? []).toSorted((a, b) => a - b)
        const status = await refusedWith(port, one)
        return {
          kind: one.kind,
          code: one.code,
          status,
          p50: quantile(sorted, 0.5),
          p99: quantile(sorted, 0.99),
        }
      }),
    )
  } finally {
    await close()
  }
}

/** The status of a refusal, which must have the code that it is to have. */
async function refusedWith(port: number, { kind, code, bodyOf }: Refusable): Promise<number> {
  const { status, body } = await exchanged(port, posted(bodyOf(ROUNDS)))
  const answer = body.toString()
  if (status < 400 || status >= 500 || !answer.includes(`"code":"${code}"`))
    throw new Differs(`${kind} is answered with ${status} ${answer.slice(0, 300)} and not refused as ${code}`)
  return status
}
