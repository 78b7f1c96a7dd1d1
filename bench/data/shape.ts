// The synthetic dataset's shape: how many of everything there are for a number of observations, and which
// figure each observation is. Nothing is random: the same number gives the same rows, byte for byte.

/** What is measured of ports, with the unit that sources print and how many decimals they give it. */
export interface Measured {
  readonly code: string
  readonly nameZh: string
  readonly nameEn: string
  /** Code of the base unit. */
  readonly unit: string
  readonly nature: 'FLOW' | 'STOCK'
  readonly printedUnit: string
  readonly decimals: number
  /** What a year of a middling port comes to, in the printed unit. */
  readonly level: number
}

const flow = (
  code: string,
  nameZh: string,
  nameEn: string,
  unit: string,
  printedUnit: string,
  decimals: number,
  level: number,
): Measured => ({ code, nameZh, nameEn, unit, nature: 'FLOW', printedUnit, decimals, level })

/** The first four are what Q4 adds up: no claim of theirs is contested. */
export const INDICATORS: readonly Measured[] = [
  flow('freight-volume', '货运量', 'Freight volume', 't', '万吨', 2, 640),
  flow('passenger-crossings', '出入境人次', 'Passenger crossings', 'person-trip', '万人次', 2, 85),
  flow('vehicle-crossings', '出入境车辆', 'Vehicle crossings', 'vehicle-trip', '万车次', 2, 31),
  flow('trade-value', '进出口总额', 'Value of trade', 'cny', '亿元', 2, 120),
  flow('import-value', '进口额', 'Value of imports', 'cny', '亿元', 2, 70),
  flow('export-value', '出口额', 'Value of exports', 'cny', '亿元', 2, 50),
  flow('port-trade-value', '口岸贸易额', 'Trade through the port', 'cny', '万元', 1, 910_000),
  flow('air-cargo-volume', '国际货邮吞吐量', 'International air cargo and mail', 't', '吨', 1, 1800),
  flow('cr-express-trains', '中欧班列', 'China-Europe freight trains', 'train', '列', 0, 420),
  flow('flight-movements', '国际航班起降架次', 'International flight movements', 'flight', '架次', 0, 950),
  flow('resident-enterprises', '入驻企业', 'Resident enterprises', 'count', '家', 0, 36),
  flow('port-investment', '口岸建设投资', 'Investment in ports', 'cny', '万元', 2, 5200),
]

/** Indicators of which no claim is contested. */
export const UNCONTESTED = 4
/** One in so many of the other whole claims is contested: 2 % of all whole claims. */
const CONTESTED_ONE_IN = 33

export const YEARS = 10
export const FIRST_YEAR = 2014
/** Yearbooks of one year, each about every so-manieth port. */
export const BOOKS_A_YEAR = 4
export const COMMODITIES = 8
export const PARTNERS = 4

/** How many of everything there are. */
export interface Shape {
  readonly observations: number
  readonly ports: number
  readonly sources: number
  readonly projects: number
  readonly clusters: number
  readonly benchmarkPorts: number
  /** Each links one port to one benchmark port. */
  readonly measures: number
  /** Months of each year that have a claim about the whole. */
  readonly months: number
  /** Claims about one commodity or partner: what is left when the whole claims are there. */
  readonly splits: number
}

/** Throws RangeError for a number that leaves no room for Q2's fifty ports. */
export function shapeOf(observations: number): Shape {
  const ports = Math.min(400, Math.floor(observations / 500))
  if (ports < 50) throw new RangeError(`${observations} observations are too few: give 25000 or more`)
  const cells = ports * INDICATORS.length * YEARS
  const months = Math.min(12, Math.floor(observations / (cells * 1.021)) - 1)
  const contestable = ports * (INDICATORS.length - UNCONTESTED) * YEARS * (1 + months)
  const contested = Math.ceil(contestable / CONTESTED_ONE_IN)
  return {
    observations,
    ports,
    sources: YEARS * BOOKS_A_YEAR,
    projects: Math.round(ports * 7.5),
    clusters: 60,
    benchmarkPorts: 80,
    measures: Math.round(ports * 0.75),
    months,
    splits: observations - cells * (1 + months) - contested,
  }
}

/** The place of a port, an indicator and a year among all of them. */
export interface Cell {
  readonly port: number
  readonly indicator: number
  readonly year: number
}

const cellNumber = ({ port, indicator, year }: Cell): number =>
  (port * INDICATORS.length + indicator) * YEARS + year

/** How many claims about a commodity or a partner a cell has: they are spread evenly. */
export function splitsOf(shape: Shape, cell: Cell): number {
  const cells = shape.ports * INDICATORS.length * YEARS
  const upTo = (number: number) => Math.floor((number * shape.splits) / cells)
  return upTo(cellNumber(cell) + 1) - upTo(cellNumber(cell))
}

/** Is the claim about the whole year (0) or its so-manieth month (1 …) stated by a second source too? */
export function isContested({ months }: Shape, { port, indicator, year }: Cell, span: number): boolean {
  if (indicator < UNCONTESTED) return false
  const contestable = INDICATORS.length - UNCONTESTED
  const number = ((port * contestable + indicator - UNCONTESTED) * YEARS + year) * (1 + months) + span
  return number % CONTESTED_ONE_IN === 0
}

/** The month of the so-manieth monthly claim: the months are spread over the year. */
export const monthOf = ({ months }: Shape, place: number): number => Math.floor(((place + 1) * 12) / months)

/** A number from 0 to 1 that looks random and follows from what it is about alone. */
export function scattered(...about: readonly number[]): number {
  let hash = 0x9e3779b9
  for (const part of about) {
    hash = Math.imul(hash ^ part, 0x85ebca6b)
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
    hash ^= hash >>> 16
  }
  return (hash >>> 0) / 2 ** 32
}

export const padded = (number: number, digits: number): string => String(number).padStart(digits, '0')
export const portCode = (port: number): string => `port-${padded(port, 3)}`
export const sourceCode = (year: number, book: number): string => `yearbook-${FIRST_YEAR + year}-${book + 1}`
export const projectCode = (project: number): string => `project-${padded(project, 4)}`
export const clusterCode = (cluster: number): string => `cluster-${padded(cluster, 2)}`
export const benchmarkPortCode = (peer: number): string => `peer-${padded(peer, 2)}`
export const measureCode = (measure: number): string => `measure-${padded(measure, 3)}`
export const regionCode = (region: number): string => `region-${padded(region, 2)}`
export const commodityCode = (commodity: number): string => `commodity-${commodity + 1}`
export const partnerCode = (partner: number): string => `partner-${partner + 1}`

/** Prefecture-like regions that the ports lie in. */
export const REGIONS = 20
