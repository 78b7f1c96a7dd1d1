// Root lists, keyed by their arguments: two aliases that ask the same thing cost one statement.
import DataLoader from 'dataloader'
import type { Db } from '../db/connection.ts'
import type { Window } from '../db/queries/page.ts'
import type { SubjectRow } from '../db/queries/subject.ts'
import type { LinkedKey, ListArguments, SubjectList, SubjectOrder } from '../db/queries/subject-list.ts'
import { listedBy } from './batch.ts'

/** A list: a page by its arguments, and the count of the whole. */
export interface ListLoader<List, Order, Row> {
  page(list: List, order: Order, window: Window): Promise<Row[]>
  count(list: List): Promise<number>
}

const whole = (key: unknown): string => JSON.stringify(key)

export function listLoader<List, Order, Row>(
  page: (list: List, order: Order, window: Window) => Promise<Row[]>,
  count: (list: List) => Promise<number>,
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
  }
}

export type SubjectListLoader<Filter> = ListLoader<ListArguments<Filter>, SubjectOrder, SubjectRow>

export function subjectListLoader<Filter>(
  db: Db,
  list: SubjectList<Filter, string>,
): SubjectListLoader<Filter> {
  return listLoader(
    (asked: ListArguments<Filter>, order: SubjectOrder, window) => list.page(db, asked, order, window),
    (asked) => list.count(db, asked),
  )
}

/** Whole lists, for orders and filters that no column has. */
export function wholeListLoader<Filter>(db: Db, list: SubjectList<Filter, string>) {
  return new DataLoader(
    (lists: readonly ListArguments<Filter>[]) => Promise.all(lists.map((asked) => list.all(db, asked))),
    { cacheKeyFn: whole },
  )
}

/** The lists of parents, for each way in which they are tied. */
export function linkedListLoaders<Filter, Link extends string>(
  db: Db,
  list: SubjectList<Filter, Link>,
  links: readonly Link[],
): Record<Link, ReturnType<typeof listedBy<LinkedKey<Filter>, SubjectRow & { ordinal: number }>>> {
  const loaders = links.map((link) => [
    link,
    listedBy((keys: readonly LinkedKey<Filter>[]) => list.linked(db, link, keys)),
  ])
  return Object.fromEntries(loaders) as never
}
