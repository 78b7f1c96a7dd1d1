// The tables of a source package. Each is optional: a source may hold figures only.
import {
  DIRECTIONS,
  GROWTH_BASES,
  OBSERVATION_KINDS,
  QUALIFIERS,
  SITE_STATUSES,
  STATUSES,
  type SubjectKind,
} from '../db/lists.ts'
import { bilingual, citation, key, subject, type Column, type TableFormat } from './format.ts'

const about = (name: string, kind: SubjectKind, description: string): Column => ({
  name,
  type: 'code',
  required: true,
  references: kind,
  description,
})

const cluster = about('cluster', 'CLUSTER', 'Code of the cluster.')

const cited = (name: string, title: string, columns: readonly Column[]): TableFormat => ({
  name,
  title,
  primaryKey: ['key'],
  columns: [key, ...columns, ...citation],
})

/** What a source says beside figures, a row each; `check` and `load` take the tables in this order. */
const STATED: readonly TableFormat[] = [
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
      ...bilingual('inferred', 'Why it is inferred where no phrase states it; empty where one does'),
      ...citation,
    ],
  },
  cited('profile', 'What the source says of a subject’s features and role, in our own words', [
    subject,
    ...bilingual('features', 'Features'),
    ...bilingual('role', 'Role given to it'),
  ]),
  cited('milestone', 'Dated events in the life of a subject', [
    subject,
    { name: 'date', type: 'period', required: true, description: 'When: a year, a month, a day, or a span.' },
    ...bilingual('event', 'What happened, in our own words', true),
  ]),
  cited('zone', 'Zones of a layout', [
    subject,
    {
      name: 'layout_zh',
      type: 'string',
      required: true,
      description: 'The layout, as printed: 一核两轴四区.',
    },
    { name: 'group_zh', type: 'string', description: 'The group within the layout, as printed: 两轴.' },
    ...bilingual('name', 'Name of the zone', true),
    ...bilingual('function', 'What it is for, in our own words'),
  ]),
  cited('site', 'Designated supervision sites (指定监管场地)', [
    subject,
    ...bilingual('goods', 'The goods', true),
    {
      name: 'commodity',
      type: 'code',
      references: 'commodity',
      description: 'The goods as a commodity, if it is one.',
    },
    {
      name: 'status',
      type: 'string',
      required: true,
      enum: SITE_STATUSES,
      description: 'PROPOSED, APPROVED or ACCEPTED.',
    },
    { name: 'date', type: 'period', description: 'When it got this status.' },
  ]),
  cited('problem', 'Problems and their remedies, in our own words', [
    subject,
    ...bilingual('problem', 'The problem', true),
    ...bilingual('remedy', 'The remedy'),
  ]),
  cited('programme', 'Tasks, projects and actions of the source, as trees in reading order', [
    {
      name: 'parent',
      type: 'code',
      description: 'Key of the row above it in the tree, which stands before it.',
    },
    ...bilingual('title', 'Title, as printed', true),
    ...bilingual('summary', 'What is to be done, in our own words'),
    { name: 'subjects', type: 'codes', references: 'subject', description: 'Codes of what it concerns.' },
  ]),
  cited('stage', 'Stages of value chains', [
    cluster,
    ...bilingual('chain', 'Name of the chain', true),
    { name: 'position', type: 'number', required: true, description: 'Place along the chain: 1, 2, 3 …' },
    ...bilingual('name', 'What is made, as printed', true),
  ]),
  cited('park', 'Industrial parks of clusters', [cluster, ...bilingual('name', 'Name of the park', true)]),
  cited('practice', 'What peers do, from which measures are borrowed', [
    about('measure', 'MEASURE', 'Code of the measure.'),
    about('peer', 'BENCHMARK_PORT', 'Code of the peer.'),
    ...bilingual('summary', 'What the peer does, in our own words', true),
  ]),
]

/** A need refers to a figure, so it comes after the figures. */
const NEED: TableFormat = cited('need', 'Commodities that clusters take in', [
  cluster,
  { name: 'commodity', type: 'code', required: true, references: 'commodity', description: 'The commodity.' },
  { name: 'demand', type: 'code', description: 'Key of the figure of yearly demand in this package.' },
  { name: 'suppliers', type: 'codes', references: 'PORT', description: 'Codes of the ports that import it.' },
  ...bilingual('inferred', 'Why the link is inferred where no phrase states it; empty where one does'),
])

export const OBSERVATION: TableFormat = {
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
      references: 'REGION',
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
}

export const SOURCE_TABLES: readonly TableFormat[] = [...STATED, OBSERVATION, NEED]
