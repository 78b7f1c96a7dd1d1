// Projects: their figures and investment, and their lists, which can be narrowed and ordered by the
// investment that the choosing rule shows.
import type { ObservationRow } from '../db/queries/observation.ts'
import type { CursorValue } from '../db/queries/page.ts'
import type { ProjectFilter, ProjectLink } from '../db/queries/project.ts'
import type { SubjectFilter } from '../db/queries/subject-list.ts'
import type { SubjectRow } from '../db/queries/subject.ts'
import type { PROJECT_STATUSES } from '../db/lists.ts'
import type { Loaders } from '../loaders/index.ts'
import type { Reference } from '../loaders/reference.ts'
import { decimal } from '../values/decimal.ts'
import { attribute } from './attribute.ts'
import { figure, type FigureNeeds } from './figure.ts'
import { given } from './given.ts'
import {
  arrangedPage,
  LARGEST_NESTED_PAGE,
  LARGEST_ROOT_PAGE,
  rootPage,
  type ComparePlaces,
  type Order,
  type Page,
  type PageArguments,
  type Placed,
} from './page.ts'
import type { Point } from './point.ts'
import { checkCodes } from './subject-list.ts'
import { readArgument } from './user-error.ts'

export type ProjectOrder = 'CODE' | 'NAME' | 'INVESTMENT' | 'START'

type Given<Value> = Value | null | undefined

/** Investment from … to …, both included, in the unit. */
export interface InvestmentRange {
  readonly min?: Given<number>
  readonly max?: Given<number>
  readonly unit: string
}

export type ProjectFilterInput = {
  readonly [Name in keyof (ProjectFilter & SubjectFilter)]?: Given<(ProjectFilter & SubjectFilter)[Name]>
} & { readonly investment?: Given<InvestmentRange> }

export interface ProjectArguments extends PageArguments {
  readonly filter?: Given<ProjectFilterInput>
  readonly orderBy?: Given<{ readonly field: ProjectOrder; readonly direction: 'ASC' | 'DESC' }>
}

export interface ProjectNeeds {
  readonly loaders: Pick<
    Loaders,
    'projects' | 'allProjects' | 'projectsBy' | 'observationsOf' | 'statementsBySubject'
  >
  readonly reference: Reference
  readonly asOf: string | null
}

/** All figures about a project, in reading order. */
export function figures(
  project: number,
  { loaders }: Pick<FigureNeeds, 'loaders'>,
): Promise<ObservationRow[]> {
  return loaders.observationsOf.load(project)
}

/** The chosen status; UNSPECIFIED where no source says. The list's filter says the same in SQL. */
export async function projectStatus(
  project: number,
  { loaders }: { loaders: Pick<Loaders, 'statementsBySubject'> },
): Promise<(typeof PROJECT_STATUSES)[number]> {
  return (await attribute<(typeof PROJECT_STATUSES)[number]>(loaders, project, 'status')) ?? 'UNSPECIFIED'
}

/** The investment planned for the whole of a project, chosen among the claims; null where no source gives one. */
export function investment(project: number, needs: FigureNeeds): Promise<Point | null> {
  return figure(project, 'investment', needs, 'PLANNED')
}

const CODES = { codes: ['PROJECT'], ports: ['PORT'], regions: ['REGION'], clusters: ['CLUSTER'] } as const

/** The filter for the database, and the range that only the choosing rule can judge. Throws UserError for an unknown code. */
export function projectFilter(input: Given<ProjectFilterInput>, needs: Pick<ProjectNeeds, 'reference'>) {
  const { investment: range, ...rest } = input ?? {}
  const filter = given(rest) as ProjectFilter & SubjectFilter
  checkCodes(filter, CODES, needs)
  return { filter, range: range ? exactRange(range, needs.reference) : null }
}

interface ExactRange {
  readonly min: string | null
  readonly max: string | null
}

/** The bounds in the base unit of investment. Throws UserError for a unit that is none of money. */
function exactRange({ min, max, unit }: InvestmentRange, { unitTable }: Reference): ExactRange {
  const inBase = (bound: Given<number>) =>
    bound == null
      ? null
      : readArgument('filter.investment', () => unitTable.convert(String(bound), unit, 'cny'))
  return { min: inBase(min), max: inBase(max) }
}

