import Sqlite from 'better-sqlite3'
import { describe, expect, inject, test } from 'vitest'
import '../../loaders/index.ts'
import { sqliteDialect } from '../../db/dialects/sqlite.ts'
import { printedStatements, type Shape } from '../../db/statements.ts'

/** How SQLite would go about a committed statement. */
function plan(name: string, shape: Shape): string {
  const found = printedStatements(sqliteDialect).find(
    (one) =>
      one.name === name && Object.entries(shape).every(([choice, value]) => one.shape[choice] === value),
  )
  if (!found) throw new Error(`there is no ${name} with ${JSON.stringify(shape)}`)
  const reader = new Sqlite(inject('database'), { readonly: true })
  const steps = reader.prepare(`explain query plan ${found.sql}`).all(...found.parameters.map(() => null))
  reader.close()
  return (steps as { detail: string }[]).map(({ detail }) => detail).join('\n')
}

describe('the first rows of a list are read in the order of an index', () => {
  test('of one indicator about each of many subjects, by period', () => {
    const steps = plan('observationsBySubject', { filters: 'indicator subject', order: 'PERIOD' })
    expect(steps).toContain(
      'COVERING INDEX observation_by_subject (subject_id=? AND indicator_id=? AND period',
    )
    expect(steps.split('TEMP B-TREE')).toHaveLength(2) // for the rows that are shown
  })

  test('of whatever indicator about each of many subjects, the latest first', () => {
    const steps = plan('observationsBySubject', { filters: 'subject', descending: true })
    expect(steps).toContain('COVERING INDEX observation_by_subject_and_time (subject_id=?)')
    expect(steps).not.toContain('COMPOUND')
    expect(steps.split('TEMP B-TREE')).toHaveLength(2)
  })

  test('of one indicator, by period', () => {
    const steps = plan('observationPage', { filters: 'indicator', order: 'PERIOD' })
    expect(steps).toContain('COVERING INDEX observation_by_indicator (indicator_id=? AND period_start>?)')
    expect(steps.split('TEMP B-TREE')).toHaveLength(2)
  })

  test('of everything, in reading order', () => {
    expect(plan('observationPage', { filters: '', order: 'READING' })).toBe(
      'SCAN observation USING INDEX observation_by_source',
    )
  })
})

test.each(['port', 'cluster', 'platform'])('the projects of a %s are found by the link to it', (link) => {
  const steps = plan('project-linked', { link })
  expect(steps).toContain('statement_by_object (object_id=? AND property=?)')
  expect(steps).toContain('SEARCH subject USING INTEGER PRIMARY KEY')
})

test('the series with targets are found among the targets', () => {
  expect(plan('targetSeries', { subjects: false })).toContain('observation USING INDEX observation_of_target')
})
