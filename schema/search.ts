// Search, and names to codes.
import type { SearchField as SearchFieldCode, SearchKind as SearchKindCode } from '../db/lists.ts'
import { foundNode, search, shown, type FoundRow, type Hit } from '../resolvers/search.ts'
import {
  resolution,
  type Resolution as ResolutionValue,
  type ResolvedName as ResolvedNameValue,
} from '../resolvers/resolution.ts'
import type { Match, SearchForm as SearchFormCode } from '../resolvers/search-match.ts'
import { BenchmarkPort } from './benchmark-port.ts'
import { builder } from './builder.ts'
import { Checkpoint } from './checkpoint.ts'
import { Cluster } from './cluster.ts'
import { Commodity } from './commodity.ts'
import { Corridor } from './corridor.ts'
import { Indicator } from './indicator.ts'
import { Measure } from './measure.ts'
import { Platform } from './platform.ts'
import { Port } from './port.ts'
import { Programme } from './programme.ts'
import { Project } from './project.ts'
import { Region } from './region.ts'
import { Source } from './source.ts'
import { TYPE_OF_KIND } from './subject.ts'

const SearchKind = builder.enumType('SearchKind', {
  description: 'The kinds of things that a search finds.',
  values: {
    PORT: { description: 'A port (口岸).' },
    CHECKPOINT: { description: 'A port’s port of entry for one mode.' },
    REGION: { description: 'A country or an administrative region.' },
    PLATFORM: { description: 'A platform of opening-up (开放平台).' },
    CORRIDOR: { description: 'A railway, a road or a train service.' },
    PROJECT: { description: 'A key project (重点项目).' },
    CLUSTER: { description: 'An industrial cluster (产业集群).' },
    BENCHMARK_PORT: { description: 'A benchmark port (标杆口岸).' },
    MEASURE: { description: 'A measure of reform (改革创新举措).' },
    INDICATOR: { description: 'What is measured.' },
    COMMODITY: { description: 'A good, or a group of goods.' },
    PROGRAMME: { description: 'A task, project or action of a source (任务, 工程, 行动).' },
    SOURCE: { description: 'A published text.' },
  } satisfies Record<SearchKindCode, { description: string }>,
})

const SearchField = builder.enumType('SearchField', {
  description: 'What a text is to the thing that it finds: what it is called, or what is said of it.',
  values: {
    NAME: { description: 'Its name or title.' },
    ALIAS: { description: 'Another spelling of its name, or a document’s number.' },
    CODE: { description: 'Its code; only the whole code finds it.' },
    DEFINITION: { description: 'What an indicator counts.' },
    ISSUER: { description: 'Who issued a source.' },
    SUMMARY: { description: 'What a programme is to do.' },
    STATEMENT: {
      description: 'A printed text that a source states of it: a counterpart, a terminus, a builder.',
    },
    PROFILE: { description: 'Its features or its role, as a source tells them.' },
    MILESTONE: { description: 'An event in its life.' },
    ZONE: { description: 'A zone of its layout.' },
    SITE: { description: 'The goods of one of its supervision sites.' },
    PROBLEM: { description: 'One of its problems, or the remedy.' },
    STAGE: { description: 'A stage of a cluster’s value chain.' },
    PARK: { description: 'An industrial park of a cluster.' },
    PRACTICE: { description: 'What a peer does, from which a measure is borrowed.' },
  } satisfies Record<SearchFieldCode, { description: string }>,
})

const SearchMatch = builder.enumType('SearchMatch', {
  description: 'How a text has what was asked; case, spaces, punctuation and tone marks aside.',
  values: {
    EXACT: { description: 'It is what was asked.' },
    PREFIX: { description: 'It begins with what was asked.' },
    INSIDE: { description: 'It contains what was asked.' },
    WORDS: { description: 'It contains each of the words that were asked.' },
  } satisfies Record<Match['way'], { description: string }>,
})

const SearchForm = builder.enumType('SearchForm', {
  description: 'In which form of the text that was.',
  values: {
    TEXT: { description: 'As it is written, Chinese or English.' },
    PINYIN: { description: 'The pinyin of a Chinese name.' },
    INITIALS: { description: 'The first letters of the pinyin of a Chinese name.' },
  } satisfies Record<SearchFormCode, { description: string }>,
})

const SUBJECTS = [Port, Checkpoint, Region, Platform, Corridor, Project, Cluster, BenchmarkPort, Measure]

const SearchNode = builder.unionType('SearchNode', {
  description: 'What a search finds.',
  types: [...SUBJECTS, Indicator, Commodity, Programme, Source],
  resolveType: (row) => typeOf(row),
})

