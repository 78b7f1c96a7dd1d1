// The synthetic sources: forty yearbooks, four a year, each about every fourth port. A contested claim is
// repeated, a little differently, by the next book of its year. The first book of all tells of projects,
// clusters and measures.
import type { Cells, PackageText } from './package.ts'
import {
  benchmarkPortCode,
  BOOKS_A_YEAR,
  clusterCode,
  COMMODITIES,
  commodityCode,
  FIRST_YEAR,
  INDICATORS,
  isContested,
  measureCode,
  monthOf,
  padded,
  PARTNERS,
  partnerCode,
  portCode,
  projectCode,
  regionCode,
  REGIONS,
  scattered,
  sourceCode,
  splitsOf,
  YEARS,
  type Cell,
  type Measured,
  type Shape,
} from './shape.ts'
import { placeName } from './vocabulary.ts'

export interface Book {
  readonly year: number
  readonly book: number
}

/** The package of one yearbook. */
export function sourcePackage(shape: Shape, { year, book }: Book): PackageText {
  const printed = FIRST_YEAR + year
  const isFirst = year === 0 && book === 0
  return {
    ...described(sourceCode(year, book)),
    title: `${printed}年口岸统计年鉴（第${'一二三四'[book]}卷）`,
    kouan: {
      ...published(sourceCode(year, book), `${printed + 1}-0${book + 2}-15`),
      titleEn: `Yearbook of ports ${printed}, volume ${book + 1}`,
    },
    tables: {
      ...(isFirst ? { statement: statements(shape) } : {}),
      observation: observations(shape, { year, book }),
    },
  }
}

/** All yearbooks in one package; of contested claims the first. */
export function collectedPackage(shape: Shape): PackageText {
  const code = 'yearbooks'
  return {
    ...described(code),
    title: '口岸统计年鉴汇编',
    kouan: {
      ...published(code, `${FIRST_YEAR + YEARS}-06-15`),
      titleEn: 'Yearbooks of ports, collected',
    },
    tables: { observation: allObservations(shape) },
  }
}

const described = (code: string) => ({ code, role: 'source' }) as const

const published = (code: string, day: string) => ({
  issuerZh: '某自治区口岸办公室',
  issuerEn: 'Office of ports',
  documentNumber: null,
  kind: 'STATISTICS',
  published: day,
  publishedInferred: false,
  language: 'zh',
  text: `${code}.txt`,
})

/** What ports, projects, clusters and measures are and are tied to. */
function* statements(shape: Shape): Generator<Cells> {
  let row = 0
  const stated = (subject: string, property: string, value: string): Cells => {
    row += 1
    return {
      key: `${subject}-${property}`,
      subject,
      property,
      value,
      locator: `第一章 附表1 第${row}行`,
      locator_kind: 'TABLE',
      evidence: `第${row}行 ${subject} ${value}`,
    }
  }
  for (let port = 0; port < shape.ports; port += 1) {
    yield stated(portCode(port), 'class', ['COMPREHENSIVE_HUB', 'KEY_SPECIALISED', 'ORDINARY'][port % 3] ?? '')
    yield stated(portCode(port), 'region', regionCode(port % REGIONS))
  }
  for (const [project, port] of portsOfProjects(shape).entries()) {
    yield stated(projectCode(project), 'port', portCode(port))
    yield stated(projectCode(project), 'status', ['PLANNED', 'UNDER_CONSTRUCTION'][project % 2] ?? '')
    yield stated(projectCode(project), 'cluster', clusterCode(project % shape.clusters))
  }
  for (let cluster = 0; cluster < shape.clusters; cluster += 1) {
    yield stated(clusterCode(cluster), 'tier', ['FLAGSHIP', 'LEADING', 'CHARACTERISTIC'][cluster % 3] ?? '')
    yield stated(clusterCode(cluster), 'region', regionCode(cluster % REGIONS))
  }
  for (let measure = 0; measure < shape.measures; measure += 1) {
    yield stated(measureCode(measure), 'port', portCode((measure * 7) % shape.ports))
    yield stated(measureCode(measure), 'peer', benchmarkPortCode((measure * 11) % shape.benchmarkPorts))
  }
  // An entity exists from its first source on: each peer is spoken of, whether borrowed from or not.
  for (let peer = 0; peer < shape.benchmarkPorts; peer += 1)
    yield stated(benchmarkPortCode(peer), 'region', regionCode(peer % REGIONS))
}

/** The port of each project: a port has from none to fifteen, seven and a half on average. */
function portsOfProjects({ ports, projects }: Shape): number[] {
  const tied: number[] = []
  for (let round = 0; tied.length < projects; round += 1)
    for (let port = 0; port < ports && tied.length < projects; port += 1)
      if (round < (port * 7) % 16 || round >= 16) tied.push(port)
  return tied
}

