import { overloaded } from '../errors.ts'

export interface TurnsOptions {
  /** How many may have their turn at once. */
  readonly concurrency: number
  /** How many may wait for one; the next is refused at once. */
  readonly queue: number
  /** How long one may wait, in milliseconds; after that it is refused. */
  readonly patience: number
}

/** Ends a turn; a second time nothing happens. */
export type Leave = () => void

/** So many at a time; the others wait in a line, for as long as is worth it. */
export class Turns {
  readonly #options: TurnsOptions
  readonly #line: (() => void)[] = []
  #taken = 0

  constructor(options: TurnsOptions) {
    this.#options = options
  }

  get waiting(): number {
    return this.#line.length
  }

  /** Resolves when there is a turn. Throws Refusal where too many wait, or it takes too long. */
  async entered(): Promise<Leave> {
    if (this.#taken < this.#options.concurrency) this.#taken += 1
    else await this.#inLine()
    let isOver = false
    return () => {
      if (isOver) return
      isOver = true
      const next = this.#line.shift()
      if (next) next()
      else this.#taken -= 1
    }
  }

  #inLine(): Promise<void> {
    const { queue, patience } = this.#options
    if (this.#line.length >= queue) throw overloaded()
    return new Promise((resolve, reject) => {
      const begin = () => {
        clearTimeout(timer)
        resolve()
      }
      const timer = setTimeout(() => {
        this.#line.splice(this.#line.indexOf(begin), 1)
        reject(overloaded())
      }, patience)
      this.#line.push(begin)
    })
  }
}
