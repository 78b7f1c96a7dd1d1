import type { AdmissionOptions } from '../admission.ts'
import { overloaded } from '../errors.ts'

/** Ends a turn; a second time nothing happens. */
export type Leave = () => void

/**
 * So many at a time; the others wait in a line, for as long as is worth it. What they wait for happens elsewhere, so
 * each has a clock; those who wait for this process itself are let in by Admission.
 */
export class Turns {
  readonly #options: AdmissionOptions
  readonly #line: (() => void)[] = []
  #taken = 0

  constructor(options: AdmissionOptions) {
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
