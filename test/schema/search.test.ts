import { describe, expect, test } from 'vitest'
import { ask } from './ask.ts'

interface Hit {
  readonly kind: string
  readonly code: string
  readonly score: number
  readonly matched: string
  readonly snippet: string
  readonly field: string
  readonly match: string
  readonly form: string
}

interface Page {
  readonly totalCount: number
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
  readonly nodes: readonly Hit[]
}

const SEARCH = `query Search($text: String!, $kinds: [SearchKind!], $first: Int, $after: String) {
  search(text: $text, kinds: $kinds, first: $first, after: $after) {
    totalCount pageInfo { hasNextPage endCursor }
    nodes { kind code score matched snippet field match form node { __typename ... on Subject { code } ... on Programme { code } } }
  }
}`

async function search(text: string, rest: Record<string, unknown> = {}, asOf: string | null = null) {
  const asked = await ask(SEARCH, { text, ...rest }, asOf)
  return { ...asked, page: asked.data?.['search'] as unknown as Page }
}

const things = ({ nodes }: Page) => nodes.map(({ kind, code }) => `${kind} ${code}`)

describe('each way of writing finds the thing first', () => {
  test.each([
    ['满都拉', 'PORT mandula'],
    ['满都拉口岸', 'PORT mandula'],
    ['mandula', 'PORT mandula'],
    ['MANDULA', 'PORT mandula'],
    ['man du la', 'PORT mandula'],
    ['Mǎn dū lā', 'PORT mandula'],
    ['mǎndūlā', 'PORT mandula'],
    ['man3du1la1', 'PORT mandula'],
    ['mdl', 'PORT mandula'],
    ['mdlka', 'PORT mandula'],
    ['mandulakouan', 'PORT mandula'],
    ['Mandula Port', 'PORT mandula'],
    ['Ｍａｎｄｕｌａ', 'PORT mandula'],
    ['二连', 'PORT erenhot'],
    ['二连口岸', 'PORT erenhot'],
    ['二连浩特 口 岸', 'PORT erenhot'],
    ['二连浩特', 'PORT erenhot'],
    ['erlianhaote', 'PORT erenhot'],
    ['er lian', 'PORT erenhot'],
    ['elht', 'PORT erenhot'],
    ['Erenhot', 'PORT erenhot'],
    ['甘其毛都', 'PORT ganqimaodu'],
    ['ganqimao', 'PORT ganqimaodu'],
    ['满', 'PORT mandula'],
    ['满洲', 'PORT manzhouli'],
    ['mandula-road', 'CHECKPOINT mandula-road'],
    ['满都拉公路口岸', 'CHECKPOINT mandula-road'],
    ['稀土', 'CLUSTER rare-earth'],
    ['rare earth', 'CLUSTER rare-earth'],
    ['货运量', 'INDICATOR freight-volume'],
    ['huoyunliang', 'INDICATOR freight-volume'],
    ['铁矿石', 'COMMODITY iron-ore'],
    ['iron ore', 'COMMODITY iron-ore'],
    ['莲塘', 'BENCHMARK_PORT liantang'],
    ['包满铁路', 'CORRIDOR baotou-mandula-railway'],
    ['包头综试区', 'PLATFORM baotou-cbec-pilot-zone'],
    ['xilingol-opening-2024', 'SOURCE xilingol-opening-2024'],
  ])('%s: %s', async (text, thing) => {
    const { page, errors } = await search(text, { first: 3 })
    expect(errors).toEqual([])
    expect(things(page)[0]).toBe(thing)
  })
})

test('a thing is shown with its type, and with the text that found it', async () => {
  const { page } = await search('二连口岸')
  expect(page.nodes[0]).toMatchObject({
    kind: 'PORT',
    code: 'erenhot',
    score: 1,
    matched: '二连口岸',
    snippet: '二连口岸',
    field: 'ALIAS',
    match: 'EXACT',
    form: 'TEXT',
    node: { __typename: 'Port', code: 'erenhot' },
  })
})

