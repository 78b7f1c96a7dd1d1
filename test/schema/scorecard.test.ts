import { describe, expect, test } from 'vitest'
import { ask } from './ask.ts'

interface Score {
  subject: { code: string }
  indicator: { code: string }
  year: number
  target: { exact: string; decidedBy: string; claims: unknown[] }
  baseline: { period: { label: string } } | null
  latest: { period: { label: string } } | null
  annualised: number | null
  expected: number | null
  attainmentPercent: number | null
  status: string
}

const SCORE = `subject { code } indicator { code } year target { exact(unit: "10kt") decidedBy claims { kind } }
  baseline { period { label } } latest { period { label } } annualised(unit: "10kt") expected(unit: "10kt")
  attainmentPercent status`

async function scorecard(args: string, fields = SCORE): Promise<Score[]> {
  const { data, errors } = await ask(`{ scorecard(${args}) { ${fields} } }`)
  expect(errors).toEqual([])
  return data['scorecard'] as unknown as Score[]
}

const ROAD = 'subjects: ["mandula-road"], indicators: ["freight-volume"]'

describe('the scorecard', () => {
  test('has a row for each target, chosen as everywhere', async () => {
    const scores = await scorecard(ROAD)
    expect(scores.map(({ year, target }) => [year, target.exact])).toEqual([
      [2023, '500'],
      [2024, '650'],
      [2025, '1000'],
      [2027, '1500'],
    ])
    expect(scores[2]?.target).toMatchObject({ decidedBy: 'TABLE_BEFORE_TEXT', claims: [{}, {}] })
  })

  test('tells what it compared', async () => {
    expect(await scorecard(`${ROAD}, year: 2025`)).toMatchObject([
      {
        baseline: { period: { label: '2022' } },
        latest: { period: { label: '2023-H1' } },
        annualised: 474.68,
        expected: 500,
        status: 'YELLOW',
      },
    ])
  })

  test('keeps years and sources; an empty list matches nothing', async () => {
    expect((await scorecard(`${ROAD}, years: [2024, 2027]`)).map(({ year }) => year)).toEqual([2024, 2027])
    expect(await scorecard(`${ROAD}, years: []`)).toEqual([])
    expect(await scorecard(`${ROAD}, sources: []`)).toEqual([])
    expect(await scorecard('subjects: []')).toEqual([])
    const area = 'subjects: ["inner-mongolia"], indicators: ["freight-volume"]'
    const [later] = await scorecard(area)
    const [plan] = await scorecard(`${area}, sources: ["inner-mongolia-port-plan-2021-2025"]`)
    expect([later?.target.exact, plan?.target.exact]).toEqual(['13000', '10000'])
  })

  test('as of a day knows only the targets published by then', async () => {
    expect(await scorecard(`${ROAD}, asOf: "2023-10-30"`)).toEqual([])
    expect(await scorecard(`${ROAD}, asOf: "2023-10-31"`)).toHaveLength(4)
  })

  test('is ordered by status or attainment, with nothing to compare last both ways', async () => {
    const statuses = async (direction: string) =>
      (await scorecard(`orderBy: { field: STATUS, direction: ${direction} }`, 'status')).map(
        ({ status }) => status,
      )
    const [up, down] = [await statuses('ASC'), await statuses('DESC')]
    expect([...new Set(up)]).toEqual(['YELLOW', 'GREEN', 'NO_DATA'])
    expect([...new Set(down)]).toEqual(['GREEN', 'YELLOW', 'NO_DATA'])
    const shares = (
      await scorecard('orderBy: { field: ATTAINMENT, direction: DESC }', 'attainmentPercent')
    ).map(({ attainmentPercent }) => attainmentPercent)
    const known = shares.filter((share) => share !== null)
    expect(known).toEqual([...known].sort((a, b) => b - a))
    expect(shares.slice(known.length).every((share) => share === null)).toBe(true)
  })

  test('names an unknown code', async () => {
    const { errors } = await ask('{ scorecard(indicators: ["freight-volumes"]) { status } }')
    expect(errors).toMatchObject([
      expect.stringMatching(/^indicators: found "freight-volumes".*nearest: "freight-volume"/),
    ])
  })
})

test('a subject’s scorecard is its part of the whole', async () => {
  const plain = SCORE.replaceAll('(unit: "10kt")', '')
  const all = await scorecard('year: 2025', plain)
  const { data, errors } = await ask(`{ checkpoints { nodes { code scorecard(year: 2025) { ${plain} } } }
    regions { nodes { code scorecard(year: 2025) { ${plain} } } }
    ports { nodes { scorecard(year: 2025) { ${plain} } } } platforms { nodes { scorecard(year: 2025) { ${plain} } } } }`)
  expect(errors).toEqual([])
  const lists = Object.values(data) as unknown as { nodes: { scorecard: Score[] }[] }[]
  const found = lists.flatMap(({ nodes }) => nodes.flatMap((node) => node.scorecard))
  const named = (scores: Score[]) => scores.map((one) => JSON.stringify(one)).sort()
  expect(all.length).toBeGreaterThan(15)
  expect(named(found)).toEqual(named(all))
})

test('the number of statements does not grow with the number of subjects', async () => {
  const query = `query ($codes: [String!]) { checkpoints(filter: { codes: $codes }) { nodes {
    scorecard { subject { code } target { value claims { source { code } } } latest { value } status } } } }`
  const one = await ask(query, { codes: ['mandula-road'] })
  const three = await ask(query, { codes: ['mandula-road', 'mandula-rail', 'baotou-air'] })
  expect([one.errors, three.errors]).toEqual([[], []])
  expect(three.statements).toBe(one.statements)

  const root =
    'query ($of: [String!]) { scorecard(subjects: $of) { subject { code } target { value } status } }'
  const few = await ask(root, { of: ['mandula', 'mandula-road'] })
  const many = await ask(root, {
    of: ['mandula', 'mandula-road', 'baotou-air', 'baotou-city', 'inner-mongolia'],
  })
  expect([few.errors, many.errors]).toEqual([[], []])
  expect(many.statements).toBe(few.statements)
})
