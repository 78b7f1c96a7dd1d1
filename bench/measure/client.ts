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
  readonly #socket: Socket
  #parts: Buffer[] = []
  #received = 0
  /** Bytes of the answer, head and body; 0 while its head is not there yet. */
  #expected = 0
  #headLength = 0
  #done: Done = () => undefined
  #failed: (error: Error) => void = () => undefined

  constructor(port: number) {
    this.#socket = connect({ port, host: '127.0.0.1', noDelay: true })
    this.#socket.on('data', (part) => {
      this.#read(part)
    })
    this.#socket.on('error', (error) => {
      this.#failed(error)
    })
    this.#socket.on('close', () => {
      if (this.#headLength > 0) this.#finish()
      else this.#failed(new Error('the server closed the connection'))
    })
  }

  /** Sends a request; `done` is called with the whole answer, or `failed` where there is none. */
  send(request: Buffer, done: Done, failed: (error: Error) => void): void {
    this.#done = done
    this.#failed = failed
    this.#socket.write(request)
  }

  close(): void {
    this.#failed = () => undefined
    this.#done = () => undefined
    this.#socket.destroy()
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
    this.#done(whole, headLength)
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

/** Asks a server for so long over so many connections, in the order of `next`; ends when all is answered. */
export async function slice(
  port: number,
  next: () => Buffer,
  connections: number,
  milliseconds: number,
): Promise<Slice> {
  const latencies: number[] = []
  let failures = 0
  const started = performance.now()
  let ended = started
  const isOver = () => ended - started >= milliseconds
  const asking = (): Promise<void> =>
    new Promise((resolve) => {
      let connection = new Connection(port)
      let sent = 0
      const goOn = () => {
        if (isOver()) {
          connection.close()
          resolve()
        } else ask()
      }
      const failed = () => {
        ended = performance.now()
        failures += 1
        connection.close()
        connection = new Connection(port)
        goOn()
      }
      const done = (whole: Buffer) => {
        ended = performance.now()
        const status = statusOf(whole)
        if (status !== 200 && status !== 304) {
          failed()
          return
        }
        latencies.push(ended - sent)
        goOn()
      }
      const ask = () => {
        sent = performance.now()
        connection.send(next(), done, failed)
      }
      ask()
    })
  await Promise.all(Array.from({ length: connections }, asking))
  return { latencies, milliseconds: ended - started, failures }
}
