// The help texts of the command line, printed from the commands themselves.
import { EXIT, type Command, type Option } from './command.ts'

const EXITS: Readonly<Record<keyof typeof EXIT, string>> = {
  ok: 'all went well',
  faults: 'a package has faults, or a phrase was not found',
  usage: 'an unknown command or option, or a value that is none',
  environment: 'a file, the database or the port cannot be used, or the program failed',
}

function aligned(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([left]) => left.length))
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`).join('\n')
}

const exits = (): string =>
  `Exit codes:\n${aligned(Object.entries(EXIT).map(([name, code]) => [String(code), EXITS[name as keyof typeof EXIT]]))}`

export function help(commands: readonly Command[]): string {
  const rows = commands.map(
    ({ name, operands, summary }) => [[name, operands].filter(Boolean).join(' '), summary] as const,
  )
  return [
    'Kouan (口岸): one GraphQL graph over published port and trade sources, every figure cited.',
    '',
    'Usage: kouan COMMAND [OPTIONS]',
    '',
    'Commands:',
    aligned(rows),
    '',
    'kouan COMMAND --help tells a command’s options; kouan --version the version.',
    '',
    exits(),
  ].join('\n')
}

export function commandHelp({ name, operands, summary, details, options }: Command): string {
  const rows = Object.entries(options).map(([option, { value, description }]: [string, Option]) => {
    const left = value === undefined ? `--${option}` : `--${option} ${value}`
    return [left, description] as const
  })
  return [
    `Usage: kouan ${[name, '[OPTIONS]', operands].filter(Boolean).join(' ')}`,
    '',
    `${summary}.`,
    ...(details === undefined ? [] : ['', details]),
    '',
    'Options:',
    aligned([...rows, ['--help', 'Print this help']]),
    '',
    exits(),
  ].join('\n')
}
