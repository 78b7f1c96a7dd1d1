// The rules of statements: what the property list allows of which subject.
import { period } from '../values/period.ts'
import { nearest } from '../values/nearest.ts'
import { subjectFault, type Sound } from './cell.ts'
import { admitted, quoted, type Faults } from './fault.ts'
import { PROPERTIES, type Property, type PropertyValue } from './property.ts'
import type { Row } from './read.ts'
import type { Vocabulary } from './vocabulary.ts'

export function checkStatement(row: Row, sound: Sound, vocabulary: Vocabulary, faults: Faults): void {
  if (!sound('property')) return
  const name = row.cell('property')
  const property = PROPERTIES[name]
  if (!property) {
    const expected = `a property${nearest(name, Object.keys(PROPERTIES))}`
    faults.add(row.place('property'), 'constraint-error', `${quoted(name)} in property`, expected)
    return
  }
  const holds = sound('subject') ? held(row, property, vocabulary, faults) : null
  if (holds !== null && sound('value')) checkValue(row, holds, vocabulary, faults)
}

/** Answers what the property holds of this kind of subject; null where it may not have it. */
function held(row: Row, { of }: Property, { subjects }: Vocabulary, faults: Faults): PropertyValue | null {
  const kind = subjects.get(row.cell('subject'))
  if (kind === undefined) return null
  const holds = of[kind]
  if (holds !== undefined) return holds
  faults.add(
    row.place('property'),
    'constraint-error',
    `${quoted(row.cell('property'))} of a ${kind}`,
    `a subject of kind ${Object.keys(of).join(', ')}`,
  )
  return null
}

function checkValue(row: Row, holds: PropertyValue, vocabulary: Vocabulary, faults: Faults): void {
  const value = row.cell('value')
  const wrong = (rule: 'constraint-error' | 'foreign-key' | 'type-error', expected: string) => {
    faults.add(row.place('value'), rule, `${quoted(value)} in value`, expected)
  }
  if (holds === 'text') return
  if (holds === 'period') {
    checkBuildingTime(value, wrong)
  } else if ('link' in holds) {
    const expected = subjectFault(value, holds.link, vocabulary)
    if (expected !== null) wrong('foreign-key', expected)
  } else if (!holds.enum.includes(value)) {
    wrong('constraint-error', `one of ${holds.enum.join(', ')}`)
  }
}

/** Start and end are a year, a month or a day. */
function checkBuildingTime(value: string, wrong: (rule: 'type-error', expected: string) => void): void {
  const time = admitted(
    () => period(value),
    ({ expected }) => {
      wrong('type-error', expected)
    },
  )
  if (time && !['YEAR', 'MONTH', 'POINT'].includes(time.frequency))
    wrong('type-error', 'a year, a month or a day')
}