/** A row of a subject names its kind; the other rows have a column that only they have. */
function typeOf(row: FoundRow): string {
  if ('nature' in row) return 'Indicator'
  if ('kind' in row && 'name_zh' in row) return TYPE_OF_KIND[row.kind]
  if ('published' in row) return 'Source'
  return 'evidence' in row ? 'Programme' : 'Commodity'
}

const SearchHit = builder.objectRef<Hit>('SearchHit').implement({
  description: 'A thing that was found, by the text of it that answers best.',
  fields: (t) => ({
    node: t.field({
      type: SearchNode,
      description: 'The thing.',
      resolve: (hit, _, context) => foundNode(hit, context),
    }),
    kind: t.field({
      type: SearchKind,
      description: 'What kind of thing it is.',
      resolve: ({ entry }) => entry.kind,
    }),
    code: t.string({ description: 'Its code.', resolve: ({ entry }) => entry.code }),
    score: t.float({
      description:
        'How well it answers, from 1 (its very name) down: names before what is said, the whole before the beginning before a part, as written before pinyin before initials. At equal scores ports come first.',
      resolve: ({ match }) => match.score,
    }),
    matched: t.string({
      description: 'The text that answers best: a name, an alias, a sentence of a profile …, whole.',
      resolve: ({ entry }) => entry.text,
    }),
    snippet: t.string({
      description: 'That text, or of a long one the 80 characters around what was asked.',
      resolve: shown,
    }),
    field: t.field({
      type: SearchField,
      description: 'What that text is to the thing.',
      resolve: ({ entry }) => entry.field,
    }),
    match: t.field({
      type: SearchMatch,
      description: 'How it has what was asked.',
      resolve: ({ match }) => match.way,
    }),
    form: t.field({ type: SearchForm, description: 'In which form.', resolve: ({ match }) => match.form }),
  }),
})

const SearchConnection = builder.connectionObject(
  { type: SearchHit, name: 'SearchConnection', description: 'A page of what a search found, best first.' },
  { name: 'SearchEdge', description: 'A hit with its cursor.' },
)

const ResolvedName = builder.objectRef<ResolvedNameValue>('ResolvedName').implement({
  description: 'What a name may stand for.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'The name as it was given.' }),
    code: t.string({
      nullable: true,
      description:
        'The code of the one thing that has this very name, alias or code; null where none has, or several have: then a person has to choose among the candidates, or `kinds` has to be narrowed.',
      resolve: ({ certain }) => certain?.entry.code ?? null,
    }),
    candidates: t.field({
      type: [SearchHit],
      description: 'What it may stand for, best first.',
      resolve: ({ candidates }) => [...candidates],
    }),
  }),
})

const Resolution = builder.objectRef<ResolutionValue>('Resolution').implement({
  description: 'Names with what they stand for.',
  fields: (t) => ({
    names: t.field({
      type: [ResolvedName],
      description: 'Every name, in the order in which they were given.',
      resolve: ({ names }) => [...names],
    }),
    unresolved: t.stringList({
      description: 'The names that stand for nothing known: not one candidate.',
      resolve: ({ unresolved }) => [...unresolved],
    }),
  }),
})

const kindsArgs = builder.args((t) => ({
  kinds: t.field({
    type: [SearchKind],
    description: 'Only things of these kinds; an empty list finds nothing, all kinds unless asked.',
  }),
}))

builder.queryFields((t) => ({
  search: t.connection(
    {
      type: SearchHit,
      description:
        'What is called so, then what it is said of: Chinese of any length, pinyin with or without tones and spaces, initials (mdl), English and aliases. Case, spaces and punctuation do not matter. ' +
        'A thing is found once, best first. Of what a very common text finds, the foremost 500 texts of each kind of match are looked at, and counted.',
      args: {
        ...kindsArgs,
        text: t.arg.string({
          required: true,
          description: 'What to look for: a name or a few words, at most 100 characters.',
        }),
      },
      resolve: (_, args, context) => search(args, context),
    },
    SearchConnection,
  ),
  resolve: t.field({
    type: Resolution,
    description: 'Names to codes, many at once: by names, aliases and codes, not by what is said.',
    args: {
      ...kindsArgs,
      names: t.arg.stringList({
        required: true,
        description: 'At most 100 names of at most 100 characters. A blank one is unresolved.',
      }),
      first: t.arg.int({
        required: true,
        defaultValue: 5,
        description: 'How many candidates a name has at most, from 0 to 20.',
      }),
    },
    resolve: (_, args, context) => resolution(args, context),
  }),
}))
