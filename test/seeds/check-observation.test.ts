import { expect, test } from 'vitest'
import { faultsOf, figure, sourcePackage, temporaryFolder, vocabularyPackage, type Cells } from './fixture.ts'

async function faultsOfFigures(...rows: readonly Cells[]): Promise<string[]> {
  const folder = temporaryFolder()
  vocabularyPackage(folder)
  return faultsOf(folder, sourcePackage(folder, { observation: rows }))
}

const YOY: Cells = {
  growth_printed: '下降 0.16%',
  growth_value: '-0.16',
  growth_unit: '%',
  growth_basis: 'YEAR_ON_YEAR',
}

test('figures without a fault have none', async () => {
  const faults = await faultsOfFigures(
    figure('plain'),
    figure('grown', YOY),
    figure('growth-alone', { ...YOY, printed: '', value: '', unit: '' }),
    figure('base', { ...YOY, growth_basis: 'PERIOD', growth_base_period: '2021' }),
    figure('missing', { printed: '-', value: '', status: 'MISSING' }),
    figure('missing-blank', { printed: '', value: '', status: 'MISSING' }),
    figure('range', { printed: '3—5', value: '3', value_max: '5', qualifier: 'RANGE' }),
    figure('mixed', { indicator: 'trade-value', printed: '1亿1293', value: '11293', unit: '万元' }),
    figure('total', { parts: 'plain range' }),
    figure('precise', {
      ...YOY,
      growth_printed: '0.50%',
      growth_value: '0.50',
      printed: '８．40',
      value: '8.40',
    }),
    figure('spaced', { printed: '5000 0', value: '50000', period: '2020-05-08/..' }),
  )
  expect(faults).toEqual([])
})

test.each<[string, Cells, string]>([
  [
    'a value with fewer decimal places than are printed',
    { printed: '8.40', value: '8.4' },
    '2:11: constraint-error: found "8.4" in value, expected 8.40, as "8.40" in printed reads',
  ],
  [
    'a value with more decimal places than are printed',
    { printed: '8.4', value: '8.40' },
    '2:11: constraint-error: found "8.40" in value, expected 8.4, as "8.4" in printed reads',
  ],
  [
    'the end of a range with fewer decimal places than are printed',
    { printed: '3.0—5.50', value: '3.0', value_max: '5.5', qualifier: 'RANGE' },
    '2:12: constraint-error: found "5.5" in value_max, expected 5.50, as "3.0—5.50" in printed reads',
  ],
  [
    'a growth with fewer decimal places than are printed',
    { ...YOY, growth_printed: '10．90%', growth_value: '10.9' },
    '2:17: constraint-error: found "10.9" in growth_value, expected 10.90, as "10．90%" reads',
  ],
  [
    'a range whose end is left out',
    { printed: '3—5', value: '3' },
    '2:12: constraint-error: found nothing in value_max, expected 5, as "3—5" in printed reads',
  ],
  [
    'a range that runs backwards',
    { printed: '5—3', value: '5', value_max: '3', qualifier: 'RANGE' },
    '2:12: constraint-error: found "3" in value_max, expected more than value, 5',
  ],
  [
    'a range that is not called one',
    { printed: '3—5', value: '3', value_max: '5', qualifier: 'ABOUT' },
    '2:14: constraint-error: found "ABOUT" in qualifier, expected RANGE, because value_max is given',
  ],
  [
    'a printed text that is no number',
    { printed: '很多' },
    '2:10: type-error: found "很多" in printed, expected a printed number: 310.13, 10．9%, 1亿1293, 两, 1/2 or a range 3—5',
  ],
  [
    'a value that is printed nowhere',
    { printed: '' },
    '2:10: constraint-error: found nothing in printed, expected the number as it is printed',
  ],
  [
    'a figure without a unit',
    { unit: '' },
    '2:13: constraint-error: found "" in unit, expected a printed unit',
  ],
  [
    'a number too fine to be stored',
    { printed: '0.00000000000001', value: '0.00000000000001' },
    '2:11: constraint-error: found "0.00000000000001" in value, which is 0.0000000001, ' +
      'expected at most 18 digits before the point and 9 after it, in the base unit',
  ],
  [
    'a missing figure with a value',
    { status: 'MISSING' },
    '2:11: constraint-error: found "310.13" in value, expected no value with MISSING',
  ],
  [
    'a missing figure that is printed',
    { status: 'MISSING', value: '' },
    '2:10: constraint-error: found "310.13" in printed, expected "-" or nothing with MISSING',
  ],
  [
    'nothing at all',
    { printed: '', value: '' },
    '2:11: constraint-error: found nothing in value, expected a value, or a growth alone, ' +
      'or one of MISSING, NOT_APPLICABLE, SUPPRESSED in status',
  ],
  [
    'a growth without its basis',
    { ...YOY, growth_basis: '' },
    '2:20: constraint-error: found nothing in growth_basis, expected a value, because growth_printed, growth_value, growth_unit are given',
  ],
  [
    'a decline told as a growth',
    { ...YOY, growth_value: '0.16' },
    '2:17: constraint-error: found "0.16" in growth_value, expected -0.16, as "下降 0.16%" reads',
  ],
  [
    'a base period without its basis',
    { ...YOY, growth_base_period: '2021' },
    '2:21: constraint-error: found "2021" in growth_base_period, expected nothing unless the basis is PERIOD',
  ],
  [
    'a basis without its base period',
    { ...YOY, growth_basis: 'PERIOD' },
    '2:21: constraint-error: found nothing in growth_base_period, expected a period, because the basis is PERIOD',
  ],
])('refuses %s', async (_, cells, fault) => {
  expect(await faultsOfFigures(figure('a', cells))).toEqual([`observation.csv:${fault}`])
})

test('all faults of a package are told at once, in the order of the file', async () => {
  const faults = await faultsOfFigures(
    figure('a', { value: '0x10', kind: 'GUESS' }),
    figure('b'),
    figure('b', { period: '2023-13', unit: '个' }),
  )
  expect(faults.map((fault) => fault.split(': found')[0])).toEqual([
    'observation.csv:2:4: constraint-error',
    'observation.csv:2:11: type-error',
    'observation.csv:4:1: primary-key',
    'observation.csv:4:9: type-error',
    'observation.csv:4:13: constraint-error',
  ])
})
