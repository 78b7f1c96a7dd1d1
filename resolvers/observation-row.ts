// Flat rows: claims as a table takes them, each with whether it is the chosen one of those it could see.
import type { ObservationRow } from '../db/queries/observation.ts'
import type { ObservationOrder } from '../db/queries/observation-list.ts'
import type { Loaders } from '../loaders/index.ts'
import type { Reference } from '../loaders/reference.ts'
import { decimalText } from '../values/decimal.ts'
import { chosenOnly } from './chosen.ts'
import { printedGrowth } from './growth.ts'
import { observationFilter, type ObservationFilterInput, type ObservationNeeds } from './observation-list.ts'
import { rootPage, type Order, type Page, type PageArguments } from './page.ts'
import { observedClaim } from './point.ts'

/** A claim in a list that sees what had been published by a day. */
export interface FlatRow extends ObservationRow {
  readonly asOf: string
}

export interface RowFilterInput extends ObservationFilterInput {
  readonly chosen?: boolean | null | undefined
}

export interface RowArguments extends PageArguments {
  readonly filter?: RowFilterInput | null | undefined
  readonly asOf?: string | null | undefined
}

interface Needs extends ObservationNeeds {
  readonly loaders: ObservationNeeds['loaders'] & Pick<Loaders, 'claimsOfSameThing' | 'choiceByClaim'>
}

/** A page of all claims, flat. Throws UserError for an unknown code or an impossible window. */
export async function observationRows(
  args: RowArguments,
  order: Order<ObservationOrder>,
  needs: Needs,
): Promise<Page<FlatRow>> {
  const { chosen, ...input } = args.filter ?? {}
  const asOf = needs.loaders.asOf(args.asOf ?? null)
  const all = { filter: observationFilter(input, needs), asOf }
  const list = chosen == null ? all : await chosenOnly(all, chosen, needs)
  const page = await rootPage(needs.loaders.observations, list, order, args)
  for (const { node } of page.edges) Object.assign(node, { asOf })
  return page as Page<FlatRow>
}

/** The growth printed with a claim, in per cent, whatever it compares with: exact decimal text; null where none is. */
export function growthPercent(row: ObservationRow, reference: Reference): string | null {
  const rate = printedGrowth(observedClaim(row, reference))
  return rate && decimalText(rate.percent)
}
