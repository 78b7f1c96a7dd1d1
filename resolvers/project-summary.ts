// Projects counted and their investment added, by status, kind, port, cluster, source or start year.
import type { SubjectRow } from '../db/queries/subject.ts'
import type { SourceRow } from '../db/queries/reference.ts'
import type { Loaders } from '../loaders/index.ts'
import { sum } from '../values/decimal.ts'
import { attribute, links } from './attribute.ts'
import { investedProjects, projectStatus, type ProjectFilterInput, type ProjectNeeds } from './project.ts'

export const PROJECT_GROUPS = ['STATUS', 'KIND', 'PORT', 'CLUSTER', 'SOURCE', 'START_YEAR'] as const
export type ProjectGroup = (typeof PROJECT_GROUPS)[number]

/** What a group's projects have in common; null where they have none of it, or where it is not grouped by. */
export interface GroupKey {
  readonly status: string | null
  readonly kind: string | null
  readonly port: SubjectRow | null
  readonly cluster: SubjectRow | null
  readonly source: SourceRow | null
  readonly startYear: number | null
}

export interface ProjectSummary extends GroupKey {
  readonly count: number
  /** Exact sum in CNY of the investments that are known. */
  readonly investment: string
  readonly withInvestment: number
  readonly withoutInvestment: number
}

interface Needs extends ProjectNeeds {
  readonly loaders: ProjectNeeds['loaders'] & Pick<Loaders, 'subjectById' | 'mentionsBySubject'>
}

const NO_KEY: GroupKey = {
  status: null,
  kind: null,
  port: null,
  cluster: null,
  source: null,
  startYear: null,
}

/** The values of one project in one grouping: several where it has several ports, clusters or sources. */
async function valuesOf(
  project: number,
  by: ProjectGroup,
  { loaders, reference }: Needs,
): Promise<Partial<GroupKey>[]> {
  const atLeastOne = (keys: Partial<GroupKey>[]) => (keys.length === 0 ? [{}] : keys)
  switch (by) {
    case 'STATUS':
      return [{ status: await projectStatus(project, { loaders }) }]
    case 'KIND':
      return [{ kind: await attribute(loaders, project, 'kind') }]
    case 'PORT':
      return atLeastOne((await links(loaders, project, 'port')).map((port) => ({ port })))
    case 'CLUSTER':
      return atLeastOne((await links(loaders, project, 'cluster')).map((cluster) => ({ cluster })))
    case 'SOURCE':
      return (await loaders.mentionsBySubject.load(project)).map(({ source_id }) => ({
        source: reference.sources.id(source_id),
      }))
    case 'START_YEAR': {
      const start = await attribute(loaders, project, 'start')
      return [{ startYear: start === null ? null : Number(start.slice(0, 4)) }]
    }
  }
}

/** Every combination of a project's values in the groupings. */
async function keysOf(project: number, groupBy: readonly ProjectGroup[], needs: Needs): Promise<GroupKey[]> {
  const values = await Promise.all(groupBy.map((by) => valuesOf(project, by, needs)))
  return values.reduce<GroupKey[]>(
    (keys, options) => keys.flatMap((key) => options.map((option) => ({ ...key, ...option }))),
    [NO_KEY],
  )
}

const nameOf = ({ status, kind, port, cluster, source, startYear }: GroupKey): string =>
  JSON.stringify([status, kind, port?.code, cluster?.code, source?.code, startYear])

/** The groups of the projects that a filter keeps. A project with two ports is counted with each, once in a group. */
export async function projectSummary(
  filter: ProjectFilterInput | null | undefined,
  groupBy: readonly ProjectGroup[],
  needs: Needs,
): Promise<ProjectSummary[]> {
  const projects = await investedProjects(filter, needs)
  const keys = await Promise.all(projects.map(({ row }) => keysOf(row.id, groupBy, needs)))
  const groups = new Map<string, { key: GroupKey; investments: (string | null)[] }>()
  projects.forEach(({ investment }, place) => {
    for (const key of keys[place] ?? []) {
      const group = groups.get(nameOf(key)) ?? { key, investments: [] }
      group.investments.push(investment)
      groups.set(nameOf(key), group)
    }
  })
  return [...groups.values()]
    .sort((a, b) => (nameOf(a.key) < nameOf(b.key) ? -1 : 1))
    .map(({ key, investments }) => {
      const known = investments.filter((investment) => investment !== null)
      return {
        ...key,
        count: investments.length,
        investment: sum(known),
        withInvestment: known.length,
        withoutInvestment: investments.length - known.length,
      }
    })
}
