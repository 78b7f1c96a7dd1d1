import { describe, expect, test } from 'vitest'
import { ask } from './ask.ts'

interface Project {
  code: string
  status: string
  investment: { exact: string } | null
  sources: { code: string }[]
}

async function projects(args: string): Promise<{ totalCount: number; nodes: Project[] }> {
  const { data, errors } = await ask(`{ projects(first: 1000, ${args}) {
    totalCount nodes { code status investment { exact(unit: "100m-cny") } sources { code } } } }`)
  expect(errors).toEqual([])
  return data['projects'] as unknown as { totalCount: number; nodes: Project[] }
}

interface InvestmentPage {
  nodes: { code: string }[]
  pageInfo: { hasNextPage: boolean; endCursor: string }
}

async function pageByInvestment(after: string): Promise<InvestmentPage> {
  const { data, errors } =
    await ask(`{ projects(first: 7, orderBy: { field: INVESTMENT, direction: DESC }${after}) {
    nodes { code } pageInfo { hasNextPage endCursor } } }`)
  expect(errors).toEqual([])
  return data['projects'] as unknown as InvestmentPage
}

describe('the list of projects', () => {
  test('is ordered by investment, those without a figure last in both directions', async () => {
    for (const direction of ['ASC', 'DESC']) {
      const { nodes } = await projects(`orderBy: { field: INVESTMENT, direction: ${direction} }`)
      const values = nodes.map(({ investment }) => investment?.exact ?? null)
      const known = values.filter((value) => value !== null).map(Number)
      expect(known.length).toBeGreaterThan(10)
      expect(values.slice(known.length).every((value) => value === null)).toBe(true)
      expect(known).toEqual([...known].sort((a, b) => (direction === 'ASC' ? a - b : b - a)))
    }
  })

  test('is narrowed by a range of investment in a unit, both ends included', async () => {
    const { nodes, totalCount } = await projects(
      'filter: { investment: { min: 1, max: 2.9, unit: "100m-cny" } }',
    )
    expect(totalCount).toBe(nodes.length)
    const values = nodes.map(({ investment }) => Number(investment?.exact))
    expect(values).toContain(1)
    expect(values).toContain(2.9)
    expect(values.every((value) => value >= 1 && value <= 2.9)).toBe(true)
  })

  test('pages by investment as a whole, without losing or repeating any', async () => {
    const whole = (await projects('orderBy: { field: INVESTMENT, direction: DESC }')).nodes.map(
      ({ code }) => code,
    )
    const paged: string[] = []
    let page = await pageByInvestment('')
    for (;;) {
      paged.push(...page.nodes.map(({ code }) => code))
      if (!page.pageInfo.hasNextPage) break
      page = await pageByInvestment(`, after: "${page.pageInfo.endCursor}"`)
    }
    expect(paged).toEqual(whole)
  })

  test('of a port is the list of all projects narrowed to it', async () => {
    const { data } = await ask(
      '{ port(code: "mandula") { projects(first: 100) { totalCount nodes { code } } } }',
    )
    const { projects: nested } = data['port'] as unknown as {
      projects: { totalCount: number; nodes: Project[] }
    }
    const root = await projects('filter: { ports: ["mandula"] }')
    expect(nested.totalCount).toBe(root.totalCount)
    expect(nested.nodes.map(({ code }) => code)).toEqual(root.nodes.map(({ code }) => code))
  })

  test('knows one project of two sources as one, with the status of the later', async () => {
    const { nodes } = await projects('filter: { codes: ["mandula-smart-logistics-park"] }')
    expect(nodes).toMatchObject([
      {
        status: 'UNDER_CONSTRUCTION',
        investment: { exact: '12' },
        sources: [{ code: 'inner-mongolia-port-plan-2021-2025' }, { code: 'baotou-port-plan-2023-2027' }],
      },
    ])
  })

  test('as of a day has only what had been published, with the status of then', async () => {
    const { data } = await ask(
      '{ projects(filter: { ports: ["mandula"] }) { nodes { code status } } }',
      {},
      '2022-12-31',
    )
    expect((data['projects'] as unknown as { nodes: Project[] }).nodes).toEqual([
      { code: 'mandula-smart-logistics-park', status: 'PLANNED' },
    ])
  })
})

describe('the summary of projects', () => {
  interface Group {
    status: string | null
    port: { code: string } | null
    startYear: number | null
    count: number
    investment: { exact: string; count: number; missing: number }
  }

  async function summary(args: string): Promise<Group[]> {
    const { data, errors } = await ask(`{ projectSummary(${args}) {
      status port { code } startYear count investment { exact(unit: "100m-cny") count missing } } }`)
    expect(errors).toEqual([])
    return data['projectSummary'] as unknown as Group[]
  }

  test('adds exactly, and counts projects without a figure apart', async () => {
    const groups = await summary(
      'filter: { sources: ["baotou-port-plan-2023-2027"], ports: ["mandula"] }, groupBy: [STATUS]',
    )
    const building = groups.find(({ status }) => status === 'UNDER_CONSTRUCTION')
    expect(building?.investment).toEqual({ exact: '15.12', count: 4, missing: 0 })
    expect(groups.every(({ count, investment }) => count === investment.count + investment.missing)).toBe(
      true,
    )
  })

  test('in one group is the sum of its groups', async () => {
    const [all] = await summary('groupBy: []')
    const groups = await summary('groupBy: [STATUS, START_YEAR]')
    expect(groups.reduce((sum, { count }) => sum + count, 0)).toBe(all?.count)
    const cents = groups.reduce(
      (sum, { investment }) => sum + BigInt(Math.round(Number(investment.exact) * 1e8)),
      0n,
    )
    expect(cents).toBe(BigInt(Math.round(Number(all?.investment.exact) * 1e8)))
  })

  test('refuses a unit that is none of money', async () => {
    const { errors } = await ask('{ projectSummary(groupBy: []) { investment { value(unit: "10kt") } } }')
    expect(errors[0]).toMatch(/^unit: found "10kt", expected a unit of .*: cny, 10k-cny, 100m-cny/)
  })
})
