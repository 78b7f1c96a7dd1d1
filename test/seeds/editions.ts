// Editions of a few sources that speak of the same things, made at random: each is a newer revision of its source.
import { fc } from '@fast-check/vitest'
import { figure, sourcePackage, stated, vocabularyPackage, VOCABULARY, type Cells } from './fixture.ts'

const SOURCES = ['a-plan', 'b-news', 'c-statistics']

/** The printed unit of each indicator, and one that never adds. */
const UNITS = { 'freight-volume': ['吨', '万吨'], 'trade-value': ['元'], 'open-ports': ['个'], share: ['个'] }
const INDICATORS = Object.keys(UNITS) as (keyof typeof UNITS)[]
export const SUBJECTS = ['mandula', 'mandula-road', 'erenhot', 'baotou-city', 'cn']

/** Mostly the first value: only then do claims meet. */
const mostly = (first: string, ...others: readonly string[]) =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(first) }, { weight: 1, arbitrary: fc.constantFrom(...others) })

const cells = fc
  .record({
    subject: mostly('erenhot', 'mandula-road', ...SUBJECTS),
    indicator: fc.constantFrom('freight-volume', 'freight-volume', 'open-ports', ...INDICATORS),
    kind: mostly('ACTUAL', 'TARGET'),
    period: fc.constantFrom(
      '2021',
      '2022',
      '2022-H1',
      '2022-Q1',
      '2022-01',
      '2022-02',
      '2022-01/2022-11',
      '',
    ),
    direction: mostly('', 'IMPORT'),
    commodity: mostly('', 'coal', 'coking-coal'),
    partner: mostly('', 'mn'),
    part: mostly('', '货车'),
    value: fc.constantFrom('1', '2', '2.5', '12', '0.25', '0.999999999', '700000000000000', ''),
    qualifier: mostly('', 'ABOUT', 'AT_LEAST'),
    locator_kind: fc.constantFrom('TABLE', 'TEXT'),
    unit: fc.nat({ max: 1 }),
    totalOf: fc.constantFrom(null, null, null, 0, 1, 2),
  })
  .map(({ unit, totalOf, value, ...rest }) => ({ ...rest, ...number(rest.indicator, unit, value), totalOf }))

function number(indicator: keyof typeof UNITS, unit: number, value: string): Cells {
  const units: readonly string[] = UNITS[indicator]
  // Nine decimal places of the base unit are all that is kept.
  const printed = value.length > 4 ? units[0] : units[unit % units.length]
  return {
    value,
    printed: value === '' ? '-' : value,
    unit: printed ?? '',
    status: value === '' ? 'MISSING' : '',
  }
}

type Claim = typeof cells extends fc.Arbitrary<infer Value> ? Value : never

export interface Edition {
  readonly source: string
  readonly published: string
  readonly claims: readonly Claim[]
}

/** Editions in the order in which they are loaded; few things, so that they meet. */
export const editions: fc.Arbitrary<Edition[]> = fc.array(
  fc.record({
    source: fc.constantFrom(...SOURCES),
    published: fc.constantFrom('2023-01-01', '2023-06-01', '2024-01-01'),
    claims: fc.array(cells, { minLength: 15, maxLength: 30 }),
  }),
  { minLength: 2, maxLength: 5 },
)

export function editionsVocabulary(folder: string): string {
  const share = { ...VOCABULARY['indicator']?.[0], code: 'share', unit: 'count', nature: 'RATE' }
  return vocabularyPackage(folder, { indicator: [...(VOCABULARY['indicator'] ?? []), share] })
}

/** Writes an edition as a package: its rows have the keys of the rows of earlier ones, whatever they say now. */
export function editionPackage(
  folder: string,
  { source, published, claims }: Edition,
  version: number,
): string {
  const key = (place: number) => `claim-${place % claims.length}`
  const observation = claims.map(({ totalOf, ...claim }, place) =>
    figure(key(place), {
      ...claim,
      parts: totalOf === null || key(totalOf) === key(place) ? '' : key(totalOf),
    }),
  )
  const statement = [stated('open', 'mandula-road', 'approved', 'TRUE')]
  const options = { code: source, version: String(version), kouan: { published } }
  return sourcePackage(folder, { statement, observation }, options)
}
