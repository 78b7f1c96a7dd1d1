import { DB_OPTION, EXIT, JSON_OPTION, print, printJson, type Command } from '../command.ts'

export const load: Command = {
  name: 'load',
  summary: 'Load packages into the database, each in one transaction',
  operands: '[PACKAGE…]',
  details:
    'A package is a folder with a datapackage.json; without one, all folders under seeds/.\n' +
    'A package with faults is refused and changes nothing; the others are loaded.',
  options: {
    db: DB_OPTION,
    json: JSON_OPTION,
    new: { type: 'boolean', description: 'Only packages whose files differ from what is loaded' },
  },
  async run({ values, operands }) {
    const [{ openWriter }, { migrate }, { load: loadPackages }, { reportText }] = await Promise.all([
      import('../../db/connection.ts'),
      import('../../db/migrate.ts'),
      import('../../seeds/load.ts'),
      import('../../seeds/report.ts'),
    ])
    const { writableDatabaseUrl } = await import('../config.ts')
    const { packagesOf } = await import('../packages.ts')
    const { meter } = await import('../progress.ts')
    const folders = packagesOf(operands)
    const progress = meter()
    const db = openWriter(writableDatabaseUrl(values))
    try {
      await migrate(db)
      const reports = await loadPackages(db, folders, {
        onlyNew: values['new'] === true,
        onProgress: ({ package: code, stage, rows }) => {
          progress.show(`${code}: ${stage}, ${rows} rows`)
        },
      })
      progress.end()
      if (values['json'] === true) printJson(reports)
      else for (const report of reports) print(reportText(report))
      return reports.some(({ outcome }) => outcome === 'REFUSED') ? EXIT.faults : EXIT.ok
    } finally {
      db.close()
    }
  },
}