interface Invested {
  readonly row: SubjectRow
  readonly investment: string | null
}

const within = ({ min, max }: ExactRange, { investment: value }: Invested): boolean =>
  value !== null && (min === null || decimal(value).gte(min)) && (max === null || decimal(value).lte(max))

/** Projects with their chosen investment, those outside the range left out. */
async function invested(
  rows: readonly SubjectRow[],
  range: ExactRange | null,
  needs: ProjectNeeds,
): Promise<Invested[]> {
  const all = await Promise.all(
    rows.map(async (row) => ({ row, investment: (await investment(row.id, needs))?.chosen.value ?? null })),
  )
  return range === null ? all : all.filter((one) => within(range, one))
}

/** The place of a project in an order: a flag for no value, the value, the code. */
async function placed(
  { row, investment: value }: Invested,
  { field }: Order<ProjectOrder>,
  needs: ProjectNeeds,
): Promise<Placed<SubjectRow>> {
  const by: Record<ProjectOrder, () => Promise<string | null> | string | null> = {
    CODE: () => row.code,
    NAME: () => row.name_zh,
    INVESTMENT: () => value,
    START: () => attribute(needs.loaders, row.id, 'start'),
  }
  const key = await by[field]()
  return { row, place: [key === null ? 1 : 0, key ?? '', row.code] }
}

const text = (a: CursorValue | undefined, b: CursorValue | undefined): number =>
  String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0

/** Nulls last in both directions; money by its exact number. */
function comparison({ field, descending }: Order<ProjectOrder>): ComparePlaces {
  const down = descending ? -1 : 1
  const values = (a: CursorValue | undefined, b: CursorValue | undefined): number =>
    field === 'INVESTMENT' && a !== '' && b !== '' ? decimal(String(a)).comparedTo(String(b)) : text(a, b)
  return (a, b) => Number(a[0]) - Number(b[0]) || down * values(a[1], b[1]) || down * text(a[2], b[2])
}

async function arranged(
  rows: readonly SubjectRow[],
  range: ExactRange | null,
  args: PageArguments,
  order: Order<ProjectOrder>,
  largest: number,
  needs: ProjectNeeds,
): Promise<Page<SubjectRow>> {
  // The investment is worth a look at every project's figures only where the list goes by it.
  const counts = range !== null || order.field === 'INVESTMENT'
  const kept = counts ? await invested(rows, range, needs) : rows.map((row) => ({ row, investment: null }))
  const places = await Promise.all(kept.map((one) => placed(one, order, needs)))
  return arrangedPage(places, comparison(order), order, args, largest)
}

const orderOf = ({ orderBy }: ProjectArguments): Order<ProjectOrder> => ({
  field: orderBy?.field ?? 'CODE',
  descending: orderBy?.direction === 'DESC',
})

/** A page of all projects. */
export async function projects(args: ProjectArguments, needs: ProjectNeeds): Promise<Page<SubjectRow>> {
  const order = orderOf(args)
  const { filter, range } = projectFilter(args.filter, needs)
  const list = { filter, asOf: needs.asOf }
  const { field } = order
  if (range === null && (field === 'CODE' || field === 'NAME')) {
    return rootPage(needs.loaders.projects, list, { ...order, field }, args)
  }
  return arranged(await needs.loaders.allProjects.load(list), range, args, order, LARGEST_ROOT_PAGE, needs)
}

/** A page of the projects that are tied to one thing. */
export async function projectsOf(
  link: ProjectLink,
  parent: number,
  args: ProjectArguments,
  needs: ProjectNeeds,
): Promise<Page<SubjectRow>> {
  const { filter, range } = projectFilter(args.filter, needs)
  const rows = await needs.loaders.projectsBy[link].load({ parent, filter, asOf: needs.asOf })
  return arranged(rows, range, args, orderOf(args), LARGEST_NESTED_PAGE, needs)
}

/** All projects that a filter keeps, with their chosen investment. */
export async function investedProjects(
  input: Given<ProjectFilterInput>,
  needs: ProjectNeeds,
): Promise<Invested[]> {
  const { filter, range } = projectFilter(input, needs)
  return invested(await needs.loaders.allProjects.load({ filter, asOf: needs.asOf }), range, needs)
}
