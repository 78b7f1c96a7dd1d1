import { mkdirSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { faultText } from '../../seeds/fault.ts'
import { containsNumber, TextMissing, verify, type Verified } from '../../seeds/verify.ts'
import { figure, sourcePackage, temporaryFolder, TOLD, vocabularyPackage, type Cells } from './fixture.ts'

async function verified(text: string, ...rows: readonly Cells[]): Promise<Verified | null> {
  const folder = temporaryFolder()
  const dir = sourcePackage(folder, { observation: rows })
  const texts = join(folder, 'texts')
  mkdirSync(texts)
  writeFileSync(join(texts, 'a-plan.txt'), text)
  const result = await verify(dir, texts)
  return (
    result && {
      ...result,
      faults: result.faults.map((fault) => ({ ...fault, file: fault.file.slice(dir.length + 1) })),
    }
  )
}

test('a phrase is found across the line breaks of the text', async () => {
  const result = await verified('2022 年货\n运量 310\n.13 万 吨。', figure('a'))
  expect(result).toMatchObject({ phrases: 1, found: 1, faults: [] })
})

test('a phrase that stands nowhere, or twice, is told with its place', async () => {
  const text = '货运量 310.13 万吨，其中煤炭 2 万吨；另有货运量 2 万吨、货运量 2 万吨。'
  const result = await verified(
    text,
    figure('a'),
    figure('b', { evidence: '货运量 3 万吨', printed: '3' }),
    figure('c', { evidence: '货运量2万吨', printed: '2' }),
  )
  expect(result).toMatchObject({ phrases: 3, found: 1 })
  expect(result?.faults.map(faultText)).toEqual([
    'observation.csv:3:26: constraint-error: found "货运量 3 万吨" nowhere in the text, expected a phrase that stands in it exactly once',
    'observation.csv:4:26: constraint-error: found "货运量2万吨" 2 times in the text, expected a phrase that stands in it exactly once',
  ])
})

test('a printed number that is only part of a longer one is told', async () => {
  const result = await verified(
    '货运量 310.13 万吨',
    figure('a', { printed: '10.13' }),
    figure('b', { growth_printed: '3%' }),
  )
  expect(result?.faults.map(faultText)).toEqual([
    'observation.csv:2:10: constraint-error: found "10.13" in printed, expected a whole number of the evidence "货运量 310.13 万吨"',
    'observation.csv:3:16: constraint-error: found "3%" in growth_printed, expected a whole number of the evidence "货运量 310.13 万吨"',
  ])
})

test('the phrases of every table are looked up', async () => {
  const folder = temporaryFolder()
  const dir = sourcePackage(folder, TOLD)
  writeFileSync(join(folder, 'a-plan.txt'), '货运量 310.13 万吨')
  const rows = Object.values(TOLD).flat().length
  expect(await verify(dir, folder)).toMatchObject({ phrases: rows, found: rows, faults: [] })
  writeFileSync(join(folder, 'a-plan.txt'), '货运量 310.14 万吨')
  const missing = await verify(dir, folder)
  expect(missing).toMatchObject({ phrases: rows, found: 0 })
  expect(new Set(missing?.faults.map(({ file }) => basename(file, '.csv')))).toEqual(
    new Set(Object.keys(TOLD)),
  )
})

test('without its text a package cannot be verified, and the vocabulary cites nothing', async () => {
  const folder = temporaryFolder()
  await expect(verify(sourcePackage(folder, { observation: [] }), folder)).rejects.toThrow(TextMissing)
  expect(await verify(vocabularyPackage(folder), folder)).toBeNull()
})

describe('a whole number of a phrase', () => {
  test.each([
    ['310.13 500', '500'],
    ['310.13 500', '310.13'],
    ['5000 0', '50000'],
    ['达到 1亿1293 万元', '1亿1293'],
    ['增长 10．9%', '10．9%'],
    ['建成两条', '两'],
    ['新增 3—5 个', '3—5'],
    ['下降 0.16%', '下降 0.16%'],
    ['货运量 - 500', '-'],
    ['压缩 1/2 以上', '1/2'],
  ])('%s has %s', (phrase, printed) => {
    expect(containsNumber(phrase, printed)).toBe(true)
  })

  test.each([
    ['310.13 500', '10'],
    ['310.13 500', '310'],
    ['310.13 500', '13'],
    ['达到 1亿1293 万元', '1293'],
    ['达到 1亿1293 万元', '1'],
    ['增长 10．9%', '9%'],
    ['建成二十条', '十'],
    ['增长-0.2%', '0.2%'],
    ['货运量 500', '-'],
  ])('%s has no %s', (phrase, printed) => {
    expect(containsNumber(phrase, printed)).toBe(false)
  })
})
