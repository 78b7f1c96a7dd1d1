// The answers as one writes them down with SQL by hand: rows as objects, names by joins, one statement for each
// list of each parent, sums added up from the claims.
import {
  cursor,
  number,
  open,
  PAGE,
  placeOf,
  total,
  type Answers,
  type Q1,
  type Q2,
  type Q3,
  type Q4,
} from './rows.ts'

interface Claim {
  readonly value: string | null
  readonly label: string
  readonly title: string
}

const CLAIMS = `select value, period_label as label, source.title_zh as title
  from observation join source on source.id = source_id join indicator on indicator.id = indicator_id
  where subject_id = ? and indicator.code = ? order by period_start desc, observation.id desc limit ?`

/** The answers over a database. */
export function answersFrom(file: string): Answers {
  const db = open(file)
  const rows = <Row>(text: string) => db.prepare<unknown[], Row>(text)
  const claims = rows<Claim>(CLAIMS)
  const observations = (port: number, indicator: string, limit: number) => ({
    nodes: claims.all(port, indicator, limit).map(({ value, label, title }) => ({
      value: number(value),
      period: { label },
      source: { title },
    })),
  })

  const portByCode = rows<{ id: number; code: string; name: string }>(
    "select id, code, name_zh as name from subject where code = ? and kind = 'PORT'",
  )
  const classOf = rows<{ value: string }>(`select value from statement join source on source.id = source_id
    where subject_id = ? and property = 'class' order by published desc,
      case locator_kind when 'TABLE' then 0 when 'TEXT' then 1 else 2 end, source.code, position limit 1`)
  const linked = `select subject.id, name_zh as name from statement join subject on subject.id = subject_id
    where object_id = ? and property = 'port'`
  const projects = rows<{ name: string }>(`${linked} and kind = 'PROJECT' order by code limit 10`)
  const measures = rows<{ id: number }>(`${linked} and kind = 'MEASURE' order by code`)
  const peers = rows<{ name: string }>(`select name_zh as name from statement
    join subject on subject.id = object_id where subject_id = ? and property = 'peer' order by code`)

  const page = rows<Claim & { id: number; source: number; subject: string; indicator: string }>(`select
      value, period_label as label, source.title_zh as title, observation.id, source_id as source,
      subject.name_zh as subject, indicator.name_zh as indicator
    from observation join source on source.id = source_id join subject on subject.id = subject_id
      join indicator on indicator.id = indicator_id
    where (source_id, observation.id) > (?, ?) order by source_id, observation.id limit ?`)

  const sums = rows<{
    code: string
    name: string
    year: string
    whole: number
    nano: number
    count: number
  }>(`select
      subject.code, subject.name_zh as name, substr(period_start, 1, 4) as year,
      sum(value_whole) as whole, sum(value_nano) as nano, count(value_whole) as count
    from observation join subject on subject.id = subject_id join indicator on indicator.id = indicator_id
    where indicator.code = ? and observation.kind = 'ACTUAL' and frequency = 'MONTH'
      and commodity_id is null and partner_id is null and part is null
    group by subject.code, year order by subject.code, year`)

  return {
    Q1: ({ port: asked, indicator }: Q1) => {
      const { id = 0, name } = portByCode.get(asked) ?? {}
      return {
        port: { name, class: classOf.get(id)?.value ?? null, observations: observations(id, indicator, 10) },
      }
    },
    Q2: ({ ports, a, b, c }: Q2) => {
      const found = [...ports].sort().flatMap((code) => portByCode.get(code) ?? [])
      const nodes = found.map(({ id, code, name }) => ({
        code,
        name,
        a: observations(id, a, 5),
        b: observations(id, b, 5),
        c: observations(id, c, 5),
        projects: { nodes: projects.all(id).map((project) => ({ name: project.name })) },
        measures: measures.all(id).map((measure) => ({ benchmarkPorts: peers.all(measure.id) })),
      }))
      return { ports: { nodes } }
    },
    Q3: ({ after }: Q3) => {
      const found = page.all(...placeOf(after), PAGE + 1)
      const shown = found.slice(0, PAGE)
      const last = shown.at(-1)
      const pageInfo = {
        endCursor: last ? cursor(last.source, last.id) : null,
        hasNextPage: found.length > PAGE,
      }
      const nodes = shown.map(({ value, label, subject, indicator, title }) => ({
        value: number(value),
        period: { label },
        subject: { name: subject },
        indicator: { name: indicator },
        source: { title },
      }))
      return { observations: { pageInfo, nodes } }
    },
    Q4: ({ indicator }: Q4) => ({
      observationAggregate: sums.all(indicator).map(({ code, name, year, whole, nano, count }) => ({
        subject: { code, name },
        year: Number(year),
        value: total(whole, nano),
        count,
      })),
    }),
  }
}
