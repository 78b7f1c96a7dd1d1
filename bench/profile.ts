// Where the hub's time goes under one question: a CPU profile that Chromium's developer tools open.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { syntheticDataset } from './data/dataset.ts'
import { shapeOf } from './data/shape.ts'
import { Arena, runnersOf } from './measure/arena.ts'
import { HUB, LIMIT, started } from './measure/contestant.ts'
import { timed } from './measure/rounds.ts'
import type { Options } from './options.ts'
import { QUESTIONS } from './questions/question.ts'

/** Asks the hub one question for a while and says where its profile lies. */
export async function profile(
  { data, observations, seconds, connections }: Options,
  asked: string,
): Promise<number> {
  const question = QUESTIONS.find((name) => name === asked)
  if (!question) throw new RangeError(`no question ${asked}`)
  mkdirSync(data, { recursive: true })
  const dataset = await syntheticDataset(data, observations)
  const arena = await Arena.opened(dataset, shapeOf(observations).ports, [LIMIT])
  const file = join(data, `${question}-${observations}.cpuprofile`)
  try {
    const node = [
      '--cpu-prof',
      '--cpu-prof-dir',
      data,
      '--cpu-prof-name',
      `${question}-${observations}.cpuprofile`,
    ]
    const running = await started(HUB, dataset.file, { node })
    const runners = await runnersOf([running], await arena.forms(question))
    await timed(runners, { connections: connections.at(-1) ?? 16, seconds })
    await running.close()
  } finally {
    await arena.close()
  }
  process.stdout.write(`${file}\n`)
  return 0
}
