// The data model on one page: every table as an interface; closed lists of values are in lists.ts.
// A figure (observation), an attribute or link (statement) and a profile each say who says so
// (source), where (citation) and about what (subject).
import type { Generated } from 'kysely'
import type { CalendarSpan, Frequency } from '../values/period.ts'
import type {
  SITE_STATUSES,
  SubjectKind,
  RegionKind,
  Mode,
  Nature,
  Good,
  SourceKind,
  LocatorKind,
  ObservationKind,
  Direction,
  Qualifier,
  Status,
  GrowthBasis,
  AliasKind,
  SearchKind,
  SearchField,
  ChangeAction,
} from './lists.ts'

/** Row ids are integers of the database's own; clients and packages only ever see codes and keys. */
type Id = Generated<number>
/** 0 or 1. */
export type Flag = 0 | 1

export interface Tables {
  migration: MigrationTable
  dataset_version: DatasetVersionTable
  change: ChangeTable
  package: PackageTable
  source: SourceTable
  unit: UnitTableRow
  indicator: IndicatorTable
  commodity: CommodityTable
  subject: SubjectTable
  region: RegionTable
  checkpoint: CheckpointTable
  alias: AliasTable
  mention: MentionTable
  statement: StatementTable
  profile: ProfileTable
  milestone: MilestoneTable
  zone: ZoneTable
  site: SiteTable
  problem: ProblemTable
  programme: ProgrammeTable
  programme_subject: ProgrammeSubjectTable
  stage: StageTable
  park: ParkTable
  need: NeedTable
  need_supplier: NeedSupplierTable
  practice: PracticeTable
  observation: ObservationTable
  observation_part: ObservationPartTable
  choice: ChoiceTable
  undecided: UndecidedTable
  scope: ScopeTable
  rollup: RollupTable
  named_link: NamedLinkTable
  search_entry: SearchEntryTable
  search_gram: SearchGramTable
}

export interface MigrationTable {
  name: string
  applied_at: string
}

/** One row for every load that changed something: the versions of the dataset, in order. */
export interface DatasetVersionTable {
  id: Id
  /** ISO 8601 with time zone Z. */
  loaded_at: string
  package: string
  revision: number
  added: number
  changed: number
  removed: number
}

/** What a load changed, row by row: the history from which revisions are told. */
export interface ChangeTable {
  id: Id
  version_id: number
  table_name: string
  /** The row's key within its package: a key or a code. */
  key: string
  action: ChangeAction
  /** The row before as a JSON object; null for an added row. */
  before: string | null
}

/** The packages that are loaded, with a fingerprint of their files: the same files need no second load. */
export interface PackageTable {
  code: string
  revision: number
  fingerprint: string
}

export interface SourceTable {
  id: Id
  code: string
  title_zh: string
  title_en: string | null
  issuer_zh: string
  issuer_en: string | null
  document_number: string | null
  kind: SourceKind
  published: string
  /** 1 where the text prints no date and `published` is the earliest possible one. */
  published_inferred: Flag
  language: string
  revision: number
  /** How many doubtful readings the package's notes tell of; null where they have no section for them. */
  doubtful_readings: number | null
}

interface Named {
  code: string
  name_zh: string
  name_en: string | null
}

export interface UnitTableRow extends Named {
  id: Id
  dimension: string
  factor: string
  /** JSON array of the spellings that sources print. */
  spellings: string
  position: number
}

export interface IndicatorTable extends Named {
  id: Id
  definition_zh: string
  definition_en: string
  unit_id: number
  nature: Nature
  good: Good
}

export interface CommodityTable extends Named {
  id: Id
  parent_id: number | null
}

/** The supertype of whatever a figure can be about; region and checkpoint add columns of their own. */
export interface SubjectTable extends Named {
  id: Id
  kind: SubjectKind
  /** The day on which the first source that speaks of it was published; null where none does. Follows from `mention`. */
  known_from: string | null
}

