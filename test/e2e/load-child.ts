// Loads packages and kills itself, as a power cut would, when the load reaches the moment it was given: a package's
// step, or `loaded`, when all is done and told.
import { openWriter } from '../../db/connection.ts'
import { migrate } from '../../db/migrate.ts'
import { load } from '../../seeds/load.ts'

const [url = '', moment = '', ...folders] = process.argv.slice(2)
const db = openWriter(url)
await migrate(db)
const reach = (step: string) => {
  if (step === moment) process.kill(process.pid, 'SIGKILL')
}
await load(db, folders, {
  onProgress: ({ package: code, stage, rows }) => {
    reach(`${code} ${stage} ${rows}`)
  },
})
reach('loaded')
db.close()
