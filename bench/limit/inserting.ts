// R's way of loading: the rows of claims that are in a database already, put into an empty copy of it by one
// prepared statement in one transaction, and the indexes built at the end. Nothing is read from files, nothing is
// checked, no row's references are looked up: whoever loads into this table takes longer.
import Sqlite from 'better-sqlite3'
import { copyFileSync } from 'node:fs'
import { WRITER_SETTINGS } from '../../db/dialects/sqlite.ts'
import { kept } from '../../db/dialects/sqlite-statements.ts'

/** How many rows are held at a time. */
const PAGE = 10_000

const [from = '', to = ''] = process.argv.slice(2)
const source = kept(new Sqlite(from, { readonly: true, fileMustExist: true }))
const all = kept(source.prepare('select * from observation'))
const columns = all.columns().map(({ name }) => name)
const page = kept(source.prepare('select * from observation where id > ? order by id limit ?').raw())
const idAt = columns.indexOf('id')

const target = emptied()
const indexes = kept(
  target.prepare<[], { name: string; sql: string }>(
    "select name, sql from sqlite_master where type = 'index' and tbl_name = 'observation' and sql is not null",
  ),
).all()
for (const { name } of indexes) target.exec(`drop index ${name}`)
const insert = kept(
  target.prepare(
    `insert into observation (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')})`,
  ),
)

const spent = { rows: 0, seconds: 0, cpuSeconds: 0 }

timed(() => target.exec('begin immediate'))
for (let last = 0; ;) {
  const rows = page.all(last, PAGE) as unknown[][]
  if (rows.length === 0) break
  last = Number(rows.at(-1)?.[idAt])
  timed(() => {
    for (const row of rows) insert.run(...row)
  })
  spent.rows += rows.length
}
timed(() => {
  for (const { sql } of indexes) target.exec(sql)
  target.exec('commit')
})
process.stdout.write(`${JSON.stringify(spent)}\n`)

/** A copy of the database without claims, written as the hub's writer does it. */
function emptied(): Sqlite.Database {
  copyFileSync(from, to)
  const copy = kept(new Sqlite(to))
  copy.exec('pragma foreign_keys = off; delete from observation; vacuum')
  copy.exec(WRITER_SETTINGS)
  return copy
}

function timed(work: () => void): void {
  const [started, cpu] = [performance.now(), process.cpuUsage()]
  work()
  const { user, system } = process.cpuUsage(cpu)
  spent.seconds += (performance.now() - started) / 1000
  spent.cpuSeconds += (user + system) / 1e6
}
