// The command line: finds the command, reads its options strictly, and ends with a documented code.
// What a command needs is imported when it runs, so that `--help` and short commands start at once.
import { parseArgs } from 'node:util'
import { EXIT, print, UsageError, type Command, type ExitCode } from './command.ts'
import { check } from './commands/check.ts'
import { load } from './commands/load.ts'
import { schema } from './commands/schema.ts'
import { serve } from './commands/serve.ts'
import { sources } from './commands/sources.ts'
import { start } from './commands/start.ts'
import { verify } from './commands/verify.ts'
import { commandHelp, help } from './help.ts'

const COMMANDS: readonly Command[] = [start, serve, load, check, verify, sources, schema]

async function run([name = '--help', ...rest]: readonly string[]): Promise<ExitCode> {
  if (name === '--version') {
    const { packageVersion } = await import('./config.ts')
    print(packageVersion())
    return EXIT.ok
  }
  if (['--help', '-h', 'help'].includes(name)) {
    const [about] = rest
    print(about === undefined ? help(COMMANDS) : commandHelp(await commandCalled(about)))
    return EXIT.ok
  }
  const command = await commandCalled(name)
  const { values, operands } = await invocation(command, rest)
  if (values['help'] === true) {
    print(commandHelp(command))
    return EXIT.ok
  }
  return command.run({ values, operands })
}

async function commandCalled(name: string): Promise<Command> {
  const command = COMMANDS.find((known) => known.name === name)
  if (command) return command
  const { nearest } = await import('../values/nearest.ts')
  const names = COMMANDS.map((known) => known.name)
  const what = name.startsWith('-') ? 'option' : 'command'
  const hint = what === 'command' ? nearest(name, names) : ''
  throw new UsageError(`unknown ${what} ${JSON.stringify(name)}${hint}; commands: ${names.join(', ')}`)
}

async function invocation(command: Command, args: readonly string[]): Promise<Parameters<Command['run']>[0]> {
  const options = { ...command.options, help: { type: 'boolean', short: 'h' } as const }
  const { tokens } = parseArgs({
    args: [...args],
    options,
    strict: false,
    tokens: true,
    allowPositionals: true,
  })
  for (const token of tokens) {
    if (token.kind !== 'option' || Object.hasOwn(options, token.name)) continue
    const { nearest } = await import('../values/nearest.ts')
    throw new UsageError(
      `${command.name} has no option ${JSON.stringify(token.rawName)}${nearest(token.name, Object.keys(options))}`,
    )
  }
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
    if (positionals.length > 0 && command.operands === undefined)
      throw new UsageError(`${command.name} takes no operand, found ${JSON.stringify(positionals[0])}`)
    return { values: values as Parameters<Command['run']>[0]['values'], operands: positionals }
  } catch (error) {
    if (error instanceof TypeError) throw new UsageError(`${command.name}: ${error.message}`)
    throw error
  }
}

/** Errors that tell an operator what to do; anything else is a defect, told with its stack. */
const FOR_THE_OPERATOR = ['DatabaseError', 'EnvironmentError', 'TextMissing', 'SqliteError']

function failure(error: unknown): ExitCode {
  const { name, message, stack, code } = error as NodeJS.ErrnoException
  if (error instanceof UsageError) {
    process.stderr.write(`kouan: ${message}\nTry kouan --help\n`)
    return EXIT.usage
  }
  const isExpected = FOR_THE_OPERATOR.includes(name) || code !== undefined
  process.stderr.write(
    isExpected ? `kouan: ${message}\n` : `kouan: unexpected failure\n${stack ?? message}\n`,
  )
  return EXIT.environment
}

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // The reader has gone (kouan schema | head): nothing is left to tell it.
  process.exit(error.code === 'EPIPE' ? EXIT.ok : EXIT.environment)
})

process.exitCode = await run(process.argv.slice(2)).catch(failure)
