// The properties that a statement may state, of which kinds of subjects, with what each may hold: the one
// list that `check` reads packages by and that the documentation prints.
import * as lists from '../db/lists.ts'
import type { SubjectKind } from '../db/lists.ts'

/** One of a list, the code of a subject of a kind, a time, or a text as printed. */
export type PropertyValue =
  { readonly enum: readonly string[] } | { readonly link: SubjectKind } | 'period' | 'text'

export interface Property {
  /** What it holds, for each kind of subject that may have it. */
  readonly of: Readonly<Partial<Record<SubjectKind, PropertyValue>>>
  /** true: a subject may have several, all shown; false: one is chosen. */
  readonly many: boolean
  readonly description: string
}

const port: PropertyValue = { link: 'PORT' }
const region: PropertyValue = { link: 'REGION' }

export const PROPERTIES: Readonly<Record<string, Property>> = {
  class: {
    of: { PORT: { enum: lists.PORT_CLASSES } },
    many: false,
    description: 'Class of a port: 综合枢纽, 重点专业 or 普通.',
  },
  region: {
    of: {
      PORT: region,
      PLATFORM: region,
      CORRIDOR: region,
      PROJECT: region,
      CLUSTER: region,
      BENCHMARK_PORT: region,
    },
    many: false,
    description: 'The smallest region that the source places it in; a corridor may run through several.',
  },
  neighbour: { of: { PORT: region }, many: true, description: 'The country that the port opens to.' },
  counterpart: {
    of: { PORT: 'text' },
    many: true,
    description: 'The port abroad that it faces, as printed.',
  },
  approved: {
    of: { CHECKPOINT: { enum: ['TRUE', 'FALSE'] } },
    many: false,
    description: 'Approved by the State Council (国务院批准) or not.',
  },
  status: {
    of: {
      CHECKPOINT: { enum: lists.CHECKPOINT_STATUSES },
      PLATFORM: { enum: lists.PLATFORM_STATUSES },
      CORRIDOR: { enum: lists.CORRIDOR_STATUSES },
      PROJECT: { enum: lists.PROJECT_STATUSES },
    },
    many: false,
    description: 'Status as the source marks it.',
  },
  kind: {
    of: {
      PLATFORM: { enum: lists.PLATFORM_KINDS },
      CORRIDOR: { enum: lists.CORRIDOR_KINDS },
      PROJECT: { enum: lists.PROJECT_KINDS },
    },
    many: false,
    description: 'What kind of platform, corridor or project it is.',
  },
  tier: {
    of: { CLUSTER: { enum: lists.CLUSTER_TIERS } },
    many: false,
    description: 'Tier of a cluster: 旗帜, 主导 or 特色.',
  },
  port: {
    of: { PLATFORM: port, CORRIDOR: port, PROJECT: port, CLUSTER: port, MEASURE: port },
    many: true,
    description: 'A port that it is for, or that adopts it.',
  },
  checkpoint: {
    of: { MEASURE: { link: 'CHECKPOINT' } },
    many: true,
    description: 'A checkpoint that adopts the measure.',
  },
  peer: {
    of: { MEASURE: { link: 'BENCHMARK_PORT' } },
    many: true,
    description: 'A benchmark port that the measure is borrowed from.',
  },
  cluster: {
    of: { PROJECT: { link: 'CLUSTER' } },
    many: true,
    description: 'A cluster that the project is part of.',
  },
  platform: {
    of: { PROJECT: { link: 'PLATFORM' } },
    many: true,
    description: 'A platform that the project is part of.',
  },
  terminus: {
    of: { CORRIDOR: 'text' },
    many: true,
    description: 'An end of a corridor, or a place between, in order, as printed.',
  },
  start: {
    of: { PROJECT: 'period' },
    many: false,
    description: 'Start of building: a year, a month or a day.',
  },
  end: { of: { PROJECT: 'period' }, many: false, description: 'End of building: a year, a month or a day.' },
  builder: { of: { PROJECT: 'text' }, many: true, description: 'Who builds it (建设主体), as printed.' },
}
