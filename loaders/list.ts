// Root lists, keyed by their arguments: two aliases that ask the same thing cost one statement.
import DataLoader from 'dataloader'
import type { Db } from '../db/connection.ts'
import type { CursorValue, Window } from '../db/queries/page.ts'
import type { FoundSubject, SubjectRow } from '../db/queries/subject.ts'
import {
  subjectPlace,
  type LinkedKey,
  type ListArguments,
  type SubjectList,
  type SubjectOrder,
} from '../db/queries/subject-list.ts'
import { listedBy } from './batch.ts'

/** A list: a page by its arguments, and the count of the whole. */
export interface ListLoader<List, Order, Row> {
  page(list: List, order: Order, window: Window): Promise<Row[]>
  count(list: List): Promise<number>
  /** Where a row stands in an order: what a cursor to it holds. */
  placeIn(order: Order, descending: boolean): (row: Row) => CursorValue[]
}

const whole = (key: unknown): string => JSON.stringify(key)

export function listLoader<List, Order, Row>(
  page: (list: List, order: Order, window: Window) => Promise<Row[]>,
  count: (list: List) => Promise<number>,
  placeIn: ListLoader<List, Order, Row>['placeIn'],
): ListLoader<List, Order, Row> {
  const pages = new DataLoader(
    (keys: readonly { list: List; order: Order; window: Window }[]) =>
      Promise.all(keys.map(({ list, order, window }) => page(list, order, window))),
    { cacheKeyFn: whole },
  )
  const counts = new DataLoader((lists: readonly List[]) => Promise.all(lists.map(count)), {
    cacheKeyFn: whole,
  })
  return {
    page: (list, order, window) => pages.load({ list, order, window }),
    count: (list) => counts.load(list),
    placeIn,
  }
}

export type SubjectListLoader<Filter> = ListLoader<ListArguments<Filter>, SubjectOrder, SubjectRow>

/** Gives the subject that was found. */
type SubjectOf = (found: FoundSubject) => SubjectRow

export function subjectListLoader<Filter>(
  db: Db,
  list: SubjectList<Filter, string>,
  subjectOf: SubjectOf,
): SubjectListLoader<Filter> {
  return listLoader(
    async (asked: ListArguments<Filter>, order: SubjectOrder, window) =>
      (await list.page(db, asked, order, window)).map(subjectOf),
    (asked) => list.count(db, asked),
    subjectPlace,
  )
}

/** Whole lists, for orders and filters that no column has. */
export function wholeListLoader<Filter>(db: Db, list: SubjectList<Filter, string>, subjectOf: SubjectOf) {
  return new DataLoader(
    (lists: readonly ListArguments<Filter>[]) =>
      Promise.all(lists.map(async (asked) => (await list.all(db, asked)).map(subjectOf))),
    { cacheKeyFn: whole },
  )
}

/** The lists of parents, for each way in which they are tied. */
export function linkedListLoaders<Filter, Link extends string>(
  db: Db,
  list: SubjectList<Filter, Link>,
  links: readonly Link[],
  subjectOf: SubjectOf,
): Record<Link, DataLoader<LinkedKey<Filter>, SubjectRow[], string | number>> {
  const loaders = links.map((link) => [
    link,
    listedBy((keys: readonly LinkedKey<Filter>[]) => list.linked(db, link, keys), subjectOf),
  ])
  return Object.fromEntries(loaders) as never
}
