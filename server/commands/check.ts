import { existsSync } from 'node:fs'
import { EXIT, JSON_OPTION, print, printJson, type Command } from '../command.ts'

export const check: Command = {
  name: 'check',
  summary: 'Check packages without a database, and tell every fault',
  operands: '[PACKAGE…]',
  details:
    'Faults are told as file:line:column: rule: what was found, what was expected.\n' +
    'The column is the number of the field in its record; in datapackage.json it is the character.',
  options: {
    json: JSON_OPTION,
    vocabulary: {
      type: 'string',
      value: 'DIR',
      description: 'The vocabulary to check against (seeds/vocabulary)',
    },
  },
  async run({ values, operands }) {
    const { check: checkPackage } = await import('../../seeds/check.ts')
    const { faultText } = await import('../../seeds/fault.ts')
    const { SEEDS, VOCABULARY } = await import('../../seeds/folders.ts')
    const { vocabularyInPackage } = await import('../../seeds/vocabulary.ts')
    const { packagesOf } = await import('../packages.ts')
    const { meter } = await import('../progress.ts')
    const dir = typeof values['vocabulary'] === 'string' ? values['vocabulary'] : `${SEEDS}/${VOCABULARY}`
    if (!existsSync(dir)) {
      const { EnvironmentError } = await import('../errors.ts')
      throw new EnvironmentError(`${dir}: there is no such folder; --vocabulary takes the vocabulary's`)
    }
    const vocabulary = once(() => vocabularyInPackage(dir))
    const progress = meter()
    const results = []
    for (const folder of packagesOf(operands)) {
      const { faults, rows } = await checkPackage(folder, vocabulary, (count) => {
        progress.show(`${folder}: ${count} rows`)
      })
      progress.end()
      results.push({ package: folder, rows, faults })
      if (values['json'] === true) continue
      for (const fault of faults) print(faultText(fault))
      print(`${folder}: ${rows} rows, ${faults.length} ${faults.length === 1 ? 'fault' : 'faults'}`)
    }
    if (values['json'] === true) printJson(results)
    return results.some(({ faults }) => faults.length > 0) ? EXIT.faults : EXIT.ok
  },
}

function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined
  return () => (made ??= make())
}