test('every kind of thing is found, and is what its kind says', async () => {
  const { data } = await ask('{ __type(name: "SearchKind") { enumValues { name } } }')
  const kinds = (data as unknown as { __type: { enumValues: { name: string }[] } }).__type.enumValues
  for (const { name } of kinds) {
    const texts = ['口岸', '包头', '满都拉', '稀土', '煤', '货运', '规划']
    const pages = await Promise.all(texts.map((text) => search(text, { kinds: [name] })))
    expect(pages.flatMap(({ errors }) => errors)).toEqual([])
    const nodes = pages.flatMap(({ page }) => page.nodes) as (Hit & { node: { __typename: string } })[]
    expect([name, nodes.length > 0]).toEqual([name, true])
    const typename = name.toLowerCase().replaceAll(/(?:^|_)(.)/g, (_, letter: string) => letter.toUpperCase())
    expect(new Set(nodes.map(({ kind, node }) => `${kind} ${node.__typename}`))).toEqual(
      new Set([`${name} ${typename}`]),
    )
  }
})

test('what is only said of a thing finds it too, with the neighbourhood of the words', async () => {
  const { page } = await search('五进五出', { kinds: ['CHECKPOINT'] })
  expect(page.nodes[0]).toMatchObject({ code: 'mandula-road', field: 'PROFILE', score: 0.2 })
  expect(page.nodes[0]?.snippet).toContain('五进五出')
  expect(page.nodes[0]?.snippet.length).toBeLessThanOrEqual(82)
  expect(things((await search('杭吉', { kinds: ['PORT'] })).page)).toEqual(['PORT mandula'])
})

test('scores go down along the list, names before what is said, and ports first among equals', async () => {
  const { page } = await search('满都拉', { first: 1000 })
  const scores = page.nodes.map(({ score }) => score)
  expect(scores).toEqual(scores.toSorted((a, b) => b - a))
  expect(page.totalCount).toBe(page.nodes.length)
  expect(new Set(things(page)).size).toBe(page.nodes.length)
  const named = page.nodes.map(({ field }) => ['NAME', 'ALIAS', 'CODE'].includes(field))
  expect(named.lastIndexOf(true)).toBeLessThan(named.indexOf(false))
  for (const score of new Set(scores)) {
    const kinds = page.nodes.filter((node) => node.score === score).map(({ kind }) => kind === 'PORT')
    expect(kinds).toEqual(kinds.toSorted((a, b) => Number(b) - Number(a)))
  }
})

test('all pages together are the whole', async () => {
  const whole = await search('包头', { first: 1000 })
  const pages: string[] = []
  for (let after: string | null = null; ;) {
    const { page, errors } = await search('包头', { first: 7, after })
    expect(errors).toEqual([])
    pages.push(...things(page))
    after = page.pageInfo.endCursor
    if (!page.pageInfo.hasNextPage) break
  }
  expect(pages.length).toBeGreaterThan(50)
  expect(pages).toEqual(things(whole.page))
})

describe('a text that finds nothing', () => {
  test.each([
    'zzzzzz',
    '满口',
    'a" OR whole : "b',
    "'; drop table search_entry; --",
    'NEAR(mandula erenhot)',
  ])('%j is no error', async (text) => {
    const { page, errors } = await search(text)
    expect(errors).toEqual([])
    expect(page).toMatchObject({ totalCount: 0, nodes: [] })
  })
})

describe('signs that mean something to a database mean nothing here', () => {
  test.each([
    '%满都拉%',
    '满都拉*',
    '"满都拉"',
    '满_都_拉',
    '满\0都拉',
    '满\ud83d都拉',
    '{grams} : 满都拉',
    '^满都拉',
    '-满都拉',
    '满都拉\\',
  ])('%j', async (text) => {
    const { errors, page } = await search(text)
    expect(errors).toEqual([])
    const words = /[a-z]/.test(text)
    expect(things(page)).toEqual(words ? [] : things((await search('满都拉')).page))
  })
})

