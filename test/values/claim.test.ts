import { expect, test, describe } from 'vitest'
import { fc, test as property } from '@fast-check/vitest'
import { agrees, choice, type Claim } from '../../values/claim.ts'

/** A claim in 万吨 unless said otherwise. */
function claim(reported: string, rest: Partial<Claim> = {}): Claim {
  return {
    reported,
    value: String(Number(reported) * 10_000),
    valueMax: null,
    factor: '10000',
    qualifier: 'EXACT',
    status: 'NORMAL',
    published: '2023-10-31',
    source: 'baotou-port-plan-2023-2027',
    locatorKind: 'TEXT',
    position: 1,
    ...rest,
  }
}

describe('agreement', () => {
  test('a rounded echo agrees with the exact figure, whichever comes first', () => {
    expect(agrees(claim('310'), claim('310.13'))).toBe(true)
    expect(agrees(claim('310.13'), claim('310'))).toBe(true)
    expect(agrees(claim('12'), claim('11.9'))).toBe(true)
  })

  test('a figure that does not round to the coarser one disagrees', () => {
    expect(agrees(claim('310'), claim('310.63'))).toBe(false)
    expect(agrees(claim('1000'), claim('1200'))).toBe(false)
  })

  test('figures of the same precision agree only when they are equal', () => {
    expect(agrees(claim('310.13'), claim('310.14'))).toBe(false)
    expect(agrees(claim('310.13'), claim('310.13'))).toBe(true)
  })

  test('a figure in another unit is compared in the base unit', () => {
    const inHundredMillions = claim('1.3', { value: '130000000', factor: '100000000' })
    expect(agrees(inHundredMillions, claim('13012'))).toBe(true)
    expect(agrees(inHundredMillions, claim('13600'))).toBe(false)
  })

  test('qualified claims agree when their intervals meet', () => {
    const above100Million = claim('10000', { qualifier: 'AT_LEAST' })
    expect(agrees(above100Million, claim('13000'))).toBe(true)
    expect(agrees(above100Million, claim('9000'))).toBe(false)
    expect(agrees(claim('100', { qualifier: 'ABOUT' }), claim('105'))).toBe(true)
    expect(agrees(claim('100', { qualifier: 'ABOUT' }), claim('106'))).toBe(false)
    const range = claim('3', { qualifier: 'RANGE', valueMax: '50000' })
    expect(agrees(range, claim('5'))).toBe(true)
    expect(agrees(range, claim('6'))).toBe(false)
    expect(agrees(claim('10', { qualifier: 'AT_MOST' }), claim('12', { qualifier: 'AT_LEAST' }))).toBe(false)
  })

  test('a missing figure contradicts none', () => {
    expect(agrees(claim('310', { value: null, reported: null, status: 'MISSING' }), claim('500'))).toBe(true)
  })
})

describe('the choice', () => {
  test('one claim alone is chosen as the only one', () => {
    expect(choice([claim('310')])).toMatchObject({ decidedBy: 'ONLY_CLAIM', agreed: true })
  })

  test('the later published source comes first, even against a table', () => {
    const older = claim('500', { published: '2021-12-24', locatorKind: 'TABLE' })
    const newer = claim('600')
    expect(choice([older, newer])).toMatchObject({ chosen: newer, decidedBy: 'LATER_SOURCE', agreed: false })
  })

  test('within a source a table comes before text and text before a headline', () => {
    const text = claim('1200')
    const table = claim('1000', { locatorKind: 'TABLE', position: 9 })
    const headline = claim('1300', { locatorKind: 'HEADLINE', position: 0 })
    expect(choice([headline, text, table])).toMatchObject({ chosen: table, decidedBy: 'TABLE_BEFORE_TEXT' })
    expect(choice([headline, text])).toMatchObject({ chosen: text, decidedBy: 'TABLE_BEFORE_TEXT' })
  })

  test('in the same kind of place the more precise number comes first, then the one printed first', () => {
    expect(choice([claim('300'), claim('310.1', { position: 2 })])).toMatchObject({
      chosen: { reported: '310.1' },
      decidedBy: 'MORE_PRECISE',
    })
    expect(choice([claim('320', { position: 5 }), claim('310', { position: 2 })])).toMatchObject({
      chosen: { reported: '310' },
      decidedBy: 'PRINTED_FIRST',
    })
  })

  test('a coarser claim that agrees never displaces a finer one', () => {
    const finer = claim('310.13', { published: '2021-12-24' })
    const coarser = claim('310')
    expect(choice([coarser, finer])).toMatchObject({
      chosen: finer,
      decidedBy: 'FINER_THAT_AGREES',
      agreed: true,
    })
  })

  test('an estimate, however fine, does not displace a final figure', () => {
    const estimate = claim('11.9', { status: 'ESTIMATED' })
    const final = claim('12', { locatorKind: 'TABLE' })
    expect(choice([estimate, final]).chosen).toBe(final)
  })

  test('a figure comes before a later source that has none', () => {
    const missing = claim('', { value: null, reported: null, status: 'MISSING', published: '2024-11-30' })
    expect(choice([missing, claim('310')])).toMatchObject({
      decidedBy: 'VALUE_BEFORE_NONE',
      chosen: { reported: '310' },
    })
  })
})

const anyClaim = fc
  .record({
    reported: fc.integer({ min: 1, max: 400 }).map((number) => String(number / 10)),
    published: fc.constantFrom('2021-12-24', '2023-10-31', '2024-11-30'),
    locatorKind: fc.constantFrom('TABLE' as const, 'TEXT' as const, 'HEADLINE' as const),
    qualifier: fc.constantFrom('EXACT' as const, 'ABOUT' as const, 'AT_LEAST' as const),
    position: fc.integer({ min: 0, max: 1000 }),
  })
  .map(({ reported, ...rest }) => claim(reported, { ...rest, source: rest.published }))

property.prop([
  fc.uniqueArray(anyClaim, { minLength: 1, maxLength: 6, selector: ({ position }) => position }),
  fc.infiniteStream(fc.nat()),
])('the choice does not depend on the order in which claims come', (claims, randoms) => {
  const shuffled = claims
    .map((one) => ({ one, at: randoms.next().value as number }))
    .sort((a, b) => a.at - b.at)
  const [first, again] = [claims, shuffled.map(({ one }) => one)].map((list) =>
    choice(list as [Claim, ...Claim[]]),
  )
  expect(again).toEqual(first)
})

property.prop([anyClaim, anyClaim])('agreement does not depend on which claim is asked first', (a, b) => {
  expect(agrees(a, b)).toBe(agrees(b, a))
})
