// Codes in arguments: an unknown one is the client's error and names the nearest.
import type { SubjectRow } from '../db/queries/subject.ts'
import type { CommodityRow, IndicatorRow, SourceRow } from '../db/queries/reference.ts'
import type { SubjectKind } from '../db/lists.ts'
import type { Loaders } from '../loaders/index.ts'
import type { Reference, Register } from '../loaders/reference.ts'
import { nearest } from '../values/nearest.ts'
import { UserError } from './user-error.ts'

type SubjectLoaders = Pick<Loaders, 'subjectByCode' | 'subjectCodes'>

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

async function subject(
  loaders: SubjectLoaders,
  code: string,
  argument: string,
  kinds?: readonly SubjectKind[],
): Promise<SubjectRow> {
  const row = await loaders.subjectByCode.load(code)
  if (row && (!kinds || kinds.includes(row.kind))) return row
  const codes = (await loaders.subjectCodes()).filter(({ kind }) => !kinds || kinds.includes(kind))
  const what = kinds
    ? `a ${kinds.map((kind) => kind.toLowerCase().replace('_', ' ')).join(' or a ')}`
    : 'a subject (a port, a checkpoint, a region …)'
  throw unknown(
    what,
    code,
    codes.map((other) => other.code),
    argument,
  )
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
  /** Several subjects, loaded together. */
  subjects: (
    loaders: SubjectLoaders,
    codes: readonly string[],
    argument: string,
    kinds?: readonly SubjectKind[],
  ): Promise<SubjectRow[]> => Promise.all(codes.map((code) => subject(loaders, code, argument, kinds))),
}
