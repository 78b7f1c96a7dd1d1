// One run of the benchmark, from the datasets to the result.
import { mkdirSync, readFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { ROOT } from '../server/config.ts'
import { meter } from '../server/progress.ts'
import { cellName, isTooMuchWorse, type Ratios } from './baseline.ts'
import { realDataset, syntheticDataset, type Dataset } from './data/dataset.ts'
import { shapeOf } from './data/shape.ts'
import { loadsOf, type Loads } from './load/timing.ts'
import { Arena, ratioOf, runnersOf, type Cell } from './measure/arena.ts'
import { exchanged } from './measure/client.ts'
import { BY_HAND, CONTESTANTS, HUB, LIMIT, started, type Contestant } from './measure/contestant.ts'
import { median, timed } from './measure/rounds.ts'
import { STANDARD_SIZE, type Options } from './options.ts'
import { QUESTIONS, type Asked, type QuestionName } from './questions/question.ts'
import { refusalsOf } from './refusal/timing.ts'
import type { Growth, Result } from './report.ts'

/** The contract's widest query: the most nouns in one answer. */
const WIDEST = join(ROOT, 'test', 'contract', '01-port-outlook.graphql')

/** R has no answer to the widest query; what is beside it in each round is R at this question. */
const BESIDE: QuestionName = 'Q2'

export async function run(options: Options, baseline: Ratios): Promise<Result> {
  mkdirSync(options.data, { recursive: true })
  const dataset = await syntheticDataset(options.data, options.observations)
  const contestants = CONTESTANTS.filter((one) => one === LIMIT || options.contestants.includes(one.name))
  const arena = await Arena.opened(dataset, shapeOf(options.observations).ports, contestants)
  try {
    const cells = await allCells(arena, options, baseline)
    const peaks = arena.running.map((one) => ({
      contestant: one.contestant.name,
      peakBytes: one.peakBytes(),
    }))
    return {
      form: options.form,
      observations: options.observations,
      machine: { cpus: cpus().length, model: cpus()[0]?.model ?? '', node: process.versions.node },
      leftOut: arena.leftOut,
      cells,
      serving: cells.length > 0 ? peaks : [],
      refusals: options.rows.includes('refusals') ? await refusalsOf(dataset.file) : [],
      load: options.rows.includes('load') ? await loadRow(options, dataset) : null,
      startMs: options.rows.includes('start') ? await startRow(dataset, await arena.forms('Q1')) : null,
      growth: options.form === 'large' ? await growthRows(arena, options) : [],
    }
  } finally {
    await arena.close()
  }
}

async function allCells(arena: Arena, options: Options, baseline: Ratios): Promise<Cell[]> {
  const cells: Cell[] = []
  for (const name of QUESTIONS.filter((question) => options.rows.includes(question))) {
    const forms = await arena.forms(name)
    cells.push(...(await steadied(options, baseline, name, (round) => arena.cells(name, forms, round))))
  }
  if (options.rows.includes('W')) cells.push(...(await widestCells(arena, options, baseline)))
  return cells
}

/** A question at every number of connections; once more, and longer, where a ratio seems to have become much worse. */
async function steadied(
  { connections, seconds }: Options,
  baseline: Ratios,
  name: string,
  measure: (round: {
    connections: number
    seconds: number
    onSlice: (who: string) => void
  }) => Promise<Cell[]>,
): Promise<Cell[]> {
  const cells: Cell[] = []
  const progress = meter()
  for (const count of connections) {
    const onSlice = (who: string) => {
      progress.show(`${name}, ${count} connections: ${who}`)
    }
    const once = await measure({ connections: count, seconds, onSlice })
    const isSuspicious = once.some((cell) => isTooMuchWorse(baseline, cellName(cell), ratioOf(cell)))
    const again = isSuspicious ? await measure({ connections: count, seconds: 2 * seconds, onSlice }) : once
    cells.push(...once.map((cell, place) => better(cell, again[place] ?? cell)))
  }
  progress.end()
  return cells
}

const better = (one: Cell, other: Cell): Cell => (other.ratio < one.ratio ? other : one)

async function widestCells(arena: Arena, options: Options, baseline: Ratios): Promise<Cell[]> {
  const hubs = arena.running.map(({ contestant }) => contestant).filter((one) => !BY_HAND.includes(one))
  const limit = arena.running.filter(({ contestant }) => contestant === LIMIT)
  const real = await Arena.opened(await realDataset(options.data), arena.ports, hubs)
  try {
    const [runner] = await runnersOf(limit, await arena.forms(BESIDE))
    if (!runner) return []
    const forms = [{ query: readFileSync(WIDEST, 'utf8'), variables: {} }]
    return await steadied(options, baseline, 'W', (round) =>
      real.cellsBeside('W', forms, { name: BESIDE, runner }, round),
    )
  } finally {
    await real.close()
  }
}

/** A small load swings, and is measured some times. */
const LOADS = 3

/** Of five million claims forty packages are loaded once, when the dataset is made; what was told then counts. */
const loadRow = ({ data, observations, form }: Options, dataset: Dataset): Promise<Loads> =>
  form === 'large' ? loadsOf(data, observations, 1, dataset.load) : loadsOf(data, observations, LOADS)

const STARTS = 5

/** The median of some starts, each from nothing to the first answer. */
async function startRow({ file }: Dataset, forms: readonly Asked[]): Promise<number> {
  const times: number[] = []
  for (const form of forms.slice(0, STARTS)) {
    const since = performance.now()
    const running = await started(HUB, file)
    await exchanged(running.port, HUB.requestOf(form))
    times.push(performance.now() - since)
    await running.close()
  }
  return median(times)
}

/** The same questions on both datasets, in the same rounds. */
async function growthRows(large: Arena, { data, seconds, rows }: Options): Promise<Growth[]> {
  const measured: readonly Contestant[] = [LIMIT, HUB]
  const dataset = await syntheticDataset(data, STANDARD_SIZE)
  const standard = await Arena.opened(dataset, shapeOf(STANDARD_SIZE).ports, measured)
  const growth: Growth[] = []
  const progress = meter()
  const onSlice = (who: string) => {
    progress.show(`growth: ${who}`)
  }
  try {
    for (const question of QUESTIONS.filter((name) => rows.includes(name))) {
      const [before, after] = [await standard.forms(question), await large.forms(question)]
      for (const contestant of measured) {
        const runnerIn = (arena: Arena, forms: readonly Asked[]) =>
          runnersOf(
            arena.running.filter((one) => one.contestant === contestant),
            forms,
          )
        const runners = [...(await runnerIn(standard, before)), ...(await runnerIn(large, after))]
        const [, grown] = await timed(runners, { connections: 16, seconds, onSlice })
        if (grown)
          growth.push({ question, contestant: contestant.name, times: grown.ratio, cpuTimes: grown.cpuRatio })
      }
    }
    return growth
  } finally {
    progress.end()
    await standard.close()
  }
}
