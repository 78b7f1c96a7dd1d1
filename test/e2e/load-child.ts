// Loads packages and kills itself, as a power cut would, when the load reaches the moment it was given.
import { openWriter } from '../../db/connection.ts'
import { migrate } from '../../db/migrate.ts'
import { load } from '../../seeds/load.ts'

const [url = '', moment = '', ...folders] = process.argv.slice(2)
const db = openWriter(url)
await migrate(db)
await load(db, folders, {
  onProgress: ({ package: code, stage, rows }) => {
    if (`${code} ${stage} ${rows}` === moment) process.kill(process.pid, 'SIGKILL')
  },
})
db.close()