function* allObservations(shape: Shape): Generator<Cells> {
  for (let year = 0; year < YEARS; year += 1)
    for (let book = 0; book < BOOKS_A_YEAR; book += 1) yield* observations(shape, { year, book }, false)
}

function* observations(shape: Shape, { year, book }: Book, withEchoes = true): Generator<Cells> {
  const before = (book + BOOKS_A_YEAR - 1) % BOOKS_A_YEAR
  for (let port = 0; port < shape.ports; port += 1) {
    const isOwn = port % BOOKS_A_YEAR === book
    if (!isOwn && !(withEchoes && port % BOOKS_A_YEAR === before)) continue
    for (let indicator = 0; indicator < INDICATORS.length; indicator += 1) {
      const cell = { port, indicator, year }
      for (let span = 0; span <= shape.months; span += 1)
        if (isOwn || isContested(shape, cell, span)) yield whole(shape, cell, span, !isOwn)
      if (isOwn) yield* splits(shape, cell)
    }
  }
}

/** The claim about the whole of a year (span 0) or of its so-manieth month. */
function whole(shape: Shape, cell: Cell, span: number, isEcho: boolean): Cells {
  const year = String(FIRST_YEAR + cell.year)
  const month = span === 0 ? null : monthOf(shape, span - 1)
  const period = month === null ? year : `${year}-${padded(month, 2)}`
  return figure(cell, period, isEcho ? 1.004 : 1, {}, span)
}

/** Claims about one commodity of one month each, every third with a partner too. */
function* splits(shape: Shape, cell: Cell): Generator<Cells> {
  const count = splitsOf(shape, cell)
  for (let place = 0; place < count; place += 1) {
    const month = padded((Math.floor(place / COMMODITIES) % 12) + 1, 2)
    const scope = {
      commodity: commodityCode(place % COMMODITIES),
      ...(place % 3 === 0 ? { partner: partnerCode((cell.port + place) % PARTNERS) } : {}),
    }
    yield figure(cell, `${FIRST_YEAR + cell.year}-${month}`, 0.02, scope, 100 + place)
  }
}

interface Scope {
  readonly commodity?: string
  readonly partner?: string
}

/** One figure with its citation; `place` tells it from the others of its cell. */
function figure(cell: Cell, period: string, share: number, scope: Scope, place: number): Cells {
  const { port, indicator, year } = cell
  const measured = INDICATORS[indicator] as Measured
  const printed = printedValue(measured, cell, period, share, place)
  const page = (port * INDICATORS.length + indicator) % 380
  const isProse = scattered(port, indicator, year, place, 3) < 0.2
  const among = scope.commodity === undefined ? '' : `第${scope.commodity.slice(-1)}类商品`
  const by = scope.partner === undefined ? '' : `对${scope.partner.slice(-1)}国`
  return {
    key: ['p', port, measured.code, period, scope.commodity, scope.partner].filter((part) => part !== undefined).join('-'),
    subject: portCode(port),
    indicator: measured.code,
    kind: 'ACTUAL',
    ...scope,
    period,
    printed,
    value: printed,
    unit: measured.printedUnit,
    ...(scattered(port, indicator, year, place, 4) < 0.03 ? { qualifier: 'ABOUT' } : {}),
    ...(place === 0 ? growth(cell) : {}),
    locator: isProse
      ? `第${(page % 9) + 1}章 第${(page % 5) + 1}节 第${port + 1}段`
      : `表${(page % 9) + 1}-${(page % 40) + 1} 第${port + 1}行 第${indicator + 1}栏`,
    locator_kind: isProse ? 'TEXT' : 'TABLE',
    evidence: `${period}${placeName(port)}${port}号口岸${by}${among}${measured.nameZh}${isProse ? '达到' : ' '}${printed}${measured.printedUnit}`,
  }
}

/** Ports differ by two orders of magnitude, years grow, months scatter. */
function printedValue(
  { level, decimals }: Measured,
  { port, indicator, year }: Cell,
  period: string,
  share: number,
  place: number,
): string {
  const size = 10 ** (scattered(port, indicator, 1) * 2 - 1)
  const trend = 1.06 ** year * (0.9 + 0.2 * scattered(port, indicator, year, place % 100, 2))
  const span = period.length === 4 ? 1 : 1 / 12
  return Math.max(level * size * trend * span * share, 1).toFixed(decimals)
}

/** The growth that yearbooks print beside every second yearly figure. */
function growth({ port, indicator, year }: Cell): Cells {
  if ((port + indicator + year) % 2 === 0) return {}
  const printed = (20 * scattered(port, indicator, year, 5) - 5).toFixed(1).replace('-0.0', '0.0')
  return {
    growth_printed: printed,
    growth_value: printed,
    growth_unit: '%',
    growth_basis: 'YEAR_ON_YEAR',
  }
}
