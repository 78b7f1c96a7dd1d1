// The limit: each question answered by SQL that was written for it, with what SQLite and V8 do fastest. Rows
// come as arrays from statements that are prepared once; indicators and sources are in memory, as in the hub.
import Sqlite from 'better-sqlite3'

type Answer = (variables: never) => unknown

/** Opens the database and answers each question by its name. */
export function answersFrom(file: string): Readonly<Record<string, Answer>> {
  const db = new Sqlite(file, { readonly: true, fileMustExist: true })
  const rows = <Row extends readonly unknown[]>(text: string) => {
    const statement = db.prepare<unknown[], Row>(text).raw()
    return (...parameters: readonly unknown[]): Row[] => statement.all(...parameters)
  }
  const table = rows<[number, string, string]>
  const indicators = table('select id, code, name_zh from indicator')()
  const [indicatorId, indicatorName] = [
    new Map(indicators.map(([id, code]) => [code, id])),
    new Map(indicators.map(([id, , name]) => [id, name])),
  ]
  const sourceTitle = new Map(
    table('select id, code, title_zh from source')().map(([id, , title]) => [id, title]),
  )
  const idOf = (code: string): number => indicatorId.get(code) ?? 0

  const portByCode = rows<[number, string]>(
    "select id, name_zh from subject where code = ? and kind = 'PORT'",
  )
  const classOf = rows<[string]>(`select value from statement join source on source.id = source_id
    where subject_id = ? and property = 'class' order by published desc,
      case locator_kind when 'TABLE' then 0 when 'TEXT' then 1 else 2 end, source.code, position limit 1`)
  const latest = rows<[string | null, string, number]>(`select value, period_label, source_id from observation
    where subject_id = ? and indicator_id = ? order by period_start desc, id desc limit ?`)
  const observations = (port: number, indicator: string, limit: number) => ({
    nodes: latest(port, idOf(indicator), limit).map(([value, label, source]) => ({
      value: value === null ? null : Number(value),
      period: { label },
      source: { title: sourceTitle.get(source) },
    })),
  })

  const portsByCodes = rows<[number, string, string]>(`select id, code, name_zh from subject
    where code in (select value from json_each(?)) and kind = 'PORT' order by code limit 50`)
  const projectsOf = rows<[string]>(`select name_zh from statement join subject on subject.id = subject_id
    where object_id = ? and property = 'port' and kind = 'PROJECT' order by code limit 10`)
  const measuresOf = rows<[number]>(`select subject_id from statement join subject on subject.id = subject_id
    where object_id = ? and property = 'port' and kind = 'MEASURE' order by code`)
  const peersOf = rows<[string]>(`select name_zh from statement join subject on subject.id = object_id
    where subject_id = ? and property = 'peer' order by code`)
  const names = (found: readonly (readonly [string])[]) => found.map(([name]) => ({ name }))

  const page = rows<[string | null, string, number, string, number, number]>(`select
      value, period_label, source_id, name_zh, indicator_id, observation.id
    from observation join subject on subject.id = subject_id
    where (source_id, observation.id) > (?, ?) order by source_id, observation.id limit 1001`)

  const sums = rows<[string, string, string, number, number, number]>(`select
      code, name_zh, year, whole, nano, count
    from (select subject_id, substr(period_start, 1, 4) as year, sum(value_whole) as whole,
        sum(value_nano) as nano, count(value_whole) as count
      from observation where indicator_id = ? and kind = 'ACTUAL' and frequency = 'MONTH'
        and commodity_id is null and partner_id is null and part is null
      group by subject_id, year)
    join subject on subject.id = subject_id order by code, year`)

  return {
    Q1: ({ port: code, indicator }: { port: string; indicator: string }) => {
      const [[id, name] = [0, '']] = portByCode(code)
      return {
        port: { name, class: classOf(id)[0]?.[0] ?? null, observations: observations(id, indicator, 10) },
      }
    },
    Q2: ({ ports, a, b, c }: { ports: string[]; a: string; b: string; c: string }) => ({
      ports: {
        nodes: portsByCodes(JSON.stringify(ports)).map(([id, code, name]) => ({
          code,
          name,
          a: observations(id, a, 5),
          b: observations(id, b, 5),
          c: observations(id, c, 5),
          projects: { nodes: names(projectsOf(id)) },
          measures: measuresOf(id).map(([measure]) => ({ benchmarkPorts: names(peersOf(measure)) })),
        })),
      },
    }),
    Q3: ({ after }: { after: string | null }) => {
      const found = page(...placeOf(after))
      const shown = found.slice(0, 1000)
      const last = shown.at(-1)
      return {
        observations: {
          pageInfo: { endCursor: last ? cursor(last[2], last[5]) : null, hasNextPage: found.length > 1000 },
          nodes: shown.map(([value, label, source, name, indicator]) => ({
            value: value === null ? null : Number(value),
            period: { label },
            subject: { name },
            indicator: { name: indicatorName.get(indicator) },
            source: { title: sourceTitle.get(source) },
          })),
        },
      }
    },
    Q4: ({ indicator }: { indicator: string }) => ({
      observationAggregate: sums(idOf(indicator)).map(([code, name, year, whole, nano, count]) => ({
        subject: { code, name },
        year: Number(year),
        value: nano === 0 ? whole : whole + nano / 1e9,
        count,
      })),
    }),
  }
}

const cursor = (...place: readonly number[]): string =>
  Buffer.from(JSON.stringify(['READING ASC', ...place])).toString('base64url')

function placeOf(after: string | null): [number, number] {
  if (after === null) return [0, 0]
  const [, source, id] = JSON.parse(Buffer.from(after, 'base64url').toString()) as [string, number, number]
  return [source, id]
}
