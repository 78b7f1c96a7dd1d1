// The data model of db/tables.ts. Every closed list is checked by the database too.
import * as lists from '../lists.ts'

/** Not `in (…)`: SQLite would build a table of the values for every row that is written. */
const oneOf = (column: string, values: readonly string[]) =>
  `check (${values.map((value) => `${column} = '${value}'`).join(' or ')})`

const cited = `
  id integer primary key,
  source_id integer not null references source (id) on delete cascade,
  key text not null,
  position integer not null,
  locator text not null,
  locator_kind text not null ${oneOf('locator_kind', lists.LOCATOR_KINDS)},
  evidence text not null`

/** A table of cited rows about a subject, with an index to find them by it. */
const citedTable = (name: string, columns: string): string[] => [
  `create table ${name} (${cited},
    subject_id integer not null references subject (id),
    ${columns},
    unique (source_id, key)
  ) strict`,
  `create index ${name}_by_subject on ${name} (subject_id)`,
]

export const sql: readonly string[] = [
  `create table dataset_version (
    id integer primary key,
    loaded_at text not null,
    package text not null,
    revision integer not null,
    added integer not null,
    changed integer not null,
    removed integer not null
  ) strict`,
  `create table change (
    id integer primary key,
    version_id integer not null references dataset_version (id),
    table_name text not null,
    key text not null,
    action text not null ${oneOf('action', lists.CHANGE_ACTIONS)},
    before text
  ) strict`,
  // A row that was added has no state before it, and is never looked for by its key.
  'create index change_by_key on change (table_name, key, id) where before is not null',
  'create index change_by_version on change (version_id)',
  `create table package (
    code text primary key,
    revision integer not null,
    fingerprint text not null
  ) strict, without rowid`,
  `create table source (
    id integer primary key,
    code text not null unique,
    title_zh text not null,
    title_en text,
    issuer_zh text not null,
    issuer_en text,
    document_number text,
    kind text not null ${oneOf('kind', lists.SOURCE_KINDS)},
    published text not null,
    published_inferred integer not null check (published_inferred in (0, 1)),
    language text not null,
    revision integer not null,
    doubtful_readings integer
  ) strict`,
  `create table unit (
    id integer primary key,
    code text not null unique,
    name_zh text not null,
    name_en text,
    dimension text not null,
    factor text not null,
    spellings text not null,
    position integer not null
  ) strict`,
  `create table indicator (
    id integer primary key,
    code text not null unique,
    name_zh text not null,
    name_en text,
    definition_zh text not null,
    definition_en text not null,
    unit_id integer not null references unit (id),
    nature text not null ${oneOf('nature', lists.NATURES)},
    good text not null ${oneOf('good', lists.GOODS)}
  ) strict`,
  `create table commodity (
    id integer primary key,
    code text not null unique,
    name_zh text not null,
    name_en text,
    parent_id integer references commodity (id) deferrable initially deferred
  ) strict`,
  // The list of kinds grows with the nouns; the package check holds it, so that a new kind needs no new table.
  `create table subject (
    id integer primary key,
    kind text not null,
    code text not null unique,
    name_zh text not null,
    name_en text,
    known_from text,
    unique (kind, code)
  ) strict`,
  `create table region (
    id integer primary key references subject (id) on delete cascade,
    kind text not null ${oneOf('kind', lists.REGION_KINDS)},
    parent_id integer references region (id) deferrable initially deferred
  ) strict`,
  'create index region_by_parent on region (parent_id)',
  `create table checkpoint (
    id integer primary key references subject (id) on delete cascade,
    port_id integer not null references subject (id),
    mode text not null ${oneOf('mode', lists.MODES)},
    unique (port_id, mode)
  ) strict`,
  `create table alias (
    id integer primary key,
    kind text not null ${oneOf('kind', lists.ALIAS_KINDS)},
    code text not null,
    alias text not null,
    source text,
    unique (kind, code, alias)
  ) strict`,
  `create table mention (
    subject_id integer not null references subject (id) on delete cascade,
    source_id integer not null references source (id) on delete cascade,
    primary key (subject_id, source_id)
  ) strict, without rowid`,
  'create index mention_by_source on mention (source_id)',
  `create table statement (${cited},
    subject_id integer not null references subject (id),
    property text not null,
    value text not null,
    object_id integer references subject (id),
    inferred_zh text,
    inferred_en text,
    unique (source_id, key)
  ) strict`,
  'create index statement_by_subject on statement (subject_id, property)',
  'create index statement_by_object on statement (object_id, property, subject_id) where object_id is not null',
  ...citedTable(
    'profile',
    `features_zh text,
    features_en text,
    role_zh text,
    role_en text`,
  ),
  ...citedTable(
    'milestone',
    `date text not null,
    event_zh text not null,
    event_en text`,
  ),
  ...citedTable(
    'zone',
    `layout_zh text not null,
    group_zh text,
    name_zh text not null,
    name_en text,
    function_zh text,
    function_en text`,
  ),
  ...citedTable(
    'site',
    `goods_zh text not null,
    goods_en text,
    commodity_id integer references commodity (id),
    status text not null ${oneOf('status', lists.SITE_STATUSES)},
    date text`,
  ),
  ...citedTable(
    'problem',
    `problem_zh text not null,
    problem_en text,
    remedy_zh text,
    remedy_en text`,
  ),
  ...citedTable(
    'stage',
    `chain_zh text not null,
    chain_en text,
    stage integer not null check (stage >= 1),
    name_zh text not null,
    name_en text`,
  ),
  ...citedTable(
    'park',
    `name_zh text not null,
    name_en text`,
  ),
  ...citedTable(
    'practice',
    `peer_id integer not null references subject (id),
    summary_zh text not null,
    summary_en text`,
  ),
  'create index practice_by_peer on practice (peer_id)',
  `create table programme (${cited},
    parent_id integer references programme (id) on delete cascade deferrable initially deferred,
    title_zh text not null,
    title_en text,
    summary_zh text,
    summary_en text,
    unique (key)
  ) strict`,
  'create index programme_by_source on programme (source_id, position)',
  'create index programme_by_parent on programme (parent_id)',
  `create table programme_subject (
    programme_id integer not null references programme (id) on delete cascade,
    subject_id integer not null references subject (id),
    primary key (programme_id, subject_id)
  ) strict, without rowid`,
  'create index programme_of_subject on programme_subject (subject_id)',
  `create table observation (${cited},
    subject_id integer not null references subject (id),
    indicator_id integer not null references indicator (id),
    kind text not null ${oneOf('kind', lists.OBSERVATION_KINDS)},
    direction text not null ${oneOf('direction', lists.DIRECTIONS)},
    commodity_id integer references commodity (id),
    partner_id integer references subject (id),
    part text,
    period_label text,
    period_start text,
    period_end text,
    frequency text,
    printed text,
    printed_unit text,
    reported text,
    reported_max text,
    unit_id integer references unit (id),
    value text,
    value_max text,
    value_whole integer,
    value_nano integer check (value_nano between 0 and 999999999),
    qualifier text not null ${oneOf('qualifier', lists.QUALIFIERS)},
    status text not null ${oneOf('status', lists.STATUSES)},
    growth_printed text,
    growth text,
    growth_unit text,
    growth_qualifier text ${oneOf('growth_qualifier', lists.QUALIFIERS)},
    growth_basis text ${oneOf('growth_basis', lists.GROWTH_BASES)},
    growth_base_period text,
    detail integer not null check (detail in (0, 1)),
    check ((value is null) = (value_whole is null) and (value is null) = (value_nano is null)),
    check ((period_label is null) = (period_start is null) and (period_label is null) = (frequency is null)),
    check (qualifier <> 'RANGE' or value_max is not null)
  ) strict`,
  // All of its indexes have names, so that a large load can build them at its end.
  'create unique index observation_by_key on observation (source_id, key)',
  'create index observation_by_subject on observation (subject_id, indicator_id, period_start, id)',
  'create index observation_by_subject_and_time on observation (subject_id, period_start, id)',
  'create index observation_by_source on observation (source_id, id)',
  'create index observation_by_indicator on observation (indicator_id, period_start, id)',
  `create index observation_of_no_calendar_span on observation (source_id)
    where frequency is null or frequency not in ('YEAR', 'HALF_YEAR', 'QUARTER', 'MONTH')`,
  'create index observation_with_growth on observation (subject_id, indicator_id) where growth is not null',
  "create index observation_of_target on observation (subject_id, indicator_id) where kind = 'TARGET'",
  'create index observation_by_indicator_and_source on observation (indicator_id, source_id, id)',
  `create table observation_part (
    total_id integer not null references observation (id) on delete cascade,
    part_id integer not null references observation (id) on delete cascade,
    primary key (total_id, part_id)
  ) strict, without rowid`,
  'create index observation_total on observation_part (part_id)',
  // No foreign keys: what a removed or moved claim leaves behind tells the load which choices to make again.
  `create table choice (
    observation_id integer primary key,
    chosen_id integer not null
  ) strict`,
  'create index choice_by_chosen on choice (chosen_id)',
  `create table undecided (
    subject_id integer not null,
    observation_id integer not null,
    primary key (subject_id, observation_id)
  ) strict, without rowid`,
  `create table scope (
    id integer primary key,
    indicator_id integer not null references indicator (id) on delete cascade,
    kind text not null,
    frequency text not null,
    direction text not null,
    commodity_id integer references commodity (id) on delete cascade,
    partner_id integer references subject (id) on delete cascade,
    part text
  ) strict`,
  `create unique index scope_by_all on scope (indicator_id, kind, frequency, direction,
    coalesce(commodity_id, 0), coalesce(partner_id, 0), coalesce(part, ''))`,
  'create index scope_by_commodity on scope (commodity_id) where commodity_id is not null',
  'create index scope_by_partner on scope (partner_id) where partner_id is not null',
  `create table rollup (
    scope_id integer not null references scope (id) on delete cascade,
    subject_id integer not null,
    year integer not null,
    source_id integer not null,
    spans integer not null,
    count integer not null,
    missing integer not null,
    qualified integer not null,
    totals integer not null,
    value_whole integer,
    value_nano integer,
    primary key (scope_id, subject_id, year, source_id)
  ) strict, without rowid`,
  'create index rollup_by_source on rollup (source_id)',
  `create table named_link (
    position integer primary key,
    owner_id integer not null,
    member text not null,
    unique (owner_id, member)
  ) strict`,
  ...citedTable(
    'need',
    `commodity_id integer not null references commodity (id),
    demand_id integer references observation (id) on delete set null,
    inferred_zh text,
    inferred_en text`,
  ),
  `create table need_supplier (
    need_id integer not null references need (id) on delete cascade,
    port_id integer not null references subject (id),
    primary key (need_id, port_id)
  ) strict, without rowid`,
  'create index need_of_supplier on need_supplier (port_id)',
  `create table search_entry (
    id integer primary key,
    package text not null,
    source text,
    kind text not null ${oneOf('kind', lists.SEARCH_KINDS)},
    code text not null,
    field text not null ${oneOf('field', lists.SEARCH_FIELDS)},
    named integer not null check (named in (0, 1)),
    text text not null,
    pinyin text,
    initials text
  ) strict`,
  'create index search_entry_by_package on search_entry (package)',
  // Its words are cut before they get here, so that the tokenizer has nothing to decide: it takes every
  // character beyond ASCII for part of a word, and knows no language.
  `create virtual table search_gram using fts5 (whole, grams, facet,
    content='', contentless_delete=1, tokenize='ascii', prefix='1')`,
]
