// Progress on the error stream, only where a person watches and only for what takes longer than a moment.

const QUIET_MS = 2000
const EVERY_MS = 200

export interface Meter {
  /** Shows what is being worked on. */
  show(text: string): void
  /** Clears the line. */
  end(): void
}

export function meter(stream: NodeJS.WriteStream = process.stderr): Meter {
  const started = Date.now()
  let shown = 0
  return {
    show(text) {
      const now = Date.now()
      if (!stream.isTTY || now - started < QUIET_MS || now - shown < EVERY_MS) return
      shown = now
      stream.write(`\r\x1b[K${text}`)
    },
    end() {
      if (shown > 0) stream.write('\r\x1b[K')
      shown = 0
    },
  }
}