describe('a text that asks for nothing is refused, with what would be right', () => {
  test.each([
    [
      '',
      'text: found "", expected at least one letter, digit or Chinese character, e.g. "二连" or "mandula"',
    ],
    [
      ' \t',
      'text: found " \\t", expected at least one letter, digit or Chinese character, e.g. "二连" or "mandula"',
    ],
    [
      '%',
      'text: found "%", expected at least one letter, digit or Chinese character, e.g. "二连" or "mandula"',
    ],
    ['口'.repeat(101), 'text: found 101 characters, expected at most 100: a name or a few words'],
  ])('%j', async (text, message) => {
    expect((await search(text)).errors).toEqual([message])
  })

  test('a hundred characters are asked', async () => {
    expect((await search('口'.repeat(100))).errors).toEqual([])
    expect((await search('𠀀'.repeat(100))).errors).toEqual([])
  })
})

test('kinds narrow, and an empty list finds nothing', async () => {
  const { page } = await search('满都拉', { kinds: ['CHECKPOINT', 'REGION'] })
  expect(new Set(page.nodes.map(({ kind }) => kind))).toContain('CHECKPOINT')
  expect(page.nodes.every(({ kind }) => kind === 'CHECKPOINT' || kind === 'REGION')).toBe(true)
  const nothing = await search('满都拉', { kinds: [] })
  expect([nothing.errors, nothing.page.totalCount]).toEqual([[], 0])
})

describe('as of a day', () => {
  const BEFORE_BAOTOU = '2022-12-31'

  test('only what had been published by then is found, by what had been written', async () => {
    const { page } = await search('满都拉', { first: 1000 }, BEFORE_BAOTOU)
    const now = await search('满都拉', { first: 1000 })
    expect(things(page)).toContain('PORT mandula')
    expect(things(now.page)).toContain('PROJECT mandula-park-service-centre')
    expect(things(page)).not.toContain('PROJECT mandula-park-service-centre')
    expect(page.totalCount).toBeLessThan(now.page.totalCount)
    expect(things((await search('莲塘', {}, BEFORE_BAOTOU)).page)).toEqual([])
  })

  test('before the first source nothing is found but the vocabulary’s own', async () => {
    const texts = ['满都拉', '口岸', '煤', 'plan']
    const pages = await Promise.all(texts.map((text) => search(text, {}, '1999-12-31')))
    const kinds = new Set(pages.flatMap(({ page }) => page.nodes.map(({ kind }) => kind)))
    expect(kinds).toEqual(new Set(['INDICATOR', 'COMMODITY']))
  })

  test('the latest day is no limit', async () => {
    const latest = await search('包头', { first: 1000 }, '2100-01-01')
    expect(things(latest.page)).toEqual(things((await search('包头', { first: 1000 })).page))
  })
})

interface Resolved {
  readonly unresolved: readonly string[]
  readonly names: readonly {
    readonly name: string
    readonly code: string | null
    readonly candidates: readonly Hit[]
  }[]
}

const RESOLVE = `query Resolve($names: [String!]!, $kinds: [SearchKind!], $first: Int! = 5) {
  resolve(names: $names, kinds: $kinds, first: $first) {
    unresolved names { name code candidates { kind code score matched match node { __typename } } }
  }
}`

async function resolve(
  names: readonly string[],
  rest: Record<string, unknown> = {},
  asOf: string | null = null,
) {
  const asked = await ask(RESOLVE, { names, ...rest }, asOf)
  return { ...asked, resolved: asked.data?.['resolve'] as unknown as Resolved }
}

