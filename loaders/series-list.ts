// Series and totals found by a statement: of everything that a filter keeps, and of each of many subjects together.
import DataLoader from 'dataloader'
import type { SeriesList } from '../db/queries/series-list.ts'

interface SubjectKey {
  readonly subject: number
  readonly asOf: string
}

export interface SeriesListLoader<Row> {
  /** All that a filter keeps. */
  list(list: SeriesList): Promise<Row[]>
  /** What is about one subject; asked of many subjects as one set. */
  ofSubject(key: SubjectKey): Promise<Row[]>
}

const whole = (key: unknown): string => JSON.stringify(key)

export function seriesListLoader<Row>(
  find: (list: SeriesList) => Promise<Row[]>,
  subjectOf: (row: Row) => number,
): SeriesListLoader<Row> {
  const lists = new DataLoader((keys: readonly SeriesList[]) => Promise.all(keys.map(find)), {
    cacheKeyFn: whole,
  })
  /** One statement for each day that a query names, whatever the number of subjects. */
  const bySubject = new DataLoader(
    async (keys: readonly SubjectKey[]) => {
      const found = new Map<string, Row[]>()
      for (const asOf of new Set(keys.map((key) => key.asOf))) {
        const subjects = keys.filter((key) => key.asOf === asOf).map(({ subject }) => subject)
        for (const row of await find({ filter: { subjects }, asOf })) {
          const key = whole([subjectOf(row), asOf])
          const rows = found.get(key)
          if (rows) rows.push(row)
          else found.set(key, [row])
        }
      }
      return keys.map(({ subject, asOf }) => found.get(whole([subject, asOf])) ?? [])
    },
    { cacheKeyFn: whole },
  )
  return { list: (list) => lists.load(list), ofSubject: (key) => bySubject.load(key) }
}
