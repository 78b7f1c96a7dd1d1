import { expect, test } from 'vitest'
import { ask } from './ask.ts'

interface Line {
  subject: { code: string }
  indicator: { code: string }
  frequency: string | null
  kind: string
  count: number
  missing: number
  first: { label: string } | null
  last: { label: string } | null
  sources: { code: string }[]
}

const LINE =
  'subject { code } indicator { code } frequency kind count missing first { label } last { label } sources { code }'

async function coverage(args: string): Promise<Line[]> {
  const { data, errors } = await ask(`{ coverage${args} { ${LINE} } }`)
  expect(errors).toEqual([])
  return data['coverage'] as unknown as Line[]
}

const total = (lines: Line[]) => lines.reduce((sum, { count }) => sum + count, 0)

test('coverage counts every claim once, trivia only when asked', async () => {
  const { data } = await ask(`{ all: observations { totalCount }
    plain: observations(filter: { detail: false }) { totalCount } trivia: observations(filter: { detail: true }) { totalCount } }`)
  const counts = data as unknown as Record<string, { totalCount: number }>
  expect(counts['trivia']?.totalCount).toBeGreaterThan(0)
  expect(total(await coverage(''))).toBe(counts['plain']?.totalCount)
  expect(total(await coverage('(detail: true)'))).toBe(counts['all']?.totalCount)
  expect(total(await coverage('(filter: { detail: true })'))).toBe(counts['trivia']?.totalCount)
})

test('a line is one subject, indicator, span and kind, whoever states it', async () => {
  const lines = await coverage('(detail: true)')
  const names = lines.map(({ subject, indicator, frequency, kind }) =>
    [subject.code, indicator.code, frequency, kind].join(),
  )
  expect(new Set(names).size).toBe(names.length)
  expect(
    await coverage(
      '(filter: { subjects: ["inner-mongolia"], indicators: ["freight-volume"], kinds: [TARGET] })',
    ),
  ).toEqual([
    {
      subject: { code: 'inner-mongolia' },
      indicator: { code: 'freight-volume' },
      frequency: 'YEAR',
      kind: 'TARGET',
      count: 2,
      missing: 0,
      first: { label: '2025' },
      last: { label: '2025' },
      sources: [{ code: 'inner-mongolia-port-plan-2021-2025' }, { code: 'inner-mongolia-daily-2025-03' }],
    },
  ])
})

test('a line says from when to when, and how much of it has no value', async () => {
  expect(
    await coverage('(filter: { subjects: ["mandula-rail"], indicators: ["freight-volume"] })'),
  ).toMatchObject([
    { kind: 'ACTUAL', count: 1, missing: 1, first: { label: '2022' }, last: { label: '2022' } },
    { kind: 'TARGET', missing: 3, first: { label: '2023' }, last: { label: '2027' } },
  ])
})

test('coverage sees what had been published by a day', async () => {
  expect(await coverage('(asOf: "2021-01-01")')).toEqual([])
  const then = await coverage('(asOf: "2022-12-31")')
  expect(new Set(then.flatMap(({ sources }) => sources.map(({ code }) => code)))).toEqual(
    new Set(['inner-mongolia-port-plan-2021-2025']),
  )
})

test('a subject’s coverage is that of the list, in one statement for all subjects', async () => {
  const asked = (codes: string) =>
    ask(`{ ports(filter: { codes: [${codes}] }) { nodes { coverage { ${LINE} } } } }`)
  const [one, three] = await Promise.all([asked('"mandula"'), asked('"mandula", "erenhot", "baotou"')])
  expect(three.statements).toBe(one.statements)
  const { nodes } = one.data['ports'] as unknown as { nodes: { coverage: Line[] }[] }
  expect(nodes[0]?.coverage).toEqual(await coverage('(filter: { subjects: ["mandula"] })'))
})
