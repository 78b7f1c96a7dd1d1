// Before the tests of every file. On Node from 24.19 better-sqlite3 ends the process when a connection or a statement
// is garbage collected (nodejs/node#65446), so none that a test makes ever is.
import Sqlite from 'better-sqlite3'

const prototype = Sqlite.prototype as Sqlite.Database & { kept?: Set<object> }

// Files share a process: only the first of them has this to do.
if (prototype.kept === undefined) {
  const kept = (prototype.kept = new Set<object>())
  const { prepare, exec } = prototype
  prototype.prepare = function (this: Sqlite.Database, sql: string) {
    const statement = prepare.call(this, sql)
    kept.add(this).add(statement)
    return statement
  } as typeof prepare
  prototype.exec = function (this: Sqlite.Database, sql: string) {
    kept.add(this)
    return exec.call(this, sql)
  }
}
