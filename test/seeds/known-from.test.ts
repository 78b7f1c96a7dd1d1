// From when a subject is known: what lists and lookups as of a day go by.
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import Sqlite from 'better-sqlite3'

let db: Sqlite.Database

beforeAll(() => {
  db = new Sqlite(inject('database'), { readonly: true })
})
afterAll(() => {
  db.close()
})

interface Row {
  readonly id: number
  readonly kind: string
  readonly code: string
  readonly known_from: string | null
}

const all = (text: string, ...of: unknown[]) => db.prepare<unknown[], Row>(text).all(...of)

/** The subject, a port's checkpoints, the regions within a region: one step at a time. */
function family({ id, kind }: Row): number[] {
  const inside =
    kind === 'PORT'
      ? all('select id from checkpoint where port_id = ?', id)
      : all('select subject.* from region join subject using (id) where region.parent_id = ?', id)
  return [id, ...inside.flatMap((one) => (kind === 'PORT' ? [one.id] : family(one)))]
}

test('a subject is known from the first source on that speaks of it or of what it is made of', () => {
  const first = (id: number) =>
    db
      .prepare('select min(published) from mention join source on source.id = source_id where subject_id = ?')
      .pluck()
      .get(id) as string | null
  const subjects = all('select * from subject')
  for (const one of subjects) {
    const days = family(one)
      .map(first)
      .filter((day) => day !== null)
    expect([one.code, one.known_from]).toEqual([one.code, days.toSorted()[0] ?? null])
  }
  expect(subjects.some(({ known_from }) => known_from === null)).toBe(true)
  expect(new Set(subjects.map(({ known_from }) => known_from)).size).toBeGreaterThan(3)
})
