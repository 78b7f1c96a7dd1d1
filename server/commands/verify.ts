import { EXIT, JSON_OPTION, print, printJson, UsageError, type Command } from '../command.ts'

export const verify: Command = {
  name: 'verify',
  summary: 'Look every cited phrase and printed number up in the source texts',
  operands: '--texts DIR [PACKAGE…]',
  options: {
    texts: { type: 'string', value: 'DIR', description: 'Folder of the source texts (required)' },
    json: JSON_OPTION,
  },
  async run({ values, operands }) {
    const texts = values['texts']
    if (typeof texts !== 'string' || texts === '')
      throw new UsageError('verify needs --texts DIR, the folder of the source texts')
    const { statSync } = await import('node:fs')
    const { EnvironmentError } = await import('../errors.ts')
    if (!statSync(texts, { throwIfNoEntry: false })?.isDirectory())
      throw new EnvironmentError(`there is no folder of source texts at ${texts}`)
    const { verify: verifyPackage } = await import('../../seeds/verify.ts')
    const { faultText } = await import('../../seeds/fault.ts')
    const { packagesOf } = await import('../packages.ts')
    const results = []
    for (const folder of packagesOf(operands)) {
      const result = await verifyPackage(folder, texts)
      if (result) results.push(result)
    }
    const total = {
      package: 'total',
      phrases: results.reduce((sum, { phrases }) => sum + phrases, 0),
      found: results.reduce((sum, { found }) => sum + found, 0),
    }
    if (values['json'] === true) {
      printJson({
        packages: results.map((one) => ({ ...one, percent: percent(one) })),
        percent: percent(total),
      })
    } else {
      for (const { faults } of results) for (const fault of faults) print(faultText(fault))
      for (const one of [...results, total])
        print(`${one.package}: ${one.found} of ${one.phrases} phrases found, ${percent(one)} %`)
    }
    return results.some(({ faults }) => faults.length > 0) ? EXIT.faults : EXIT.ok
  },
}

/** Rounded down to a tenth, so that 100 means all. */
function percent({ found, phrases }: { found: number; phrases: number }): number {
  return phrases === 0 ? 100 : Math.floor((1000 * found) / phrases) / 10
}
