import { connect, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'

export interface Asking {
  /** Requests that were answered whole with 200. */
  answered: number
  /** What became of the other requests that were sent. */
  readonly failed: string[]
}

export interface ClientOptions {
  readonly address: string
  readonly connections: number
  /** How long a connection lies idle between two requests, at most. */
  readonly idleMs: number
}

/**
 * Asks on kept connections, on each one request after another, until the server takes no more connections. What was
 * sent is not sent again. On bare sockets, so that the client takes less of the machine than the server.
 */
export async function asking({ address, connections, idleMs }: ClientOptions, seen: Asking): Promise<void> {
  const { hostname, port, pathname, search } = new URL(address)
  const text = `GET ${pathname}${search} HTTP/1.1\r\nhost: ${hostname}\r\n\r\n`

  async function askOn(socket: Socket): Promise<void> {
    for (;;) {
      const { outcome, isLast } = await answerOn(socket, text)
      if (outcome === '200') seen.answered += 1
      else seen.failed.push(outcome)
      if (idleMs > 0) await pause(Math.random() * idleMs)
      if (isLast || socket.readyState !== 'open') return
    }
  }

  await Promise.all(
    Array.from({ length: connections }, async () => {
      for (;;) {
        const socket = await opened(hostname, Number(port))
        if (!socket) return
        await askOn(socket)
        socket.destroy()
      }
    }),
  )
}

/** A connection, or null where nobody listens. */
function opened(host: string, port: number): Promise<Socket | null> {
  return new Promise((resolve) => {
    const socket = connect(port, host, () => {
      resolve(socket)
    })
    socket.setNoDelay()
    socket.on('error', () => {
      resolve(null)
    })
  })
}

/** The status of the answer once all of it is there, and whether the server says that it is the connection's last. */
function answerOn(socket: Socket, text: string): Promise<{ outcome: string; isLast: boolean }> {
  return new Promise((resolve) => {
    let received = ''
    const ended = (outcome: string, isLast: boolean) => {
      socket.off('data', read)
      socket.off('close', broken)
      resolve({ outcome, isLast })
    }
    const read = (bytes: Buffer) => {
      received += bytes.toString('latin1')
      const head = received.indexOf('\r\n\r\n')
      const length = Number(/content-length: (\d+)/.exec(received)?.[1])
      if (head < 0 || received.length < head + 4 + length) return
      ended(received.slice(9, 12), received.includes('\r\nconnection: close\r\n'))
    }
    const broken = () => {
      ended(`no whole answer: ${JSON.stringify(received)}`, true)
    }
    socket.on('data', read)
    socket.on('close', broken)
    socket.write(text)
  })
}