describe('names are resolved in batch', () => {
  test('each to its code, with what it matched; what stands for nothing is listed', async () => {
    const names = ['二连口岸', 'Mandula Port', 'zzzzzz', '满 洲 里 口岸', ' ', 'mdl', '二连口岸']
    const { resolved, errors } = await resolve(names)
    expect(errors).toEqual([])
    expect(resolved.names.map(({ name, code }) => [name, code])).toEqual([
      ['二连口岸', 'erenhot'],
      ['Mandula Port', 'mandula'],
      ['zzzzzz', null],
      ['满 洲 里 口岸', 'manzhouli'],
      [' ', null],
      ['mdl', null],
      ['二连口岸', 'erenhot'],
    ])
    expect(resolved.unresolved).toEqual(['zzzzzz', ' '])
    expect(resolved.names[0]?.candidates[0]).toMatchObject({
      kind: 'PORT',
      code: 'erenhot',
      score: 1,
      matched: '二连口岸',
      match: 'EXACT',
      node: { __typename: 'Port' },
    })
    expect(resolved.names[5]?.candidates[0]).toMatchObject({ code: 'mandula', score: 0.9, matched: '满都拉' })
  })

  test('a name that several things have is left open, and is certain among one kind', async () => {
    const open = await resolve(['Erenhot'])
    expect(open.resolved.names[0]?.code).toBeNull()
    expect(open.resolved.names[0]?.candidates.slice(0, 2).map(({ code, score }) => [code, score])).toEqual([
      ['erenhot', 1],
      ['erenhot-city', 1],
    ])
    expect((await resolve(['Erenhot'], { kinds: ['REGION'] })).resolved.names[0]?.code).toBe('erenhot-city')
    expect((await resolve(['Erenhot'], { kinds: [] })).resolved.unresolved).toEqual(['Erenhot'])
  })

  test.each(['PORT', 'CHECKPOINT'])('every name of a %s leads back to it', async (kind) => {
    const asked = await ask(`{ PORT: ports(first: 100) { nodes { code zh: name en: name(lang: EN) } }
      CHECKPOINT: checkpoints(first: 100) { nodes { code zh: name en: name(lang: EN) } } }`)
    const lists = asked.data as unknown as Record<string, { nodes: Record<'code' | 'zh' | 'en', string>[] }>
    const nodes = lists[kind]?.nodes ?? []
    expect(nodes.length).toBeGreaterThanOrEqual(16)
    for (const called of ['code', 'zh', 'en'] as const) {
      const { resolved, errors } = await resolve(
        nodes.map((node) => node[called]),
        { kinds: [kind] },
      )
      expect(errors).toEqual([])
      expect(resolved.names.map(({ code }) => code)).toEqual(nodes.map(({ code }) => code))
    }
  })

  test('what is only said of a thing is no name of it', async () => {
    expect((await resolve(['五进五出'])).resolved.unresolved).toEqual(['五进五出'])
  })

  test('as of a day, what was not known then stays unresolved', async () => {
    expect((await resolve(['莲塘口岸'], {}, '2022-12-31')).resolved.unresolved).toEqual(['莲塘口岸'])
  })

  test('too many names, a name that is none and too many candidates are refused', async () => {
    expect((await resolve([])).resolved).toEqual({ names: [], unresolved: [] })
    expect((await resolve(Array.from({ length: 101 }, () => '口岸'))).errors).toEqual([
      'names: found 101, expected 0 to 100 names; ask for the others in further requests',
    ])
    expect((await resolve(['口岸', 'x'.repeat(101)])).errors).toEqual([
      'names[1]: found 101 characters, expected at most 100: a name or a few words',
    ])
    expect((await resolve(['口岸'], { first: 21 })).errors).toEqual([
      'first: found 21, expected 0 to 20 candidates',
    ])
  })
})

describe('the number of statements', () => {
  test('is the same for one hit and for fifty', async () => {
    const counts = new Set<number>()
    for (const first of [1, 10, 50]) {
      const { statements, page } = await search('口岸', { first, kinds: ['PROJECT', 'CHECKPOINT', 'PORT'] })
      expect(page.nodes).toHaveLength(first)
      counts.add(statements)
    }
    expect(counts).toEqual(new Set([1]))
    expect((await search('口岸', { first: 1000 })).statements).toBe(2)
  })

  test('is the same for one search and for ten in one request', async () => {
    const ten = ['满都拉', '二连', '策克', '口岸', 'mdl', 'coal', '包头', '铁路', '公路', 'port']
    const fields = ten.map((text, at) => `s${at}: search(text: "${text}") { nodes { node { __typename } } }`)
    const asked = await ask(`{ ${fields.join(' ')} }`)
    expect([asked.errors, asked.statements]).toEqual([[], 2])
  })

  test('is the same for one name and for a hundred', async () => {
    const names = Array.from(
      { length: 100 },
      (_, at) => ['满都拉', '二连浩特', '包头', '策克'][at % 4] + (at < 4 ? '' : `${at}`),
    )
    const kinds = ['PORT', 'CHECKPOINT', 'REGION']
    const one = await resolve(names.slice(0, 1), { kinds })
    const all = await resolve(names, { kinds })
    expect([one.statements, all.statements]).toEqual([1, 1])
  })
})
