import Sqlite from 'better-sqlite3'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { DatabaseError, openWriter, Snapshots } from '../../db/connection.ts'
import { assertSafeSqlite } from '../../db/dialects/sqlite.ts'
import { assertMigrated, migrate, MIGRATIONS, SchemaError, type Migration } from '../../db/migrate.ts'

function file(): string {
  const folder = mkdtempSync(join(tmpdir(), 'kouan-db-'))
  onTestFinished(() => {
    rmSync(folder, { recursive: true })
  })
  return join(folder, 'kouan.db')
}

function tablesIn(url: string): unknown[] {
  const reader = new Sqlite(url, { readonly: true })
  const names = reader
    .prepare("select name from sqlite_master where type = 'table' order by name")
    .pluck()
    .all()
  reader.close()
  return names
}

const FIRST: Migration = { name: '001-one', sql: ['create table one (id integer primary key) strict'] }
const FAILING: Migration = {
  name: '002-two',
  sql: [
    'create table two (id integer primary key) strict',
    'create table one (id integer primary key) strict',
  ],
}

test('a migration that fails in the middle leaves no table behind', async () => {
  const url = file()
  const db = openWriter(url)
  await expect(migrate(db, [FIRST, FAILING])).rejects.toThrow('table one already exists')
  db.close()
  expect(tablesIn(url)).toEqual([])
})

test('a later migration that fails leaves the database as it was', async () => {
  const url = file()
  const db = openWriter(url)
  await migrate(db, [FIRST])
  await expect(migrate(db, [FIRST, FAILING])).rejects.toThrow('table one already exists')
  expect(tablesIn(url)).toEqual(['migration', 'one'])
  expect(await migrate(db, [FIRST, { name: '002-two', sql: FAILING.sql.slice(0, 1) }])).toEqual(['002-two'])
  db.close()
  expect(tablesIn(url)).toEqual(['migration', 'one', 'two'])
})

test('migrating again does nothing', async () => {
  const db = openWriter(file())
  expect(await migrate(db)).toEqual(MIGRATIONS.map(({ name }) => name))
  expect(await migrate(db)).toEqual([])
  db.close()
})

test('a database of a newer Kouan is refused', async () => {
  const db = openWriter(file())
  await migrate(db, [FIRST])
  await expect(migrate(db, [])).rejects.toThrow(/made by a newer Kouan \(it has 001-one\)/)
  db.close()
})

/** Whether a reader may go on with a database: what it is told. */
async function readerOf(url: string, migrations?: readonly Migration[]): Promise<void> {
  const snapshots = new Snapshots(url)
  try {
    await assertMigrated(snapshots, migrations)
  } finally {
    snapshots.close()
  }
}

const SECOND: Migration = { name: '002-two', sql: FAILING.sql.slice(0, 1) }

test('a reader goes on with the tables of this Kouan alone, and changes nothing to find out', async () => {
  const url = file()
  const db = openWriter(url)
  await migrate(db, [FIRST])
  await expect(readerOf(url, [FIRST])).resolves.toBeUndefined()
  await expect(readerOf(url, [FIRST, SECOND])).rejects.toThrow(
    new SchemaError('run kouan load (this database was made by an older Kouan: it lacks 002-two)'),
  )
  await expect(readerOf(url, [SECOND])).rejects.toThrow(
    new SchemaError('this database was made by a newer Kouan (it has 001-one); update Kouan'),
  )
  db.close()
  expect(tablesIn(url)).toEqual(['migration', 'one'])
})

test('a database without tables of Kouan is told to a reader', async () => {
  const url = file()
  new Sqlite(url).exec('create table notes (text text)').close()
  await expect(readerOf(url)).rejects.toThrow(
    new SchemaError('run kouan load (this database has no tables of Kouan)'),
  )
  expect(tablesIn(url)).toEqual(['notes'])
})

test.each(['3.51.2', '3.50.9', '3.9.0', '2.8.17'])(
  'SQLite %s can corrupt a database and is refused',
  (version) => {
    expect(() => {
      assertSafeSqlite(version)
    }).toThrow(DatabaseError)
  },
)

test.each(['3.51.3', '3.51.10', '3.52.0', '4.0.0'])('SQLite %s is safe', (version) => {
  expect(() => {
    assertSafeSqlite(version)
  }).not.toThrow()
})

test('a second writer waits for the first and then gives up with a reason', async () => {
  const url = file()
  const [first, second] = [openWriter(url), openWriter(url)]
  await migrate(first)
  let finish: () => void = () => undefined
  const long = first.transaction(
    () =>
      new Promise<void>((resolve) => {
        finish = resolve
      }),
  )
  await expect(second.transaction(() => Promise.resolve())).rejects.toThrow(/another process is writing/)
  finish()
  await long
  await expect(second.transaction(() => Promise.resolve('done'))).resolves.toBe('done')
  first.close()
  second.close()
})
