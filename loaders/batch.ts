// One set result → one result per key. A loader's batch function sends all keys as one set, so the
// number of statements follows from the shape of a query and never from the number of its rows.
import DataLoader from 'dataloader'

type CacheKey = string | number
const whole = (key: unknown): CacheKey => (typeof key === 'object' ? JSON.stringify(key) : (key as CacheKey))

/** One row or null for each key, by the column that holds it. */
export function byKey<Key extends CacheKey, Column extends string, Row extends Readonly<Record<Column, Key>>>(
  rowsOf: (keys: readonly Key[]) => Promise<readonly Row[]>,
  column: Column,
): DataLoader<Key, Row | null> {
  return new DataLoader(async (keys) => {
    const rows = new Map<Key, Row>((await rowsOf(keys)).map((row) => [row[column], row]))
    return keys.map((key) => rows.get(key) ?? null)
  })
}

/** What a found row stands for: itself, unless it is found in memory by its id. */
const itself = <Row, Item>(row: Row): Item => row as unknown as Item

/** A list, maybe empty, for each key, in the order of the rows; by the column that holds the key. */
export function groupedBy<
  Key extends CacheKey,
  Column extends string,
  Row extends Readonly<Record<Column, Key | null>>,
  Item = Row,
>(
  rowsOf: (keys: readonly Key[]) => Promise<readonly Row[]>,
  column: Column,
  itemOf: (row: Row) => Item = itself,
): DataLoader<Key, Item[]> {
  return new DataLoader(async (keys) => {
    const groups = new Map<Key | null, Item[]>(keys.map((key) => [key, []]))
    for (const row of await rowsOf(keys)) groups.get(row[column])?.push(itemOf(row))
    return keys.map((key) => groups.get(key) ?? [])
  })
}

interface Ordinal {
  readonly ordinal: number
}

/** A list for each key, where a key is an object and a row says by `ordinal` which key it answers. */
export function listedBy<Key extends object, Row extends Ordinal, Item = Row>(
  rowsOf: (keys: readonly Key[]) => Promise<readonly Row[]>,
  itemOf: (row: Row) => Item = itself,
): DataLoader<Key, Item[], CacheKey> {
  return new DataLoader<Key, Item[], CacheKey>(async (keys) => listsOf(keys, await rowsOf(keys), itemOf), {
    cacheKeyFn: whole,
  })
}

/** As `listedBy`, for statements that can only answer keys of one shape together: one for each shape there is. */
export function pagedBy<Key extends object, Shape extends object, Row extends Ordinal>(
  rowsOf: (keys: readonly Key[], shape: Shape) => Promise<readonly Row[]>,
  shapeOf: (key: Key) => Shape,
  limitOf: (key: Key) => number,
): DataLoader<Key, Row[], CacheKey> {
  return new DataLoader<Key, Row[], CacheKey>(
    async (keys) => {
      const lists = new Map<Key, Row[]>()
      for (const sameShape of byShape(keys, shapeOf)) {
        const rows = listsOf(sameShape.keys, await rowsOf(sameShape.keys, sameShape.shape), itself<Row, Row>)
        sameShape.keys.forEach((key, place) => lists.set(key, (rows[place] ?? []).slice(0, limitOf(key))))
      }
      return keys.map((key) => lists.get(key) ?? [])
    },
    { cacheKeyFn: whole },
  )
}

function byShape<Key, Shape>(
  keys: readonly Key[],
  shapeOf: (key: Key) => Shape,
): { shape: Shape; keys: Key[] }[] {
  const groups = new Map<CacheKey, { shape: Shape; keys: Key[] }>()
  for (const key of keys) {
    const shape = shapeOf(key)
    const group = groups.get(whole(shape))
    if (group) group.keys.push(key)
    else groups.set(whole(shape), { shape, keys: [key] })
  }
  return [...groups.values()]
}

function listsOf<Row extends Ordinal, Item>(
  keys: readonly object[],
  rows: readonly Row[],
  itemOf: (row: Row) => Item,
): Item[][] {
  const lists = keys.map((): Item[] => [])
  for (const row of rows) lists[row.ordinal]?.push(itemOf(row))
  return lists
}
