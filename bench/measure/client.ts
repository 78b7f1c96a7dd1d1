// The client: HTTP over plain sockets that are kept open. It sends requests that are ready as bytes, reads no
// more of an answer than its length, and so takes a fraction of the time of the fastest server.
import { connect, type Socket } from 'node:net'

export interface Answered {
  readonly status: number
  /** Header lines as they stand. */
  readonly head: string
  readonly body: Buffer
}

const HEAD_END = '\r\n\r\n'

type Done = (whole: Buffer, headLength: number) => void

/** One connection: a request at a time. An answer without a length ends with the connection. */
class Connection {
  readonly #port: number
  #socket: Socket | null = null
  #request: Buffer = Buffer.alloc(0)
  /** Has this socket answered before? A server may close an idle one just when it is used again. */
  #isUsed = false
  #parts: Buffer[] = []
  #received = 0
  /** Bytes of the answer, head and body; 0 while its head is not there yet. */
  #expected = 0
  #headLength = 0
  #done: Done | null = null
  #failed: (error: Error) => void = () => undefined

  constructor(port: number) {
    this.#port = port
  }

  /** Sends a request; `done` is called with the whole answer, or `failed` where there is none. */
  send(request: Buffer, done: Done, failed: (error: Error) => void): void {
    this.#request = request
    this.#done = done
    this.#failed = failed
    this.#socket ??= this.#opened()
    this.#socket.write(request)
  }

  close(): void {
    this.#done = null
    this.#socket?.destroy()
    this.#socket = null
  }

  #opened(): Socket {
    const socket = connect({ port: this.#port, host: '127.0.0.1', noDelay: true })
    this.#isUsed = false
    socket.on('data', (part) => {
      this.#read(part)
    })
    // What went wrong shows in the close that follows.
    socket.on('error', () => undefined)
    socket.on('close', () => {
      if (this.#socket === socket) this.#closed()
    })
    return socket
  }

  #closed(): void {
    this.#socket = null
    if (this.#done === null) return
    if (this.#headLength > 0) this.#finish()
    else if (this.#isUsed && this.#received === 0) this.send(this.#request, this.#done, this.#failed)
    else this.#failed(new Error('the server closed the connection'))
  }

  #read(part: Buffer): void {
    this.#parts.push(part)
    this.#received += part.length
    if (this.#expected === 0) this.#readHead()
    if (this.#expected > 0 && this.#received >= this.#expected) this.#finish()
  }

  #readHead(): void {
    if (this.#parts.length > 1) this.#parts = [Buffer.concat(this.#parts)]
    const bytes = this.#parts[0] ?? Buffer.alloc(0)
    const end = bytes.indexOf(HEAD_END)
    if (end < 0) return
    const head = bytes.toString('latin1', 0, end)
    const length = /\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? (/ 304 /.test(head) ? '0' : 'Infinity')
    this.#headLength = end + HEAD_END.length
    this.#expected = this.#headLength + Number(length)
  }

  #finish(): void {
    const [first = Buffer.alloc(0)] = this.#parts
    const whole = this.#parts.length === 1 ? first : Buffer.concat(this.#parts)
    const headLength = this.#headLength
    this.#parts = []
    this.#received = this.#expected = this.#headLength = 0
    this.#isUsed = true
    const done = this.#done
    this.#done = null
    done?.(whole, headLength)
  }
}

/** Sends one request and answers what came back. */
export function exchanged(port: number, request: Buffer): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const connection = new Connection(port)
    const done = (whole: Buffer, headLength: number) => {
      connection.close()
      const head = whole.toString('latin1', 0, headLength)
      resolve({ status: statusOf(whole), head, body: whole.subarray(headLength) })
    }
    connection.send(request, done, reject)
  })
}

/** `HTTP/1.1 200 …` */
const statusOf = (whole: Buffer): number => Number(whole.toString('latin1', 9, 12))

/** What a slice of load gave: a latency in milliseconds for each request, and how long all took. */
export interface Slice {
  readonly latencies: number[]
  readonly milliseconds: number
  /** Requests that were answered otherwise than with 200 or 304, or not at all. */
  readonly failures: number
}

/** A server that is asked over some connections, which stay open from slice to slice. */
export class Client {
  readonly #connections: readonly Connection[]

  constructor(port: number, connections: number) {
    this.#connections = Array.from({ length: connections }, () => new Connection(port))
  }

  /** Asks for so long and at least so often, in the order of `next`; ends when all is answered. */
  async slice(next: () => Buffer, milliseconds: number, atLeast = 0): Promise<Slice> {
    const taken = { latencies: [] as number[], milliseconds: 0, failures: 0 }
    const started = performance.now()
    const asking = (connection: Connection): Promise<void> =>
      new Promise((resolve) => {
        const ask = () => {
          const sent = performance.now()
          const answered = (isSound: boolean) => {
            const now = performance.now()
            taken.milliseconds = now - started
            if (isSound) taken.latencies.push(now - sent)
            else {
              taken.failures += 1
              connection.close()
            }
            if (taken.milliseconds < milliseconds || taken.latencies.length < atLeast) ask()
            else resolve()
          }
          const done = (whole: Buffer) => {
            answered([200, 304].includes(statusOf(whole)))
          }
          connection.send(next(), done, () => {
            answered(false)
          })
        }
        ask()
      })
    await Promise.all(this.#connections.map(asking))
    return taken
  }

  close(): void {
    for (const connection of this.#connections) connection.close()
  }
}
