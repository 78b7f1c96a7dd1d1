// Loaded before a server (node --import): counts the statements that SQLite is asked, and tells the number
// to the parent process whenever it sends a message.
import Sqlite from 'better-sqlite3'

const database = new Sqlite(':memory:')
const statement = database.prepare('select 1')
const methods = Object.getPrototypeOf(statement)
let statements = 0

for (const name of ['all', 'get', 'run', 'iterate']) {
  const original = methods[name]
  methods[name] = function counted(...parameters) {
    statements += 1
    return original.apply(this, parameters)
  }
}

process.on('message', () => {
  process.send({ statements })
})
process.channel.unref()

// A statement that is garbage collected aborts some versions of Node.
globalThis.kept = [database, statement]
