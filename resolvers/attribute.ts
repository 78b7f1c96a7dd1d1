// Attributes of a subject from what sources state: statements come with the chosen one first
// (db/queries/statement.ts has the order), so an attribute is the first of its property.
import type { StatementRow } from '../db/queries/statement.ts'
import type { SubjectRow } from '../db/queries/subject.ts'
import type { Loaders } from '../loaders/index.ts'

type StatementLoader = Pick<Loaders, 'statementsBySubject'>
type LinkLoaders = Pick<Loaders, 'statementsBySubject' | 'subjectById'>

/** What is stated of a property (of all, where none is named), the chosen statement of each first; empty where no source says. */
export async function statements(
  loaders: StatementLoader,
  subject: number,
  property?: string | null,
): Promise<StatementRow[]> {
  const all = await loaders.statementsBySubject.load(subject)
  return property == null ? all : all.filter((stated) => stated.property === property)
}

/** The chosen value of a property; null where no source says. The package check holds values to their lists. */
export async function attribute<Value extends string>(
  loaders: StatementLoader,
  subject: number,
  property: string,
): Promise<Value | null> {
  return ((await statements(loaders, subject, property))[0]?.value ?? null) as Value | null
}

/** The subject that the chosen statement links to; null where no source says. */
export async function link(
  loaders: LinkLoaders,
  subject: number,
  property: string,
): Promise<SubjectRow | null> {
  const [chosen] = await statements(loaders, subject, property)
  return chosen?.object_id == null ? null : loaders.subjectById.load(chosen.object_id)
}

/** All subjects that any source links to, each once, by code. */
export async function links(loaders: LinkLoaders, subject: number, property: string): Promise<SubjectRow[]> {
  const ids = new Set(
    (await statements(loaders, subject, property)).flatMap(({ object_id }) => object_id ?? []),
  )
  const linked = [...ids].map((id) => loaders.subjectById.load(id))
  return linked.filter((row) => row !== null).sort((a, b) => (a.code < b.code ? -1 : 1))
}

/** One statement for each value that any source gives to a property that may have several. */
export async function distinctValues(
  loaders: StatementLoader,
  subject: number,
  property: string,
): Promise<StatementRow[]> {
  const stated = await statements(loaders, subject, property)
  return stated.filter(({ value }, place) => stated.findIndex((other) => other.value === value) === place)
}