export interface RegionTable {
  /** The subject's id. */
  id: number
  kind: RegionKind
  parent_id: number | null
}

export interface CheckpointTable {
  /** The subject's id. */
  id: number
  port_id: number
  mode: Mode
}

export interface AliasTable {
  id: Id
  kind: AliasKind
  code: string
  alias: string
  /** Code of the source that uses the spelling; null for common usage. Not a foreign key: the vocabulary comes first. */
  source: string | null
}

/** Which sources speak of a subject: an entity exists from its first source on. Kept by every load. */
export interface MentionTable {
  subject_id: number
  source_id: number
}

/** What every claim and statement has: who says it, its stable key, its place in print and in reading order. */
interface Cited {
  id: Id
  source_id: number
  key: string
  /** Reading order within the package. */
  position: number
  locator: string
  locator_kind: LocatorKind
  evidence: string
}

/** An attribute or a link of a subject, as one source states it. */
export interface StatementTable extends Cited {
  subject_id: number
  property: string
  value: string
  /** The linked subject where the property is a link; `value` is then its code. */
  object_id: number | null
  /** Why the link is inferred where no phrase states it; null where one does. */
  inferred_zh: string | null
  inferred_en: string | null
}

export interface ProfileTable extends Cited {
  subject_id: number
  features_zh: string | null
  features_en: string | null
  role_zh: string | null
  role_en: string | null
}

export interface MilestoneTable extends Cited {
  subject_id: number
  /** A period's label: a year, a month or a day. */
  date: string
  event_zh: string
  event_en: string | null
}

/** A zone of the layout of a port or a region. */
export interface ZoneTable extends Cited {
  subject_id: number
  /** The layout's name, e.g. 一核两轴四区. */
  layout_zh: string
  /** The group within the layout, e.g. 两轴. */
  group_zh: string | null
  name_zh: string
  name_en: string | null
  function_zh: string | null
  function_en: string | null
}

/** A designated supervision site (指定监管场地) for imports of some goods. */
export interface SiteTable extends Cited {
  subject_id: number
  goods_zh: string
  goods_en: string | null
  commodity_id: number | null
  status: (typeof SITE_STATUSES)[number]
  date: string | null
}

export interface ProblemTable extends Cited {
  subject_id: number
  problem_zh: string
  problem_en: string | null
  remedy_zh: string | null
  remedy_en: string | null
}

/** A task of a source's tree of tasks, projects and actions (任务, 工程, 行动); its key is unique across sources. */
export interface ProgrammeTable extends Cited {
  parent_id: number | null
  title_zh: string
  title_en: string | null
  summary_zh: string | null
  summary_en: string | null
}

export interface ProgrammeSubjectTable {
  programme_id: number
  subject_id: number
}

/** A stage of a value chain of a cluster (the subject). */
export interface StageTable extends Cited {
  subject_id: number
  chain_zh: string
  chain_en: string | null
  /** 1, 2, 3 … along the chain. */
  stage: number
  name_zh: string
  name_en: string | null
}

/** An industrial park of a cluster (the subject). */
export interface ParkTable extends Cited {
  subject_id: number
  name_zh: string
  name_en: string | null
}

/** A commodity that a cluster (the subject) takes in. */
export interface NeedTable extends Cited {
  subject_id: number
  commodity_id: number
  /** The yearly demand: a claim about the cluster's region. */
  demand_id: number | null
  inferred_zh: string | null
  inferred_en: string | null
}

/** A port that imports what a cluster needs. */
export interface NeedSupplierTable {
  need_id: number
  port_id: number
}

/** What a peer does, from which a measure (the subject) is borrowed. */
export interface PracticeTable extends Cited {
  subject_id: number
  peer_id: number
  summary_zh: string
  summary_en: string | null
}

