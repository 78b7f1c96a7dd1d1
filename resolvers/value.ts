// A figure in the unit that the client asks for: exact decimal arithmetic, within the unit's dimension.
import type { Reference } from '../loaders/reference.ts'
import { readArgument } from './user-error.ts'

/** The base unit's code of an indicator. */
export function baseUnit(reference: Reference, indicatorId: number): string {
  return reference.units.id(reference.indicators.id(indicatorId).unit_id).code
}

/**
 * A base-unit number as exact decimal text in `unit` (null: in the base unit); null stays null.
 * Throws UserError that lists the possible units — also where there is no number, so that a wrong unit never passes.
 */
export function exactIn(
  reference: Reference,
  indicatorId: number,
  value: string | null,
  unit: string | null,
): string | null {
  if (unit === null) return value
  return readArgument('unit', () => {
    const converted = reference.unitTable.convert(value ?? '0', baseUnit(reference, indicatorId), unit)
    return value === null ? null : converted
  })
}

/** The same as a JSON number: the nearest double. */
export function numberIn(
  reference: Reference,
  indicatorId: number,
  value: string | null,
  unit: string | null,
): number | null {
  const exact = exactIn(reference, indicatorId, value, unit)
  return exact === null ? null : Number(exact)
}

/** An amount of CNY as exact decimal text in `unit` (null: in CNY). Throws UserError that lists the possible units. */
export function exactMoney(reference: Reference, value: string, unit: string | null): string {
  return unit === null ? value : readArgument('unit', () => reference.unitTable.convert(value, 'cny', unit))
}

/** The same as a JSON number: the nearest double. */
export function moneyNumber(reference: Reference, value: string, unit: string | null): number {
  return Number(exactMoney(reference, value, unit))
}
