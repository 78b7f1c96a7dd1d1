// What follows from a source's claims together with those of the others, kept with the data: of each thing
// which claim is chosen, by the rule of values/claim.ts, and what the chosen ones add up to.
import type { Db } from '../db/connection.ts'
import {
  clearUndecided,
  findUndecided,
  recordChoices,
  sourceIdOf,
  takeBackChoices,
  undecidedClaims,
  undecidedSubjects,
  type ChoiceRow,
  type UndecidedClaim,
} from '../db/queries/load-choice.ts'
import { rollUpSource, rollUpUndecided } from '../db/queries/load-rollup.ts'
import { choice, type Claim } from '../values/claim.ts'
import type { UnitTable } from '../values/unit.ts'

/**
 * Brings the choices and the rollups up to date with a source that was written: its own, and those of the things
 * that its claims are about, or were about before.
 */
export async function refreshChoices(db: Db, source: string, units: UnitTable): Promise<void> {
  const id = await sourceIdOf(db, source)
  await takeBackChoices(db, id)
  await rollUpSource(db, id)
  await findUndecided(db, id)
  for (const subject of await undecidedSubjects(db))
    await recordChoices(db, choicesAmong(await undecidedClaims(db, subject), units))
  await rollUpUndecided(db)
  await clearUndecided(db)
}

interface Candidate extends Claim {
  readonly id: number
}

/** The choice in each thing that has several claims. */
function choicesAmong(claims: readonly UndecidedClaim[], units: UnitTable): ChoiceRow[] {
  const things = new Map<number, [Candidate, ...Candidate[]]>()
  for (const { thing, unit, baseUnit, ...claim } of claims) {
    const candidate = { ...claim, factor: unit === null ? '1' : units.convert('1', unit, baseUnit) }
    const others = things.get(thing)
    if (others) others.push(candidate)
    else things.set(thing, [candidate])
  }
  return [...things.values()]
    .filter((candidates) => candidates.length > 1)
    .flatMap((candidates) => {
      const chosen = choice(candidates).chosen.id
      return candidates.map(({ id }) => ({ observation_id: id, chosen_id: chosen }))
    })
}
