import { expect, test } from 'vitest'
import { temporaryFolder, faultsOf } from '../seeds/fixture.ts'
import { join } from 'node:path'
import { writePackage, type Cells } from '../../bench/data/package.ts'
import { BOOKS_A_YEAR, INDICATORS, shapeOf, UNCONTESTED, YEARS } from '../../bench/data/shape.ts'
import { collectedPackage, sourcePackage } from '../../bench/data/source.ts'
import { vocabularyPackage } from '../../bench/data/vocabulary.ts'

const SMALL = shapeOf(25_000)

const books = Array.from({ length: YEARS * BOOKS_A_YEAR }, (_, place) => ({
  year: Math.floor(place / BOOKS_A_YEAR),
  book: place % BOOKS_A_YEAR,
}))

const figures = (): Cells[] =>
  books.flatMap((book) => [...(sourcePackage(SMALL, book).tables['observation'] ?? [])])

/** What a figure is about, whoever says it. */
const thing = ({ subject, indicator, period, commodity, partner }: Cells): string =>
  [subject, indicator, period, commodity, partner].join(' ')

test('the benchmark’s dataset is as large as it is asked to be, and the same every time', () => {
  const rows = figures()
  expect(rows).toHaveLength(25_000)
  expect(figures()).toEqual(rows)
})

test('the sizes of the issue have their ports, projects, measures and months', () => {
  expect(shapeOf(200_000)).toMatchObject({
    ports: 400,
    projects: 3000,
    measures: 300,
    sources: 40,
    months: 3,
  })
  expect(shapeOf(5_000_000)).toMatchObject({ ports: 400, projects: 3000, clusters: 60, months: 12 })
  expect(() => shapeOf(1000)).toThrow('give 25000 or more')
})

test('one in fifty whole claims is contested by a second source, none of what Q4 adds up', () => {
  const whole = figures().filter(({ commodity }) => commodity === undefined)
  const seen = new Set<string>()
  const contested = whole.filter((row) => seen.size === seen.add(thing(row)).size)
  expect(contested.length / seen.size).toBeCloseTo(0.02, 2)
  const added = INDICATORS.slice(0, UNCONTESTED).map(({ code }) => code)
  expect(contested.filter(({ indicator = '' }) => added.includes(indicator))).toEqual([])
})

test('evidence stands once in a source', () => {
  for (const book of books.slice(0, BOOKS_A_YEAR)) {
    const evidence = [...(sourcePackage(SMALL, book).tables['observation'] ?? [])].map(
      (row) => row['evidence'],
    )
    expect(new Set(evidence).size).toBe(evidence.length)
  }
})

test('collected in one package, of contested claims the first are left', () => {
  const rows = [...(collectedPackage(SMALL).tables['observation'] ?? [])]
  expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length)
  expect(new Set(rows.map(thing))).toEqual(new Set(figures().map(thing)))
  expect(rows.length).toBe(new Set(rows.map(thing)).size)
})

test('the packages have no fault', async () => {
  const folder = temporaryFolder()
  writePackage(folder, vocabularyPackage(SMALL))
  writePackage(folder, sourcePackage(SMALL, { year: 0, book: 0 }))
  writePackage(folder, collectedPackage(SMALL))
  expect(await faultsOf(folder, join(folder, 'vocabulary'))).toEqual([])
  expect(await faultsOf(folder, join(folder, 'yearbook-2014-1'))).toEqual([])
  expect(await faultsOf(folder, join(folder, 'yearbooks'))).toEqual([])
})
