// Runs the command line as a program of its own, and small packages to run it on.
import { spawn } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { onTestFinished } from 'vitest'
import { figure, sourcePackage, temporaryFolder, vocabularyPackage } from '../seeds/fixture.ts'

const PROGRAM = resolve(import.meta.dirname, '../../kouan.mjs')

export interface Ended {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

/** Runs the command line somewhere outside the project. */
export function kouan(args: readonly string[], env: Record<string, string> = {}, until?: RegExp) {
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    cwd: tmpdir(),
    env: { ...process.env, DATABASE_URL: '', PORT: '', HOST: '', ...env },
  })
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  let [out, err] = ['', '']
  let seen: (match: readonly string[]) => void = () => undefined
  const matched = new Promise<readonly string[]>((done) => (seen = done))
  child.stderr.on('data', (bytes: Buffer) => (err += bytes.toString()))
  child.stdout.on('data', (bytes: Buffer) => {
    out += bytes.toString()
    const match = until?.exec(out)
    if (match) seen(match)
  })
  const ended = new Promise<Ended>((done) => {
    child.on('close', (code) => {
      // Whoever still waits for a line finds none, and the test says what there was instead.
      seen([out, `no such line before the end: ${out}${err}`])
      done({ code, out, err })
    })
  })
  return { child, ended, matched }
}

export const run = (...args: readonly string[]): Promise<Ended> => kouan(args).ended

export interface Fixture {
  readonly folder: string
  readonly url: string
  readonly vocabulary: string
  readonly source: string
}

export function fixture(): Fixture {
  const folder = temporaryFolder()
  return {
    folder,
    url: join(folder, 'kouan.db'),
    vocabulary: vocabularyPackage(folder),
    source: sourcePackage(folder, { observation: [figure('a')] }),
  }
}
