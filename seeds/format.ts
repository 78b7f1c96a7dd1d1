// The package format: which tables a package may hold, with their columns. `check` reads packages by
// it, and the Table Schemas in every datapackage.json are its printed form (a test compares them).
import { DIRECTIONS, LOCATOR_KINDS, MODES, OBSERVATION_KINDS, QUALIFIERS, STATUSES } from '../db/tables.ts'
import { GOODS, GROWTH_BASES, NATURES, REGION_KINDS } from '../db/tables.ts'

/** How a cell is read. `code` is lower-case kebab-case; `keys` are row keys separated by spaces. */
export type CellType = 'string' | 'code' | 'number' | 'period' | 'boolean' | 'keys' | 'words'

/** What a code refers to: a table of the vocabulary, or any subject. */
export type Reference = 'subject' | 'region' | 'port' | 'indicator' | 'commodity' | 'unit' | 'printed unit'

export interface Column {
  readonly name: string
  readonly type: CellType
  readonly required?: boolean
  readonly enum?: readonly string[]
  readonly references?: Reference
  readonly maxLength?: number
  readonly description: string
}

export interface TableFormat {
  /** File name without .csv, also the resource's name. */
  readonly name: string
  readonly title: string
  /** The columns that identify a row within its package. */
  readonly primaryKey: readonly string[]
  readonly columns: readonly Column[]
}

const code = (description: string): Column => ({ name: 'code', type: 'code', required: true, description })

const names: readonly Column[] = [
  { name: 'name_zh', type: 'string', required: true, description: 'Chinese name, as its owner writes it.' },
  { name: 'name_en', type: 'string', description: 'English name; empty where no supported one is known.' },
]

const citation: readonly Column[] = [
  {
    name: 'locator',
    type: 'string',
    required: true,
    description: 'Where it is printed: chapter, section, table or annex, and row.',
  },
  {
    name: 'locator_kind',
    type: 'string',
    required: true,
    enum: LOCATOR_KINDS,
    description: 'TABLE, TEXT (also prose inside a cell of a table) or HEADLINE.',
  },
  {
    name: 'evidence',
    type: 'string',
    required: true,
    maxLength: 60,
    description:
      'The shortest printed phrase that contains the statement and occurs once in the text; white space ignored.',
  },
]

const key: Column = {
  name: 'key',
  type: 'code',
  required: true,
  description: 'Stable within the package: revisions match rows by it.',
}

const subject: Column = {
  name: 'subject',
  type: 'code',
  required: true,
  references: 'subject',
  description: 'Code of what the row is about.',
}

/** Registers of entities that are no more than a code and names: table name → kind of subject. */
export const SIMPLE_REGISTERS = {
  port: 'PORT',
  platform: 'PLATFORM',
  project: 'PROJECT',
  'benchmark-port': 'BENCHMARK_PORT',
} as const

const register = (name: keyof typeof SIMPLE_REGISTERS, title: string): TableFormat => ({
  name,
  title,
  primaryKey: ['code'],
  columns: [code('Stable code, never reused.'), ...names],
})

/** Tables of the vocabulary package, in the order in which they are loaded. */
export const VOCABULARY_TABLES: readonly TableFormat[] = [
  {
    name: 'unit',
    title: 'Units of measure',
    primaryKey: ['code'],
    columns: [
      code('Stable code, e.g. 10kt.'),
      {
        name: 'dimension',
        type: 'code',
        required: true,
        description: 'What it measures; units convert within one dimension only.',
      },
      {
        name: 'factor',
        type: 'number',
        required: true,
        description: "How many of the dimension's reference unit (factor 1) it is.",
      },
      ...names,
      { name: 'spellings', type: 'words', description: 'Spellings that sources print, separated by spaces.' },
    ],
  },
  {
    name: 'indicator',
    title: 'Indicators',
    primaryKey: ['code'],
    columns: [
      code('Stable code, e.g. freight-volume.'),
      ...names,
      { name: 'definition_zh', type: 'string', required: true, description: 'What is counted, in Chinese.' },
      { name: 'definition_en', type: 'string', required: true, description: 'What is counted, in English.' },
      {
        name: 'unit',
        type: 'code',
        required: true,
        references: 'unit',
        description: 'Base unit into which figures are normalised.',
      },
      {
        name: 'nature',
        type: 'string',
        required: true,
        enum: NATURES,
        description: 'FLOW adds over time and place, STOCK over place only, RATE never.',
      },
      {
        name: 'good',
        type: 'string',
        required: true,
        enum: GOODS,
        description: 'Direction of good: MORE, LESS or NEITHER.',
      },
    ],
  },
  {
    name: 'commodity',
    title: 'Commodities',
    primaryKey: ['code'],
    columns: [
      code('Stable code, e.g. iron-ore.'),
      ...names,
      { name: 'parent', type: 'code', references: 'commodity', description: 'The wider commodity, if any.' },
    ],
  },
  {
    name: 'region',
    title: 'Countries and administrative regions',
    primaryKey: ['code'],
    columns: [
      code('Stable code, e.g. inner-mongolia.'),
      ...names,
      { name: 'kind', type: 'string', required: true, enum: REGION_KINDS, description: 'Level in the tree.' },
      { name: 'parent', type: 'code', references: 'region', description: 'The region it lies in, if any.' },
    ],
  },
  register('port', 'Ports (口岸)'),
  {
    name: 'checkpoint',
    title: 'Checkpoints: a port’s port of entry for one mode',
    primaryKey: ['code'],
    columns: [
      code('<port>-road, <port>-rail or <port>-air.'),
      {
        name: 'port',
        type: 'code',
        required: true,
        references: 'port',
        description: 'The port it belongs to.',
      },
      { name: 'mode', type: 'string', required: true, enum: MODES, description: 'ROAD, RAIL or AIR.' },
      ...names,
    ],
  },
  register('platform', 'Platforms of opening-up (开放平台)'),
  register('project', 'Key projects (重点项目)'),
  register('benchmark-port', 'Benchmark ports (标杆口岸)'),
  {
    name: 'alias',
    title: 'Spellings that sources use for a subject, an indicator or a commodity',
    primaryKey: ['code', 'alias'],
    columns: [
      {
        name: 'kind',
        type: 'string',
        required: true,
        enum: ['SUBJECT', 'INDICATOR', 'COMMODITY'],
        description: 'What the code is a code of.',
      },
      { name: 'code', type: 'code', required: true, description: 'What the alias stands for.' },
      { name: 'alias', type: 'string', required: true, description: 'The spelling.' },
      { name: 'source', type: 'code', description: 'The source that uses it; empty for common usage.' },
    ],
  },
]

