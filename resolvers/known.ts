// Codes in arguments: an unknown one is the client's error and names the nearest.
import type { SubjectRow } from '../db/queries/subject.ts'
import type { CommodityRow, IndicatorRow, SourceRow } from '../db/queries/reference.ts'
import type { SubjectKind } from '../db/lists.ts'
import type { Reference, Register } from '../loaders/reference.ts'
import { nearest } from '../values/nearest.ts'
import { UserError } from './user-error.ts'

function unknown(what: string, code: string, codes: Iterable<string>, argument: string): UserError {
  return new UserError(
    `${argument}: found ${JSON.stringify(code)}, expected the code of ${what}${nearest(code, codes)}`,
    argument,
  )
}

function registered<Row extends { code: string }>(
  register: Register<Row>,
  what: string,
  code: string,
  argument: string,
): Row {
  const row = register.code(code)
  if (!row)
    throw unknown(
      what,
      code,
      register.all.map((other) => other.code),
      argument,
    )
  return row
}

function subject(
  { subjects }: Reference,
  code: string,
  argument: string,
  kinds?: readonly SubjectKind[],
): SubjectRow {
  const isMeant = ({ kind }: SubjectRow) => !kinds || kinds.includes(kind)
  const row = subjects.code(code)
  if (row && isMeant(row)) return row
  const what = kinds
    ? `a ${kinds.map((kind) => kind.toLowerCase().replace('_', ' ')).join(' or a ')}`
    : 'a subject (a port, a checkpoint, a region …)'
  const codes = subjects.all.filter(isMeant).map((other) => other.code)
  throw unknown(what, code, codes, argument)
}

/** What a code stands for, or a UserError. */
export const known = {
  indicator: (reference: Reference, code: string, argument: string): IndicatorRow =>
    registered(reference.indicators, 'an indicator', code, argument),
  commodity: (reference: Reference, code: string, argument: string): CommodityRow =>
    registered(reference.commodities, 'a commodity', code, argument),
  source: (reference: Reference, code: string, argument: string): SourceRow =>
    registered(reference.sources, 'a source', code, argument),
  subject,
  subjects: (
    reference: Reference,
    codes: readonly string[],
    argument: string,
    kinds?: readonly SubjectKind[],
  ): SubjectRow[] => codes.map((code) => subject(reference, code, argument, kinds)),
}
