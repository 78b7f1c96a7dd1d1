// The limit, tuned: each question answered by SQL that was written for it, with what SQLite and V8 do fastest. One
// statement gives the lists of all parents; indicators and sources are in memory, as in the hub; sums are those
// that loading keeps.
import {
  cursor,
  number,
  open,
  PAGE,
  placeOf,
  rowsOf,
  total,
  type Answers,
  type Q1,
  type Q2,
  type Q3,
  type Q4,
  type Rows,
} from './rows.ts'

interface Names {
  readonly indicatorId: (code: string) => number
  readonly indicator: (id: number) => string
  readonly source: (id: number) => string
}

function namesOf(rows: Rows): Names {
  const indicators = rows<[number, string, string]>('select id, code, name_zh from indicator')()
  const ids = new Map(indicators.map(([id, code]) => [code, id]))
  const names = new Map(indicators.map(([id, , name]) => [id, name]))
  const titles = new Map(rows<[number, string]>('select id, title_zh from source')())
  return {
    indicatorId: (code) => ids.get(code) ?? 0,
    indicator: (id) => names.get(id) ?? '',
    source: (id) => titles.get(id) ?? '',
  }
}

/** The answers over a database. */
export function tunedAnswersFrom(file: string): Answers {
  const rows = rowsOf(open(file))
  const names = namesOf(rows)
  return { Q1: q1(rows, names), Q2: q2(rows, names), Q3: q3(rows, names), Q4: q4(rows, names) }
}

type Claim = readonly [value: string | null, label: string, source: number]

const claim = ([value, label, source]: Claim, names: Names) => ({
  value: number(value),
  period: { label },
  source: { title: names.source(source) },
})

function q1(rows: Rows, names: Names) {
  const port = rows<[number, string, string | null]>(`select id, name_zh, (select value
      from statement join source on source.id = source_id
      where subject_id = subject.id and property = 'class' order by published desc,
        case locator_kind when 'TABLE' then 0 when 'TEXT' then 1 else 2 end, source.code, position limit 1)
    from subject where code = ? and kind = 'PORT'`)
  const latest = rows<Claim>(`select value, period_label, source_id from observation
    where subject_id = ? and indicator_id = ? order by period_start desc, id desc limit 10`)
  return ({ port: code, indicator }: Q1) => {
    const [[id, name, portClass] = [0, '', null]] = port(code)
    const nodes = latest(id, names.indicatorId(indicator)).map((row) => claim(row, names))
    return { port: { name, class: portClass, observations: { nodes } } }
  }
}

/** Rows by the key in their first column, in their order. */
function grouped<Row extends readonly [unknown, ...unknown[]]>(found: readonly Row[]): Map<unknown, Row[]> {
  const groups = new Map<unknown, Row[]>()
  for (const row of found) {
    const group = groups.get(row[0])
    if (group) group.push(row)
    else groups.set(row[0], [row])
  }
  return groups
}