/** Tables of a source package. Each is optional: a source may hold figures only. */
export const SOURCE_TABLES: readonly TableFormat[] = [
  {
    name: 'statement',
    title: 'Attributes and links of entities, one cited statement a row',
    primaryKey: ['key'],
    columns: [
      key,
      subject,
      {
        name: 'property',
        type: 'code',
        required: true,
        description: 'Which attribute: see the property list.',
      },
      {
        name: 'value',
        type: 'string',
        required: true,
        description: 'Enum value, code, date or name, as the property asks.',
      },
      ...citation,
    ],
  },
  {
    name: 'profile',
    title: 'What the source says of a port’s or checkpoint’s features and role, in our own words',
    primaryKey: ['key'],
    columns: [
      key,
      subject,
      { name: 'features_zh', type: 'string', description: 'Features, in Chinese.' },
      { name: 'features_en', type: 'string', description: 'Features, in English.' },
      { name: 'role_zh', type: 'string', description: 'Role given to it, in Chinese.' },
      { name: 'role_en', type: 'string', description: 'Role given to it, in English.' },
      ...citation,
    ],
  },
  {
    name: 'observation',
    title: 'Figures: one claim about one subject a row',
    primaryKey: ['key'],
    columns: [
      key,
      subject,
      {
        name: 'indicator',
        type: 'code',
        required: true,
        references: 'indicator',
        description: 'What is measured.',
      },
      {
        name: 'kind',
        type: 'string',
        required: true,
        enum: OBSERVATION_KINDS,
        description: 'ACTUAL, TARGET, CAPACITY, DEMAND or PLANNED.',
      },
      {
        name: 'direction',
        type: 'string',
        enum: DIRECTIONS,
        description: 'IMPORT, EXPORT or TOTAL; empty is TOTAL.',
      },
      {
        name: 'commodity',
        type: 'code',
        references: 'commodity',
        description: 'The commodity counted; empty is all.',
      },
      {
        name: 'partner',
        type: 'code',
        references: 'region',
        description: 'The partner country or group; empty is all.',
      },
      {
        name: 'part',
        type: 'string',
        description: 'The part of the whole that is counted, as printed; empty is the whole.',
      },
      {
        name: 'period',
        type: 'period',
        description: 'The time it is about; empty where no time is printed.',
      },
      {
        name: 'printed',
        type: 'string',
        description: 'The number as it stands in the text; "-" or empty where it is missing.',
      },
      {
        name: 'value',
        type: 'number',
        description: 'The strict number read from `printed`, in the printed unit.',
      },
      { name: 'value_max', type: 'number', description: 'The upper end of a printed range.' },
      {
        name: 'unit',
        type: 'string',
        references: 'printed unit',
        description: 'The unit as printed; with a missing figure, the unit its row has.',
      },
      {
        name: 'qualifier',
        type: 'string',
        enum: QUALIFIERS,
        description: 'EXACT, ABOUT, AT_LEAST, AT_MOST or RANGE; empty is EXACT.',
      },
      {
        name: 'status',
        type: 'string',
        enum: STATUSES,
        description: 'SDMX observation status; empty is NORMAL.',
      },
      { name: 'growth_printed', type: 'string', description: 'The growth as it stands in the text.' },
      { name: 'growth_value', type: 'number', description: 'The strict number read from it.' },
      { name: 'growth_unit', type: 'string', enum: ['%', '倍'], description: 'Per cent or times.' },
      {
        name: 'growth_qualifier',
        type: 'string',
        enum: QUALIFIERS,
        description: 'As `qualifier`, of the growth.',
      },
      {
        name: 'growth_basis',
        type: 'string',
        enum: GROWTH_BASES,
        description: 'YEAR_ON_YEAR, ANNUAL_AVERAGE or PERIOD (against growth_base_period).',
      },
      {
        name: 'growth_base_period',
        type: 'period',
        description: 'The period compared with, where the basis is PERIOD.',
      },
      { name: 'parts', type: 'keys', description: 'Keys of the rows that add up to this total.' },
      {
        name: 'detail',
        type: 'boolean',
        description: 'true for trivia that coverage leaves out unless asked.',
      },
      ...citation,
    ],
  },
]