/** One claim: a figure as one source prints it at one place. */
export interface ObservationTable extends Cited {
  subject_id: number
  indicator_id: number
  kind: ObservationKind
  direction: Direction
  commodity_id: number | null
  /** A region. */
  partner_id: number | null
  part: string | null
  period_label: string | null
  period_start: string | null
  period_end: string | null
  frequency: Frequency | null
  /** The number and the unit as they stand in the text; null where only a growth is printed. */
  printed: string | null
  printed_unit: string | null
  /** The strict number in the printed unit, and the unit. */
  reported: string | null
  reported_max: string | null
  unit_id: number | null
  /** The exact number in the indicator's base unit, as decimal text; null where there is none. */
  value: string | null
  value_max: string | null
  /** The same number as two integers, whole + nano × 10⁻⁹, for exact order and sums in SQL. */
  value_whole: number | null
  value_nano: number | null
  qualifier: Qualifier
  status: Status
  growth_printed: string | null
  growth: string | null
  growth_unit: '%' | '倍' | null
  growth_qualifier: Qualifier | null
  growth_basis: GrowthBasis | null
  growth_base_period: string | null
  detail: Flag
}

/** A printed total and the claims that it is the total of. */
export interface ObservationPartTable {
  total_id: number
  part_id: number
}

/** Of a claim about a thing that several claims are about: which of them is chosen, of all there are. Kept by every load. */
export interface ChoiceTable {
  observation_id: number
  /** The claim itself, or the one whose echo it is. */
  chosen_id: number
}

/** The claims whose choice a load has to make again: empty before and after. */
export interface UndecidedTable {
  subject_id: number
  observation_id: number
}

/** What claims of calendar spans count, subject and time apart. Kept by every load; one that is no longer in use stays. */
export interface ScopeTable {
  id: Id
  indicator_id: number
  kind: ObservationKind
  frequency: CalendarSpan
  direction: Direction
  commodity_id: number | null
  partner_id: number | null
  part: string | null
}

/** What one source's chosen claims about one subject and scope add up to in one year. Kept by every load. */
export interface RollupTable {
  scope_id: number
  subject_id: number
  year: number
  source_id: number
  /** How many claims start in each month, January's in the lowest four bits. */
  spans: number
  /** Claims with a value, without one, with one that is not exact; and printed totals whose parts are listed. */
  count: number
  missing: number
  qualified: number
  totals: number
  /** The exact sum, whole + nano × 10⁻⁹ with 0 ≤ nano < 10⁹; null where none has a value, or one is too large to add here. */
  value_whole: number | null
  value_nano: number | null
}

/** What the rows of a package that is being loaded are tied to, as it names them. Empty between loads. */
export interface NamedLinkTable {
  /** Order within the package. */
  position: number
  owner_id: number
  /** A key or a code. */
  member: string
}

/** A text by which something is found. Kept by every load, beside what it is a text of. */
export interface SearchEntryTable {
  /** Grows from what is shown first (names of ports) to what is shown last: the index gives ids in order. */
  id: number
  /** The package that the text comes from. */
  package: string
  /** Code of the source that writes so; null for the vocabulary's own. Not a foreign key, as an alias's is none. */
  source: string | null
  kind: SearchKind
  code: string
  field: SearchField
  /** 1 for what the thing is called, 0 for what is said of it. */
  named: Flag
  text: string
  /** Of a Chinese name: its syllables in lower case, without tones, a space between them. */
  pinyin: string | null
  /** Of a Chinese name: the first letters of its syllables. */
  initials: string | null
}

/** The full-text index of the entries, by their ids: its columns are searched and hold nothing to read. */
export interface SearchGramTable {
  rowid: number
  /** The folded forms of names, each one word. */
  whole: string
  /** Every two neighbouring characters of the folded text, and of a name's pinyin: one word each, in order. */
  grams: string
  /** What an answer is narrowed by: the kind of thing, and whether this is a name. */
  facet: string
}
