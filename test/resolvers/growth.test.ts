import { describe, expect, test } from 'vitest'
import { choice, type Claim } from '../../values/claim.ts'
import { growth, type GrownClaim } from '../../resolvers/growth.ts'

interface Printed {
  reported: string
  growth?: string
  unit?: '%' | '倍'
  basis?: 'YEAR_ON_YEAR' | 'PERIOD'
  position?: number
  rest?: Partial<Claim>
}

/** A claim in 亿元 with the growth printed beside it. */
function claim({
  reported,
  growth: printed,
  unit = '%',
  basis = 'YEAR_ON_YEAR',
  position = 1,
  rest = {},
}: Printed): GrownClaim {
  return {
    reported,
    value: String(Number(reported) * 100_000_000),
    valueMax: null,
    factor: '100000000',
    qualifier: 'EXACT',
    status: 'NORMAL',
    published: '2023-10-31',
    source: 'a-plan',
    locatorKind: 'TABLE',
    position,
    row: {
      growth: printed ?? null,
      growth_unit: printed === undefined ? null : unit,
      growth_basis: printed === undefined ? null : basis,
      growth_qualifier: printed === undefined ? null : 'EXACT',
    },
    ...rest,
  }
}

const of = (now: GrownClaim, before: GrownClaim | null) => growth(choice([now]), before)

describe('growth', () => {
  test('is computed from the value one year earlier', () => {
    expect(of(claim({ reported: '150' }), claim({ reported: '100' })).computedPercent).toBe('50')
  })

  test('as printed is consistent where some pair of values within their printed precision gives it', () => {
    expect(of(claim({ reported: '190.7', growth: '13.6' }), claim({ reported: '167.84' })).consistent).toBe(
      true,
    )
    expect(of(claim({ reported: '2', growth: '40' }), claim({ reported: '1' })).consistent).toBe(true)
  })

  test('as printed is inconsistent where no such pair does', () => {
    expect(of(claim({ reported: '135.37', growth: '12.89' }), claim({ reported: '113.93' })).consistent).toBe(
      false,
    )
    expect(of(claim({ reported: '241.5', growth: '-0.2' }), claim({ reported: '246.1' })).consistent).toBe(
      false,
    )
  })

  test('is unknowable without a value one year earlier, and says so by null', () => {
    expect(of(claim({ reported: '113.93', growth: '10.9' }), null)).toEqual({
      computedPercent: null,
      publishedPercent: '10.9',
      consistent: null,
    })
  })

  test('printed in times is told in per cent', () => {
    expect(of(claim({ reported: '7', growth: '6', unit: '倍' }), claim({ reported: '1' }))).toMatchObject({
      publishedPercent: '600',
      consistent: true,
    })
  })

  test('against another period is not year on year', () => {
    expect(
      of(claim({ reported: '1.35', growth: '15', unit: '倍', basis: 'PERIOD' }), null).publishedPercent,
    ).toBe(null)
  })

  test('of a figure that is only bounded is not computed', () => {
    const atLeast = claim({ reported: '100', rest: { qualifier: 'AT_LEAST' } })
    expect(of(claim({ reported: '150' }), atLeast).computedPercent).toBe(null)
    expect(of(atLeast, claim({ reported: '50' })).computedPercent).toBe(null)
  })

  test('is taken from an agreeing claim where the chosen one prints none', () => {
    const table = claim({ reported: '310.13', position: 2 })
    const echo = claim({ reported: '310', growth: '90', position: 1, rest: { locatorKind: 'TEXT' } })
    const other = claim({ reported: '400', growth: '95', position: 0, rest: { locatorKind: 'TEXT' } })
    expect(growth(choice([other, echo, table]), null).publishedPercent).toBe('90')
  })
})
