// The closed lists of values of the data model, each once: the database checks them, packages are checked by
// them, and the schema's enums are typed by them.

export {
  LOCATOR_KINDS,
  QUALIFIERS,
  STATUSES,
  type LocatorKind,
  type Qualifier,
  type Status,
} from '../values/claim.ts'

export const SUBJECT_KINDS = [
  'REGION',
  'PORT',
  'CHECKPOINT',
  'PLATFORM',
  'CORRIDOR',
  'PROJECT',
  'CLUSTER',
  'BENCHMARK_PORT',
  'MEASURE',
] as const
export const REGION_KINDS = ['GROUP', 'COUNTRY', 'PROVINCE', 'PREFECTURE', 'COUNTY'] as const
export const MODES = ['ROAD', 'RAIL', 'AIR'] as const
export const PORT_CLASSES = ['COMPREHENSIVE_HUB', 'KEY_SPECIALISED', 'ORDINARY'] as const
export const CHECKPOINT_STATUSES = ['OPEN', 'UNDER_CONSTRUCTION', 'PLANNED'] as const
export const PROJECT_STATUSES = [
  'PROPOSED',
  'PLANNED',
  'UNDER_CONSTRUCTION',
  'COMPLETED',
  'UNSPECIFIED',
] as const
export const PROJECT_KINDS = ['INFRASTRUCTURE', 'INDUSTRY'] as const
export const PLATFORM_KINDS = [
  'BONDED_LOGISTICS_CENTRE',
  'COMPREHENSIVE_BONDED_ZONE',
  'CBEC_PILOT_ZONE',
  'ECONOMIC_COOPERATION_ZONE',
  'DEVELOPMENT_PILOT_ZONE',
  'FREE_TRADE_ZONE',
  'MUTUAL_TRADE_ZONE',
  'TRADE_UPGRADING_BASE',
  'EXHIBITION_CENTRE',
  'LOGISTICS_HUB',
  'INDUSTRIAL_PARK',
  'INFORMATION_PLATFORM',
] as const
export const PLATFORM_STATUSES = [
  'PROPOSED',
  'PLANNED',
  'APPROVED',
  'UNDER_CONSTRUCTION',
  'OPERATING',
] as const
export const CORRIDOR_KINDS = [
  'RAILWAY',
  'ROAD',
  'TRAIN_SERVICE',
  'TRANSPORT_CORRIDOR',
  'AIR_ROUTE',
  'CABLE',
] as const
export const CORRIDOR_STATUSES = ['PROPOSED', 'PLANNED', 'UNDER_CONSTRUCTION', 'OPEN'] as const
export const CLUSTER_TIERS = ['FLAGSHIP', 'LEADING', 'CHARACTERISTIC'] as const
export const SITE_STATUSES = ['PROPOSED', 'APPROVED', 'ACCEPTED'] as const
export const NATURES = ['FLOW', 'STOCK', 'RATE'] as const
export const GOODS = ['MORE', 'LESS', 'NEITHER'] as const
export const SOURCE_KINDS = ['PLAN', 'NOTICE', 'NEWS', 'STATISTICS'] as const
export const OBSERVATION_KINDS = ['ACTUAL', 'TARGET', 'CAPACITY', 'DEMAND', 'PLANNED'] as const
export const DIRECTIONS = ['IMPORT', 'EXPORT', 'TOTAL'] as const
export const GROWTH_BASES = ['YEAR_ON_YEAR', 'ANNUAL_AVERAGE', 'PERIOD'] as const
export const ALIAS_KINDS = ['SUBJECT', 'INDICATOR', 'COMMODITY'] as const
/** What a search can find. */
export const SEARCH_KINDS = [...SUBJECT_KINDS, 'INDICATOR', 'COMMODITY', 'PROGRAMME', 'SOURCE'] as const
/** What a text is to the thing that it finds: what it is called, then what is said of it. */
export const SEARCH_FIELDS = [
  'NAME',
  'ALIAS',
  'CODE',
  'DEFINITION',
  'ISSUER',
  'SUMMARY',
  'STATEMENT',
  'PROFILE',
  'MILESTONE',
  'ZONE',
  'SITE',
  'PROBLEM',
  'STAGE',
  'PARK',
  'PRACTICE',
] as const
export const CHANGE_ACTIONS = ['ADDED', 'CHANGED', 'REMOVED'] as const

export type SubjectKind = (typeof SUBJECT_KINDS)[number]
export type RegionKind = (typeof REGION_KINDS)[number]
export type Mode = (typeof MODES)[number]
export type Nature = (typeof NATURES)[number]
export type Good = (typeof GOODS)[number]
export type SourceKind = (typeof SOURCE_KINDS)[number]
export type ObservationKind = (typeof OBSERVATION_KINDS)[number]
export type Direction = (typeof DIRECTIONS)[number]
export type GrowthBasis = (typeof GROWTH_BASES)[number]
export type AliasKind = (typeof ALIAS_KINDS)[number]
export type SearchKind = (typeof SEARCH_KINDS)[number]
export type SearchField = (typeof SEARCH_FIELDS)[number]
export type ChangeAction = (typeof CHANGE_ACTIONS)[number]
