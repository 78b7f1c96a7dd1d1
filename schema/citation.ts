import type { LocatorKind as LocatorKindCode } from '../db/lists.ts'
import { builder } from './builder.ts'
import { Source } from './source.ts'

/** The columns that every claim and statement has. */
export interface Cited {
  readonly source_id: number
  readonly locator: string
  readonly locator_kind: LocatorKindCode
  readonly evidence: string
}

export const LocatorKind = builder.enumType('LocatorKind', {
  description: 'In what kind of place something is printed.',
  values: {
    TABLE: { description: 'In a cell of a table.' },
    TEXT: { description: 'In running text, also in prose inside a cell of a table.' },
    HEADLINE: { description: 'In a headline.' },
  } satisfies Record<LocatorKindCode, { description: string }>,
})

export const Citation = builder.objectRef<Cited>('Citation').implement({
  description: 'Where a statement is printed, so that anyone can check it.',
  fields: (t) => ({
    source: t.field({
      type: Source,
      description: 'The source.',
      resolve: ({ source_id }, _, { reference }) => reference.sources.id(source_id),
    }),
    locator: t.exposeString('locator', {
      description: 'The place: chapter, section, table or annex, and row.',
    }),
    locatorKind: t.expose('locator_kind', { type: LocatorKind, description: 'The kind of place.' }),
    evidence: t.exposeString('evidence', {
      description:
        'The shortest printed phrase that contains the statement; it occurs once in the text, white space ignored.',
    }),
  }),
})

/** Whatever a source states: who states it, and where it is printed. */
export const Stated = builder.interfaceRef<Cited>('Stated').implement({
  description: 'Whatever a source states, with who states it and where it is printed.',
  fields: (t) => ({
    source: t.field({
      type: Source,
      description: 'Who states it.',
      resolve: ({ source_id }, _, { reference }) => reference.sources.id(source_id),
    }),
    citation: t.field({ type: Citation, description: 'Where it is printed.', resolve: (stated) => stated }),
  }),
})
