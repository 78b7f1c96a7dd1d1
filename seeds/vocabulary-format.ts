// The tables of the vocabulary package: units, indicators, commodities, and the register of all subjects.
import { ALIAS_KINDS, GOODS, MODES, NATURES, REGION_KINDS } from '../db/lists.ts'
import { code, names, type TableFormat } from './format.ts'

/** Registers of entities that are no more than a code and names: table name → kind of subject. */
export const SIMPLE_REGISTERS = {
  port: 'PORT',
  platform: 'PLATFORM',
  corridor: 'CORRIDOR',
  project: 'PROJECT',
  cluster: 'CLUSTER',
  'benchmark-port': 'BENCHMARK_PORT',
  measure: 'MEASURE',
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
      { name: 'parent', type: 'code', references: 'REGION', description: 'The region it lies in, if any.' },
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
        references: 'PORT',
        description: 'The port it belongs to.',
      },
      { name: 'mode', type: 'string', required: true, enum: MODES, description: 'ROAD, RAIL or AIR.' },
      ...names,
    ],
  },
  register('platform', 'Platforms of opening-up (开放平台)'),
  register('corridor', 'Corridors: railways, roads, train services'),
  register('project', 'Key projects (重点项目)'),
  register('cluster', 'Industrial clusters (产业集群)'),
  register('benchmark-port', 'Benchmark ports (标杆口岸)'),
  register('measure', 'Measures of reform (改革创新举措)'),
  {
    name: 'alias',
    title: 'Spellings that sources use for a subject, an indicator or a commodity',
    primaryKey: ['code', 'alias'],
    columns: [
      {
        name: 'kind',
        type: 'string',
        required: true,
        enum: ALIAS_KINDS,
        description: 'What the code is a code of.',
      },
      { name: 'code', type: 'code', required: true, description: 'What the alias stands for.' },
      { name: 'alias', type: 'string', required: true, description: 'The spelling.' },
      { name: 'source', type: 'code', description: 'The source that uses it; empty for common usage.' },
    ],
  },
]
