// What the database rules out to be missing: the row of a foreign key, the columns of a subject's kind.

interface ById<Row> {
  load(id: number): Row | null
}

/** The row that a foreign key refers to. */
export function referred<Row>(register: ById<Row>, id: number | null): Row {
  return present(register.load(present(id)))
}

/** A column that every row of its kind has. */
export function present<Value>(value: Value | null): Value {
  if (value === null) throw new Error('a value that the database requires is missing')
  return value
}
