// What a plan expects between the years that it names: from the baseline through its earlier targets to
// this one, joined by constant yearly growth; by equal steps for rates, and from or to what is not above zero.
import { decimal, type ExactDecimal } from '../values/decimal.ts'

/** A value that the path goes through. */
export interface Station {
  readonly year: number
  readonly value: ExactDecimal
}

/** The path's value in a year; null outside of it. Stations in time order, one for each year. */
export function expectedIn(year: number, path: readonly Station[], linear: boolean): ExactDecimal | null {
  const next = path.findIndex((station) => station.year >= year)
  const [before, after] = [path[next - 1], path[next]]
  if (after?.year === year) return after.value
  return before && after ? between(before, after, year, linear) : null
}

function between(from: Station, to: Station, year: number, linear: boolean): ExactDecimal {
  const share = decimal(String(year - from.year)).div(to.year - from.year)
  const grows = !linear && from.value.gt(0) && to.value.gt(0)
  return grows
    ? from.value.times(to.value.div(from.value).pow(share))
    : from.value.plus(to.value.minus(from.value).times(share))
}

/** The constant growth per year, in per cent, that leads from one station to another; null where there is none. */
export function yearlyGrowth(from: Station, to: Station): ExactDecimal | null {
  const years = to.year - from.year
  if (years <= 0 || from.value.lte(0) || to.value.lte(0)) return null
  return to.value.div(from.value).pow(decimal('1').div(years)).minus(1).times(100)
}
