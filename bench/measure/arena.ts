// All contestants side by side on one dataset: those that the server is able to be are started once, every
// question is asked of all of them, checked to be answered alike, counted and timed.
import type { Ratio } from '../baseline.ts'
import type { Dataset } from '../data/dataset.ts'
import { formsOf, type Asked, type QuestionName } from '../questions/question.ts'
import { exchanged } from './client.ts'
import { BY_HAND, BY_HASH, CACHED, HUB, started, type Contestant, type Running } from './contestant.ts'
import { asked, askedInAddress } from './request.ts'
import { timed, type RoundOptions, type Runner, type Timing } from './rounds.ts'
import { assertSame, header, keepsAnswers, registered, statementsEach } from './sameness.ts'

/** One line of the table. */
export interface Cell extends Timing {
  readonly question: string
  readonly connections: number
  readonly contestant: string
  /** What the ratio is to: R, or for a question without one R at another question. */
  readonly over: string
  readonly statements: number
}

/** What is kept of a cell in the baseline. */
export const ratioOf = ({ ratio, cpuRatio }: Cell): Ratio => ({ time: ratio, cpu: cpuRatio })

export class Arena {
  readonly dataset: Dataset
  readonly ports: number
  readonly running: readonly Running[]
  readonly #counted: readonly Running[]
  /** Why contestants are not there, in words. */
  readonly leftOut: readonly string[]

  private constructor(
    dataset: Dataset,
    ports: number,
    sides: { running: Running[]; counted: Running[]; leftOut: string[] },
  ) {
    this.dataset = dataset
    this.ports = ports
    this.running = sides.running
    this.#counted = sides.counted
    this.leftOut = sides.leftOut
  }

  /** Starts R and the contestants that the server can be. */
  static async opened(dataset: Dataset, ports: number, contestants: readonly Contestant[]): Promise<Arena> {
    const forms = await formsOf('Q1', ports, () => Promise.resolve(null))
    const sides = { running: [] as Running[], counted: [] as Running[], leftOut: [] as string[] }
    for (const contestant of contestants) {
      const reason = await missing(contestant, dataset.file, forms)
      if (reason === null) {
        sides.running.push(await started(contestant, dataset.file))
        sides.counted.push(await started(contestant, dataset.file, { counted: true }))
      } else sides.leftOut.push(`${contestant.name} is left out: ${reason}`)
    }
    return new Arena(dataset, ports, sides)
  }

  /** Every form of a question; the cursors of pages are R's, which are checked to be the hub's. */
  async forms(name: QuestionName): Promise<Asked[]> {
    const { running, ports } = this
    return formsOf(name, ports, async (after) => {
      const [form] = await formsOf('Q3', ports, () => Promise.resolve(null))
      if (!form || !running[0]) return null
      const { body } = await exchanged(running[0].port, asked({ query: form.query, variables: { after } }))
      const page = JSON.parse(body.toString()) as {
        data: { observations: { pageInfo: { endCursor: string } } }
      }
      return page.data.observations.pageInfo.endCursor
    })
  }

  /** Throws Differs unless all answer a question alike; answers how many statements each takes. */
  async checked(name: string, forms: readonly Asked[]): Promise<number[]> {
    for (const one of [...this.running, ...this.#counted])
      if (BY_HASH.includes(one.contestant)) await registered(one, forms)
    await assertSame(name, this.running, forms)
    const counts: number[] = []
    for (const one of this.#counted) counts.push(await statementsEach(one, forms))
    return counts
  }

  /** Times a question; R stands first. */
  async cells(question: string, forms: readonly Asked[], options: RoundOptions): Promise<Cell[]> {
    const statements = await this.checked(question, forms)
    const timings = await timed(await runnersOf(this.running, forms), options)
    return cellsOf(question, 'R', this.running, statements, timings, options)
  }

  /** Times a question that R has no answer to, beside R at a question that it has. */
  async cellsBeside(
    question: string,
    forms: readonly Asked[],
    beside: { readonly name: string; readonly runner: Runner },
    options: RoundOptions,
  ): Promise<Cell[]> {
    const statements = await this.checked(question, forms)
    const runners = [beside.runner, ...(await runnersOf(this.running, forms))]
    const [, ...timings] = await timed(runners, options)
    return cellsOf(question, beside.name, this.running, statements, timings, options)
  }

  async close(): Promise<void> {
    for (const one of [...this.running, ...this.#counted]) await one.close()
  }
}

/** The requests of a question as each contestant is asked them. */
export async function runnersOf(running: readonly Running[], forms: readonly Asked[]): Promise<Runner[]> {
  const runners: Runner[] = []
  for (const one of running) {
    const { requestOf, revalidates } = one.contestant
    const requests = forms.map(requestOf)
    runners.push({ running: one, requests: revalidates ? await revalidating(one, forms) : requests })
  }
  return runners
}

/** The requests of a client that has all answers, and asks whether they are still the same. */
async function revalidating({ port }: Running, forms: readonly Asked[]): Promise<Buffer[]> {
  const requests: Buffer[] = []
  for (const form of forms) {
    const { head } = await exchanged(port, askedInAddress(form))
    requests.push(askedInAddress(form, header(head, 'etag')))
  }
  return requests
}

function cellsOf(
  question: string,
  over: string,
  running: readonly Running[],
  statements: readonly number[],
  timings: readonly Timing[],
  { connections }: RoundOptions,
): Cell[] {
  return timings.map((timing, place) => ({
    question,
    connections,
    contestant: running[place]?.contestant.name ?? '',
    over,
    statements: statements[place] ?? 0,
    ...timing,
  }))
}

/** Why the server cannot be this contestant; null where it can. */
async function missing(
  contestant: Contestant,
  file: string,
  forms: readonly Asked[],
): Promise<string | null> {
  if (contestant === HUB || BY_HAND.includes(contestant)) return null
  if (contestant === CACHED) {
    const keeps = await keepsAnswers(contestant, file, forms)
    return keeps ? null : 'a repeated question costs as much as a new one'
  }
  const running = await started(contestant, file)
  try {
    return (await registered(running, forms)) ? null : 'the server answers to no hash'
  } finally {
    await running.close()
  }
}
