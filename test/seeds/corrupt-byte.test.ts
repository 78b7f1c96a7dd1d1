// A package with one byte that is wrong, of every class and at many places: it is refused with a place, or what
// is loaded is what the bytes now say. Never an internal error, never half of it.
import { copyFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { openWriter, type Writer } from '../../db/connection.ts'
import { faultText, type Fault } from '../../seeds/fault.ts'
import { SEEDS } from '../../seeds/folders.ts'
import { load } from '../../seeds/load.ts'
import { Chance } from '../schema/chance.ts'
import { contents } from './stored.ts'
import { saidInDatabase, saidInFiles } from './stored-package.ts'

const CODE = 'baotou-cbec-pilot-zone-2023'
/** The descriptor is mostly schema; the tables are where an editor's hand slips. */
const FILES = [
  'datapackage.json',
  'observation.csv',
  'profile.csv',
  'programme.csv',
  'site.csv',
  'statement.csv',
]
const PLACES = 2
const SEED = 20_261_121

const CLASSES: readonly (readonly [string, readonly number[]])[] = [
  ['NUL', [0x00]],
  ['control character', [0x01, 0x08, 0x1b, 0x7f]],
  ['line end', [0x0a, 0x0d]],
  ['white space', [0x20, 0x09]],
  ['delimiter', [0x2c, 0x3b]],
  ['quote', [0x22, 0x27]],
  ['digit', [0x30, 0x37]],
  ['letter', [0x41, 0x7a]],
  ['sign', [0x2d, 0x3d, 0x7b, 0x5c]],
  ['byte inside a character', [0x80, 0xbf]],
  ['first byte of a character', [0xe5, 0xf0]],
  ['byte of no character', [0xc0, 0xff]],
]

let folder: string
let dir: string
let url: string
let db: Writer
/** What is loaded now: a refused package changes nothing of it. */
let loaded: unknown

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'kouan-corrupt-'))
  dir = join(folder, CODE)
  cpSync(join(SEEDS, CODE), dir, { recursive: true })
  url = join(folder, 'kouan.db')
  copyFileSync(inject('database'), url)
  db = openWriter(url)
  loaded = contents(url)
})

afterAll(() => {
  db.close()
  rmSync(folder, { recursive: true })
})

test('the package as it is says what is loaded', async () => {
  expect((await load(db, [dir]))[0]?.outcome).toBe('UNCHANGED')
  expect(saidInDatabase(url, CODE)).toEqual(saidInFiles(dir))
})

/** Loads the package with other bytes in one of its files. */
async function loadWith(file: string, bytes: Buffer): Promise<'refused' | 'loaded'> {
  const path = join(dir, file)
  const original = readFileSync(path)
  writeFileSync(path, bytes)
  try {
    const [report] = await load(db, [dir])
    if (report?.outcome !== 'REFUSED') {
      expect(saidInDatabase(url, CODE)).toEqual(saidInFiles(dir))
      loaded = contents(url)
      return 'loaded'
    }
    expect(report.faults).not.toEqual([])
    for (const fault of report.faults) expectPlaced(fault)
    expect(contents(url)).toEqual(loaded)
    return 'refused'
  } finally {
    writeFileSync(path, original)
  }
}

/** A fault is in a file of the package, at a line that it has, and can be printed on one line. */
function expectPlaced(fault: Fault): void {
  expect(fault.file.startsWith(`${dir}/`)).toBe(true)
  const lines = readFileSync(fault.file, 'latin1').split('\n').length
  expect(fault.line).toBeGreaterThan(0)
  expect(fault.line).toBeLessThanOrEqual(lines)
  expect(fault.column).toBeGreaterThan(0)
  expect(faultText(fault)).toMatch(/^[^\p{Cc}]+: found [^\p{Cc}]+, expected [^\p{Cc}]+$/u)
}

/** Of the bytes of a character the first. */
const beginOfCharacter = (bytes: Buffer, at: number): number =>
  ((bytes[at] ?? 0) & 0xc0) === 0x80 ? beginOfCharacter(bytes, at - 1) : at

const spread = { refused: 0, loaded: 0 }

describe.each(FILES)('%s with one byte that is wrong', (file) => {
  test.each(CLASSES)('a %s', async (name, bytes) => {
    const original = readFileSync(join(dir, file))
    const chance = new Chance(SEED + FILES.indexOf(file) + CLASSES.findIndex(([one]) => one === name) * 100)
    for (let time = 0; time < PLACES; time += 1) {
      const byte = Buffer.from([chance.oneOf(bytes)])
      const at = chance.within(0, original.length - 1)
      const between = beginOfCharacter(original, at)
      const put = (end: number, from: number) =>
        Buffer.concat([original.subarray(0, end), byte, original.subarray(from)])
      spread[await loadWith(file, put(between, between))] += 1
      spread[await loadWith(file, put(at, at + 1))] += 1
    }
  })

  test('and one that ends too early', async () => {
    const original = readFileSync(join(dir, file))
    for (let time = 0; time < 2 * PLACES; time += 1) {
      const length = Math.floor((original.length * time) / (2 * PLACES))
      spread[await loadWith(file, original.subarray(0, length))] += 1
    }
  })
})

test('both ends come about in numbers, and the package itself is still sound', async () => {
  expect(spread.refused).toBeGreaterThan(100)
  expect(spread.loaded).toBeGreaterThan(30)
  await load(db, [dir])
  expect(saidInDatabase(url, CODE)).toEqual(saidInFiles(dir))
})
