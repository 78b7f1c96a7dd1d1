// Periods: label ⇄ interval. A period is a closed interval of days with a frequency;
// its label has one spelling, so two claims about the same time always meet.
import { ValueError } from './value-error.ts'

export const FREQUENCIES = [
  'YEAR',
  'HALF_YEAR',
  'QUARTER',
  'MONTH',
  'YEAR_TO_DATE',
  'CUMULATIVE',
  'POINT',
] as const
export type Frequency = (typeof FREQUENCIES)[number]

/** Spans of the calendar: each lies in one year, and no two of one frequency have a day in common. */
export const CALENDAR_SPANS = [
  'YEAR',
  'HALF_YEAR',
  'QUARTER',
  'MONTH',
] as const satisfies readonly Frequency[]
export type CalendarSpan = (typeof CALENDAR_SPANS)[number]

export interface Period {
  /** `2022`, `2023-H1`, `2024-Q3`, `2024-05`, `2024-01/2024-11`, `2002-12/2022-12`, `2020-05-08/..`, `2019-11-08`. */
  readonly label: string
  /** First day, ISO 8601. */
  readonly start: string
  /** Last day, ISO 8601; null where the end is open. */
  readonly end: string | null
  readonly frequency: Frequency
}

const EXPECTED =
  'a period: 2022, 2023-H1, 2024-Q3, 2024-05, 2024-05-31, 2024-01/2024-11, 2016/2020 or 2020-05-08/.. (an open end)'

/** Reads a label. Throws ValueError where it is none, has no such day, or is not the one spelling of its interval. */
export function period(label: string): Period {
  const [from = '', to, ...rest] = label.split('/')
  const first = span(from, label)
  if (to === undefined) return { label, ...first, frequency: frequencyOfSpan(from) }
  if (rest.length > 0) throw new ValueError(label, EXPECTED)
  if (to === '..') return { label, start: first.start, end: null, frequency: 'CUMULATIVE' }
  const last = span(to, label)
  if (last.end < first.start || from === to) throw new ValueError(label, 'a period that ends after it starts')
  const simpler = labelOfInterval(first.start, last.end)
  if (simpler !== null) throw new ValueError(label, `this period's one spelling, ${simpler}`)
  return { label, start: first.start, end: last.end, frequency: frequencyOfRange(first.start, last.end) }
}

interface Span {
  readonly start: string
  readonly end: string
}

/** A calendar span: a year, half, quarter, month or day. */
function span(text: string, label: string): Span {
  const [, year, half, quarter, month, day] =
    /^(\d{4})(?:-H([12])|-Q([1-4])|-(\d{2})(?:-(\d{2}))?)?$/.exec(text) ?? []
  if (year === undefined || year === '0000') throw new ValueError(label, EXPECTED)
  if (half !== undefined) return months(year, 6 * Number(half) - 5, 6 * Number(half))
  if (quarter !== undefined) return months(year, 3 * Number(quarter) - 2, 3 * Number(quarter))
  if (month === undefined) return months(year, 1, 12)
  if (Number(month) < 1 || Number(month) > 12) throw new ValueError(label, 'a month from 01 to 12')
  if (day === undefined) return months(year, Number(month), Number(month))
  if (Number(day) < 1 || Number(day) > daysIn(Number(year), Number(month))) {
    throw new ValueError(label, 'a date that exists in the calendar')
  }
  return { start: text, end: text }
}

function months(year: string, first: number, last: number): Span {
  const two = (number: number) => String(number).padStart(2, '0')
  return { start: `${year}-${two(first)}-01`, end: `${year}-${two(last)}-${two(daysIn(Number(year), last))}` }
}

/** Reads a strict ISO date. Throws ValueError where no such day exists. */
export function date(text: string): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) throw new ValueError(text, 'a date, e.g. 2023-07-18')
  return span(text, text).start
}

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate()
}

function frequencyOfSpan(text: string): Frequency {
  if (text.length === 4) return 'YEAR'
  if (text.includes('H')) return 'HALF_YEAR'
  if (text.includes('Q')) return 'QUARTER'
  return text.length === 7 ? 'MONTH' : 'POINT'
}

/** A range that starts a year and stays in it is the year to date; every other range is cumulative. */
function frequencyOfRange(start: string, end: string): Frequency {
  return start.endsWith('-01-01') && start.slice(0, 4) === end.slice(0, 4) && lastOfMonth(end)
    ? 'YEAR_TO_DATE'
    : 'CUMULATIVE'
}

/** The simple label of an interval that is one calendar span (2023-01/2023-06 is 2023-H1), or null. */
function labelOfInterval(start: string, end: string): string | null {
  const year = start.slice(0, 4)
  if (year !== end.slice(0, 4) || !start.endsWith('-01') || !lastOfMonth(end)) return null
  const [first, last] = [Number(start.slice(5, 7)), Number(end.slice(5, 7))]
  if (first === 1 && last === 12) return year
  if (last - first === 5 && first % 6 === 1) return `${year}-H${(first + 5) / 6}`
  if (last - first === 2 && first % 3 === 1) return `${year}-Q${(first + 2) / 3}`
  return first === last ? start.slice(0, 7) : null
}

function lastOfMonth(day: string): boolean {
  return Number(day.slice(8)) === daysIn(Number(day.slice(0, 4)), Number(day.slice(5, 7)))
}

const FOREVER = '9999-12-31'

/** Is `inner` inside `outer`? An open end is inside an open end only. */
export function contains(outer: Period, inner: Period): boolean {
  return outer.start <= inner.start && (inner.end ?? FOREVER) <= (outer.end ?? FOREVER)
}

/** Do the two have a day in common? */
export function overlaps(a: Period, b: Period): boolean {
  return a.start <= (b.end ?? FOREVER) && b.start <= (a.end ?? FOREVER)
}

/** Time order: by start, then by end (the shorter first, an open end last), then by label. */
export function comparePeriods(a: Period, b: Period): number {
  return (
    compareText(a.start, b.start) ||
    compareText(a.end ?? FOREVER, b.end ?? FOREVER) ||
    compareText(a.label, b.label)
  )
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Whole months from the first day to the last: 12 for a year, 11 for 2024-01/2024-11; null where the end is open. */
export function monthsElapsed(of: Period): number | null {
  if (of.end === null) return null
  const count =
    12 * (Number(of.end.slice(0, 4)) - Number(of.start.slice(0, 4))) +
    (Number(of.end.slice(5, 7)) - Number(of.start.slice(5, 7)))
  const startsWhole = of.start.endsWith('-01') ? 0 : 1
  const endsWhole = lastOfMonth(of.end) ? 1 : 0
  return Math.max(0, count - startsWhole + endsWhole)
}

/** The label of the same span one year earlier: 2023-H1 → 2022-H1, 2024-01/2024-11 → 2023-01/2023-11. */
export function yearEarlier(label: string): string {
  return label.replace(/\d{4}/g, (year) => String(Number(year) - 1).padStart(4, '0'))
}
