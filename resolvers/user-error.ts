// An error that is the client's to mend: it says what was wrong, what was found and what would be right.
// Every other error is masked before it leaves the server.
import { ValueError } from '../values/value-error.ts'

export class UserError extends Error {
  override readonly name = 'UserError'
  /** Stable, for programs: BAD_USER_INPUT unless a limit was met. */
  readonly code: string
  /** The argument that is wrong, e.g. "filter.indicators". */
  readonly argument: string | undefined

  constructor(message: string, argument?: string, code = 'BAD_USER_INPUT') {
    super(message)
    this.code = code
    this.argument = argument
  }
}

/** Runs a strict reading of an argument; what the grammar refuses becomes the client's error. */
export function readArgument<Value>(argument: string, read: () => Value): Value {
  try {
    return read()
  } catch (error) {
    if (error instanceof ValueError) throw new UserError(`${argument}: ${error.message}`, argument)
    throw error
  }
}
