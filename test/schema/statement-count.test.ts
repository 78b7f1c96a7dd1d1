import { expect, test } from 'vitest'
import { ask } from './ask.ts'

const WIDE = `query Wide($codes: [String!]) {
  ports(filter: { codes: $codes }) {
    totalCount
    nodes {
      code class region { code parent { code } } neighbours { code } counterparts { name citation { locator } }
      sources { code }
      statements(property: "class") { value source { code } }
      profiles { role source { code } subject { code } }
      checkpoints {
        code mode status approved
        port { code class }
        series(indicator: "freight-volume") { points { value agreed claims { source { code } } } }
        observations(first: 3) { totalCount nodes { indicator { code } subject { code } partner { code } parts { key: id } } }
      }
      observations(first: 5, orderBy: { field: PERIOD, direction: DESC }) { nodes { value citation { evidence } } }
    }
  }
}`

test('the number of statements does not grow with the number of ports', async () => {
  const one = await ask(WIDE, { codes: ['mandula'] })
  const ten = await ask(WIDE, {
    codes: [
      'mandula',
      'baotou',
      'erenhot',
      'manzhouli',
      'ceke',
      'arxan',
      'wuliji',
      'hohhot',
      'ordos',
      'hailar',
    ],
  })
  const all = await ask(WIDE)
  expect([one.errors, ten.errors, all.errors]).toEqual([[], [], []])
  const counts = [one, ten, all].map(
    ({ data }) => (data['ports'] as unknown as { totalCount: number }).totalCount,
  )
  expect(counts).toEqual([1, 10, 16])
  expect(ten.statements).toBe(one.statements)
  expect(all.statements).toBe(one.statements)
})

test('two aliases of one field with different arguments cost what one does', async () => {
  const one = await ask(`{ ports { nodes {
    a: series(indicator: "freight-volume") { points { value } }
    b: observations(first: 2, filter: { kinds: [ACTUAL] }) { totalCount nodes { value } }
  } } }`)
  const two = await ask(`{ ports { nodes {
    a: series(indicator: "freight-volume") { points { value } }
    a2: series(indicator: "trade-value", kind: TARGET, from: "2020") { points { value } }
    b: observations(first: 2, filter: { kinds: [ACTUAL] }) { totalCount nodes { value } }
    b2: observations(first: 7, filter: { indicators: ["freight-volume"], to: "2024" }) { totalCount nodes { value } }
  } } }`)
  expect([...one.errors, ...two.errors]).toEqual([])
  expect(two.statements).toBe(one.statements)
})

const WALK = `query Walk($codes: [String!]!) {
  ports(filter: { codes: $codes }) { nodes {
    code
    projects(first: 50, orderBy: { field: INVESTMENT, direction: DESC }) { totalCount nodes {
      code status investment { value claims { source { code } } } figures { indicator { code } value }
      clusters { code tier chains { name stages { name } } parks { name }
        needs { commodity { code } annualDemand { value source { code } } suppliers { code } }
        ports { code
          observations(first: 5) { totalCount nodes { value source { code title } } }
          measures { title benchmarkPorts { name practices { summary } } practices { summary benchmarkPort { name } } }
          programmes { title parent { title } children { title } subjects { code } }
          platforms { code kind status } corridors { code termini capacity { value } } milestones { event } problems { remedy }
          statistics(year: 2022) { value growth { publishedPercent } subject { code } }
        }
      }
    } }
  } }
}`

test('a walk over every noun takes the same number of statements for 1, 5 and 16 ports', async () => {
  const all = await ask('{ ports(first: 100) { nodes { code } } }')
  const codes = (all.data['ports'] as unknown as { nodes: { code: string }[] }).nodes.map(({ code }) => code)
  const five = ['mandula', ...codes.filter((code) => code !== 'mandula').slice(0, 4)]
  const counts: number[] = []
  for (const some of [['mandula'], five, codes]) {
    const asked = await ask(WALK, { codes: some })
    expect(asked.errors).toEqual([])
    counts.push(asked.statements)
  }
  expect(codes).toHaveLength(16)
  expect(new Set(counts).size).toBe(1)
})
