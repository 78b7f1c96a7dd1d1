// Values for the arguments of generated queries: real codes as a rule, a wrong one now and then.
import {
  type GraphQLInputType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredInputField,
} from 'graphql'
import type { Chance } from './chance.ts'

/** What stands in the dataset, for arguments to name: by the type that has the code, and `id` for global IDs. */
export type KnownCodes = Readonly<Record<string, readonly string[]>>

const CODED = [
  'benchmarkPorts',
  'checkpoints',
  'clusters',
  'commodities',
  'corridors',
  'indicators',
  'measures',
  'platforms',
  'ports',
  'programmes',
  'projects',
  'regions',
  'sources',
]

interface Found {
  readonly nodes: readonly { __typename: string; code: string; id: string }[]
}

/** The codes of a dataset, by asking for them. */
export async function knownCodes(ask: (query: string) => Promise<unknown>): Promise<KnownCodes> {
  const lists = CODED.map((list) => `${list}(first: 200) { nodes { __typename code id } }`)
  const data = (await ask(`{ ${lists.join(' ')} }`)) as Record<string, Found>
  const nodes = Object.values(data).flatMap((list) => list.nodes)
  const known: Record<string, string[]> = { id: [] }
  for (const { __typename, code, id } of nodes) {
    ;(known[__typename] ??= []).push(code)
    known['id']?.push(id)
  }
  const subjects = CODED.slice(0, 3).concat(
    'corridors',
    'measures',
    'platforms',
    'ports',
    'projects',
    'regions',
  )
  known['Subject'] = subjects.flatMap((list) => data[list]?.nodes.map(({ code }) => code) ?? [])
  return known
}

/** Arguments that name things: the type whose codes they take. */
const NAMED: Readonly<Record<string, string>> = {
  benchmarkPort: 'BenchmarkPort',
  checkpoint: 'Checkpoint',
  cluster: 'Cluster',
  clusters: 'Cluster',
  commodities: 'Commodity',
  commodity: 'Commodity',
  corridor: 'Corridor',
  id: 'id',
  ids: 'id',
  indicator: 'Indicator',
  indicators: 'Indicator',
  measure: 'Measure',
  measures: 'Measure',
  needs: 'Commodity',
  neighbours: 'Region',
  parents: 'Region',
  partner: 'Region',
  partners: 'Region',
  peers: 'BenchmarkPort',
  platform: 'Platform',
  port: 'Port',
  ports: 'Port',
  programme: 'Programme',
  project: 'Project',
  region: 'Region',
  regions: 'Region',
  source: 'Source',
  sources: 'Source',
  subjects: 'Subject',
}

const TEXTS: Readonly<Record<string, readonly string[]>> = {
  after: ['bm9uZQ'],
  before: ['bm9uZQ'],
  from: ['2019', '2022', '2023-01-01'],
  names: ['二连', '满洲里口岸', 'Erenhot', 'nowhere', '%', '_'],
  part: ['货车', '一期'],
  query: [
    '{ ports { totalCount } }',
    '{ ports(first: 1000) { nodes { projects(first: 100) { nodes { code } } } } }',
    '{',
  ],
  property: ['class', 'status', 'region'],
  since: ['0', '1'],
  text: ['口岸', '二连', 'manzhouli', 'port', '100%', "a'b", '（', ' '],
  to: ['2022', '2025', '2030-12-31'],
  unit: ['t', '10kt', 'cny', '100m-cny', 'percent', 'hour', 'count'],
}

const WRONG_TEXT = [
  '',
  'no-such-code',
  '__proto__',
  'constructor',
  "' or 1=1 --",
  '%_%',
  '口'.repeat(101),
  '\ud800',
]
const WRONG_INT = [-1, 0, 1001, 2_147_483_647]

const RARELY = 0.02

/** A value for an argument or input field, as JSON has it. `owner` is the field or the input that it belongs to. */
export function inputValue(
  type: GraphQLInputType,
  name: string,
  owner: string,
  { chance, known }: { chance: Chance; known: KnownCodes },
): unknown {
  const inner = getNullableType(type)
  const given = { chance, known }
  if (!isNonNullType(type) && chance.of(RARELY)) return null
  if (isListType(inner)) {
    const size = chance.of(0.1) ? 0 : chance.within(1, name === 'groupBy' ? 2 : 3)
    return Array.from({ length: size }, () => inputValue(inner.ofType, name, owner, given))
  }
  if (isEnumType(inner)) return chance.oneOf(inner.getValues()).name
  if (isInputObjectType(inner)) {
    const fields = Object.values(inner.getFields())
    const most = chance.within(0, 2)
    const chosen = chance.shuffled(fields.filter((field) => !isRequiredInputField(field))).slice(0, most)
    return Object.fromEntries(
      fields
        .filter((field) => isRequiredInputField(field) || chosen.includes(field))
        .map((field) => [field.name, inputValue(field.type, field.name, inner.name, given)]),
    )
  }
  return scalar(inner.name, name, owner, given)
}

function scalar(
  type: string,
  name: string,
  owner: string,
  { chance, known }: { chance: Chance; known: KnownCodes },
): unknown {
  if (type === 'Boolean') return chance.of(0.5)
  if (type === 'JSON') return {}
  if (type === 'Date')
    return chance.of(RARELY) ? '2022-13-01' : chance.oneOf(['2021-12-31', '2023-06-30', '2025-12-31'])
  if (type === 'Int') return chance.of(RARELY) ? chance.oneOf(WRONG_INT) : whole(name, chance)
  if (type === 'Float') return chance.oneOf([0, 0.5, 100, 1e6])
  if (chance.of(RARELY)) return chance.oneOf(WRONG_TEXT)
  const noun = name === 'code' || name === 'codes' ? owner.replace(/Filter$/, '') : name
  const codes = known[NAMED[noun] ?? noun] ?? TEXTS[name] ?? ['x']
  return chance.oneOf(codes)
}

function whole(name: string, chance: Chance): number {
  if (/year/i.test(name)) return chance.within(2019, 2027)
  return name === 'first' || name === 'last' ? chance.within(0, 5) : chance.within(0, 3)
}
