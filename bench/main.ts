// npm run bench: measures, prints, and ends with 1 where something has become much worse.
import { UsageError } from '../server/command.ts'
import {
  accept,
  baselineOf,
  cellName,
  isTooMuchWorse,
  TOO_MUCH_WORSE,
  worsening,
  type Ratios,
} from './baseline.ts'
import { ratioOf } from './measure/arena.ts'
import { BY_HAND } from './measure/contestant.ts'
import { Differs } from './measure/sameness.ts'
import { HELP, optionsOf, type Options } from './options.ts'
import { profile } from './profile.ts'
import { loadings, reportText, type Result } from './report.ts'
import { run } from './run.ts'

/** Every ratio of the hub by its name. */
function ratiosOf({ cells, load }: Result): Ratios {
  const hubs = cells.filter(({ contestant }) => !BY_HAND.some(({ name }) => name === contestant))
  return {
    ...Object.fromEntries(hubs.map((cell) => [cellName(cell), ratioOf(cell)])),
    ...Object.fromEntries((load ? loadings(load) : []).map(([name, { ratio }]) => [name, ratio])),
  }
}

async function measured(options: Options): Promise<number> {
  const baseline = baselineOf(options.form)
  const result = await run(options, baseline)
  const ratios = ratiosOf(result)
  process.stdout.write(
    options.json
      ? `${JSON.stringify({ ...result, baseline }, null, 2)}\n`
      : `${reportText(result, baseline)}\n`,
  )
  if (options.updateBaseline) {
    accept(options.form, ratios)
    return 0
  }
  const worse = Object.entries(ratios).filter(([name, ratio]) => isTooMuchWorse(baseline, name, ratio))
  for (const [name, ratio] of worse)
    process.stderr.write(
      `${name}: ${ratio.time.toFixed(2)} times R is ${worsening(baseline, name, ratio)?.toFixed(2)} times worse than the baseline, more than ${TOO_MUCH_WORSE}\n`,
    )
  return worse.length > 0 ? 1 : 0
}

async function main(args: readonly string[]): Promise<number> {
  try {
    const options = optionsOf(args)
    if (options.help) {
      process.stdout.write(HELP)
      return 0
    }
    if (options.soak !== null) {
      const { soak } = await import('./soak/soak.ts')
      return await soak(options, options.soak)
    }
    return options.profile === null ? await measured(options) : await profile(options, options.profile)
  } catch (error) {
    if (error instanceof UsageError) {
      process.stderr.write(`bench: ${error.message}\nTry npm run bench -- --help\n`)
      return 2
    }
    if (!(error instanceof Differs)) throw error
    process.stderr.write(`bench: ${error.message}\n`)
    return 1
  }
}

process.exitCode = await main(process.argv.slice(2))