function q2(rows: Rows, names: Names) {
  const portsByCode = rows<[number, string, string]>(`select id, code, name_zh from subject
    where code in (select value from json_each(?)) and kind = 'PORT' order by code limit 50`)
  const latest = rows<[number, ...Claim]>(`select wanted.key, observation.value, period_label, source_id
    from json_each(?) as wanted join observation on observation.id in (select id from observation
      where subject_id = wanted.value ->> 0 and indicator_id = wanted.value ->> 1
      order by period_start desc, id desc limit 5)
    order by wanted.key, period_start desc, observation.id desc`)
  const projects = rows<[number, string]>(`select object_id, name_zh
    from statement join subject on subject.id = subject_id
    where object_id in (select value from json_each(?)) and property = 'port' and kind = 'PROJECT'
    order by object_id, code`)
  const peers = rows<[number, number, string | null]>(`select adopted.object_id, measure.id, peer.name_zh
    from statement as adopted join subject as measure on measure.id = adopted.subject_id
      left join statement as borrowed on borrowed.subject_id = measure.id and borrowed.property = 'peer'
      left join subject as peer on peer.id = borrowed.object_id
    where adopted.object_id in (select value from json_each(?)) and adopted.property = 'port'
      and measure.kind = 'MEASURE'
    order by adopted.object_id, measure.code, peer.code`)

  return ({ ports: codes, a, b, c }: Q2) => {
    const ports = portsByCode(JSON.stringify(codes))
    const ids = JSON.stringify(ports.map(([id]) => id))
    const indicators = [a, b, c].map(names.indicatorId)
    const keys = ports.flatMap(([id]) => indicators.map((indicator) => [id, indicator]))
    const claims = grouped(latest(JSON.stringify(keys)))
    const [projectsOf, peersOf] = [grouped(projects(ids)), grouped(peers(ids))]
    const observations = (key: number) => ({
      nodes: (claims.get(key) ?? []).map(([, value, label, source]) => claim([value, label, source], names)),
    })
    const nodes = ports.map(([id, code, name], place) => ({
      code,
      name,
      a: observations(3 * place),
      b: observations(3 * place + 1),
      c: observations(3 * place + 2),
      projects: { nodes: (projectsOf.get(id) ?? []).slice(0, 10).map(([, project]) => ({ name: project })) },
      measures: measures(peersOf.get(id) ?? []),
    }))
    return { ports: { nodes } }
  }
}

/** The measures of a port with the names of whom each is borrowed from; their rows stand together. */
function measures(found: readonly (readonly [number, number, string | null])[]) {
  const adopted: { benchmarkPorts: { name: string }[] }[] = []
  found.forEach(([, measure, peer], place) => {
    if (found[place - 1]?.[1] !== measure) adopted.push({ benchmarkPorts: [] })
    if (peer !== null) adopted.at(-1)?.benchmarkPorts.push({ name: peer })
  })
  return adopted
}

type Read = readonly [
  value: string | null,
  label: string,
  source: number,
  subject: string,
  indicator: number,
  id: number,
]

function q3(rows: Rows, names: Names) {
  const columns = `select value, period_label, source_id, name_zh, indicator_id, observation.id
    from observation join subject on subject.id = subject_id`
  const onwards = rows<Read>(
    `${columns} where source_id = ? and observation.id > ? order by observation.id limit ?`,
  )
  const afterwards = rows<Read>(`${columns} where source_id > ? order by source_id, observation.id limit ?`)
  return ({ after }: Q3) => {
    const [source, id] = placeOf(after)
    const found = onwards(source, id, PAGE + 1)
    if (found.length <= PAGE) found.push(...afterwards(source, PAGE + 1 - found.length))
    const last = found[Math.min(found.length, PAGE) - 1]
    const pageInfo = { endCursor: last ? cursor(last[2], last[5]) : null, hasNextPage: found.length > PAGE }
    const nodes = found.slice(0, PAGE).map(([value, label, sourceId, subject, indicator]) => ({
      value: number(value),
      period: { label },
      subject: { name: subject },
      indicator: { name: names.indicator(indicator) },
      source: { title: names.source(sourceId) },
    }))
    return { observations: { pageInfo, nodes } }
  }
}

function q4(rows: Rows, names: Names) {
  const sums = rows<[string, string, number, number, number, number]>(`select
      code, name_zh, year, whole, nano, count
    from (select subject_id, year, sum(value_whole) as whole, sum(value_nano) as nano, sum(count) as count
      from rollup where scope_id in (select id from scope where indicator_id = ? and kind = 'ACTUAL'
        and frequency = 'MONTH' and commodity_id is null and partner_id is null and part is null)
      group by subject_id, year)
    join subject on subject.id = subject_id order by code, year`)
  return ({ indicator }: Q4) => ({
    observationAggregate: sums(names.indicatorId(indicator)).map(
      ([code, name, year, whole, nano, count]) => ({
        subject: { code, name },
        year,
        value: total(whole, nano),
        count,
      }),
    ),
  })
}
