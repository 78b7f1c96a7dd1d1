/**
 * A value that a strict grammar does not admit: what was found and what would be right.
 * The callers turn it into their own kind of message: a package's fault, or a client's error.
 */
export class ValueError extends Error {
  readonly found: string
  readonly expected: string

  constructor(found: string, expected: string) {
    super(`found ${JSON.stringify(found)}, expected ${expected}`)
    this.name = 'ValueError'
    this.found = found
    this.expected = expected
  }
}
