// The properties that a statement may state of a subject, with what each may hold: the one list that
// `check` reads packages by and that the documentation prints.
import {
  CHECKPOINT_STATUSES,
  PORT_CLASSES,
  PROJECT_KINDS,
  PROJECT_STATUSES,
  type SubjectKind,
} from '../db/tables.ts'

export type PropertyValue =
  { readonly enum: readonly string[] } | { readonly link: SubjectKind } | 'period' | 'text'

export interface Property {
  readonly of: readonly SubjectKind[]
  readonly value: PropertyValue
  /** Where the kinds of subject allow different values: those of each. */
  readonly enumOf?: Partial<Record<SubjectKind, readonly string[]>>
  /** true: a subject may have several, all shown; false: one is chosen. */
  readonly many: boolean
  readonly description: string
}

export const PROPERTIES: Readonly<Record<string, Property>> = {
  class: {
    of: ['PORT'],
    value: { enum: PORT_CLASSES },
    many: false,
    description: 'Class of a port: 综合枢纽, 重点专业 or 普通.',
  },
  region: {
    of: ['PORT', 'PLATFORM', 'PROJECT', 'BENCHMARK_PORT'],
    value: { link: 'REGION' },
    many: false,
    description: 'The smallest region that the source places it in.',
  },
  neighbour: {
    of: ['PORT'],
    value: { link: 'REGION' },
    many: true,
    description: 'The country that the port opens to.',
  },
  counterpart: {
    of: ['PORT'],
    value: 'text',
    many: true,
    description: 'The port abroad that it faces, as printed.',
  },
  approved: {
    of: ['CHECKPOINT'],
    value: { enum: ['TRUE', 'FALSE'] },
    many: false,
    description: 'Approved by the State Council (国务院批准) or not.',
  },
  status: {
    of: ['CHECKPOINT', 'PROJECT'],
    value: { enum: [...new Set([...CHECKPOINT_STATUSES, ...PROJECT_STATUSES])] },
    enumOf: { CHECKPOINT: CHECKPOINT_STATUSES, PROJECT: PROJECT_STATUSES },
    many: false,
    description: 'Status as the source marks it.',
  },
  kind: {
    of: ['PROJECT'],
    value: { enum: PROJECT_KINDS },
    many: false,
    description: 'INFRASTRUCTURE or INDUSTRY.',
  },
  port: {
    of: ['PROJECT'],
    value: { link: 'PORT' },
    many: false,
    description: 'The port that the project is for.',
  },
  start: {
    of: ['PROJECT'],
    value: 'period',
    many: false,
    description: 'Start of building: a year, a month or a day.',
  },
  end: {
    of: ['PROJECT'],
    value: 'period',
    many: false,
    description: 'End of building: a year, a month or a day.',
  },
  builder: {
    of: ['PROJECT'],
    value: 'text',
    many: true,
    description: 'Who builds it (建设主体), as printed.',
  },
}
