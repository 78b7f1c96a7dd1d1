-- The SQL of every statement by name, as SQLite takes it: written by npm run artefacts, compared by a test.
-- Where filters and orders make several texts of a statement, a few of them stand here.

-- allCommodities
select *
from "commodity"
order by "code";

-- allIndicators
select *
from "indicator"
order by "code";

-- allObservationsBySubject
-- takes subjects, asOf
select "observation".*
from "observation"
inner join "source" on "source"."id" = "observation"."source_id"
where "observation"."subject_id" in (select value from json_each(?))
and "source"."published" <= ?
order by "source"."published", "observation"."source_id", "observation"."position";

-- allSources
select *
from "source"
order by "published", "code";

-- allSubjects
select "subject"."id", "subject"."kind", "subject"."code", "subject"."name_zh", "subject"."name_en", "subject"."known_from", "region"."kind" as "region_kind", "region"."parent_id", "checkpoint"."port_id", "checkpoint"."mode"
from "subject"
left join "region" on "region"."id" = "subject"."id"
left join "checkpoint" on "checkpoint"."id" = "subject"."id"
order by "subject"."code";

-- allUnits
select *
from "unit"
order by "position";

-- anyRollup — filters: none
-- takes scopes, 1
select "year"
from "rollup"
where "scope_id" in (select value from json_each(?))
and true
limit ?;

-- anyRollup — filters: subjects subjectKinds checkpointsOf sources firstYear lastYear
-- takes scopes, subjects, subjectKinds, checkpointsOf, sources, firstYear, lastYear, 1
select "year"
from "rollup"
where "scope_id" in (select value from json_each(?))
and "subject_id" in (select value from json_each(?))
and subject_id in (
  select id
  from subject
  where kind in (select value from json_each(?)))
and subject_id in (
  select id
  from checkpoint
  where port_id in (select value from json_each(?)))
and "source_id" in (select value from json_each(?))
and year >= ?
and year <= ?
limit ?;

-- appliedMigrations
select "name"
from "migration"
order by "name";

-- benchmark_port-all — filters: none
-- takes asOf
select "subject"."id"
from "subject"
left join "region" on "region"."id" = "subject"."id"
left join "checkpoint" on "checkpoint"."id" = "subject"."id"
where subject.kind = 'BENCHMARK_PORT'
and subject.known_from <= ?
order by "subject"."code";

-- benchmark_port-count — filters: codes measures sources text
-- takes asOf, codes, measures, sources, asOf, text, text, text, text
select count(*) as "count"
from "subject"
left join "region" on "region"."id" = "subject"."id"
left join "checkpoint" on "checkpoint"."id" = "subject"."id"
where subject.kind = 'BENCHMARK_PORT'
and subject.known_from <= ?
and subject.code in (select value from json_each(?))
and subject.id in (
  select statement.object_id
  from statement
  join subject as measure on measure.id = statement.subject_id
  where statement.property = 'peer'
  and measure.code in (select value from json_each(?)))
and exists (
  select "mention"."source_id"
  from "mention"
  inner join "source" on "source"."id" = "mention"."source_id"
  where "mention"."subject_id" = "subject"."id"
  and "source"."code" in (select value from json_each(?))
  and "source"."published" <= ?)
and (coalesce(instr(lower("subject"."name_zh"), lower(?)) > 0, 0) or coalesce(instr(lower("subject"."name_en"), lower(?)) > 0, 0) or subject.code = ? or exists (
    select 1
    from alias
    where alias.kind = 'SUBJECT'
    and alias.code = subject.code
    and coalesce(instr(lower("alias"."alias"), lower(?)) > 0, 0)));

-- benchmark_port-page — filters: none, descending: false, backward: false, continued: false, order: CODE
-- takes asOf, limit
select "subject"."id"
from "subject"
left join "region" on "region"."id" = "subject"."id"
left join "checkpoint" on "checkpoint"."id" = "subject"."id"
where subject.kind = 'BENCHMARK_PORT'
and subject.known_from <= ?
order by "subject"."code" asc
limit ?;

-- benchmark_port-page — filters: codes measures sources text, descending: true, backward: true, continued: true, order: NAME
-- takes asOf, codes, measures, sources, asOf, text, text, text, text, cursor0, cursor1, limit
select "subject"."id"
from "subject"
left join "region" on "region"."id" = "subject"."id"
left join "checkpoint" on "checkpoint"."id" = "subject"."id"
where subject.kind = 'BENCHMARK_PORT'
and subject.known_from <= ?
and subject.code in (select value from json_each(?))
and subject.id in (
  select statement.object_id
  from statement
  join subject as measure on measure.id = statement.subject_id
  where statement.property = 'peer'
  and measure.code in (select value from json_each(?)))
and exists (
  select "mention"."source_id"
  from "mention"
  inner join "source" on "source"."id" = "mention"."source_id"
  where "mention"."subject_id" = "subject"."id"
  and "source"."code" in (select value from json_each(?))
  and "source"."published" <= ?)
and (coalesce(instr(lower("subject"."name_zh"), lower(?)) > 0, 0) or coalesce(instr(lower("subject"."name_en"), lower(?)) > 0, 0) or subject.code = ? or exists (
    select 1
    from alias
    where alias.kind = 'SUBJECT'
    and alias.code = subject.code
    and coalesce(instr(lower("alias"."alias"), lower(?)) > 0, 0)))
and ("subject"."name_zh", "subject"."code") > (?, ?)
order by "subject"."name_zh" asc, "subject"."code" asc
limit ?;

-- changeCount — filters: actions sources
-- takes asOf, sinceVersion, sinceTime, sources, actions
select count(*) as "count"
from "change"
inner join "dataset_version" on "dataset_version"."id" = "change"."version_id"
inner join "source" on "source"."code" = "dataset_version"."package"
where "change"."table_name" = 'observation'
and "source"."published" <= ?
and "change"."version_id" > ?
and "dataset_version"."loaded_at" >= ?
and "source"."id" in (select value from json_each(?))
and "change"."action" in (select value from json_each(?));

-- changePage — filters: none, descending: false, backward: false, continued: false
-- takes asOf, sinceVersion, sinceTime, limit
select "change"."id", "change"."version_id", "dataset_version"."loaded_at", "dataset_version"."package", "dataset_version"."revision", "change"."key", "change"."action", "change"."before", (
  select next.before
  from change as next
  join dataset_version as version on version.id = next.version_id
  where next.table_name = 'observation'
  and next.key = change.key
  and next.id > change.id
  and next.before is not null
  and version.package = dataset_version.package
  order by next.id
  limit 1) as "after", exists (
  select next.id
  from change as next
  join dataset_version as version on version.id = next.version_id
  where next.table_name = 'observation'
  and next.key = change.key
  and next.id > change.id
  and next.before is not null
  and version.package = dataset_version.package
  order by next.id
  limit 1) as "superseded"
from "change"
inner join "dataset_version" on "dataset_version"."id" = "change"."version_id"
inner join "source" on "source"."code" = "dataset_version"."package"
where "change"."table_name" = 'observation'
and "source"."published" <= ?
and "change"."version_id" > ?
and "dataset_version"."loaded_at" >= ?
order by "change"."id" asc
limit ?;

-- changePage — filters: actions sources, descending: true, backward: true, continued: true
-- takes asOf, sinceVersion, sinceTime, sources, actions, cursor0, limit
select "change"."id", "change"."version_id", "dataset_version"."loaded_at", "dataset_version"."package", "dataset_version"."revision", "change"."key", "change"."action", "change"."before", (
  select next.before
  from change as next
  join dataset_version as version on version.id = next.version_id
  where next.table_name = 'observation'
  and next.key = change.key
  and next.id > change.id
  and next.before is not null
  and version.package = dataset_version.package
  order by next.id
  limit 1) as "after", exists (
  select next.id
  from change as next
  join dataset_version as version on version.id = next.version_id
  where next.table_name = 'observation'
  and next.key = change.key
  and next.id > change.id
  and next.before is not null
  and version.package = dataset_version.package
  order by next.id
  limit 1) as "superseded"
from "change"
inner join "dataset_version" on "dataset_version"."id" = "change"."version_id"
inner join "source" on "source"."code" = "dataset_version"."package"
where "change"."table_name" = 'observation'
and "source"."published" <= ?
and "change"."version_id" > ?
and "dataset_version"."loaded_at" >= ?
and "source"."id" in (select value from json_each(?))
and "change"."action" in (select value from json_each(?))
and ("change"."id") > (?)
order by "change"."id" asc
limit ?;

-- changesByClaim
-- takes keys, asOf
select "change"."id", "change"."version_id", "dataset_version"."loaded_at", "dataset_version"."package", "dataset_version"."revision", "change"."key", "change"."action", "change"."before", "wanted"."ordinal"
from "change"
inner join "dataset_version" on "dataset_version"."id" = "change"."version_id"
inner join "source" on "source"."code" = "dataset_version"."package"
inner join (
  select key as ordinal, value ->> '$.source' as "source", value ->> '$.key' as "key"
  from json_each(?)
  limit -1) as "wanted" on "wanted"."key" = "change"."key"
and "wanted"."source" = "dataset_version"."package"
where "change"."table_name" = 'observation'
and "source"."published" <= ?
and "change"."before" is not null
order by "change"."id";

-- checkpoint-all — filters: none
-- takes asOf
select "subject"."id"
from "subject"
left join "region" on "region"."id" = "subject"."id"
left join "checkpoint" on "checkpoint"."id" = "subject"."id"
where subject.kind = 'CHECKPOINT'
and subject.known_from <= ?
order by "subject"."code";

-- checkpoint-count — filters: approved codes modes ports sources statuses text
-- takes asOf, asOf, 1, approved, codes, modes, ports, sources, asOf, asOf, 1, asOf, 1, statuses, text, text, text, text
select count(*) as "count"
from "subject"
left join "region" on "region"."id" = "subject"."id"
left join "checkpoint" on "checkpoint"."id" = "subject"."id"
where subject.kind = 'CHECKPOINT'
and subject.known_from <= ?
and (coalesce((
      select "statement"."value"
      from "statement"
      inner join "source" on "source"."id" = "statement"."source_id"
      where "statement"."subject_id" = "subject"."id"
      and "statement"."property" = 'approved'
      and "source"."published" <= ?
      order by source.published desc, case statement.locator_kind when 'TABLE' then 0 when 'TEXT' then 1 else 2 end, source.code, statement.position
      limit ?), 'FALSE') = 'TRUE') = ?
and subject.code in (select value from json_each(?))
and checkpoint.mode in (select value from json_each(?))
and checkpoint.port_id in (
  select port.id
  from subject as port
  where port.code in (select value from json_each(?)))
and exists (
  select "mention"."source_id"
  from "mention"
  inner join "source" on "source"."id" = "mention"."source_id"
  where "mention"."subject_id" = "subject"."id"
  and "source"."code" in (select value from json_each(?))
  and "source"."published" <= ?)
and coalesce((
    select "statement"."value"
    from "statement"
    inner join "source" on "source"."id" = "statement"."source_id"
    where "statement"."subject_id" = "subject"."id"
    and "statement"."property" = 'status'
    and "source"."published" <= ?
    order by source.published desc, case statement.locator_kind when 'TABLE' then 0 when 'TEXT' then 1 else 2 end, source.code, statement.position
    limit ?), case when (coalesce((
        select "statement"."value"
        from "statement"
        inner join "source" on "source"."id" = "statement"."source_id"
        where "statement"."subject_id" = "subject"."id"
        and "statement"."property" = 'approved'
        and "source"."published" <= ?
        order by source.published desc, case statement.locator_kind when 'TABLE' then 0 when 'TEXT' then 1 else 2 end, source.code, statement.position
        limit ?), 'FALSE') = 'TRUE') then 'OPEN' end) in (select value from json_each(?))
and (coalesce(instr(lower("subject"."name_zh"), lower(?)) > 0, 0) or coalesce(instr(lower("subject"."name_en"), lower(?)) > 0, 0) or subject.code = ? or exists (
    select 1
    from alias
    where alias.kind = 'SUBJECT'
    and alias.code = subject.code
    and coalesce(instr(lower("alias"."alias"), lower(?)) > 0, 0)));

-- checkpoint-page — filters: none, descending: false, backward: false, continued: false, order: CODE
-- takes asOf, limit
select "subject"."id"
from "subject"
left join "region" on "region"."id" = "subject"."id"
left join "checkpoint" on "checkpoint"."id" = "subject"."id"
where subject.kind = 'CHECKPOINT'
and subject.known_from <= ?
order by "subject"."code" asc
limit ?;

-- checkpoint-page — filters: approved codes modes ports sources statuses text, descending: true, backward: true, continued: true, order: NAME
-- takes asOf, asOf, 1, approved, codes, modes, ports, sources, asOf, asOf, 1, asOf, 1, statuses, text, text, text, text, cursor0, cursor1, limit
select "subject"."id"
from "subject"
left join "region" on "region"."id" = "subject"."id"
left join "checkpoint" on "checkpoint"."id" = "subject"."id"
where subject.kind = 'CHECKPOINT'
and subject.known_from <= ?
and (coalesce((
      select "statement"."value"
      from "statement"
      inner join "source" on "source"."id" = "statement"."source_id"
      where "statement"."subject_id" = "subject"."id"
      and "statement"."property" = 'approved'
      and "source"."published" <= ?
      order by source.published desc, case statement.locator_kind when 'TABLE' then 0 when 'TEXT' then 1 else 2 end, source.code, statement.position
      limit ?), 'FALSE') = 'TRUE') = ?
and subject.code in (select value from json_each(?))
and checkpoint.mode in (select value from json_each(?))
and checkpoint.port_id in (
  select port.id
  from subject as port
  where port.code in (select value from json_each(?)))
and exists (
  select "mention"."source_id"
  from "mention"
  inner join "source" on "source"."id" = "mention"."source_id"
  where "mention"."subject_id" = "subject"."id"
  and "source"."code" in (select value from json_each(?))
  and "source"."published" <= ?)
and coalesce((
    select "statement"."value"
    from "statement"
    inner join "source" on "source"."id" = "statement"."source_id"
    where "statement"."subject_id" = "subject"."id"
    and "statement"."property" = 'status'
    and "source"."published" <= ?
    order by source.published desc, case statement.locator_kind when 'TABLE' then 0 when 'TEXT' then 1 else 2 end, source.code, statement.position
    limit ?), case when (coalesce((
        select "statement"."value"
        from "statement"
        inner join "source" on "source"."id" = "statement"."source_id"
        where "statement"."subject_id" = "subject"."id"
        and "statement"."property" = 'approved'
        and "source"."published" <= ?
        order by source.published desc, case statement.locator_kind when 'TABLE' then 0 when 'TEXT' then 1 else 2 end, source.code, statement.position
        limit ?), 'FALSE') = 'TRUE') then 'OPEN' end) in (select value from json_each(?))
and (coalesce(instr(lower("subject"."name_zh"), lower(?)) > 0, 0) or coalesce(instr(lower("subject"."name_en"), lower(?)) > 0, 0) or subject.code = ? or exists (
    select 1
    from alias
    where alias.kind = 'SUBJECT'
    and alias.code = subject.code
    and coalesce(instr(lower("alias"."alias"), lower(?)) > 0, 0)))
and ("subject"."name_zh", "subject"."code") > (?, ?)
order by "subject"."name_zh" asc, "subject"."code" asc
limit ?;

-- checkpointStates
-- takes 1, 1, 1, keys
select "wanted"."ordinal", coalesce((
    select "statement"."value"
    from "statement"
    inner join "source" on "source"."id" = "statement"."source_id"
    where "statement"."subject_id" = "subject"."id"
    and "statement"."property" = 'status'
    and "source"."published" <= "wanted"."asOf"
    order by source.published desc, case statement.locator_kind when 'TABLE' then 0 when 'TEXT' then 1 else 2 end, source.code, statement.position
    limit ?), case when (coalesce((
        select "statement"."value"
        from "statement"
        inner join "source" on "source"."id" = "statement"."source_id"
        where "statement"."subject_id" = "subject"."id"
        and "statement"."property" = 'approved'
        and "source"."published" <= "wanted"."asOf"
        order by source.published desc, case statement.locator_kind when 'TABLE' then 0 when 'TEXT' then 1 else 2 end, source.code, statement.position
        limit ?), 'FALSE') = 'TRUE') then 'OPEN' end) as "status", (coalesce((
      select "statement"."value"
      from "statement"
      inner join "source" on "source"."id" = "statement"."source_id"
      where "statement"."subject_id" = "subject"."id"
      and "statement"."property" = 'approved'
      and "source"."published" <= "wanted"."asOf"
      order by source.published desc, case statement.locator_kind when 'TABLE' then 0 when 'TEXT' then 1 else 2 end, source.code, statement.position
      limit ?), 'FALSE') = 'TRUE') as "approved"
from "subject"
inner join (
  select key as ordinal, value ->> '$.id' as "id", value ->> '$.asOf' as "asOf"
  from json_each(?)
  limit -1) as "wanted" on "wanted"."id" = "subject"."id";

-- checkpointsByPort
-- takes ports, asOf
select "subject"."id", "checkpoint"."port_id"
from "subject"
left join "region" on "region"."id" = "subject"."id"
left join "checkpoint" on "checkpoint"."id" = "subject"."id"
where "checkpoint"."port_id" in (select value from json_each(?))
and subject.known_from <= ?
order by "subject"."code";

-- choicesOfClaims
-- takes claims
select *
from "choice"
where "observation_id" in (select value from json_each(?));

-- citedBySource — table: profile
-- takes sources
select *
from "profile"
where "source_id" in (select value from json_each(?))
order by "source_id", "position";

-- citedBySubject — table: profile
-- takes subjects, asOf
select "row".*, "of"."id" as "of_id"
from "profile" as "row"
inner join "source" on "source"."id" = "row"."source_id"
left join "checkpoint" on "checkpoint"."id" = "row"."subject_id"
inner join "subject" as "of" on ("of"."id" = "row"."subject_id" or "of"."id" = "checkpoint"."port_id")
where "of"."id" in (select value from json_each(?))
and "source"."published" <= ?
order by "source"."published", "source"."code", "row"."position";

-- claimsBySeries
-- takes keys
select "observation".*, "wanted"."ordinal"
from (
  select key as ordinal, value ->> '$.subject' as "subject", value ->> '$.indicator' as "indicator", value ->> '$.asOf' as "asOf"
  from json_each(?)
  limit -1) as "wanted"
inner join "observation" on "observation"."subject_id" = "wanted"."subject"
and "observation"."indicator_id" = "wanted"."indicator"
inner join "source" on "source"."id" = "observation"."source_id"
where "source"."published" <= "wanted"."asOf"
order by "wanted"."ordinal", "observation"."period_start", "observation"."id";

-- claimsOfSameThing
-- takes keys
select "observation".*, "wanted"."ordinal"
from (
  select key as ordinal, value ->> '$.observation' as "observation", value ->> '$.asOf' as "asOf"
  from json_each(?)
  limit -1) as "wanted"
inner join "observation" as "one" on "one"."id" = "wanted"."observation"
inner join "observation" on ("observation"."subject_id" is not distinct from "one"."subject_id"
  and "observation"."indicator_id" is not distinct from "one"."indicator_id"
  and "observation"."period_start" is not distinct from "one"."period_start"
  and "observation"."period_label" is not distinct from "one"."period_label"
  and "observation"."kind" is not distinct from "one"."kind"
  and "observation"."direction" is not distinct from "one"."direction"
  and "observation"."commodity_id" is not distinct from "one"."commodity_id"
  and "observation"."partner_id" is not distinct from "one"."partner_id"
  and "observation"."part" is not distinct from "one"."part")
inner join "source" on "source"."id" = "observation"."source_id"
where "source"."published" <= "wanted"."asOf";

-- cluster-all — filters: none
-- takes asOf
select "subject"."id"
from "subject"
left join "region" on "region"."id" = "subject"."id"
left join "checkpoint" on "checkpoint"."id" = "subject"."id"
where subject.kind = 'CLUSTER'
and subject.known_from <= ?
order by "subject"."code";

-- cluster-count — filters: codes needs regions sources text tiers
-- takes asOf, codes, needs, asOf, 1, regions, sources, asOf, text, text, text, text, asOf, 1, tiers
select count(*) as "count"
from "subject"
left join "region" on "region"."id" = "subject"."id"
left join "checkpoint" on "checkpoint"."id" = "subject"."id"
where subject.kind = 'CLUSTER'
and subject.known_from <= ?
and subject.code in (select value from json_each(?))
and subject.id in (
  select need.subject_id
  from need
  join commodity on commodity.id = need.commodity_id
  where commodity.code in (select value from json_each(?)))
and (
  select "statement"."value"
  from "statement"
  inner join "source" on "source"."id" = "statement"."source_id"
  where "statement"."subject_id" = "subject"."id"
  and "statement"."property" = 'region'
  and "source"."published" <= ?
  order by source.published desc, case statement.locator_kind when 'TABLE' then 0 when 'TEXT' then 1 else 2 end, source.code, statement.position
  limit ?) in (with recursive inside (id, code) as (
    select subject.id, subject.code
    from subject
    where subject.kind = 'REGION'
    and subject.code in (select value from json_each(?))
    union
    select subject.id, subject.code
    from inside
    join region on region.parent_id = inside.id
    join subject on subject.id = region.id)
  select inside.code
  from inside)
and exists (
  select "mention"."source_id"
  from "mention"
  inner join "source" on "source"."id" = "mention"."source_id"
  where "mention"."subject_id" = "subject"."id"
  and "source"."code" in (select value from json_each(?))
  and "source"."published" <= ?)
and (coalesce(instr(lower("subject"."name_zh"), lower(?)) > 0, 0) or coalesce(instr(lower("subject"."name_en"), lower(?)) > 0, 0) or subject.code = ? or exists (
    select 1
    from alias
    where alias.kind = 'SUBJECT'
    and alias.code = subject.code
    and coalesce(instr(lower("alias"."alias"), lower(?)) > 0, 0)))
and (
  select "statement"."value"
  from "statement"
  inner join "source" on "source"."id" = "statement"."source_id"
  where "statement"."subject_id" = "subject"."id"
  and "statement"."property" = 'tier'
  and "source"."published" <= ?
  order by source.published desc, case statement.locator_kind when 'TABLE' then 0 when 'TEXT' then 1 else 2 end, source.code, statement.position
  limit ?) in (select value from json_each(?));

-- cluster-page — filters: none, descending: false, backward: false, continued: false, order: CODE
-- takes asOf, limit
select "subject"."id"
from "subject"
left join "region" on "region"."id" = "subject"."id"
left join "checkpoint" on "checkpoint"."id" = "subject"."id"
where subject.kind = 'CLUSTER'
and subject.known_from <= ?
order by "subject"."code" asc
limit ?;

-- cluster-page — filters: codes needs regions sources text tiers, descending: true, backward: true, continued: true, order: NAME
-- takes asOf, codes, needs, asOf, 1, regions, sources, asOf, text, text, text, text, asOf, 1, tiers, cursor0, cursor1, limit
select "subject"."id"
from "subject"
left join "region" on "region"."id" = "subject"."id"
left join "checkpoint" on "checkpoint"."id" = "subject"."id"
where subject.kind = 'CLUSTER'
and subject.known_from <= ?
and subject.code in (select value from json_each(?))
and subject.id in (
  select need.subject_id
  from need
  join commodity on commodity.id = need.commodity_id
  where commodity.code in (select value from json_each(?)))
and (
  select "statement"."value"
  from "statement"
  inner join "source" on "source"."id" = "statement"."source_id"
  where "statement"."subject_id" = "subject"."id"
  and "statement"."property" = 'region'
  and "source"."published" <= ?
  order by source.published desc, case statement.locator_kind when 'TABLE' then 0 when 'TEXT' then 1 else 2 end, source.code, statement.position
  limit ?) in (with recursive inside (id, code) as (
    select subject.id, subject.code
    from subject
    where subject.kind = 'REGION'
    and subject.code in (select value from json_each(?))
    union
    select subject.id, subject.code
    from inside
    join region on region.parent_id = inside.id
    join subject on subject.id = region.id)
  select inside.code
  from inside)
and exists (
  select "mention"."source_id"
  from "mention"
  inner join "source" on "source"."id" = "mention"."source_id"
  where "mention"."subject_id" = "subject"."id"
  and "source"."code" in (select value from json_each(?))
  and "source"."published" <= ?)
and (coalesce(instr(lower("subject"."name_zh"), lower(?)) > 0, 0) or coalesce(instr(lower("subject"."name_en"), lower(?)) > 0, 0) or subject.code = ? or exists (
    select 1
    from alias
    where alias.kind = 'SUBJECT'
    and alias.code = subject.code
    and coalesce(instr(lower("alias"."alias"), lower(?)) > 0, 0)))
and (
  select "statement"."value"
  from "statement"
  inner join "source" on "source"."id" = "statement"."source_id"
  where "statement"."subject_id" = "subject"."id"
  and "statement"."property" = 'tier'
  and "source"."published" <= ?
  order by source.published desc, case statement.locator_kind when 'TABLE' then 0 when 'TEXT' then 1 else 2 end, source.code, statement.position
  limit ?) in (select value from json_each(?))
and ("subject"."name_zh", "subject"."code") > (?, ?)
order by "subject"."name_zh" asc, "subject"."code" asc
limit ?;

-- clustersByPort
-- takes asOf, asOf, ports
select "subject"."id", "pair"."port_id" as "of_id"
from "subject"
left join "region" on "region"."id" = "subject"."id"
left join "checkpoint" on "checkpoint"."id" = "subject"."id"
inner join (
  select "cluster"."id" as "cluster_id", "statement"."object_id" as "port_id"
  from "statement"
  inner join "subject" as "cluster" on "cluster"."id" = "statement"."subject_id"
  inner join "source" on "source"."id" = "statement"."source_id"
  where "cluster"."kind" = 'CLUSTER'
  and "statement"."property" = 'port'
  and "source"."published" <= ?
  union
  select "need"."subject_id" as "cluster_id", "need_supplier"."port_id"
  from "need"
  inner join "need_supplier" on "need_supplier"."need_id" = "need"."id"
  inner join "source" on "source"."id" = "need"."source_id"
  where "source"."published" <= ?) as "pair" on "pair"."cluster_id" = "subject"."id"
where "pair"."port_id" in (select value from json_each(?))
order by "subject"."code";

-- codeIds — table: unit
select "code", "id"
from "unit";

-- containersBySubject
-- takes subjects, asOf, 1
select "subject"."id", "climb"."of_id"
from "subject"
left join "region" on "region"."id" = "subject"."id"
left join "checkpoint" on "checkpoint"."id" = "subject"."id"
inner join ( with recursive climb (of_id, id, height) as (
    select subject.id, subject.id, 0
    from subject
    where subject.id in (select value from json_each(?))
    union all
    select climb.of_id, container.id, climb.height + 1
    from climb
    join subject on subject.id = climb.id
    left join region on region.id = subject.id
    left join checkpoint on checkpoint.id = subject.id
    join subject as container on container.id = coalesce(region.parent_id, checkpoint.port_id, (
        select place.id
        from subject as place
        where place.code = (
          select "statement"."value"
          from "statement"
          inner join "source" on "source"."id" = "statement"."source_id"
          where "statement"."subject_id" = "subject"."id"
          and "statement"."property" = 'region'
          and "source"."published" <= ?
          order by source.published desc, case statement.locator_kind when 'TABLE' then 0 when 'TEXT' then 1 else 2 end, source.code, statement.position
          limit ?))))
  select of_id, id, height
  from climb
  where height > 0) as "climb" on "climb"."id" = "subject"."id"
order by "climb"."of_id", "climb"."height";

-- corridor-all — filters: none
-- takes asOf
select "subject"."id"
from "subject"
left join "region" on "region"."id" = "subject"."id"
left join "checkpoint" on "checkpoint"."id" = "subject"."id"
where subject.kind = 'CORRIDOR'
and subject.known_from <= ?
order by "subject"."code";

-- corridor-count — filters: codes kinds ports sources statuses text
-- takes asOf, codes, asOf, 1, kinds, asOf, ports, sources, asOf, asOf, 1, statuses, text, text, text, text
select count(*) as "count"
from "subject"
left join "region" on "region"."id" = "subject"."id"
left join "checkpoint" on "checkpoint"."id" = "subject"."id"
where subject.kind = 'CORRIDOR'
and subject.known_from <= ?
and subject.code in (select value from json_each(?))
and (
  select "statement"."value"
  from "statement"
  inner join "source" on "source"."id" = "statement"."source_id"
  where "statement"."subject_id" = "subject"."id"
  and "statement"."property" = 'kind'
  and "source"."published" <= ?
  order by source.published desc, case statement.locator_kind when 'TABLE' then 0 when 'TEXT' then 1 else 2 end, source.code, statement.position
  limit ?) in (select value from json_each(?))
and exists (
  select "statement"."id"
  from "statement"
  inner join "source" on "source"."id" = "statement"."source_id"
  where "statement"."subject_id" = "subject"."id"
  and "statement"."property" = 'port'
  and "source"."published" <= ?
  and "statement"."value" in (select value from json_each(?)))
and exists (
  select "mention"."source_id"
  from "mention"
  inner join "source" on "source"."id" = "mention"."source_id"
  where "mention"."subject_id" = "subject"."id"
  and "source"."code" in (select value from json_each(?))
  and "source"."published" <= ?)
and (
  select "statement"."value"
  from "statement"
  inner join "source" on "source"."id" = "statement"."source_id"
  where "statement"."subject_id" = "subject"."id"
  and "statement"."property" = 'status'
  and "source"."published" <= ?
  order by source.published desc, case statement.locator_kind when 'TABLE' then 0 when 'TEXT' then 1 else 2 end, source.code, statement.position
  limit ?) in (select value from json_each(?))
and (coalesce(instr(lower("subject"."name_zh"), lower(?)) > 0, 0) or coalesce(instr(lower("subject"."name_en"), lower(?)) > 0, 0) or subject.code = ? or exists (
    select 1
    from alias
    where alias.kind = 'SUBJECT'
    and alias.code = subject.code
    and coalesce(instr(lower("alias"."alias"), lower(?)) > 0, 0)));

-- corridor-page — filters: none, descending: false, backward: false, continued: false, order: CODE
-- takes asOf, limit
select "subject"."id"
from "subject"
left join "region" on "region"."id" = "subject"."id"
left join "checkpoint" on "checkpoint"."id" = "subject"."id"
where subject.kind = 'CORRIDOR'
and subject.known_from <= ?
order by "subject"."code" asc
limit ?;

-- corridor-page — filters: codes kinds ports sources statuses text, descending: true, backward: true, continued: true, order: NAME
-- takes asOf, codes, asOf, 1, kinds, asOf, ports, sources, asOf, asOf, 1, statuses, text, text, text, text, cursor0, cursor1, limit
select "subject"."id"
from "subject"
left join "region" on "region"."id" = "subject"."id"
left join "checkpoint" on "checkpoint"."id" = "subject"."id"
where subject.kind = 'CORRIDOR'
and subject.known_from <= ?
and subject.code in (select value from json_each(?))
and (
  select "statement"."value"
  from "statement"
  inner join "source" on "source"."id" = "statement"."source_id"
  where "statement"."subject_id" = "subject"."id"
  and "statement"."property" = 'kind'
  and "source"."published" <= ?
  order by source.published desc, case statement.locator_kind when 'TABLE' then 0 when 'TEXT' then 1 else 2 end, source.code, statement.position
  limit ?) in (select value from json_each(?))
and exists (
  select "statement"."id"
  from "statement"
  inner join "source" on "source"."id" = "statement"."source_id"
  where "statement"."subject_id" = "subject"."id"
  and "statement"."property" = 'port'
  and "source"."published" <= ?
  and "statement"."value" in (select value from json_each(?)))
and exists (
  select "mention"."source_id"
  from "mention"
  inner join "source" on "source"."id" = "mention"."source_id"
  where "mention"."subject_id" = "subject"."id"
  and "source"."code" in (select value from json_each(?))
  and "source"."published" <= ?)
and (
  select "statement"."value"
  from "statement"
  inner join "source" on "source"."id" = "statement"."source_id"
  where "statement"."subject_id" = "subject"."id"
  and "statement"."property" = 'status'
  and "source"."published" <= ?
  order by source.published desc, case statement.locator_kind when 'TABLE' then 0 when 'TEXT' then 1 else 2 end, source.code, statement.position
  limit ?) in (select value from json_each(?))
and (coalesce(instr(lower("subject"."name_zh"), lower(?)) > 0, 0) or coalesce(instr(lower("subject"."name_en"), lower(?)) > 0, 0) or subject.code = ? or exists (
    select 1
    from alias
    where alias.kind = 'SUBJECT'
    and alias.code = subject.code
    and coalesce(instr(lower("alias"."alias"), lower(?)) > 0, 0)))
and ("subject"."name_zh", "subject"."code") > (?, ?)
order by "subject"."name_zh" asc, "subject"."code" asc
limit ?;

-- countDatasetVersion
-- takes loadedAt, added, changed, removed, id
update "dataset_version" set "loaded_at" = ?, "added" = ?, "changed" = ?, "removed" = ?
where "id" = ?;

-- coverage — filters: none
select "observation"."subject_id", "subject"."code" as "subject_code", "observation"."indicator_id", "observation"."frequency", "observation"."kind", "observation"."source_id", "observation"."detail", count(*) as "claims", sum(case when observation.value is null then 1 else 0 end) as "missing", min(observation.period_start || ' ' || observation.period_label) as "first", max(coalesce(observation.period_end, '9999-12-31') || ' ' || observation.period_label) as "last"
from "observation"
inner join "subject" on "subject"."id" = "observation"."subject_id"
group by "observation"."subject_id", "subject"."code", "observation"."indicator_id", "observation"."frequency", "observation"."kind", "observation"."source_id", "observation"."detail"
order by "subject"."code", "observation"."indicator_id", "observation"."kind", "first";

-- coverage — filters: subjects indicators kinds directions commodities partners frequencies sources statuses qualifiers among asOf subjectKinds from to detail whole contested chosen echo without
-- takes subjects, indicators, kinds, directions, commodities, partners, frequencies, sources, statuses, qualifiers, among, asOf, subjectKinds, from, to, detail, whole, without
select "observation"."subject_id", "subject"."code" as "subject_code", "observation"."indicator_id", "observation"."frequency", "observation"."kind", "observation"."source_id", "observation"."detail", count(*) as "claims", sum(case when observation.value is null then 1 else 0 end) as "missing", min(observation.period_start || ' ' || observation.period_label) as "first", max(coalesce(observation.period_end, '9999-12-31') || ' ' || observation.period_label) as "last"
from "observation"
inner join "subject" on "subject"."id" = "observation"."subject_id"
where "observation"."subject_id" in (select value from json_each(?))
and "observation"."indicator_id" in (select value from json_each(?))
and "observation"."kind" in (select value from json_each(?))
and "observation"."direction" in (select value from json_each(?))
and "observation"."commodity_id" in (select value from json_each(?))
and "observation"."partner_id" in (select value from json_each(?))
and "observation"."frequency" in (select value from json_each(?))
and "observation"."source_id" in (select value from json_each(?))
and "observation"."status" in (select value from json_each(?))
and "observation"."qualifier" in (select value from json_each(?))
and "observation"."id" in (select value from json_each(?))
and +observation.source_id in (
  select source.id
  from source
  where source.published <= ?)
and observation.subject_id in (
  select subject.id
  from subject
  where subject.kind in (select value from json_each(?)))
and observation.period_start >= ?
and observation.period_start is not null
and coalesce(observation.period_end, '9999-12-31') <= ?
and observation.detail = ?
and case when observation.commodity_id is null
and observation.partner_id is null
and observation.part is null then 1 else 0 end = ?
and observation.id in (
  select observation_id
  from choice)
and not exists (
  select 1
  from choice
  where choice.observation_id = observation.id
  and choice.chosen_id <> observation.id)
and observation.id in (
  select observation_id
  from choice
  where chosen_id <> observation_id)
and observation.id not in (select value from json_each(?))
group by "observation"."subject_id", "subject"."code", "observation"."indicator_id", "observation"."frequency", "observation"."kind", "observation"."source_id", "observation"."detail"
order by "subject"."code", "observation"."indicator_id", "observation"."kind", "first";

-- datasetCounts
select (
  select count(*) as "count"
  from "source") as "sources", (
  select count(*) as "count"
  from "subject") as "subjects", (
  select count(*) as "count"
  from "indicator") as "indicators", (
  select count(*) as "count"
  from "observation") as "observations", (
  select count(*) as "count"
  from "statement") as "statements", (
  select count(*) as "count"
  from "profile") as "profiles";

-- datasetVersion
-- takes 1
select "id", "loaded_at"
from "dataset_version"
order by "id" desc
limit ?;

-- deleteChoicesOfUndecided
delete
from "choice"
where "observation_id" in (
  select "observation_id"
  from "undecided");

-- deleteLink — table: observation_part
-- takes ownerId, memberId
delete
from "observation_part"
where "total_id" = ?
and "part_id" = ?;

-- deleteLink — table: programme_subject
-- takes ownerId, memberId
delete
from "programme_subject"
where "programme_id" = ?
and "subject_id" = ?;

-- deleteLink — table: need_supplier
-- takes ownerId, memberId
delete
from "need_supplier"
where "need_id" = ?
and "port_id" = ?;

-- deleteMentions
-- takes sourceId
delete
from "mention"
where "source_id" = ?;

-- deleteNamedLinks
delete
from "named_link";

-- deleteRollupsOfSource
-- takes sourceId
delete
from "rollup"
where "source_id" = ?;

-- deleteRollupsOfUndecided
delete
from "rollup"
where (scope_id, subject_id, year) in (
  select distinct (
    select scope.id
    from scope
    where "scope"."indicator_id" = "observation"."indicator_id"
    and "scope"."kind" = "observation"."kind"
    and "scope"."frequency" = "observation"."frequency"
    and "scope"."direction" = "observation"."direction"
    and coalesce("scope"."commodity_id", 0) = coalesce("observation"."commodity_id", 0)
    and coalesce("scope"."partner_id", 0) = coalesce("observation"."partner_id", 0)
    and coalesce("scope"."part", '') = coalesce("observation"."part", '')) as scope_id, observation.subject_id, cast(substr(observation.period_start, 1, 4) as integer) as year
  from undecided cross
  join observation
  where observation.id = undecided.observation_id
  and observation.frequency in ('YEAR', 'HALF_YEAR', 'QUARTER', 'MONTH'));

-- deleteRow — table: zone, columns: source_id key name_zh, key: key, scope: source_id
-- takes id
delete
from "zone"
where "id" = ?;

-- deleteSearchEntries
-- takes ids
delete
from "search_entry"
where "id" in (select value from json_each(?));

-- deleteSearchGrams
-- takes ids
delete
from "search_gram"
where "rowid" in (select value from json_each(?));

-- deleteTouchedChoices
-- takes sourceId
delete
from "choice"
where chosen_id in (
  select one.chosen_id
  from choice as one
  left join observation on observation.id = one.observation_id
  where observation.id is null or observation.source_id = ?);

-- deleteUndecided
delete
from "undecided";

-- figuresReadBy — table: unit
-- takes code
select count(distinct "observation"."id") as "count"
from "observation"
inner join "indicator" on "indicator"."id" = "observation"."indicator_id"
inner join "unit" on ("unit"."id" = "observation"."unit_id" or "unit"."id" = "indicator"."unit_id")
where "unit"."code" = ?
and "observation"."value" is not null;

-- goneLinks — table: observation_part
-- takes sourceId, limit
select *
from (
  select link."total_id" as "ownerId", link."part_id" as "memberId", owner.key || ' ' || member."key" as "key"
  from "observation_part" as link
  join "observation" as owner on owner.id = link."total_id"
  join "observation" as member on member.id = link."part_id"
  where coalesce(owner.source_id, 0) = ?
  and not exists (
    select 1
    from named_link as named
    where named.owner_id = link."total_id"
    and named.member = member."key")
  limit ?) as "gone";

-- goneLinks — table: programme_subject
-- takes sourceId, limit
select *
from (
  select link."programme_id" as "ownerId", link."subject_id" as "memberId", owner.key || ' ' || member."code" as "key"
  from "programme_subject" as link
  join "programme" as owner on owner.id = link."programme_id"
  join "subject" as member on member.id = link."subject_id"
  where coalesce(owner.source_id, 0) = ?
  and not exists (
    select 1
    from named_link as named
    where named.owner_id = link."programme_id"
    and named.member = member."code")
  limit ?) as "gone";

-- goneLinks — table: need_supplier
-- takes sourceId, limit
select *
from (
  select link."need_id" as "ownerId", link."port_id" as "memberId", owner.key || ' ' || member."code" as "key"
  from "need_supplier" as link
  join "need" as owner on owner.id = link."need_id"
  join "subject" as member on member.id = link."port_id"
  where coalesce(owner.source_id, 0) = ?
  and not exists (
    select 1
    from named_link as named
    where named.owner_id = link."need_id"
    and named.member = member."code")
  limit ?) as "gone";

-- insertAddedChanges — table: zone
-- takes versionId, sourceId, afterId
insert into "change" ("version_id", "table_name", "key", "action")
select ? as "version_id", 'zone' as "table_name", "key", 'ADDED' as "action"
from "zone"
where "source_id" = ?
and "id" > ?
order by "id";

-- insertAddedLinkChanges — table: observation_part
-- takes versionId, sourceId
insert into "change" ("version_id", "table_name", "key", "action")
select ?, 'observation_part', owner.key || ' ' || named.member, 'ADDED'
from named_link as named
join "observation" as owner on owner.id = named.owner_id
left join "observation" as member on member."key" = named.member
and member.source_id = ?
where not exists (
  select 1
  from "observation_part" as link
  where link."total_id" = named.owner_id
  and link."part_id" = member.id)
order by named.position;

-- insertAddedLinkChanges — table: programme_subject
-- takes versionId
insert into "change" ("version_id", "table_name", "key", "action")
select ?, 'programme_subject', owner.key || ' ' || named.member, 'ADDED'
from named_link as named
join "programme" as owner on owner.id = named.owner_id
left join "subject" as member on member."code" = named.member
where not exists (
  select 1
  from "programme_subject" as link
  where link."programme_id" = named.owner_id
  and link."subject_id" = member.id)
order by named.position;

-- insertAddedLinkChanges — table: need_supplier
-- takes versionId
insert into "change" ("version_id", "table_name", "key", "action")
select ?, 'need_supplier', owner.key || ' ' || named.member, 'ADDED'
from named_link as named
join "need" as owner on owner.id = named.owner_id
left join "subject" as member on member."code" = named.member
where not exists (
  select 1
  from "need_supplier" as link
  where link."need_id" = named.owner_id
  and link."port_id" = member.id)
order by named.position;

-- insertChange
-- takes versionId, table, key, action, before
insert into "change" ("version_id", "table_name", "key", "action", "before")
values (?, ?, ?, ?, ?);

-- insertChoices
-- takes rows
insert into "choice" ("observation_id", "chosen_id")
select "observation_id", "chosen_id"
from (
  select key as ordinal, value ->> '$.observation_id' as "observation_id", value ->> '$.chosen_id' as "chosen_id"
  from json_each(?)
  limit -1) as "row";

-- insertDatasetVersion
-- takes loadedAt, package, revision, 0, 0, 0
insert into "dataset_version" ("loaded_at", "package", "revision", "added", "changed", "removed")
values (?, ?, ?, ?, ?, ?)
returning "id";

-- insertMention
-- takes subjectId, sourceId
insert into "mention" ("subject_id", "source_id")
values (?, ?);

-- insertMissingLinks — table: observation_part
-- takes sourceId
insert into "observation_part" ("total_id", "part_id")
select named.owner_id, member.id
from named_link as named
join "observation" as owner on owner.id = named.owner_id
left join "observation" as member on member."key" = named.member
and member.source_id = ?
where not exists (
  select 1
  from "observation_part" as link
  where link."total_id" = named.owner_id
  and link."part_id" = member.id)
order by named.position;

-- insertMissingLinks — table: programme_subject
insert into "programme_subject" ("programme_id", "subject_id")
select named.owner_id, member.id
from named_link as named
join "programme" as owner on owner.id = named.owner_id
left join "subject" as member on member."code" = named.member
where not exists (
  select 1
  from "programme_subject" as link
  where link."programme_id" = named.owner_id
  and link."subject_id" = member.id)
order by named.position;

-- insertMissingLinks — table: need_supplier
insert into "need_supplier" ("need_id", "port_id")
select named.owner_id, member.id
from named_link as named
join "need" as owner on owner.id = named.owner_id
left join "subject" as member on member."code" = named.member
where not exists (
  select 1
  from "need_supplier" as link
  where link."need_id" = named.owner_id
  and link."port_id" = member.id)
order by named.position;

-- insertNamedLink
-- takes position, ownerId, member
insert into "named_link" ("position", "owner_id", "member")
values (?, ?, ?);

-- insertRollupsOfSource
-- takes sourceId
insert into "rollup" ("scope_id", "subject_id", "year", "source_id", "spans", "count", "missing", "qualified", "totals", "value_whole", "value_nano")
select (
  select scope.id
  from scope
  where "scope"."indicator_id" = "observation"."indicator_id"
  and "scope"."kind" = "observation"."kind"
  and "scope"."frequency" = "observation"."frequency"
  and "scope"."direction" = "observation"."direction"
  and coalesce("scope"."commodity_id", 0) = coalesce("observation"."commodity_id", 0)
  and coalesce("scope"."partner_id", 0) = coalesce("observation"."partner_id", 0)
  and coalesce("scope"."part", '') = coalesce("observation"."part", '')) as "scope_id", observation.subject_id as "subject_id", cast(substr(observation.period_start, 1, 4) as integer) as "year", observation.source_id as "source_id", sum(1 << (4 * (cast(substr(observation.period_start, 6, 2) as integer) - 1))) as "spans", count(observation.value_whole) as "count", count(*) - count(observation.value_whole) as "missing", sum(case when observation.value_whole is not null
  and observation.qualifier <> 'EXACT' then 1 else 0 end) as "qualified", sum(case when observation.id in (
    select total_id
    from observation_part) then 1 else 0 end) as "totals", case when max(abs(observation.value_whole)) < 500000000000000 then sum(observation.value_whole) + sum(observation.value_nano) / 1000000000 end as "value_whole", case when max(abs(observation.value_whole)) < 500000000000000 then sum(observation.value_nano) % 1000000000 end as "value_nano"
from observation
where observation.source_id = ?
and observation.frequency in ('YEAR', 'HALF_YEAR', 'QUARTER', 'MONTH')
group by observation.subject_id, observation.indicator_id, observation.commodity_id, observation.partner_id, observation.part, substr(observation.period_start, 1, 4), observation.frequency, observation.kind, observation.direction, observation.source_id;

-- insertRollupsOfUndecided
insert into "rollup" ("scope_id", "subject_id", "year", "source_id", "spans", "count", "missing", "qualified", "totals", "value_whole", "value_nano")
select (
  select scope.id
  from scope
  where "scope"."indicator_id" = "observation"."indicator_id"
  and "scope"."kind" = "observation"."kind"
  and "scope"."frequency" = "observation"."frequency"
  and "scope"."direction" = "observation"."direction"
  and coalesce("scope"."commodity_id", 0) = coalesce("observation"."commodity_id", 0)
  and coalesce("scope"."partner_id", 0) = coalesce("observation"."partner_id", 0)
  and coalesce("scope"."part", '') = coalesce("observation"."part", '')) as "scope_id", observation.subject_id as "subject_id", cast(substr(observation.period_start, 1, 4) as integer) as "year", observation.source_id as "source_id", sum(1 << (4 * (cast(substr(observation.period_start, 6, 2) as integer) - 1))) as "spans", count(observation.value_whole) as "count", count(*) - count(observation.value_whole) as "missing", sum(case when observation.value_whole is not null
  and observation.qualifier <> 'EXACT' then 1 else 0 end) as "qualified", sum(case when observation.id in (
    select total_id
    from observation_part
    union
    select choice.chosen_id
    from choice
    join observation_part on observation_part.total_id = choice.observation_id) then 1 else 0 end) as "totals", case when max(abs(observation.value_whole)) < 500000000000000 then sum(observation.value_whole) + sum(observation.value_nano) / 1000000000 end as "value_whole", case when max(abs(observation.value_whole)) < 500000000000000 then sum(observation.value_nano) % 1000000000 end as "value_nano"
from (
  select distinct (
    select scope.id
    from scope
    where "scope"."indicator_id" = "observation"."indicator_id"
    and "scope"."kind" = "observation"."kind"
    and "scope"."frequency" = "observation"."frequency"
    and "scope"."direction" = "observation"."direction"
    and coalesce("scope"."commodity_id", 0) = coalesce("observation"."commodity_id", 0)
    and coalesce("scope"."partner_id", 0) = coalesce("observation"."partner_id", 0)
    and coalesce("scope"."part", '') = coalesce("observation"."part", '')) as scope_id, observation.subject_id, cast(substr(observation.period_start, 1, 4) as integer) as year
  from undecided cross
  join observation
  where observation.id = undecided.observation_id
  and observation.frequency in ('YEAR', 'HALF_YEAR', 'QUARTER', 'MONTH')) as line cross
join scope cross
join observation
where scope.id = line.scope_id
and observation.subject_id = "line"."subject_id"
and observation.indicator_id = scope.indicator_id
and observation.period_start >= "line"."year" || '-01-01'
and observation.period_start <= "line"."year" || '-12-31'
and "scope"."indicator_id" = "observation"."indicator_id"
and "scope"."kind" = "observation"."kind"
and "scope"."frequency" = "observation"."frequency"
and "scope"."direction" = "observation"."direction"
and coalesce("scope"."commodity_id", 0) = coalesce("observation"."commodity_id", 0)
and coalesce("scope"."partner_id", 0) = coalesce("observation"."partner_id", 0)
and coalesce("scope"."part", '') = coalesce("observation"."part", '')
and observation.id not in (
  select observation_id
  from choice
  where chosen_id <> observation_id)
and observation.frequency in ('YEAR', 'HALF_YEAR', 'QUARTER', 'MONTH')
group by observation.subject_id, observation.indicator_id, observation.commodity_id, observation.partner_id, observation.part, substr(observation.period_start, 1, 4), observation.frequency, observation.kind, observation.direction, observation.source_id;

-- insertRow — table: zone, columns: source_id key name_zh, key: key, scope: source_id
-- takes source_id, key, name_zh
insert into "zone" ("source_id", "key", "name_zh")
values (?, ?, ?);

-- insertScopesOfSource
-- takes sourceId
insert into "scope" ("indicator_id", "kind", "frequency", "direction", "commodity_id", "partner_id", "part")
select "observation"."indicator_id", "observation"."kind", "observation"."frequency", "observation"."direction", "observation"."commodity_id", "observation"."partner_id", "observation"."part"
from (
  select distinct "observation"."indicator_id", "observation"."kind", "observation"."frequency", "observation"."direction", "observation"."commodity_id", "observation"."partner_id", "observation"."part"
  from observation
  where observation.source_id = ?
  and observation.id > 0
  and observation.frequency in ('YEAR', 'HALF_YEAR', 'QUARTER', 'MONTH')) as observation
where not exists (
  select 1
  from scope
  where "scope"."indicator_id" = "observation"."indicator_id"
  and "scope"."kind" = "observation"."kind"
  and "scope"."frequency" = "observation"."frequency"
  and "scope"."direction" = "observation"."direction"
  and coalesce("scope"."commodity_id", 0) = coalesce("observation"."commodity_id", 0)
  and coalesce("scope"."partner_id", 0) = coalesce("observation"."partner_id", 0)
  and coalesce("scope"."part", '') = coalesce("observation"."part", ''));

-- insertSearchEntry
-- takes id, package, source, kind, code, field, named, text, pinyin, initials
insert into "search_entry" ("id", "package", "source", "kind", "code", "field", "named", "text", "pinyin", "initials")
values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

-- insertSearchGram
-- takes id, whole, grams, facet
insert into "search_gram" ("rowid", "whole", "grams", "facet")
values (?, ?, ?, ?);

-- insertUndecidedOfSource
-- takes sourceId, sourceId, sourceId
insert into "undecided" ("subject_id", "observation_id")
select "claim"."subject_id", "claim"."id"
from (
  select observation.subject_id, observation.id
  from rollup cross
  join scope cross
  join observation
  where rollup.source_id = ?
  and +observation.source_id = ?
  and scope.id = rollup.scope_id
  and observation.subject_id = "rollup"."subject_id"
  and observation.indicator_id = scope.indicator_id
  and observation.period_start >= "rollup"."year" || '-01-01'
  and observation.period_start <= "rollup"."year" || '-12-31'
  and "scope"."indicator_id" = "observation"."indicator_id"
  and "scope"."kind" = "observation"."kind"
  and "scope"."frequency" = "observation"."frequency"
  and "scope"."direction" = "observation"."direction"
  and coalesce("scope"."commodity_id", 0) = coalesce("observation"."commodity_id", 0)
  and coalesce("scope"."partner_id", 0) = coalesce("observation"."partner_id", 0)
  and coalesce("scope"."part", '') = coalesce("observation"."part", '')
  and ( rollup.count + rollup.missing > 12 or (rollup.spans & 262709978263278) <> 0 or exists (
      select 1
      from rollup as other
      where other.scope_id = rollup.scope_id
      and other.subject_id = rollup.subject_id
      and other.year = rollup.year
      and other.source_id <> rollup.source_id
      and (other.spans & rollup.spans) <> 0))
  and exists (
    select 1
    from observation as other
    where ("other"."subject_id" is not distinct from "observation"."subject_id"
      and "other"."indicator_id" is not distinct from "observation"."indicator_id"
      and "other"."period_start" is not distinct from "observation"."period_start"
      and "other"."period_label" is not distinct from "observation"."period_label"
      and "other"."kind" is not distinct from "observation"."kind"
      and "other"."direction" is not distinct from "observation"."direction"
      and "other"."commodity_id" is not distinct from "observation"."commodity_id"
      and "other"."partner_id" is not distinct from "observation"."partner_id"
      and "other"."part" is not distinct from "observation"."part")
    and other.id <> observation.id)
  union all
  select observation.subject_id, observation.id
  from observation
  where observation.source_id = ?
  and (observation.frequency is null or observation.frequency not in ('YEAR', 'HALF_YEAR', 'QUARTER', 'MONTH'))
  and exists (
    select 1
    from observation as other
    where ("other"."subject_id" is not distinct from "observation"."subject_id"
      and "other"."indicator_id" is not distinct from "observation"."indicator_id"
      and "other"."period_start" is not distinct from "observation"."period_start"
      and "other"."period_label" is not distinct from "observation"."period_label"
      and "other"."kind" is not distinct from "observation"."kind"
      and "other"."direction" is not distinct from "observation"."direction"
      and "other"."commodity_id" is not distinct from "observation"."commodity_id"
      and "other"."partner_id" is not distinct from "observation"."partner_id"
      and "other"."part" is not distinct from "observation"."part")
    and other.id <> observation.id)) as "claim"
where true
on conflict do nothing;

-- insertUndecidedOfTouched
-- takes sourceId
insert into "undecided" ("subject_id", "observation_id")
select "claim"."subject_id", "claim"."id"
from (
  select observation.subject_id, observation.id
  from choice
  join observation on observation.id = choice.observation_id
  where choice.chosen_id in (
    select one.chosen_id
    from choice as one
    left join observation on observation.id = one.observation_id
    where observation.id is null or observation.source_id = ?)) as "claim"
where true
on conflict do nothing;

-- insertUndecidedOthers
insert into "undecided" ("subject_id", "observation_id")
select "claim"."subject_id", "claim"."id"
from (
  select other.subject_id, other.id
  from undecided cross
  join observation
  join observation as other on ("other"."subject_id" is not distinct from "observation"."subject_id"
    and "other"."indicator_id" is not distinct from "observation"."indicator_id"
    and "other"."period_start" is not distinct from "observation"."period_start"
    and "other"."period_label" is not distinct from "observation"."period_label"
    and "other"."kind" is not distinct from "observation"."kind"
    and "other"."direction" is not distinct from "observation"."direction"
    and "other"."commodity_id" is not distinct from "observation"."commodity_id"
    and "other"."partner_id" is not distinct from "observation"."partner_id"
    and "other"."part" is not distinct from "observation"."part")
  where observation.id = undecided.observation_id) as "claim"
where true
on conflict do nothing;

-- largestTable
select max(coalesce((
      select max(id)
      from observation), 0), coalesce((
      select max(id)
      from change), 0)) as "rows";

-- lastRowId — table: zone, columns: source_id key name_zh, key: key, scope: source_id
select max("id") as "id"
from "zone";

-- lastSearchEntry
-- takes from, to
select max("id") as "id"
from "search_entry"
where "id" >= ?
and "id" < ?;

-- loadedPackages
select *
from "package"
order by "code";

-- measure-all — filters: none
-- takes asOf
select "subject"."id"
from "subject"
left join "region" on "region"."id" = "subject"."id"
left join "checkpoint" on "checkpoint"."id" = "subject"."id"
where subject.kind = 'MEASURE'
and subject.known_from <= ?
order by "subject"."code";

-- measure-count — filters: codes peers ports sources text
-- takes asOf, codes, asOf, peers, asOf, ports, sources, asOf, text, text, text, text
select count(*) as "count"
from "subject"
left join "region" on "region"."id" = "subject"."id"
left join "checkpoint" on "checkpoint"."id" = "subject"."id"
where subject.kind = 'MEASURE'
and subject.known_from <= ?
and subject.code in (select value from json_each(?))
and exists (
  select "statement"."id"
  from "statement"
  inner join "source" on "source"."id" = "statement"."source_id"
  where "statement"."subject_id" = "subject"."id"
  and "statement"."property" = 'peer'
  and "source"."published" <= ?
  and "statement"."value" in (select value from json_each(?)))
and exists (
  select "statement"."id"
  from "statement"
  inner join "source" on "source"."id" = "statement"."source_id"
  where "statement"."subject_id" = "subject"."id"
  and "statement"."property" = 'port'
  and "source"."published" <= ?
  and "statement"."value" in (select value from json_each(?)))
and exists (
  select "mention"."source_id"
  from "mention"
  inner join "source" on "source"."id" = "mention"."source_id"
  where "mention"."subject_id" = "subject"."id"
  and "source"."code" in (select value from json_each(?))
  and "source"."published" <= ?)
and (coalesce(instr(lower("subject"."name_zh"), lower(?)) > 0, 0) or coalesce(instr(lower("subject"."name_en"), lower(?)) > 0, 0) or subject.code = ? or exists (
    select 1
    from alias
    where alias.kind = 'SUBJECT'
    and alias.code = subject.code
    and coalesce(instr(lower("alias"."alias"), lower(?)) > 0, 0)));

-- measure-page — filters: none, descending: false, backward: false, continued: false, order: CODE
-- takes asOf, limit
select "subject"."id"
from "subject"
left join "region" on "region"."id" = "subject"."id"
left join "checkpoint" on "checkpoint"."id" = "subject"."id"
where subject.kind = 'MEASURE'
and subject.known_from <= ?
order by "subject"."code" asc
limit ?;

-- measure-page — filters: codes peers ports sources text, descending: true, backward: true, continued: true, order: NAME
-- takes asOf, codes, asOf, peers, asOf, ports, sources, asOf, text, text, text, text, cursor0, cursor1, limit
select "subject"."id"
from "subject"
left join "region" on "region"."id" = "subject"."id"
left join "checkpoint" on "checkpoint"."id" = "subject"."id"
where subject.kind = 'MEASURE'
and subject.known_from <= ?
and subject.code in (select value from json_each(?))
and exists (
  select "statement"."id"
  from "statement"
  inner join "source" on "source"."id" = "statement"."source_id"
  where "statement"."subject_id" = "subject"."id"
  and "statement"."property" = 'peer'
  and "source"."published" <= ?
  and "statement"."value" in (select value from json_each(?)))
and exists (
  select "statement"."id"
  from "statement"
  inner join "source" on "source"."id" = "statement"."source_id"
  where "statement"."subject_id" = "subject"."id"
  and "statement"."property" = 'port'
  and "source"."published" <= ?
  and "statement"."value" in (select value from json_each(?)))
and exists (
  select "mention"."source_id"
  from "mention"
  inner join "source" on "source"."id" = "mention"."source_id"
  where "mention"."subject_id" = "subject"."id"
  and "source"."code" in (select value from json_each(?))
  and "source"."published" <= ?)
and (coalesce(instr(lower("subject"."name_zh"), lower(?)) > 0, 0) or coalesce(instr(lower("subject"."name_en"), lower(?)) > 0, 0) or subject.code = ? or exists (
    select 1
    from alias
    where alias.kind = 'SUBJECT'
    and alias.code = subject.code
    and coalesce(instr(lower("alias"."alias"), lower(?)) > 0, 0)))
and ("subject"."name_zh", "subject"."code") > (?, ?)
order by "subject"."name_zh" asc, "subject"."code" asc
limit ?;

-- mentionsBySubject
-- takes subjects, asOf
select "mention"."subject_id", "mention"."source_id"
from "mention"
inner join "source" on "source"."id" = "mention"."source_id"
where "mention"."subject_id" in (select value from json_each(?))
and "source"."published" <= ?
order by "source"."published", "source"."code";

-- missingLinkCount — table: observation_part
-- takes sourceId
select count(*) as "count"
from (
  select named.position
  from named_link as named
  join "observation" as owner on owner.id = named.owner_id
  left join "observation" as member on member."key" = named.member
  and member.source_id = ?
  where not exists (
    select 1
    from "observation_part" as link
    where link."total_id" = named.owner_id
    and link."part_id" = member.id)
  order by named.position) as "missing";

-- missingLinkCount — table: programme_subject
select count(*) as "count"
from (
  select named.position
  from named_link as named
  join "programme" as owner on owner.id = named.owner_id
  left join "subject" as member on member."code" = named.member
  where not exists (
    select 1
    from "programme_subject" as link
    where link."programme_id" = named.owner_id
    and link."subject_id" = member.id)
  order by named.position) as "missing";

-- missingLinkCount — table: need_supplier
select count(*) as "count"
from (
  select named.position
  from named_link as named
  join "need" as owner on owner.id = named.owner_id
  left join "subject" as member on member."code" = named.member
  where not exists (
    select 1
    from "need_supplier" as link
    where link."need_id" = named.owner_id
    and link."port_id" = member.id)
  order by named.position) as "missing";

-- namedLinkCount
select count(*) as "count"
from "named_link";

-- observationCount — filters: subjects indicators kinds directions commodities partners frequencies sources statuses qualifiers among asOf subjectKinds from to detail whole contested chosen echo without
-- takes subjects, indicators, kinds, directions, commodities, partners, frequencies, sources, statuses, qualifiers, among, asOf, subjectKinds, from, to, detail, whole, without
select count(*) as "count"
from "observation"
where "observation"."subject_id" in (select value from json_each(?))
and "observation"."indicator_id" in (select value from json_each(?))
and "observation"."kind" in (select value from json_each(?))
and "observation"."direction" in (select value from json_each(?))
and "observation"."commodity_id" in (select value from json_each(?))
and "observation"."partner_id" in (select value from json_each(?))
and "observation"."frequency" in (select value from json_each(?))
and "observation"."source_id" in (select value from json_each(?))
and "observation"."status" in (select value from json_each(?))
and "observation"."qualifier" in (select value from json_each(?))
and "observation"."id" in (select value from json_each(?))
and +observation.source_id in (
  select source.id
  from source
  where source.published <= ?)
and observation.subject_id in (
  select subject.id
  from subject
  where subject.kind in (select value from json_each(?)))
and observation.period_start >= ?
and observation.period_start is not null
and coalesce(observation.period_end, '9999-12-31') <= ?
and observation.detail = ?
and case when observation.commodity_id is null
and observation.partner_id is null
and observation.part is null then 1 else 0 end = ?
and observation.id in (
  select observation_id
  from choice)
and not exists (
  select 1
  from choice
  where choice.observation_id = observation.id
  and choice.chosen_id <> observation.id)
and observation.id in (
  select observation_id
  from choice
  where chosen_id <> observation_id)
and observation.id not in (select value from json_each(?));

-- observationCountsBySubject — filters: kinds subject
-- takes keys
select "wanted"."ordinal", (
  select count(*) as "count"
  from "observation"
  where ("wanted"."kinds" is null or "observation"."kind" in (
      select value
      from json_each("wanted"."kinds")))
  and "observation"."subject_id" = "wanted"."subject") as "count"
from (
  select key as ordinal, value ->> '$.kinds' as "kinds", value ->> '$.subject' as "subject"
  from json_each(?)
  limit -1) as "wanted";

-- observationIds
-- takes sourceId, keys
select "key", "id"
from "observation"
where "source_id" = ?
and "key" in (select value from json_each(?));

-- observationPage — filters: none, order: READING, descending: false, backward: false, continued: false
-- takes limit
select "observation".*
from "observation"
order by "observation"."source_id" asc, "observation"."id" asc
limit ?;

-- observationPage — filters: indicator, order: PERIOD, descending: false, backward: false, continued: false
-- takes indicator, limit, indicator, limit, limit
select "observation".*
from "observation"
where observation.id in (
  select id
  from (
    select "observation"."id"
    from "observation"
    where "observation"."indicator_id" = ?
    and "observation"."period_start" is not null
    order by "observation"."period_start" asc, "observation"."id" asc
    limit ?)
  union all
  select id
  from (
    select "observation"."id"
    from "observation"
    where "observation"."indicator_id" = ?
    and "observation"."period_start" is null
    order by "observation"."id" asc
    limit ?))
order by "observation"."period_start" asc nulls last, "observation"."id" asc
limit ?;

-- observationPage — filters: subjects indicators kinds directions commodities partners frequencies sources statuses qualifiers among asOf subjectKinds from to detail whole contested chosen echo without, order: VALUE, descending: true, backward: true, continued: true
-- takes subjects, indicators, kinds, directions, commodities, partners, frequencies, sources, statuses, qualifiers, among, asOf, subjectKinds, from, to, detail, whole, without, cursor0, cursor1, cursor2, cursor3, limit, subjects, indicators, kinds, directions, commodities, partners, frequencies, sources, statuses, qualifiers, among, asOf, subjectKinds, from, to, detail, whole, without, cursor0, cursor2, cursor3, limit, subjects, indicators, kinds, directions, commodities, partners, frequencies, sources, statuses, qualifiers, among, asOf, subjectKinds, from, to, detail, whole, without, cursor0, limit, limit
select "observation".*
from "observation"
where observation.id in (
  select id
  from (
    select "observation"."id"
    from "observation"
    where "observation"."subject_id" in (select value from json_each(?))
    and "observation"."indicator_id" in (select value from json_each(?))
    and "observation"."kind" in (select value from json_each(?))
    and "observation"."direction" in (select value from json_each(?))
    and "observation"."commodity_id" in (select value from json_each(?))
    and "observation"."partner_id" in (select value from json_each(?))
    and "observation"."frequency" in (select value from json_each(?))
    and "observation"."source_id" in (select value from json_each(?))
    and "observation"."status" in (select value from json_each(?))
    and "observation"."qualifier" in (select value from json_each(?))
    and "observation"."id" in (select value from json_each(?))
    and +observation.source_id in (
      select source.id
      from source
      where source.published <= ?)
    and observation.subject_id in (
      select subject.id
      from subject
      where subject.kind in (select value from json_each(?)))
    and observation.period_start >= ?
    and observation.period_start is not null
    and coalesce(observation.period_end, '9999-12-31') <= ?
    and observation.detail = ?
    and case when observation.commodity_id is null
    and observation.partner_id is null
    and observation.part is null then 1 else 0 end = ?
    and observation.id in (
      select observation_id
      from choice)
    and not exists (
      select 1
      from choice
      where choice.observation_id = observation.id
      and choice.chosen_id <> observation.id)
    and observation.id in (
      select observation_id
      from choice
      where chosen_id <> observation_id)
    and observation.id not in (select value from json_each(?))
    and "observation"."value_whole" is not null
    and ? = 1
    and ("observation"."value_whole", coalesce(observation.value_nano, 0), "observation"."id") > (?, ?, ?)
    order by "observation"."value_whole" asc, coalesce(observation.value_nano, 0) asc, "observation"."id" asc
    limit ?)
  union all
  select id
  from (
    select "observation"."id"
    from "observation"
    where "observation"."subject_id" in (select value from json_each(?))
    and "observation"."indicator_id" in (select value from json_each(?))
    and "observation"."kind" in (select value from json_each(?))
    and "observation"."direction" in (select value from json_each(?))
    and "observation"."commodity_id" in (select value from json_each(?))
    and "observation"."partner_id" in (select value from json_each(?))
    and "observation"."frequency" in (select value from json_each(?))
    and "observation"."source_id" in (select value from json_each(?))
    and "observation"."status" in (select value from json_each(?))
    and "observation"."qualifier" in (select value from json_each(?))
    and "observation"."id" in (select value from json_each(?))
    and +observation.source_id in (
      select source.id
      from source
      where source.published <= ?)
    and observation.subject_id in (
      select subject.id
      from subject
      where subject.kind in (select value from json_each(?)))
    and observation.period_start >= ?
    and observation.period_start is not null
    and coalesce(observation.period_end, '9999-12-31') <= ?
    and observation.detail = ?
    and case when observation.commodity_id is null
    and observation.partner_id is null
    and observation.part is null then 1 else 0 end = ?
    and observation.id in (
      select observation_id
      from choice)
    and not exists (
      select 1
      from choice
      where choice.observation_id = observation.id
      and choice.chosen_id <> observation.id)
    and observation.id in (
      select observation_id
      from choice
      where chosen_id <> observation_id)
    and observation.id not in (select value from json_each(?))
    and "observation"."value_whole" is null
    and ? = 0
    and (coalesce(observation.value_nano, 0), "observation"."id") > (?, ?)
    order by coalesce(observation.value_nano, 0) asc, "observation"."id" asc
    limit ?)
  union all
  select id
  from (
    select "observation"."id"
    from "observation"
    where "observation"."subject_id" in (select value from json_each(?))
    and "observation"."indicator_id" in (select value from json_each(?))
    and "observation"."kind" in (select value from json_each(?))
    and "observation"."direction" in (select value from json_each(?))
    and "observation"."commodity_id" in (select value from json_each(?))
    and "observation"."partner_id" in (select value from json_each(?))
    and "observation"."frequency" in (select value from json_each(?))
    and "observation"."source_id" in (select value from json_each(?))
    and "observation"."status" in (select value from json_each(?))
    and "observation"."qualifier" in (select value from json_each(?))
    and "observation"."id" in (select value from json_each(?))
    and +observation.source_id in (
      select source.id
      from source
      where source.published <= ?)
    and observation.subject_id in (
      select subject.id
      from subject
      where subject.kind in (select value from json_each(?)))
    and observation.period_start >= ?
    and observation.period_start is not null
    and coalesce(observation.period_end, '9999-12-31') <= ?
    and observation.detail = ?
    and case when observation.commodity_id is null
    and observation.partner_id is null
    and observation.part is null then 1 else 0 end = ?
    and observation.id in (
      select observation_id
      from choice)
    and not exists (
      select 1
      from choice
      where choice.observation_id = observation.id
      and choice.chosen_id <> observation.id)
    and observation.id in (
      select observation_id
      from choice
      where chosen_id <> observation_id)
    and observation.id not in (select value from json_each(?))
    and "observation"."value_whole" is not null
    and ? = 0
    order by "observation"."value_whole" asc, coalesce(observation.value_nano, 0) asc, "observation"."id" asc
    limit ?))
order by "observation"."value_whole" asc nulls first, coalesce(observation.value_nano, 0) asc, "observation"."id" asc
limit ?;

-- observationPart — part: 0
-- takes ids
select "id", "source_id"
from "observation"
where "id" in (select value from json_each(?));

-- observationPart — part: 1
-- takes ids
select "id", "subject_id"
from "observation"
where "id" in (select value from json_each(?));

-- observationPart — part: 2
-- takes ids
select "id", "period_label"
from "observation"
where "id" in (select value from json_each(?));

-- observationPart — part: 3
-- takes ids
select "id", "period_start", "period_end", "frequency"
from "observation"
where "id" in (select value from json_each(?));

-- observationPart — part: 4
-- takes ids
select "id", "key", "kind", "direction", "commodity_id", "partner_id", "part", "value_max", "qualifier", "status", "detail"
from "observation"
where "id" in (select value from json_each(?));

-- observationPart — part: 5
-- takes ids
select "id", "printed", "printed_unit", "reported", "reported_max", "unit_id", "value_whole", "value_nano"
from "observation"
where "id" in (select value from json_each(?));

-- observationPart — part: 6
-- takes ids
select "id", "growth_printed", "growth", "growth_unit", "growth_qualifier", "growth_basis", "growth_base_period"
from "observation"
where "id" in (select value from json_each(?));

-- observationPart — part: 7
-- takes ids
select "id", "position", "locator", "locator_kind", "evidence"
from "observation"
where "id" in (select value from json_each(?));

-- observationSum
-- takes ids
select cast(sum(value_whole) as text) as "whole", cast(sum(value_nano) as text) as "nano"
from "observation"
where "id" in (select value from json_each(?));

-- observationsById
-- takes ids
select "observation".*
from "observation"
where "id" in (select value from json_each(?));

-- observationsByKey
-- takes keys, asOf
select "observation".*, "wanted"."global_key"
from (
  select key as ordinal, value ->> '$.source' as "source", value ->> '$.key' as "key", value ->> '$.global_key' as "global_key"
  from json_each(?)
  limit -1) as "wanted"
inner join "source" on "source"."code" = "wanted"."source"
inner join "observation" on "observation"."source_id" = "source"."id"
and "observation"."key" = "wanted"."key"
where "source"."published" <= ?;

-- observationsBySubject — filters: indicator subject, one: true, any: false, order: PERIOD, descending: false, backward: false, continued: false
-- takes keys, limit, limit
select "observation".*, "wanted"."ordinal"
from (
  select key as ordinal, value ->> '$.indicator' as "indicator", value ->> '$.subject' as "subject"
  from json_each(?)
  limit -1) as "wanted" cross
join "observation"
where observation.id in (
  select id
  from (
    select "observation"."id"
    from "observation"
    where "observation"."indicator_id" = "wanted"."indicator"
    and "observation"."subject_id" = "wanted"."subject"
    and "observation"."period_start" is not null
    order by "observation"."period_start" asc, "observation"."id" asc
    limit ?)
  union all
  select id
  from (
    select "observation"."id"
    from "observation"
    where "observation"."indicator_id" = "wanted"."indicator"
    and "observation"."subject_id" = "wanted"."subject"
    and "observation"."period_start" is null
    order by "observation"."id" asc
    limit ?))
order by "observation"."period_start" asc nulls last, "observation"."id" asc;

-- observationsBySubject — filters: subject, one: false, any: true, order: PERIOD, descending: true, backward: false, continued: false
-- takes keys, limit
select "observation".*, "wanted"."ordinal"
from (
  select key as ordinal, value ->> '$.subject' as "subject"
  from json_each(?)
  limit -1) as "wanted" cross
join "observation"
where observation.id in (
  select id
  from (
    select "observation"."id"
    from "observation"
    where "observation"."subject_id" = "wanted"."subject"
    order by "observation"."period_start" desc nulls last, "observation"."id" desc
    limit ?))
order by "observation"."period_start" desc nulls last, "observation"."id" desc;

-- observationsBySubject — filters: asOf indicator kinds subject, one: true, any: true, order: VALUE, descending: true, backward: true, continued: true
-- takes keys, limit, limit, limit, limit, limit, limit
select "observation".*, "wanted"."ordinal"
from (
  select key as ordinal, value ->> '$.asOf' as "asOf", value ->> '$.indicator' as "indicator", value ->> '$.kinds' as "kinds", value ->> '$.subject' as "subject", value ->> '$.cursor0' as "cursor0", value ->> '$.cursor1' as "cursor1", value ->> '$.cursor2' as "cursor2", value ->> '$.cursor3' as "cursor3", value ->> '$.cursor4' as "cursor4"
  from json_each(?)
  limit -1) as "wanted" cross
join "observation"
where observation.id in (
  select id
  from (
    select "observation"."id"
    from "observation"
    where ("wanted"."asOf" is null or +observation.source_id in (
        select source.id
        from source
        where source.published <= "wanted"."asOf"))
    and "observation"."indicator_id" = "wanted"."indicator"
    and ("wanted"."kinds" is null or "observation"."kind" in (
        select value
        from json_each("wanted"."kinds")))
    and "observation"."subject_id" = "wanted"."subject"
    and "observation"."value_whole" is not null
    and "wanted"."cursor0" = 1
    and ("observation"."value_whole", coalesce(observation.value_nano, 0), "observation"."id") > ("wanted"."cursor1", "wanted"."cursor2", "wanted"."cursor3")
    order by "observation"."value_whole" asc, coalesce(observation.value_nano, 0) asc, "observation"."id" asc
    limit ?)
  union all
  select id
  from (
    select "observation"."id"
    from "observation"
    where ("wanted"."asOf" is null or +observation.source_id in (
        select source.id
        from source
        where source.published <= "wanted"."asOf"))
    and "observation"."indicator_id" = "wanted"."indicator"
    and ("wanted"."kinds" is null or "observation"."kind" in (
        select value
        from json_each("wanted"."kinds")))
    and "observation"."subject_id" = "wanted"."subject"
    and "observation"."value_whole" is null
    and "wanted"."cursor0" = 0
    and (coalesce(observation.value_nano, 0), "observation"."id") > ("wanted"."cursor2", "wanted"."cursor3")
    order by coalesce(observation.value_nano, 0) asc, "observation"."id" asc
    limit ?)
  union all
  select id
  from (
    select "observation"."id"
    from "observation"
    where ("wanted"."asOf" is null or +observation.source_id in (
        select source.id
        from source
        where source.published <= "wanted"."asOf"))
    and "observation"."indicator_id" = "wanted"."indicator"
    and ("wanted"."kinds" is null or "observation"."kind" in (
        select value
        from json_each("wanted"."kinds")))
    and "observation"."subject_id" = "wanted"."subject"
    and "observation"."value_whole" is not null
    and "wanted"."cursor0" = 0
    order by "observation"."value_whole" asc, coalesce(observation.value_nano, 0) asc, "observation"."id" asc
    limit ?)
  union all
  select id
  from (
    select "observation"."id"
    from "observation"
    where ("wanted"."asOf" is null or +observation.source_id in (
        select source.id
        from source
        where source.published <= "wanted"."asOf"))
    and ("wanted"."indicator" is null or "observation"."indicator_id" = "wanted"."indicator")
    and ("wanted"."kinds" is null or "observation"."kind" in (
        select value
        from json_each("wanted"."kinds")))
    and "observation"."subject_id" = "wanted"."subject"
    and wanted.indicator is null
    and "observation"."value_whole" is not null
    and "wanted"."cursor0" = 1
    and ("observation"."value_whole", coalesce(observation.value_nano, 0), "observation"."id") > ("wanted"."cursor1", "wanted"."cursor2", "wanted"."cursor3")
    order by "observation"."value_whole" asc, coalesce(observation.value_nano, 0) asc, "observation"."id" asc
    limit ?)
  union all
  select id
  from (
    select "observation"."id"
    from "observation"
    where ("wanted"."asOf" is null or +observation.source_id in (
        select source.id
        from source
        where source.published <= "wanted"."asOf"))
    and ("wanted"."indicator" is null or "observation"."indicator_id" = "wanted"."indicator")
    and ("wanted"."kinds" is null or "observation"."kind" in (
        select value
        from json_each("wanted"."kinds")))
    and "observation"."subject_id" = "wanted"."subject"
    and wanted.indicator is null
    and "observation"."value_whole" is null
    and "wanted"."cursor0" = 0
    and (coalesce(observation.value_nano, 0), "observation"."id") > ("wanted"."cursor2", "wanted"."cursor3")
    order by coalesce(observation.value_nano, 0) asc, "observation"."id" asc
    limit ?)
  union all
  select id
  from (
    select "observation"."id"
    from "observation"
    where ("wanted"."asOf" is null or +observation.source_id in (
        select source.id
        from source
        where source.published <= "wanted"."asOf"))
    and ("wanted"."indicator" is null or "observation"."indicator_id" = "wanted"."indicator")
    and ("wanted"."kinds" is null or "observation"."kind" in (
        select value
        from json_each("wanted"."kinds")))
    and "observation"."subject_id" = "wanted"."subject"
    and wanted.indicator is null
    and "observation"."value_whole" is not null
    and "wanted"."cursor0" = 0
    order by "observation"."value_whole" asc, coalesce(observation.value_nano, 0) asc, "observation"."id" asc
    limit ?))
order by "observation"."value_whole" asc nulls first, coalesce(observation.value_nano, 0) asc, "observation"."id" asc;

-- packageSearchEntries
-- takes package
select *
from "search_entry"
where "package" = ?;

-- partsByTotal
-- takes totals
select "observation".*, "observation_part"."total_id"
from "observation_part"
inner join "observation" on "observation"."id" = "observation_part"."part_id"
where "observation_part"."total_id" in (select value from json_each(?))
order by "observation"."position";

-- platform-all — filters: none
-- takes asOf
select "subject"."id"
from "subject"
left join "region" on "region"."id" = "subject"."id"
left join "checkpoint" on "checkpoint"."id" = "subject"."id"
where subject.kind = 'PLATFORM'
and subject.known_from <= ?
order by "subject"."code";

-- platform-count — filters: codes kinds ports regions sources statuses text
-- takes asOf, codes, asOf, 1, kinds, asOf, ports, asOf, 1, regions, sources, asOf, asOf, 1, statuses, text, text, text, text
select count(*) as "count"
from "subject"
left join "region" on "region"."id" = "subject"."id"
left join "checkpoint" on "checkpoint"."id" = "subject"."id"
where subject.kind = 'PLATFORM'
and subject.known_from <= ?
and subject.code in (select value from json_each(?))
and (
  select "statement"."value"
  from "statement"
  inner join "source" on "source"."id" = "statement"."source_id"
  where "statement"."subject_id" = "subject"."id"
  and "statement"."property" = 'kind'
  and "source"."published" <= ?
  order by source.published desc, case statement.locator_kind when 'TABLE' then 0 when 'TEXT' then 1 else 2 end, source.code, statement.position
  limit ?) in (select value from json_each(?))
and exists (
  select "statement"."id"
  from "statement"
  inner join "source" on "source"."id" = "statement"."source_id"
  where "statement"."subject_id" = "subject"."id"
  and "statement"."property" = 'port'
  and "source"."published" <= ?
  and "statement"."value" in (select value from json_each(?)))
and (
  select "statement"."value"
  from "statement"
  inner join "source" on "source"."id" = "statement"."source_id"
  where "statement"."subject_id" = "subject"."id"
  and "statement"."property" = 'region'
  and "source"."published" <= ?
  order by source.published desc, case statement.locator_kind when 'TABLE' then 0 when 'TEXT' then 1 else 2 end, source.code, statement.position
  limit ?) in (with recursive inside (id, code) as (
    select subject.id, subject.code
    from subject
    where subject.kind = 'REGION'
    and subject.code in (select value from json_each(?))
    union
    select subject.id, subject.code
    from inside
    join region on region.parent_id = inside.id
    join subject on subject.id = region.id)
  select inside.code
  from inside)
and exists (
  select "mention"."source_id"
  from "mention"
  inner join "source" on "source"."id" = "mention"."source_id"
  where "mention"."subject_id" = "subject"."id"
  and "source"."code" in (select value from json_each(?))
  and "source"."published" <= ?)
and (
  select "statement"."value"
  from "statement"
  inner join "source" on "source"."id" = "statement"."source_id"
  where "statement"."subject_id" = "subject"."id"
  and "statement"."property" = 'status'
  and "source"."published" <= ?
  order by source.published desc, case statement.locator_kind when 'TABLE' then 0 when 'TEXT' then 1 else 2 end, source.code, statement.position
  limit ?) in (select value from json_each(?))
and (coalesce(instr(lower("subject"."name_zh"), lower(?)) > 0, 0) or coalesce(instr(lower("subject"."name_en"), lower(?)) > 0, 0) or subject.code = ? or exists (
    select 1
    from alias
    where alias.kind = 'SUBJECT'
    and alias.code = subject.code
    and coalesce(instr(lower("alias"."alias"), lower(?)) > 0, 0)));

-- platform-page — filters: none, descending: false, backward: false, continued: false, order: CODE
-- takes asOf, limit
select "subject"."id"
from "subject"
left join "region" on "region"."id" = "subject"."id"
left join "checkpoint" on "checkpoint"."id" = "subject"."id"
where subject.kind = 'PLATFORM'
and subject.known_from <= ?
order by "subject"."code" asc
limit ?;

-- platform-page — filters: codes kinds ports regions sources statuses text, descending: true, backward: true, continued: true, order: NAME
-- takes asOf, codes, asOf, 1, kinds, asOf, ports, asOf, 1, regions, sources, asOf, asOf, 1, statuses, text, text, text, text, cursor0, cursor1, limit
select "subject"."id"
from "subject"
left join "region" on "region"."id" = "subject"."id"
left join "checkpoint" on "checkpoint"."id" = "subject"."id"
where subject.kind = 'PLATFORM'
and subject.known_from <= ?
and subject.code in (select value from json_each(?))
and (
  select "statement"."value"
  from "statement"
  inner join "source" on "source"."id" = "statement"."source_id"
  where "statement"."subject_id" = "subject"."id"
  and "statement"."property" = 'kind'
  and "source"."published" <= ?
  order by source.published desc, case statement.locator_kind when 'TABLE' then 0 when 'TEXT' then 1 else 2 end, source.code, statement.position
  limit ?) in (select value from json_each(?))
and exists (
  select "statement"."id"
  from "statement"
  inner join "source" on "source"."id" = "statement"."source_id"
  where "statement"."subject_id" = "subject"."id"
  and "statement"."property" = 'port'
  and "source"."published" <= ?
  and "statement"."value" in (select value from json_each(?)))
and (
  select "statement"."value"
  from "statement"
  inner join "source" on "source"."id" = "statement"."source_id"
  where "statement"."subject_id" = "subject"."id"
  and "statement"."property" = 'region'
  and "source"."published" <= ?
  order by source.published desc, case statement.locator_kind when 'TABLE' then 0 when 'TEXT' then 1 else 2 end, source.code, statement.position
  limit ?) in (with recursive inside (id, code) as (
    select subject.id, subject.code
    from subject
    where subject.kind = 'REGION'
    and subject.code in (select value from json_each(?))
    union
    select subject.id, subject.code
    from inside
    join region on region.parent_id = inside.id
    join subject on subject.id = region.id)
  select inside.code
  from inside)
and exists (
  select "mention"."source_id"
  from "mention"
  inner join "source" on "source"."id" = "mention"."source_id"
  where "mention"."subject_id" = "subject"."id"
  and "source"."code" in (select value from json_each(?))
  and "source"."published" <= ?)
and (
  select "statement"."value"
  from "statement"
  inner join "source" on "source"."id" = "statement"."source_id"
  where "statement"."subject_id" = "subject"."id"
  and "statement"."property" = 'status'
  and "source"."published" <= ?
  order by source.published desc, case statement.locator_kind when 'TABLE' then 0 when 'TEXT' then 1 else 2 end, source.code, statement.position
  limit ?) in (select value from json_each(?))
and (coalesce(instr(lower("subject"."name_zh"), lower(?)) > 0, 0) or coalesce(instr(lower("subject"."name_en"), lower(?)) > 0, 0) or subject.code = ? or exists (
    select 1
    from alias
    where alias.kind = 'SUBJECT'
    and alias.code = subject.code
    and coalesce(instr(lower("alias"."alias"), lower(?)) > 0, 0)))
and ("subject"."name_zh", "subject"."code") > (?, ?)
order by "subject"."name_zh" asc, "subject"."code" asc
limit ?;

-- port-all — filters: none
-- takes asOf
select "subject"."id"
from "subject"
left join "region" on "region"."id" = "subject"."id"
left join "checkpoint" on "checkpoint"."id" = "subject"."id"
where subject.kind = 'PORT'
and subject.known_from <= ?
order by "subject"."code";

-- port-count — filters: classes codes neighbours regions sources text
-- takes asOf, asOf, 1, classes, codes, asOf, neighbours, asOf, 1, regions, sources, asOf, text, text, text, text
select count(*) as "count"
from "subject"
left join "region" on "region"."id" = "subject"."id"
left join "checkpoint" on "checkpoint"."id" = "subject"."id"
where subject.kind = 'PORT'
and subject.known_from <= ?
and (
  select "statement"."value"
  from "statement"
  inner join "source" on "source"."id" = "statement"."source_id"
  where "statement"."subject_id" = "subject"."id"
  and "statement"."property" = 'class'
  and "source"."published" <= ?
  order by source.published desc, case statement.locator_kind when 'TABLE' then 0 when 'TEXT' then 1 else 2 end, source.code, statement.position
  limit ?) in (select value from json_each(?))
and subject.code in (select value from json_each(?))
and exists (
  select "statement"."id"
  from "statement"
  inner join "source" on "source"."id" = "statement"."source_id"
  where "statement"."subject_id" = "subject"."id"
  and "statement"."property" = 'neighbour'
  and "source"."published" <= ?
  and "statement"."value" in (select value from json_each(?)))
and (
  select "statement"."value"
  from "statement"
  inner join "source" on "source"."id" = "statement"."source_id"
  where "statement"."subject_id" = "subject"."id"
  and "statement"."property" = 'region'
  and "source"."published" <= ?
  order by source.published desc, case statement.locator_kind when 'TABLE' then 0 when 'TEXT' then 1 else 2 end, source.code, statement.position
  limit ?) in (with recursive inside (id, code) as (
    select subject.id, subject.code
    from subject
    where subject.kind = 'REGION'
    and subject.code in (select value from json_each(?))
    union
    select subject.id, subject.code
    from inside
    join region on region.parent_id = inside.id
    join subject on subject.id = region.id)
  select inside.code
  from inside)
and exists (
  select "mention"."source_id"
  from "mention"
  inner join "source" on "source"."id" = "mention"."source_id"
  where "mention"."subject_id" = "subject"."id"
  and "source"."code" in (select value from json_each(?))
  and "source"."published" <= ?)
and (coalesce(instr(lower("subject"."name_zh"), lower(?)) > 0, 0) or coalesce(instr(lower("subject"."name_en"), lower(?)) > 0, 0) or subject.code = ? or exists (
    select 1
    from alias
    where alias.kind = 'SUBJECT'
    and alias.code = subject.code
    and coalesce(instr(lower("alias"."alias"), lower(?)) > 0, 0)));

-- port-page — filters: none, descending: false, backward: false, continued: false, order: CODE
-- takes asOf, limit
select "subject"."id"
from "subject"
left join "region" on "region"."id" = "subject"."id"
left join "checkpoint" on "checkpoint"."id" = "subject"."id"
where subject.kind = 'PORT'
and subject.known_from <= ?
order by "subject"."code" asc
limit ?;

-- port-page — filters: classes codes neighbours regions sources text, descending: true, backward: true, continued: true, order: NAME
-- takes asOf, asOf, 1, classes, codes, asOf, neighbours, asOf, 1, regions, sources, asOf, text, text, text, text, cursor0, cursor1, limit
select "subject"."id"
from "subject"
left join "region" on "region"."id" = "subject"."id"
left join "checkpoint" on "checkpoint"."id" = "subject"."id"
where subject.kind = 'PORT'
and subject.known_from <= ?
and (
  select "statement"."value"
  from "statement"
  inner join "source" on "source"."id" = "statement"."source_id"
  where "statement"."subject_id" = "subject"."id"
  and "statement"."property" = 'class'
  and "source"."published" <= ?
  order by source.published desc, case statement.locator_kind when 'TABLE' then 0 when 'TEXT' then 1 else 2 end, source.code, statement.position
  limit ?) in (select value from json_each(?))
and subject.code in (select value from json_each(?))
and exists (
  select "statement"."id"
  from "statement"
  inner join "source" on "source"."id" = "statement"."source_id"
  where "statement"."subject_id" = "subject"."id"
  and "statement"."property" = 'neighbour'
  and "source"."published" <= ?
  and "statement"."value" in (select value from json_each(?)))
and (
  select "statement"."value"
  from "statement"
  inner join "source" on "source"."id" = "statement"."source_id"
  where "statement"."subject_id" = "subject"."id"
  and "statement"."property" = 'region'
  and "source"."published" <= ?
  order by source.published desc, case statement.locator_kind when 'TABLE' then 0 when 'TEXT' then 1 else 2 end, source.code, statement.position
  limit ?) in (with recursive inside (id, code) as (
    select subject.id, subject.code
    from subject
    where subject.kind = 'REGION'
    and subject.code in (select value from json_each(?))
    union
    select subject.id, subject.code
    from inside
    join region on region.parent_id = inside.id
    join subject on subject.id = region.id)
  select inside.code
  from inside)
and exists (
  select "mention"."source_id"
  from "mention"
  inner join "source" on "source"."id" = "mention"."source_id"
  where "mention"."subject_id" = "subject"."id"
  and "source"."code" in (select value from json_each(?))
  and "source"."published" <= ?)
and (coalesce(instr(lower("subject"."name_zh"), lower(?)) > 0, 0) or coalesce(instr(lower("subject"."name_en"), lower(?)) > 0, 0) or subject.code = ? or exists (
    select 1
    from alias
    where alias.kind = 'SUBJECT'
    and alias.code = subject.code
    and coalesce(instr(lower("alias"."alias"), lower(?)) > 0, 0)))
and ("subject"."name_zh", "subject"."code") > (?, ?)
order by "subject"."name_zh" asc, "subject"."code" asc
limit ?;

-- portsByCluster
-- takes asOf, asOf, clusters
select "subject"."id", "pair"."cluster_id" as "of_id"
from "subject"
left join "region" on "region"."id" = "subject"."id"
left join "checkpoint" on "checkpoint"."id" = "subject"."id"
inner join (
  select "cluster"."id" as "cluster_id", "statement"."object_id" as "port_id"
  from "statement"
  inner join "subject" as "cluster" on "cluster"."id" = "statement"."subject_id"
  inner join "source" on "source"."id" = "statement"."source_id"
  where "cluster"."kind" = 'CLUSTER'
  and "statement"."property" = 'port'
  and "source"."published" <= ?
  union
  select "need"."subject_id" as "cluster_id", "need_supplier"."port_id"
  from "need"
  inner join "need_supplier" on "need_supplier"."need_id" = "need"."id"
  inner join "source" on "source"."id" = "need"."source_id"
  where "source"."published" <= ?) as "pair" on "pair"."port_id" = "subject"."id"
where "pair"."cluster_id" in (select value from json_each(?))
order by "subject"."code";

-- practicesByPeer
-- takes peers, asOf
select "practice".*
from "practice"
inner join "source" on "source"."id" = "practice"."source_id"
where "practice"."peer_id" in (select value from json_each(?))
and "source"."published" <= ?
order by "source"."published", "source"."code", "practice"."position";

-- printedTotals — subjects: false, indicators: false, sources: false
-- takes asOf, limit
select distinct "observation".*, "involved"."subject_id" as "of_id"
from "observation_part"
inner join "observation" on "observation"."id" = "observation_part"."total_id"
inner join "source" on "source"."id" = "observation"."source_id"
inner join "observation" as "involved" on ("involved"."id" = "observation_part"."total_id" or "involved"."id" = "observation_part"."part_id")
where "source"."published" <= ?
order by "observation"."id"
limit ?;

-- printedTotals — subjects: true, indicators: true, sources: true
-- takes asOf, subjects, indicators, sources, limit
select distinct "observation".*, "involved"."subject_id" as "of_id"
from "observation_part"
inner join "observation" on "observation"."id" = "observation_part"."total_id"
inner join "source" on "source"."id" = "observation"."source_id"
inner join "observation" as "involved" on ("involved"."id" = "observation_part"."total_id" or "involved"."id" = "observation_part"."part_id")
where "source"."published" <= ?
and "involved"."subject_id" in (select value from json_each(?))
and "involved"."indicator_id" in (select value from json_each(?))
and "observation"."source_id" in (select value from json_each(?))
order by "observation"."id"
limit ?;

-- programmeCount — filters: codes sources subjects text top
-- takes asOf, codes, sources, top, subjects, text, text
select count(*) as "count"
from "programme"
inner join "source" on "source"."id" = "programme"."source_id"
where "source"."published" <= ?
and "programme"."key" in (select value from json_each(?))
and "programme"."source_id" in (select value from json_each(?))
and (programme.parent_id is null) = ?
and programme.id in (
  select programme_subject.programme_id
  from programme_subject
  where programme_subject.subject_id in (select value from json_each(?)))
and (coalesce(instr(lower("programme"."title_zh"), lower(?)) > 0, 0) or coalesce(instr(lower("programme"."title_en"), lower(?)) > 0, 0));

-- programmeKeysElsewhere
-- takes code
select "programme"."key", "source"."code" as "source"
from "programme"
inner join "source" on "source"."id" = "programme"."source_id"
where "source"."code" <> ?;

-- programmePage — filters: none, descending: false, backward: false, continued: false
-- takes asOf, limit
select "programme".*, "source"."published", "source"."code" as "source"
from "programme"
inner join "source" on "source"."id" = "programme"."source_id"
where "source"."published" <= ?
order by "source"."published" asc, "source"."code" asc, "programme"."id" asc
limit ?;

-- programmePage — filters: codes sources subjects text top, descending: true, backward: true, continued: true
-- takes asOf, codes, sources, top, subjects, text, text, cursor0, cursor1, cursor2, limit
select "programme".*, "source"."published", "source"."code" as "source"
from "programme"
inner join "source" on "source"."id" = "programme"."source_id"
where "source"."published" <= ?
and "programme"."key" in (select value from json_each(?))
and "programme"."source_id" in (select value from json_each(?))
and (programme.parent_id is null) = ?
and programme.id in (
  select programme_subject.programme_id
  from programme_subject
  where programme_subject.subject_id in (select value from json_each(?)))
and (coalesce(instr(lower("programme"."title_zh"), lower(?)) > 0, 0) or coalesce(instr(lower("programme"."title_en"), lower(?)) > 0, 0))
and ("source"."published", "source"."code", "programme"."id") > (?, ?, ?)
order by "source"."published" asc, "source"."code" asc, "programme"."id" asc
limit ?;

-- programmesById
-- takes asOf, ids
select "programme".*
from "programme"
inner join "source" on "source"."id" = "programme"."source_id"
where "source"."published" <= ?
and "programme"."id" in (select value from json_each(?));

-- programmesByKey
-- takes asOf, keys
select "programme".*
from "programme"
inner join "source" on "source"."id" = "programme"."source_id"
where "source"."published" <= ?
and "programme"."key" in (select value from json_each(?));

-- programmesByParent
-- takes asOf, parents
select "programme".*
from "programme"
inner join "source" on "source"."id" = "programme"."source_id"
where "source"."published" <= ?
and "programme"."parent_id" in (select value from json_each(?))
order by "programme"."position";

-- programmesBySubject
-- takes asOf, subjects
select "programme".*, "programme_subject"."subject_id" as "of_id"
from "programme"
inner join "source" on "source"."id" = "programme"."source_id"
inner join "programme_subject" on "programme_subject"."programme_id" = "programme"."id"
where "source"."published" <= ?
and "programme_subject"."subject_id" in (select value from json_each(?))
order by "source"."published", "source"."code", "programme"."position";

-- project-all — filters: none
-- takes asOf
select "subject"."id"
from "subject"
left join "region" on "region"."id" = "subject"."id"
left join "checkpoint" on "checkpoint"."id" = "subject"."id"
where subject.kind = 'PROJECT'
and subject.known_from <= ?
order by "subject"."code";

-- project-count — filters: clusters codes fromYear kinds ports regions sources statuses text toYear
-- takes asOf, asOf, clusters, codes, asOf, 1, fromYear, asOf, 1, kinds, asOf, ports, asOf, 1, regions, sources, asOf, asOf, 1, statuses, text, text, text, text, asOf, 1, toYear
select count(*) as "count"
from "subject"
left join "region" on "region"."id" = "subject"."id"
left join "checkpoint" on "checkpoint"."id" = "subject"."id"
where subject.kind = 'PROJECT'
and subject.known_from <= ?
and exists (
  select "statement"."id"
  from "statement"
  inner join "source" on "source"."id" = "statement"."source_id"
  where "statement"."subject_id" = "subject"."id"
  and "statement"."property" = 'cluster'
  and "source"."published" <= ?
  and "statement"."value" in (select value from json_each(?)))
and subject.code in (select value from json_each(?))
and cast(substr((
      select "statement"."value"
      from "statement"
      inner join "source" on "source"."id" = "statement"."source_id"
      where "statement"."subject_id" = "subject"."id"
      and "statement"."property" = 'start'
      and "source"."published" <= ?
      order by source.published desc, case statement.locator_kind when 'TABLE' then 0 when 'TEXT' then 1 else 2 end, source.code, statement.position
      limit ?), 1, 4) as integer) >= ?
and (
  select "statement"."value"
  from "statement"
  inner join "source" on "source"."id" = "statement"."source_id"
  where "statement"."subject_id" = "subject"."id"
  and "statement"."property" = 'kind'
  and "source"."published" <= ?
  order by source.published desc, case statement.locator_kind when 'TABLE' then 0 when 'TEXT' then 1 else 2 end, source.code, statement.position
  limit ?) in (select value from json_each(?))
and exists (
  select "statement"."id"
  from "statement"
  inner join "source" on "source"."id" = "statement"."source_id"
  where "statement"."subject_id" = "subject"."id"
  and "statement"."property" = 'port'
  and "source"."published" <= ?
  and "statement"."value" in (select value from json_each(?)))
and (
  select "statement"."value"
  from "statement"
  inner join "source" on "source"."id" = "statement"."source_id"
  where "statement"."subject_id" = "subject"."id"
  and "statement"."property" = 'region'
  and "source"."published" <= ?
  order by source.published desc, case statement.locator_kind when 'TABLE' then 0 when 'TEXT' then 1 else 2 end, source.code, statement.position
  limit ?) in (with recursive inside (id, code) as (
    select subject.id, subject.code
    from subject
    where subject.kind = 'REGION'
    and subject.code in (select value from json_each(?))
    union
    select subject.id, subject.code
    from inside
    join region on region.parent_id = inside.id
    join subject on subject.id = region.id)
  select inside.code
  from inside)
and exists (
  select "mention"."source_id"
  from "mention"
  inner join "source" on "source"."id" = "mention"."source_id"
  where "mention"."subject_id" = "subject"."id"
  and "source"."code" in (select value from json_each(?))
  and "source"."published" <= ?)
and coalesce((
    select "statement"."value"
    from "statement"
    inner join "source" on "source"."id" = "statement"."source_id"
    where "statement"."subject_id" = "subject"."id"
    and "statement"."property" = 'status'
    and "source"."published" <= ?
    order by source.published desc, case statement.locator_kind when 'TABLE' then 0 when 'TEXT' then 1 else 2 end, source.code, statement.position
    limit ?), 'UNSPECIFIED') in (select value from json_each(?))
and (coalesce(instr(lower("subject"."name_zh"), lower(?)) > 0, 0) or coalesce(instr(lower("subject"."name_en"), lower(?)) > 0, 0) or subject.code = ? or exists (
    select 1
    from alias
    where alias.kind = 'SUBJECT'
    and alias.code = subject.code
    and coalesce(instr(lower("alias"."alias"), lower(?)) > 0, 0)))
and cast(substr((
      select "statement"."value"
      from "statement"
      inner join "source" on "source"."id" = "statement"."source_id"
      where "statement"."subject_id" = "subject"."id"
      and "statement"."property" = 'end'
      and "source"."published" <= ?
      order by source.published desc, case statement.locator_kind when 'TABLE' then 0 when 'TEXT' then 1 else 2 end, source.code, statement.position
      limit ?), 1, 4) as integer) <= ?;

-- project-linked — link: port, filters: none
-- takes keys, asOf, asOf
select "subject"."id", "wanted"."ordinal" as "ordinal"
from (
  select key as ordinal, value ->> '$.parent' as "parent"
  from json_each(?)
  limit -1) as "wanted" cross
join "subject"
left join "region" on "region"."id" = "subject"."id"
left join "checkpoint" on "checkpoint"."id" = "subject"."id"
where +subject.kind = 'PROJECT'
and subject.known_from <= ?
and subject.id in (
  select statement.subject_id
  from statement
  join source on source.id = statement.source_id
  where statement.object_id = "wanted"."parent"
  and statement.property = 'port'
  and source.published <= ?)
order by "subject"."code";

-- project-linked — link: port, filters: clusters codes fromYear kinds ports regions sources statuses text toYear
-- takes keys, asOf, asOf, asOf, asOf, 1, asOf, 1, asOf, asOf, 1, asOf, asOf, 1, asOf, 1
select "subject"."id", "wanted"."ordinal" as "ordinal"
from (
  select key as ordinal, value ->> '$.parent' as "parent", value ->> '$.clusters' as "clusters", value ->> '$.codes' as "codes", value ->> '$.fromYear' as "fromYear", value ->> '$.kinds' as "kinds", value ->> '$.ports' as "ports", value ->> '$.regions' as "regions", value ->> '$.sources' as "sources", value ->> '$.statuses' as "statuses", value ->> '$.text' as "text", value ->> '$.toYear' as "toYear"
  from json_each(?)
  limit -1) as "wanted" cross
join "subject"
left join "region" on "region"."id" = "subject"."id"
left join "checkpoint" on "checkpoint"."id" = "subject"."id"
where +subject.kind = 'PROJECT'
and subject.known_from <= ?
and subject.id in (
  select statement.subject_id
  from statement
  join source on source.id = statement.source_id
  where statement.object_id = "wanted"."parent"
  and statement.property = 'port'
  and source.published <= ?)
and ("wanted"."clusters" is null or exists (
    select "statement"."id"
    from "statement"
    inner join "source" on "source"."id" = "statement"."source_id"
    where "statement"."subject_id" = "subject"."id"
    and "statement"."property" = 'cluster'
    and "source"."published" <= ?
    and "statement"."value" in (
      select value
      from json_each("wanted"."clusters"))))
and ("wanted"."codes" is null or subject.code in (
    select value
    from json_each("wanted"."codes")))
and ("wanted"."fromYear" is null or cast(substr((
        select "statement"."value"
        from "statement"
        inner join "source" on "source"."id" = "statement"."source_id"
        where "statement"."subject_id" = "subject"."id"
        and "statement"."property" = 'start'
        and "source"."published" <= ?
        order by source.published desc, case statement.locator_kind when 'TABLE' then 0 when 'TEXT' then 1 else 2 end, source.code, statement.position
        limit ?), 1, 4) as integer) >= "wanted"."fromYear")
and ("wanted"."kinds" is null or (
    select "statement"."value"
    from "statement"
    inner join "source" on "source"."id" = "statement"."source_id"
    where "statement"."subject_id" = "subject"."id"
    and "statement"."property" = 'kind'
    and "source"."published" <= ?
    order by source.published desc, case statement.locator_kind when 'TABLE' then 0 when 'TEXT' then 1 else 2 end, source.code, statement.position
    limit ?) in (
    select value
    from json_each("wanted"."kinds")))
and ("wanted"."ports" is null or exists (
    select "statement"."id"
    from "statement"
    inner join "source" on "source"."id" = "statement"."source_id"
    where "statement"."subject_id" = "subject"."id"
    and "statement"."property" = 'port'
    and "source"."published" <= ?
    and "statement"."value" in (
      select value
      from json_each("wanted"."ports"))))
and ("wanted"."regions" is null or (
    select "statement"."value"
    from "statement"
    inner join "source" on "source"."id" = "statement"."source_id"
    where "statement"."subject_id" = "subject"."id"
    and "statement"."property" = 'region'
    and "source"."published" <= ?
    order by source.published desc, case statement.locator_kind when 'TABLE' then 0 when 'TEXT' then 1 else 2 end, source.code, statement.position
    limit ?) in (with recursive inside (id, code) as (
      select subject.id, subject.code
      from subject
      where subject.kind = 'REGION'
      and subject.code in (
        select value
        from json_each("wanted"."regions"))
      union
      select subject.id, subject.code
      from inside
      join region on region.parent_id = inside.id
      join subject on subject.id = region.id)
    select inside.code
    from inside))
and ("wanted"."sources" is null or exists (
    select "mention"."source_id"
    from "mention"
    inner join "source" on "source"."id" = "mention"."source_id"
    where "mention"."subject_id" = "subject"."id"
    and "source"."code" in (
      select value
      from json_each("wanted"."sources"))
    and "source"."published" <= ?))
and ("wanted"."statuses" is null or coalesce((
      select "statement"."value"
      from "statement"
      inner join "source" on "source"."id" = "statement"."source_id"
      where "statement"."subject_id" = "subject"."id"
      and "statement"."property" = 'status'
      and "source"."published" <= ?
      order by source.published desc, case statement.locator_kind when 'TABLE' then 0 when 'TEXT' then 1 else 2 end, source.code, statement.position
      limit ?), 'UNSPECIFIED') in (
    select value
    from json_each("wanted"."statuses")))
and ("wanted"."text" is null or (coalesce(instr(lower("subject"."name_zh"), lower("wanted"."text")) > 0, 0) or coalesce(instr(lower("subject"."name_en"), lower("wanted"."text")) > 0, 0) or subject.code = "wanted"."text" or exists (
      select 1
      from alias
      where alias.kind = 'SUBJECT'
      and alias.code = subject.code
      and coalesce(instr(lower("alias"."alias"), lower("wanted"."text")) > 0, 0))))
and ("wanted"."toYear" is null or cast(substr((
        select "statement"."value"
        from "statement"
        inner join "source" on "source"."id" = "statement"."source_id"
        where "statement"."subject_id" = "subject"."id"
        and "statement"."property" = 'end'
        and "source"."published" <= ?
        order by source.published desc, case statement.locator_kind when 'TABLE' then 0 when 'TEXT' then 1 else 2 end, source.code, statement.position
        limit ?), 1, 4) as integer) <= "wanted"."toYear")
order by "subject"."code";

-- project-linked — link: cluster, filters: none
-- takes keys, asOf, asOf
select "subject"."id", "wanted"."ordinal" as "ordinal"
from (
  select key as ordinal, value ->> '$.parent' as "parent"
  from json_each(?)
  limit -1) as "wanted" cross
join "subject"
left join "region" on "region"."id" = "subject"."id"
left join "checkpoint" on "checkpoint"."id" = "subject"."id"
where +subject.kind = 'PROJECT'
and subject.known_from <= ?
and subject.id in (
  select statement.subject_id
  from statement
  join source on source.id = statement.source_id
  where statement.object_id = "wanted"."parent"
  and statement.property = 'cluster'
  and source.published <= ?)
order by "subject"."code";

-- project-linked — link: cluster, filters: clusters codes fromYear kinds ports regions sources statuses text toYear
-- takes keys, asOf, asOf, asOf, asOf, 1, asOf, 1, asOf, asOf, 1, asOf, asOf, 1, asOf, 1
select "subject"."id", "wanted"."ordinal" as "ordinal"
from (
  select key as ordinal, value ->> '$.parent' as "parent", value ->> '$.clusters' as "clusters", value ->> '$.codes' as "codes", value ->> '$.fromYear' as "fromYear", value ->> '$.kinds' as "kinds", value ->> '$.ports' as "ports", value ->> '$.regions' as "regions", value ->> '$.sources' as "sources", value ->> '$.statuses' as "statuses", value ->> '$.text' as "text", value ->> '$.toYear' as "toYear"
  from json_each(?)
  limit -1) as "wanted" cross
join "subject"
left join "region" on "region"."id" = "subject"."id"
left join "checkpoint" on "checkpoint"."id" = "subject"."id"
where +subject.kind = 'PROJECT'
and subject.known_from <= ?
and subject.id in (
  select statement.subject_id
  from statement
  join source on source.id = statement.source_id
  where statement.object_id = "wanted"."parent"
  and statement.property = 'cluster'
  and source.published <= ?)
and ("wanted"."clusters" is null or exists (
    select "statement"."id"
    from "statement"
    inner join "source" on "source"."id" = "statement"."source_id"
    where "statement"."subject_id" = "subject"."id"
    and "statement"."property" = 'cluster'
    and "source"."published" <= ?
    and "statement"."value" in (
      select value
      from json_each("wanted"."clusters"))))
and ("wanted"."codes" is null or subject.code in (
    select value
    from json_each("wanted"."codes")))
and ("wanted"."fromYear" is null or cast(substr((
        select "statement"."value"
        from "statement"
        inner join "source" on "source"."id" = "statement"."source_id"
        where "statement"."subject_id" = "subject"."id"
        and "statement"."property" = 'start'
        and "source"."published" <= ?
        order by source.published desc, case statement.locator_kind when 'TABLE' then 0 when 'TEXT' then 1 else 2 end, source.code, statement.position
        limit ?), 1, 4) as integer) >= "wanted"."fromYear")
and ("wanted"."kinds" is null or (
    select "statement"."value"
    from "statement"
    inner join "source" on "source"."id" = "statement"."source_id"
    where "statement"."subject_id" = "subject"."id"
    and "statement"."property" = 'kind'
    and "source"."published" <= ?
    order by source.published desc, case statement.locator_kind when 'TABLE' then 0 when 'TEXT' then 1 else 2 end, source.code, statement.position
    limit ?) in (
    select value
    from json_each("wanted"."kinds")))
and ("wanted"."ports" is null or exists (
    select "statement"."id"
    from "statement"
    inner join "source" on "source"."id" = "statement"."source_id"
    where "statement"."subject_id" = "subject"."id"
    and "statement"."property" = 'port'
    and "source"."published" <= ?
    and "statement"."value" in (
      select value
      from json_each("wanted"."ports"))))
and ("wanted"."regions" is null or (
    select "statement"."value"
    from "statement"
    inner join "source" on "source"."id" = "statement"."source_id"
    where "statement"."subject_id" = "subject"."id"
    and "statement"."property" = 'region'
    and "source"."published" <= ?
    order by source.published desc, case statement.locator_kind when 'TABLE' then 0 when 'TEXT' then 1 else 2 end, source.code, statement.position
    limit ?) in (with recursive inside (id, code) as (
      select subject.id, subject.code
      from subject
      where subject.kind = 'REGION'
      and subject.code in (
        select value
        from json_each("wanted"."regions"))
      union
      select subject.id, subject.code
      from inside
      join region on region.parent_id = inside.id
      join subject on subject.id = region.id)
    select inside.code
    from inside))
and ("wanted"."sources" is null or exists (
    select "mention"."source_id"
    from "mention"
    inner join "source" on "source"."id" = "mention"."source_id"
    where "mention"."subject_id" = "subject"."id"
    and "source"."code" in (
      select value
      from json_each("wanted"."sources"))
    and "source"."published" <= ?))
and ("wanted"."statuses" is null or coalesce((
      select "statement"."value"
      from "statement"
      inner join "source" on "source"."id" = "statement"."source_id"
      where "statement"."subject_id" = "subject"."id"
      and "statement"."property" = 'status'
      and "source"."published" <= ?
      order by source.published desc, case statement.locator_kind when 'TABLE' then 0 when 'TEXT' then 1 else 2 end, source.code, statement.position
      limit ?), 'UNSPECIFIED') in (
    select value
    from json_each("wanted"."statuses")))
and ("wanted"."text" is null or (coalesce(instr(lower("subject"."name_zh"), lower("wanted"."text")) > 0, 0) or coalesce(instr(lower("subject"."name_en"), lower("wanted"."text")) > 0, 0) or subject.code = "wanted"."text" or exists (
      select 1
      from alias
      where alias.kind = 'SUBJECT'
      and alias.code = subject.code
      and coalesce(instr(lower("alias"."alias"), lower("wanted"."text")) > 0, 0))))
and ("wanted"."toYear" is null or cast(substr((
        select "statement"."value"
        from "statement"
        inner join "source" on "source"."id" = "statement"."source_id"
        where "statement"."subject_id" = "subject"."id"
        and "statement"."property" = 'end'
        and "source"."published" <= ?
        order by source.published desc, case statement.locator_kind when 'TABLE' then 0 when 'TEXT' then 1 else 2 end, source.code, statement.position
        limit ?), 1, 4) as integer) <= "wanted"."toYear")
order by "subject"."code";

-- project-linked — link: platform, filters: none
-- takes keys, asOf, asOf
select "subject"."id", "wanted"."ordinal" as "ordinal"
from (
  select key as ordinal, value ->> '$.parent' as "parent"
  from json_each(?)
  limit -1) as "wanted" cross
join "subject"
left join "region" on "region"."id" = "subject"."id"
left join "checkpoint" on "checkpoint"."id" = "subject"."id"
where +subject.kind = 'PROJECT'
and subject.known_from <= ?
and subject.id in (
  select statement.subject_id
  from statement
  join source on source.id = statement.source_id
  where statement.object_id = "wanted"."parent"
  and statement.property = 'platform'
  and source.published <= ?)
order by "subject"."code";

-- project-linked — link: platform, filters: clusters codes fromYear kinds ports regions sources statuses text toYear
-- takes keys, asOf, asOf, asOf, asOf, 1, asOf, 1, asOf, asOf, 1, asOf, asOf, 1, asOf, 1
select "subject"."id", "wanted"."ordinal" as "ordinal"
from (
  select key as ordinal, value ->> '$.parent' as "parent", value ->> '$.clusters' as "clusters", value ->> '$.codes' as "codes", value ->> '$.fromYear' as "fromYear", value ->> '$.kinds' as "kinds", value ->> '$.ports' as "ports", value ->> '$.regions' as "regions", value ->> '$.sources' as "sources", value ->> '$.statuses' as "statuses", value ->> '$.text' as "text", value ->> '$.toYear' as "toYear"
  from json_each(?)
  limit -1) as "wanted" cross
join "subject"
left join "region" on "region"."id" = "subject"."id"
left join "checkpoint" on "checkpoint"."id" = "subject"."id"
where +subject.kind = 'PROJECT'
and subject.known_from <= ?
and subject.id in (
  select statement.subject_id
  from statement
  join source on source.id = statement.source_id
  where statement.object_id = "wanted"."parent"
  and statement.property = 'platform'
  and source.published <= ?)
and ("wanted"."clusters" is null or exists (
    select "statement"."id"
    from "statement"
    inner join "source" on "source"."id" = "statement"."source_id"
    where "statement"."subject_id" = "subject"."id"
    and "statement"."property" = 'cluster'
    and "source"."published" <= ?
    and "statement"."value" in (
      select value
      from json_each("wanted"."clusters"))))
and ("wanted"."codes" is null or subject.code in (
    select value
    from json_each("wanted"."codes")))
and ("wanted"."fromYear" is null or cast(substr((
        select "statement"."value"
        from "statement"
        inner join "source" on "source"."id" = "statement"."source_id"
        where "statement"."subject_id" = "subject"."id"
        and "statement"."property" = 'start'
        and "source"."published" <= ?
        order by source.published desc, case statement.locator_kind when 'TABLE' then 0 when 'TEXT' then 1 else 2 end, source.code, statement.position
        limit ?), 1, 4) as integer) >= "wanted"."fromYear")
and ("wanted"."kinds" is null or (
    select "statement"."value"
    from "statement"
    inner join "source" on "source"."id" = "statement"."source_id"
    where "statement"."subject_id" = "subject"."id"
    and "statement"."property" = 'kind'
    and "source"."published" <= ?
    order by source.published desc, case statement.locator_kind when 'TABLE' then 0 when 'TEXT' then 1 else 2 end, source.code, statement.position
    limit ?) in (
    select value
    from json_each("wanted"."kinds")))
and ("wanted"."ports" is null or exists (
    select "statement"."id"
    from "statement"
    inner join "source" on "source"."id" = "statement"."source_id"
    where "statement"."subject_id" = "subject"."id"
    and "statement"."property" = 'port'
    and "source"."published" <= ?
    and "statement"."value" in (
      select value
      from json_each("wanted"."ports"))))
and ("wanted"."regions" is null or (
    select "statement"."value"
    from "statement"
    inner join "source" on "source"."id" = "statement"."source_id"
    where "statement"."subject_id" = "subject"."id"
    and "statement"."property" = 'region'
    and "source"."published" <= ?
    order by source.published desc, case statement.locator_kind when 'TABLE' then 0 when 'TEXT' then 1 else 2 end, source.code, statement.position
    limit ?) in (with recursive inside (id, code) as (
      select subject.id, subject.code
      from subject
      where subject.kind = 'REGION'
      and subject.code in (
        select value
        from json_each("wanted"."regions"))
      union
      select subject.id, subject.code
      from inside
      join region on region.parent_id = inside.id
      join subject on subject.id = region.id)
    select inside.code
    from inside))
and ("wanted"."sources" is null or exists (
    select "mention"."source_id"
    from "mention"
    inner join "source" on "source"."id" = "mention"."source_id"
    where "mention"."subject_id" = "subject"."id"
    and "source"."code" in (
      select value
      from json_each("wanted"."sources"))
    and "source"."published" <= ?))
and ("wanted"."statuses" is null or coalesce((
      select "statement"."value"
      from "statement"
      inner join "source" on "source"."id" = "statement"."source_id"
      where "statement"."subject_id" = "subject"."id"
      and "statement"."property" = 'status'
      and "source"."published" <= ?
      order by source.published desc, case statement.locator_kind when 'TABLE' then 0 when 'TEXT' then 1 else 2 end, source.code, statement.position
      limit ?), 'UNSPECIFIED') in (
    select value
    from json_each("wanted"."statuses")))
and ("wanted"."text" is null or (coalesce(instr(lower("subject"."name_zh"), lower("wanted"."text")) > 0, 0) or coalesce(instr(lower("subject"."name_en"), lower("wanted"."text")) > 0, 0) or subject.code = "wanted"."text" or exists (
      select 1
      from alias
      where alias.kind = 'SUBJECT'
      and alias.code = subject.code
      and coalesce(instr(lower("alias"."alias"), lower("wanted"."text")) > 0, 0))))
and ("wanted"."toYear" is null or cast(substr((
        select "statement"."value"
        from "statement"
        inner join "source" on "source"."id" = "statement"."source_id"
        where "statement"."subject_id" = "subject"."id"
        and "statement"."property" = 'end'
        and "source"."published" <= ?
        order by source.published desc, case statement.locator_kind when 'TABLE' then 0 when 'TEXT' then 1 else 2 end, source.code, statement.position
        limit ?), 1, 4) as integer) <= "wanted"."toYear")
order by "subject"."code";

-- project-linked — link: region, filters: none
-- takes keys, asOf, asOf, 1
select "subject"."id", "wanted"."ordinal" as "ordinal"
from (
  select key as ordinal, value ->> '$.parent' as "parent"
  from json_each(?)
  limit -1) as "wanted" cross
join "subject"
left join "region" on "region"."id" = "subject"."id"
left join "checkpoint" on "checkpoint"."id" = "subject"."id"
where +subject.kind = 'PROJECT'
and subject.known_from <= ?
and (
  select "statement"."value"
  from "statement"
  inner join "source" on "source"."id" = "statement"."source_id"
  where "statement"."subject_id" = "subject"."id"
  and "statement"."property" = 'region'
  and "source"."published" <= ?
  order by source.published desc, case statement.locator_kind when 'TABLE' then 0 when 'TEXT' then 1 else 2 end, source.code, statement.position
  limit ?) in (with recursive inside (id) as (
    select "wanted"."parent"
    union
    select region.id
    from inside
    join region on region.parent_id = inside.id)
  select place.code
  from inside
  join subject as place on place.id = inside.id)
order by "subject"."code";

-- project-linked — link: region, filters: clusters codes fromYear kinds ports regions sources statuses text toYear
-- takes keys, asOf, asOf, 1, asOf, asOf, 1, asOf, 1, asOf, asOf, 1, asOf, asOf, 1, asOf, 1
select "subject"."id", "wanted"."ordinal" as "ordinal"
from (
  select key as ordinal, value ->> '$.parent' as "parent", value ->> '$.clusters' as "clusters", value ->> '$.codes' as "codes", value ->> '$.fromYear' as "fromYear", value ->> '$.kinds' as "kinds", value ->> '$.ports' as "ports", value ->> '$.regions' as "regions", value ->> '$.sources' as "sources", value ->> '$.statuses' as "statuses", value ->> '$.text' as "text", value ->> '$.toYear' as "toYear"
  from json_each(?)
  limit -1) as "wanted" cross
join "subject"
left join "region" on "region"."id" = "subject"."id"
left join "checkpoint" on "checkpoint"."id" = "subject"."id"
where +subject.kind = 'PROJECT'
and subject.known_from <= ?
and (
  select "statement"."value"
  from "statement"
  inner join "source" on "source"."id" = "statement"."source_id"
  where "statement"."subject_id" = "subject"."id"
  and "statement"."property" = 'region'
  and "source"."published" <= ?
  order by source.published desc, case statement.locator_kind when 'TABLE' then 0 when 'TEXT' then 1 else 2 end, source.code, statement.position
  limit ?) in (with recursive inside (id) as (
    select "wanted"."parent"
    union
    select region.id
    from inside
    join region on region.parent_id = inside.id)
  select place.code
  from inside
  join subject as place on place.id = inside.id)
and ("wanted"."clusters" is null or exists (
    select "statement"."id"
    from "statement"
    inner join "source" on "source"."id" = "statement"."source_id"
    where "statement"."subject_id" = "subject"."id"
    and "statement"."property" = 'cluster'
    and "source"."published" <= ?
    and "statement"."value" in (
      select value
      from json_each("wanted"."clusters"))))
and ("wanted"."codes" is null or subject.code in (
    select value
    from json_each("wanted"."codes")))
and ("wanted"."fromYear" is null or cast(substr((
        select "statement"."value"
        from "statement"
        inner join "source" on "source"."id" = "statement"."source_id"
        where "statement"."subject_id" = "subject"."id"
        and "statement"."property" = 'start'
        and "source"."published" <= ?
        order by source.published desc, case statement.locator_kind when 'TABLE' then 0 when 'TEXT' then 1 else 2 end, source.code, statement.position
        limit ?), 1, 4) as integer) >= "wanted"."fromYear")
and ("wanted"."kinds" is null or (
    select "statement"."value"
    from "statement"
    inner join "source" on "source"."id" = "statement"."source_id"
    where "statement"."subject_id" = "subject"."id"
    and "statement"."property" = 'kind'
    and "source"."published" <= ?
    order by source.published desc, case statement.locator_kind when 'TABLE' then 0 when 'TEXT' then 1 else 2 end, source.code, statement.position
    limit ?) in (
    select value
    from json_each("wanted"."kinds")))
and ("wanted"."ports" is null or exists (
    select "statement"."id"
    from "statement"
    inner join "source" on "source"."id" = "statement"."source_id"
    where "statement"."subject_id" = "subject"."id"
    and "statement"."property" = 'port'
    and "source"."published" <= ?
    and "statement"."value" in (
      select value
      from json_each("wanted"."ports"))))
and ("wanted"."regions" is null or (
    select "statement"."value"
    from "statement"
    inner join "source" on "source"."id" = "statement"."source_id"
    where "statement"."subject_id" = "subject"."id"
    and "statement"."property" = 'region'
    and "source"."published" <= ?
    order by source.published desc, case statement.locator_kind when 'TABLE' then 0 when 'TEXT' then 1 else 2 end, source.code, statement.position
    limit ?) in (with recursive inside (id, code) as (
      select subject.id, subject.code
      from subject
      where subject.kind = 'REGION'
      and subject.code in (
        select value
        from json_each("wanted"."regions"))
      union
      select subject.id, subject.code
      from inside
      join region on region.parent_id = inside.id
      join subject on subject.id = region.id)
    select inside.code
    from inside))
and ("wanted"."sources" is null or exists (
    select "mention"."source_id"
    from "mention"
    inner join "source" on "source"."id" = "mention"."source_id"
    where "mention"."subject_id" = "subject"."id"
    and "source"."code" in (
      select value
      from json_each("wanted"."sources"))
    and "source"."published" <= ?))
and ("wanted"."statuses" is null or coalesce((
      select "statement"."value"
      from "statement"
      inner join "source" on "source"."id" = "statement"."source_id"
      where "statement"."subject_id" = "subject"."id"
      and "statement"."property" = 'status'
      and "source"."published" <= ?
      order by source.published desc, case statement.locator_kind when 'TABLE' then 0 when 'TEXT' then 1 else 2 end, source.code, statement.position
      limit ?), 'UNSPECIFIED') in (
    select value
    from json_each("wanted"."statuses")))
and ("wanted"."text" is null or (coalesce(instr(lower("subject"."name_zh"), lower("wanted"."text")) > 0, 0) or coalesce(instr(lower("subject"."name_en"), lower("wanted"."text")) > 0, 0) or subject.code = "wanted"."text" or exists (
      select 1
      from alias
      where alias.kind = 'SUBJECT'
      and alias.code = subject.code
      and coalesce(instr(lower("alias"."alias"), lower("wanted"."text")) > 0, 0))))
and ("wanted"."toYear" is null or cast(substr((
        select "statement"."value"
        from "statement"
        inner join "source" on "source"."id" = "statement"."source_id"
        where "statement"."subject_id" = "subject"."id"
        and "statement"."property" = 'end'
        and "source"."published" <= ?
        order by source.published desc, case statement.locator_kind when 'TABLE' then 0 when 'TEXT' then 1 else 2 end, source.code, statement.position
        limit ?), 1, 4) as integer) <= "wanted"."toYear")
order by "subject"."code";

-- project-linked — link: source, filters: none
-- takes keys, asOf
select "subject"."id", "wanted"."ordinal" as "ordinal"
from (
  select key as ordinal, value ->> '$.parent' as "parent"
  from json_each(?)
  limit -1) as "wanted" cross
join "subject"
left join "region" on "region"."id" = "subject"."id"
left join "checkpoint" on "checkpoint"."id" = "subject"."id"
where +subject.kind = 'PROJECT'
and subject.known_from <= ?
and subject.id in (
  select mention.subject_id
  from mention
  where mention.source_id = "wanted"."parent")
order by "subject"."code";

-- project-linked — link: source, filters: clusters codes fromYear kinds ports regions sources statuses text toYear
-- takes keys, asOf, asOf, asOf, 1, asOf, 1, asOf, asOf, 1, asOf, asOf, 1, asOf, 1
select "subject"."id", "wanted"."ordinal" as "ordinal"
from (
  select key as ordinal, value ->> '$.parent' as "parent", value ->> '$.clusters' as "clusters", value ->> '$.codes' as "codes", value ->> '$.fromYear' as "fromYear", value ->> '$.kinds' as "kinds", value ->> '$.ports' as "ports", value ->> '$.regions' as "regions", value ->> '$.sources' as "sources", value ->> '$.statuses' as "statuses", value ->> '$.text' as "text", value ->> '$.toYear' as "toYear"
  from json_each(?)
  limit -1) as "wanted" cross
join "subject"
left join "region" on "region"."id" = "subject"."id"
left join "checkpoint" on "checkpoint"."id" = "subject"."id"
where +subject.kind = 'PROJECT'
and subject.known_from <= ?
and subject.id in (
  select mention.subject_id
  from mention
  where mention.source_id = "wanted"."parent")
and ("wanted"."clusters" is null or exists (
    select "statement"."id"
    from "statement"
    inner join "source" on "source"."id" = "statement"."source_id"
    where "statement"."subject_id" = "subject"."id"
    and "statement"."property" = 'cluster'
    and "source"."published" <= ?
    and "statement"."value" in (
      select value
      from json_each("wanted"."clusters"))))
and ("wanted"."codes" is null or subject.code in (
    select value
    from json_each("wanted"."codes")))
and ("wanted"."fromYear" is null or cast(substr((
        select "statement"."value"
        from "statement"
        inner join "source" on "source"."id" = "statement"."source_id"
        where "statement"."subject_id" = "subject"."id"
        and "statement"."property" = 'start'
        and "source"."published" <= ?
        order by source.published desc, case statement.locator_kind when 'TABLE' then 0 when 'TEXT' then 1 else 2 end, source.code, statement.position
        limit ?), 1, 4) as integer) >= "wanted"."fromYear")
and ("wanted"."kinds" is null or (
    select "statement"."value"
    from "statement"
    inner join "source" on "source"."id" = "statement"."source_id"
    where "statement"."subject_id" = "subject"."id"
    and "statement"."property" = 'kind'
    and "source"."published" <= ?
    order by source.published desc, case statement.locator_kind when 'TABLE' then 0 when 'TEXT' then 1 else 2 end, source.code, statement.position
    limit ?) in (
    select value
    from json_each("wanted"."kinds")))
and ("wanted"."ports" is null or exists (
    select "statement"."id"
    from "statement"
    inner join "source" on "source"."id" = "statement"."source_id"
    where "statement"."subject_id" = "subject"."id"
    and "statement"."property" = 'port'
    and "source"."published" <= ?
    and "statement"."value" in (
      select value
      from json_each("wanted"."ports"))))
and ("wanted"."regions" is null or (
    select "statement"."value"
    from "statement"
    inner join "source" on "source"."id" = "statement"."source_id"
    where "statement"."subject_id" = "subject"."id"
    and "statement"."property" = 'region'
    and "source"."published" <= ?
    order by source.published desc, case statement.locator_kind when 'TABLE' then 0 when 'TEXT' then 1 else 2 end, source.code, statement.position
    limit ?) in (with recursive inside (id, code) as (
      select subject.id, subject.code
      from subject
      where subject.kind = 'REGION'
      and subject.code in (
        select value
        from json_each("wanted"."regions"))
      union
      select subject.id, subject.code
      from inside
      join region on region.parent_id = inside.id
      join subject on subject.id = region.id)
    select inside.code
    from inside))
and ("wanted"."sources" is null or exists (
    select "mention"."source_id"
    from "mention"
    inner join "source" on "source"."id" = "mention"."source_id"
    where "mention"."subject_id" = "subject"."id"
    and "source"."code" in (
      select value
      from json_each("wanted"."sources"))
    and "source"."published" <= ?))
and ("wanted"."statuses" is null or coalesce((
      select "statement"."value"
      from "statement"
      inner join "source" on "source"."id" = "statement"."source_id"
      where "statement"."subject_id" = "subject"."id"
      and "statement"."property" = 'status'
      and "source"."published" <= ?
      order by source.published desc, case statement.locator_kind when 'TABLE' then 0 when 'TEXT' then 1 else 2 end, source.code, statement.position
      limit ?), 'UNSPECIFIED') in (
    select value
    from json_each("wanted"."statuses")))
and ("wanted"."text" is null or (coalesce(instr(lower("subject"."name_zh"), lower("wanted"."text")) > 0, 0) or coalesce(instr(lower("subject"."name_en"), lower("wanted"."text")) > 0, 0) or subject.code = "wanted"."text" or exists (
      select 1
      from alias
      where alias.kind = 'SUBJECT'
      and alias.code = subject.code
      and coalesce(instr(lower("alias"."alias"), lower("wanted"."text")) > 0, 0))))
and ("wanted"."toYear" is null or cast(substr((
        select "statement"."value"
        from "statement"
        inner join "source" on "source"."id" = "statement"."source_id"
        where "statement"."subject_id" = "subject"."id"
        and "statement"."property" = 'end'
        and "source"."published" <= ?
        order by source.published desc, case statement.locator_kind when 'TABLE' then 0 when 'TEXT' then 1 else 2 end, source.code, statement.position
        limit ?), 1, 4) as integer) <= "wanted"."toYear")
order by "subject"."code";

-- project-page — filters: none, descending: false, backward: false, continued: false, order: CODE
-- takes asOf, limit
select "subject"."id"
from "subject"
left join "region" on "region"."id" = "subject"."id"
left join "checkpoint" on "checkpoint"."id" = "subject"."id"
where subject.kind = 'PROJECT'
and subject.known_from <= ?
order by "subject"."code" asc
limit ?;

-- project-page — filters: clusters codes fromYear kinds ports regions sources statuses text toYear, descending: true, backward: true, continued: true, order: NAME
-- takes asOf, asOf, clusters, codes, asOf, 1, fromYear, asOf, 1, kinds, asOf, ports, asOf, 1, regions, sources, asOf, asOf, 1, statuses, text, text, text, text, asOf, 1, toYear, cursor0, cursor1, limit
select "subject"."id"
from "subject"
left join "region" on "region"."id" = "subject"."id"
left join "checkpoint" on "checkpoint"."id" = "subject"."id"
where subject.kind = 'PROJECT'
and subject.known_from <= ?
and exists (
  select "statement"."id"
  from "statement"
  inner join "source" on "source"."id" = "statement"."source_id"
  where "statement"."subject_id" = "subject"."id"
  and "statement"."property" = 'cluster'
  and "source"."published" <= ?
  and "statement"."value" in (select value from json_each(?)))
and subject.code in (select value from json_each(?))
and cast(substr((
      select "statement"."value"
      from "statement"
      inner join "source" on "source"."id" = "statement"."source_id"
      where "statement"."subject_id" = "subject"."id"
      and "statement"."property" = 'start'
      and "source"."published" <= ?
      order by source.published desc, case statement.locator_kind when 'TABLE' then 0 when 'TEXT' then 1 else 2 end, source.code, statement.position
      limit ?), 1, 4) as integer) >= ?
and (
  select "statement"."value"
  from "statement"
  inner join "source" on "source"."id" = "statement"."source_id"
  where "statement"."subject_id" = "subject"."id"
  and "statement"."property" = 'kind'
  and "source"."published" <= ?
  order by source.published desc, case statement.locator_kind when 'TABLE' then 0 when 'TEXT' then 1 else 2 end, source.code, statement.position
  limit ?) in (select value from json_each(?))
and exists (
  select "statement"."id"
  from "statement"
  inner join "source" on "source"."id" = "statement"."source_id"
  where "statement"."subject_id" = "subject"."id"
  and "statement"."property" = 'port'
  and "source"."published" <= ?
  and "statement"."value" in (select value from json_each(?)))
and (
  select "statement"."value"
  from "statement"
  inner join "source" on "source"."id" = "statement"."source_id"
  where "statement"."subject_id" = "subject"."id"
  and "statement"."property" = 'region'
  and "source"."published" <= ?
  order by source.published desc, case statement.locator_kind when 'TABLE' then 0 when 'TEXT' then 1 else 2 end, source.code, statement.position
  limit ?) in (with recursive inside (id, code) as (
    select subject.id, subject.code
    from subject
    where subject.kind = 'REGION'
    and subject.code in (select value from json_each(?))
    union
    select subject.id, subject.code
    from inside
    join region on region.parent_id = inside.id
    join subject on subject.id = region.id)
  select inside.code
  from inside)
and exists (
  select "mention"."source_id"
  from "mention"
  inner join "source" on "source"."id" = "mention"."source_id"
  where "mention"."subject_id" = "subject"."id"
  and "source"."code" in (select value from json_each(?))
  and "source"."published" <= ?)
and coalesce((
    select "statement"."value"
    from "statement"
    inner join "source" on "source"."id" = "statement"."source_id"
    where "statement"."subject_id" = "subject"."id"
    and "statement"."property" = 'status'
    and "source"."published" <= ?
    order by source.published desc, case statement.locator_kind when 'TABLE' then 0 when 'TEXT' then 1 else 2 end, source.code, statement.position
    limit ?), 'UNSPECIFIED') in (select value from json_each(?))
and (coalesce(instr(lower("subject"."name_zh"), lower(?)) > 0, 0) or coalesce(instr(lower("subject"."name_en"), lower(?)) > 0, 0) or subject.code = ? or exists (
    select 1
    from alias
    where alias.kind = 'SUBJECT'
    and alias.code = subject.code
    and coalesce(instr(lower("alias"."alias"), lower(?)) > 0, 0)))
and cast(substr((
      select "statement"."value"
      from "statement"
      inner join "source" on "source"."id" = "statement"."source_id"
      where "statement"."subject_id" = "subject"."id"
      and "statement"."property" = 'end'
      and "source"."published" <= ?
      order by source.published desc, case statement.locator_kind when 'TABLE' then 0 when 'TEXT' then 1 else 2 end, source.code, statement.position
      limit ?), 1, 4) as integer) <= ?
and ("subject"."name_zh", "subject"."code") > (?, ?)
order by "subject"."name_zh" asc, "subject"."code" asc
limit ?;

-- recordMigration
-- takes name, appliedAt
insert into "migration" ("name", "applied_at")
values (?, ?);

-- region-all — filters: none
-- takes asOf
select "subject"."id"
from "subject"
left join "region" on "region"."id" = "subject"."id"
left join "checkpoint" on "checkpoint"."id" = "subject"."id"
where subject.kind = 'REGION'
and subject.known_from <= ?
order by "subject"."code";

-- region-count — filters: codes kinds parents sources text
-- takes asOf, codes, kinds, parents, sources, asOf, text, text, text, text
select count(*) as "count"
from "subject"
left join "region" on "region"."id" = "subject"."id"
left join "checkpoint" on "checkpoint"."id" = "subject"."id"
where subject.kind = 'REGION'
and subject.known_from <= ?
and subject.code in (select value from json_each(?))
and region.kind in (select value from json_each(?))
and region.parent_id in (
  select parent.id
  from subject as parent
  where parent.code in (select value from json_each(?)))
and exists (
  select "mention"."source_id"
  from "mention"
  inner join "source" on "source"."id" = "mention"."source_id"
  where "mention"."subject_id" = "subject"."id"
  and "source"."code" in (select value from json_each(?))
  and "source"."published" <= ?)
and (coalesce(instr(lower("subject"."name_zh"), lower(?)) > 0, 0) or coalesce(instr(lower("subject"."name_en"), lower(?)) > 0, 0) or subject.code = ? or exists (
    select 1
    from alias
    where alias.kind = 'SUBJECT'
    and alias.code = subject.code
    and coalesce(instr(lower("alias"."alias"), lower(?)) > 0, 0)));

-- region-page — filters: none, descending: false, backward: false, continued: false, order: CODE
-- takes asOf, limit
select "subject"."id"
from "subject"
left join "region" on "region"."id" = "subject"."id"
left join "checkpoint" on "checkpoint"."id" = "subject"."id"
where subject.kind = 'REGION'
and subject.known_from <= ?
order by "subject"."code" asc
limit ?;

-- region-page — filters: codes kinds parents sources text, descending: true, backward: true, continued: true, order: NAME
-- takes asOf, codes, kinds, parents, sources, asOf, text, text, text, text, cursor0, cursor1, limit
select "subject"."id"
from "subject"
left join "region" on "region"."id" = "subject"."id"
left join "checkpoint" on "checkpoint"."id" = "subject"."id"
where subject.kind = 'REGION'
and subject.known_from <= ?
and subject.code in (select value from json_each(?))
and region.kind in (select value from json_each(?))
and region.parent_id in (
  select parent.id
  from subject as parent
  where parent.code in (select value from json_each(?)))
and exists (
  select "mention"."source_id"
  from "mention"
  inner join "source" on "source"."id" = "mention"."source_id"
  where "mention"."subject_id" = "subject"."id"
  and "source"."code" in (select value from json_each(?))
  and "source"."published" <= ?)
and (coalesce(instr(lower("subject"."name_zh"), lower(?)) > 0, 0) or coalesce(instr(lower("subject"."name_en"), lower(?)) > 0, 0) or subject.code = ? or exists (
    select 1
    from alias
    where alias.kind = 'SUBJECT'
    and alias.code = subject.code
    and coalesce(instr(lower("alias"."alias"), lower(?)) > 0, 0)))
and ("subject"."name_zh", "subject"."code") > (?, ?)
order by "subject"."name_zh" asc, "subject"."code" asc
limit ?;

-- regionsByParent
-- takes parents, asOf
select "subject"."id", "region"."parent_id"
from "subject"
left join "region" on "region"."id" = "subject"."id"
left join "checkpoint" on "checkpoint"."id" = "subject"."id"
where "region"."parent_id" in (select value from json_each(?))
and subject.known_from <= ?
order by "subject"."code";

-- rollups — filters: none
-- takes scopes, limit
select "scope_id", "subject_id", "year", "source_id", "count", "missing", "qualified", "totals", "value_whole", "value_nano"
from "rollup"
where "scope_id" in (select value from json_each(?))
and true
limit ?;

-- rollups — filters: subjects subjectKinds checkpointsOf sources firstYear lastYear
-- takes scopes, subjects, subjectKinds, checkpointsOf, sources, firstYear, lastYear, limit
select "scope_id", "subject_id", "year", "source_id", "count", "missing", "qualified", "totals", "value_whole", "value_nano"
from "rollup"
where "scope_id" in (select value from json_each(?))
and "subject_id" in (select value from json_each(?))
and subject_id in (
  select id
  from subject
  where kind in (select value from json_each(?)))
and subject_id in (
  select id
  from checkpoint
  where port_id in (select value from json_each(?)))
and "source_id" in (select value from json_each(?))
and year >= ?
and year <= ?
limit ?;

-- rowExtent — table: zone, columns: source_id key name_zh, key: key, scope: source_id
-- takes scope
select count(*) as "rows", min("id") as "first", max("id") as "last"
from "zone"
where "source_id" = ?;

-- rowsBelow — table: zone, columns: source_id key name_zh, key: key, scope: source_id
-- takes scope, id, limit
select "source_id", "key", "name_zh"
from "zone"
where "source_id" = ?
and "id" < ?
order by "id" desc
limit ?;

-- rowsByKey — table: zone, columns: source_id key name_zh, key: key, scope: source_id
-- takes scope, keys
select "source_id", "key", "name_zh"
from "zone"
where "source_id" = ?
and ("key") in (
  select "key"
  from (
    select key as ordinal, value ->> '$.key' as "key"
    from json_each(?)
    limit -1) as wanted);

-- scopes — filters: none
select *
from "scope"
where true;

-- scopes — filters: indicators kinds frequencies directions commodities partners whole
-- takes indicators, kinds, frequencies, directions, commodities, partners, whole
select *
from "scope"
where "indicator_id" in (select value from json_each(?))
and "kind" in (select value from json_each(?))
and "frequency" in (select value from json_each(?))
and "direction" in (select value from json_each(?))
and "commodity_id" in (select value from json_each(?))
and "partner_id" in (select value from json_each(?))
and case when commodity_id is null
and partner_id is null
and part is null then 1 else 0 end = ?;

-- searchEntries
-- takes searches, asOf, asOf, limit
select "asked"."ordinal", "found"."kind", "found"."code", "found"."field", "found"."named", "found"."text", "found"."pinyin", "found"."initials"
from (
  select key as ordinal, value ->> '$.search' as "search"
  from json_each(?)
  limit -1) as "asked"
inner join "search_entry" as "found" on found.id in (
  select search_gram.rowid
  from search_gram cross
  join search_entry as entry on entry.id = search_gram.rowid
  where search_gram match "asked"."search"
  and (entry.source is null or exists (
      select 1
      from source
      where source.code = entry.source
      and source.published <= ?))
  and (entry.kind in ('INDICATOR', 'COMMODITY', 'PROGRAMME', 'SOURCE') or exists (
      select 1
      from subject
      where subject.code = entry.code
      and subject.known_from <= ?))
  order by search_gram.rowid
  limit ?);

-- seriesInQuestion — subjects: false, indicators: false, sources: false
-- takes asOf, asOf, limit
select "observation"."subject_id" as "subject", "subject"."kind" as "subject_kind", "subject"."code" as "subject_code", "observation"."indicator_id" as "indicator", (
  select count(*)
  from observation as any_claim
  where any_claim.subject_id = observation.subject_id
  and any_claim.indicator_id = observation.indicator_id) as "claims"
from "observation"
inner join "source" on "source"."id" = "observation"."source_id"
inner join "subject" on "subject"."id" = "observation"."subject_id"
where "source"."published" <= ?
and ("observation"."growth" is not null or exists (
    select "other"."id"
    from "choice" as "mine"
    inner join "choice" as "theirs" on "theirs"."chosen_id" = "mine"."chosen_id"
    inner join "observation" as "other" on "other"."id" = "theirs"."observation_id"
    inner join "source" as "other_source" on "other_source"."id" = "other"."source_id"
    where mine.observation_id = observation.id
    and other.value <> observation.value
    and "other_source"."published" <= ?))
and observation.id in (
  select grown.id
  from observation as grown
  where grown.growth is not null
  union all
  select choice.observation_id
  from choice)
group by "observation"."subject_id", "subject"."kind", "subject"."code", "observation"."indicator_id"
order by "subject"."code", "observation"."indicator_id"
limit ?;

-- seriesInQuestion — subjects: true, indicators: true, sources: true
-- takes asOf, subjects, indicators, sources, asOf, limit
select "observation"."subject_id" as "subject", "subject"."kind" as "subject_kind", "subject"."code" as "subject_code", "observation"."indicator_id" as "indicator", (
  select count(*)
  from observation as any_claim
  where any_claim.subject_id = observation.subject_id
  and any_claim.indicator_id = observation.indicator_id) as "claims"
from "observation"
inner join "source" on "source"."id" = "observation"."source_id"
inner join "subject" on "subject"."id" = "observation"."subject_id"
where "source"."published" <= ?
and "observation"."subject_id" in (select value from json_each(?))
and "observation"."indicator_id" in (select value from json_each(?))
and (observation.subject_id, observation.indicator_id) in (
  select by_source.subject_id, by_source.indicator_id
  from observation as by_source
  where by_source.source_id in (select value from json_each(?)))
and ("observation"."growth" is not null or exists (
    select "other"."id"
    from "choice" as "mine"
    inner join "choice" as "theirs" on "theirs"."chosen_id" = "mine"."chosen_id"
    inner join "observation" as "other" on "other"."id" = "theirs"."observation_id"
    inner join "source" as "other_source" on "other_source"."id" = "other"."source_id"
    where mine.observation_id = observation.id
    and other.value <> observation.value
    and "other_source"."published" <= ?))
group by "observation"."subject_id", "subject"."kind", "subject"."code", "observation"."indicator_id"
order by "subject"."code", "observation"."indicator_id"
limit ?;

-- sourceCounts
select "code" as "source", "title_zh" as "title", "kind", "published", "revision", "doubtful_readings" as "doubtfulReadings", (
  select count(*) as "count"
  from "observation"
  where "source_id" = "source"."id") as "observations", (
  select count(*) as "count"
  from "statement"
  where "source_id" = "source"."id") as "statements", (
  select count(*) as "count"
  from "profile"
  where "source_id" = "source"."id") as "profiles", (
  select count(*) as "count"
  from "milestone"
  where "source_id" = "source"."id") as "milestones", (
  select count(*) as "count"
  from "zone"
  where "source_id" = "source"."id") as "zones", (
  select count(*) as "count"
  from "site"
  where "source_id" = "source"."id") as "sites", (
  select count(*) as "count"
  from "problem"
  where "source_id" = "source"."id") as "problems", (
  select count(*) as "count"
  from "programme"
  where "source_id" = "source"."id") as "programmes", (
  select count(*) as "count"
  from "stage"
  where "source_id" = "source"."id") as "stages", (
  select count(*) as "count"
  from "park"
  where "source_id" = "source"."id") as "parks", (
  select count(*) as "count"
  from "need"
  where "source_id" = "source"."id") as "needs", (
  select count(*) as "count"
  from "practice"
  where "source_id" = "source"."id") as "practices"
from "source"
order by "published", "code";

-- sourceIdOfCode
-- takes code
select "id"
from "source"
where "code" = ?;

-- sourceTexts
-- takes code, code, code, code, code, code, code, code, code, code, code, code, properties, code, code, code, code, code, code, code, code, code, code, code, code, code, code, code, code, code, code, code, code, code, code, code, code, code
select *
from (
  select 'SOURCE' as kind, "source"."code" as code, 'NAME' as field, 1 as named, "title_zh" as text, "source"."code" as source
  from (
    select *
    from source
    where code = ?) as source
  where "title_zh" is not null
  union
  select 'SOURCE' as kind, "source"."code" as code, 'NAME' as field, 1 as named, "title_en" as text, "source"."code" as source
  from (
    select *
    from source
    where code = ?) as source
  where "title_en" is not null
  union
  select 'SOURCE' as kind, "source"."code" as code, 'CODE' as field, 1 as named, "code" as text, "source"."code" as source
  from (
    select *
    from source
    where code = ?) as source
  where "code" is not null
  union
  select 'SOURCE' as kind, "source"."code" as code, 'ALIAS' as field, 1 as named, "document_number" as text, "source"."code" as source
  from (
    select *
    from source
    where code = ?) as source
  where "document_number" is not null
  union
  select 'SOURCE' as kind, "source"."code" as code, 'ISSUER' as field, 0 as named, "issuer_zh" as text, "source"."code" as source
  from (
    select *
    from source
    where code = ?) as source
  where "issuer_zh" is not null
  union
  select 'SOURCE' as kind, "source"."code" as code, 'ISSUER' as field, 0 as named, "issuer_en" as text, "source"."code" as source
  from (
    select *
    from source
    where code = ?) as source
  where "issuer_en" is not null
  union
  select 'PROGRAMME' as kind, "programme"."key" as code, 'NAME' as field, 1 as named, "title_zh" as text, "source"."code" as source
  from (
    select id, code
    from source
    where code = ?) as source
  join programme on programme.source_id = source.id
  where "title_zh" is not null
  union
  select 'PROGRAMME' as kind, "programme"."key" as code, 'NAME' as field, 1 as named, "title_en" as text, "source"."code" as source
  from (
    select id, code
    from source
    where code = ?) as source
  join programme on programme.source_id = source.id
  where "title_en" is not null
  union
  select 'PROGRAMME' as kind, "programme"."key" as code, 'CODE' as field, 1 as named, "key" as text, "source"."code" as source
  from (
    select id, code
    from source
    where code = ?) as source
  join programme on programme.source_id = source.id
  where "key" is not null
  union
  select 'PROGRAMME' as kind, "programme"."key" as code, 'SUMMARY' as field, 0 as named, "summary_zh" as text, "source"."code" as source
  from (
    select id, code
    from source
    where code = ?) as source
  join programme on programme.source_id = source.id
  where "summary_zh" is not null
  union
  select 'PROGRAMME' as kind, "programme"."key" as code, 'SUMMARY' as field, 0 as named, "summary_en" as text, "source"."code" as source
  from (
    select id, code
    from source
    where code = ?) as source
  join programme on programme.source_id = source.id
  where "summary_en" is not null
  union
  select "subject"."kind" as kind, "subject"."code" as code, 'STATEMENT' as field, 0 as named, "value" as text, "source"."code" as source
  from (
    select id, code
    from source
    where code = ?) as source
  join statement on statement.source_id = source.id
  and statement.property in (select value from json_each(?))
  join subject on subject.id = statement.subject_id
  where "value" is not null
  union
  select "subject"."kind" as kind, "subject"."code" as code, 'PROFILE' as field, 0 as named, "features_zh" as text, "source"."code" as source
  from (
    select id, code
    from source
    where code = ?) as source
  join "profile" as row on row.source_id = source.id
  join subject on subject.id = row.subject_id
  where "features_zh" is not null
  union
  select "subject"."kind" as kind, "subject"."code" as code, 'PROFILE' as field, 0 as named, "features_en" as text, "source"."code" as source
  from (
    select id, code
    from source
    where code = ?) as source
  join "profile" as row on row.source_id = source.id
  join subject on subject.id = row.subject_id
  where "features_en" is not null
  union
  select "subject"."kind" as kind, "subject"."code" as code, 'PROFILE' as field, 0 as named, "role_zh" as text, "source"."code" as source
  from (
    select id, code
    from source
    where code = ?) as source
  join "profile" as row on row.source_id = source.id
  join subject on subject.id = row.subject_id
  where "role_zh" is not null
  union
  select "subject"."kind" as kind, "subject"."code" as code, 'PROFILE' as field, 0 as named, "role_en" as text, "source"."code" as source
  from (
    select id, code
    from source
    where code = ?) as source
  join "profile" as row on row.source_id = source.id
  join subject on subject.id = row.subject_id
  where "role_en" is not null
  union
  select "subject"."kind" as kind, "subject"."code" as code, 'MILESTONE' as field, 0 as named, "event_zh" as text, "source"."code" as source
  from (
    select id, code
    from source
    where code = ?) as source
  join "milestone" as row on row.source_id = source.id
  join subject on subject.id = row.subject_id
  where "event_zh" is not null
  union
  select "subject"."kind" as kind, "subject"."code" as code, 'MILESTONE' as field, 0 as named, "event_en" as text, "source"."code" as source
  from (
    select id, code
    from source
    where code = ?) as source
  join "milestone" as row on row.source_id = source.id
  join subject on subject.id = row.subject_id
  where "event_en" is not null
  union
  select "subject"."kind" as kind, "subject"."code" as code, 'ZONE' as field, 0 as named, "layout_zh" as text, "source"."code" as source
  from (
    select id, code
    from source
    where code = ?) as source
  join "zone" as row on row.source_id = source.id
  join subject on subject.id = row.subject_id
  where "layout_zh" is not null
  union
  select "subject"."kind" as kind, "subject"."code" as code, 'ZONE' as field, 0 as named, "row"."name_zh" as text, "source"."code" as source
  from (
    select id, code
    from source
    where code = ?) as source
  join "zone" as row on row.source_id = source.id
  join subject on subject.id = row.subject_id
  where "row"."name_zh" is not null
  union
  select "subject"."kind" as kind, "subject"."code" as code, 'ZONE' as field, 0 as named, "row"."name_en" as text, "source"."code" as source
  from (
    select id, code
    from source
    where code = ?) as source
  join "zone" as row on row.source_id = source.id
  join subject on subject.id = row.subject_id
  where "row"."name_en" is not null
  union
  select "subject"."kind" as kind, "subject"."code" as code, 'ZONE' as field, 0 as named, "function_zh" as text, "source"."code" as source
  from (
    select id, code
    from source
    where code = ?) as source
  join "zone" as row on row.source_id = source.id
  join subject on subject.id = row.subject_id
  where "function_zh" is not null
  union
  select "subject"."kind" as kind, "subject"."code" as code, 'ZONE' as field, 0 as named, "function_en" as text, "source"."code" as source
  from (
    select id, code
    from source
    where code = ?) as source
  join "zone" as row on row.source_id = source.id
  join subject on subject.id = row.subject_id
  where "function_en" is not null
  union
  select "subject"."kind" as kind, "subject"."code" as code, 'SITE' as field, 0 as named, "goods_zh" as text, "source"."code" as source
  from (
    select id, code
    from source
    where code = ?) as source
  join "site" as row on row.source_id = source.id
  join subject on subject.id = row.subject_id
  where "goods_zh" is not null
  union
  select "subject"."kind" as kind, "subject"."code" as code, 'SITE' as field, 0 as named, "goods_en" as text, "source"."code" as source
  from (
    select id, code
    from source
    where code = ?) as source
  join "site" as row on row.source_id = source.id
  join subject on subject.id = row.subject_id
  where "goods_en" is not null
  union
  select "subject"."kind" as kind, "subject"."code" as code, 'PROBLEM' as field, 0 as named, "problem_zh" as text, "source"."code" as source
  from (
    select id, code
    from source
    where code = ?) as source
  join "problem" as row on row.source_id = source.id
  join subject on subject.id = row.subject_id
  where "problem_zh" is not null
  union
  select "subject"."kind" as kind, "subject"."code" as code, 'PROBLEM' as field, 0 as named, "problem_en" as text, "source"."code" as source
  from (
    select id, code
    from source
    where code = ?) as source
  join "problem" as row on row.source_id = source.id
  join subject on subject.id = row.subject_id
  where "problem_en" is not null
  union
  select "subject"."kind" as kind, "subject"."code" as code, 'PROBLEM' as field, 0 as named, "remedy_zh" as text, "source"."code" as source
  from (
    select id, code
    from source
    where code = ?) as source
  join "problem" as row on row.source_id = source.id
  join subject on subject.id = row.subject_id
  where "remedy_zh" is not null
  union
  select "subject"."kind" as kind, "subject"."code" as code, 'PROBLEM' as field, 0 as named, "remedy_en" as text, "source"."code" as source
  from (
    select id, code
    from source
    where code = ?) as source
  join "problem" as row on row.source_id = source.id
  join subject on subject.id = row.subject_id
  where "remedy_en" is not null
  union
  select "subject"."kind" as kind, "subject"."code" as code, 'STAGE' as field, 0 as named, "chain_zh" as text, "source"."code" as source
  from (
    select id, code
    from source
    where code = ?) as source
  join "stage" as row on row.source_id = source.id
  join subject on subject.id = row.subject_id
  where "chain_zh" is not null
  union
  select "subject"."kind" as kind, "subject"."code" as code, 'STAGE' as field, 0 as named, "chain_en" as text, "source"."code" as source
  from (
    select id, code
    from source
    where code = ?) as source
  join "stage" as row on row.source_id = source.id
  join subject on subject.id = row.subject_id
  where "chain_en" is not null
  union
  select "subject"."kind" as kind, "subject"."code" as code, 'STAGE' as field, 0 as named, "row"."name_zh" as text, "source"."code" as source
  from (
    select id, code
    from source
    where code = ?) as source
  join "stage" as row on row.source_id = source.id
  join subject on subject.id = row.subject_id
  where "row"."name_zh" is not null
  union
  select "subject"."kind" as kind, "subject"."code" as code, 'STAGE' as field, 0 as named, "row"."name_en" as text, "source"."code" as source
  from (
    select id, code
    from source
    where code = ?) as source
  join "stage" as row on row.source_id = source.id
  join subject on subject.id = row.subject_id
  where "row"."name_en" is not null
  union
  select "subject"."kind" as kind, "subject"."code" as code, 'PARK' as field, 0 as named, "row"."name_zh" as text, "source"."code" as source
  from (
    select id, code
    from source
    where code = ?) as source
  join "park" as row on row.source_id = source.id
  join subject on subject.id = row.subject_id
  where "row"."name_zh" is not null
  union
  select "subject"."kind" as kind, "subject"."code" as code, 'PARK' as field, 0 as named, "row"."name_en" as text, "source"."code" as source
  from (
    select id, code
    from source
    where code = ?) as source
  join "park" as row on row.source_id = source.id
  join subject on subject.id = row.subject_id
  where "row"."name_en" is not null
  union
  select "subject"."kind" as kind, "subject"."code" as code, 'PRACTICE' as field, 0 as named, "summary_zh" as text, "source"."code" as source
  from (
    select id, code
    from source
    where code = ?) as source
  join "practice" as row on row.source_id = source.id
  join subject on subject.id = row.subject_id
  where "summary_zh" is not null
  union
  select "subject"."kind" as kind, "subject"."code" as code, 'PRACTICE' as field, 0 as named, "summary_en" as text, "source"."code" as source
  from (
    select id, code
    from source
    where code = ?) as source
  join "practice" as row on row.source_id = source.id
  join subject on subject.id = row.subject_id
  where "summary_en" is not null) as "found"
order by "kind", "code", "text";

-- statementsBySubject
-- takes subjects, asOf
select "statement".*
from "statement"
inner join "source" on "source"."id" = "statement"."source_id"
where "statement"."subject_id" in (select value from json_each(?))
and "source"."published" <= ?
order by "statement"."subject_id", "statement"."property", source.published desc, case statement.locator_kind when 'TABLE' then 0 when 'TEXT' then 1 else 2 end, source.code, statement.position;

-- subjectCodes
select "code", "kind"
from "subject"
order by "code";

-- subjectsByProgramme
-- takes programmes
select "subject"."id", "programme_subject"."programme_id"
from "subject"
left join "region" on "region"."id" = "subject"."id"
left join "checkpoint" on "checkpoint"."id" = "subject"."id"
inner join "programme_subject" on "programme_subject"."subject_id" = "subject"."id"
where "programme_subject"."programme_id" in (select value from json_each(?))
order by "subject"."code";

-- subjectsBySource
-- takes sources
select "subject"."id", "mention"."source_id"
from "subject"
left join "region" on "region"."id" = "subject"."id"
left join "checkpoint" on "checkpoint"."id" = "subject"."id"
inner join "mention" on "mention"."subject_id" = "subject"."id"
where "mention"."source_id" in (select value from json_each(?))
order by "subject"."code";

-- subjectsLinkingTo
-- takes keys, asOf
select "subject"."id", "wanted"."ordinal" as "ordinal"
from (
  select key as ordinal, value ->> '$.object' as "object", value ->> '$.property' as "property", value ->> '$.kind' as "kind"
  from json_each(?)
  limit -1) as "wanted" cross
join "subject"
left join "region" on "region"."id" = "subject"."id"
left join "checkpoint" on "checkpoint"."id" = "subject"."id"
where +subject.kind = wanted.kind
and subject.id in (
  select statement.subject_id
  from statement
  join source on source.id = statement.source_id
  where statement.object_id = "wanted"."object"
  and statement.property = "wanted"."property"
  and source.published <= ?)
order by "subject"."code";

-- subjectsOfUndecided
select distinct "subject_id" as "subject"
from "undecided";

-- subjectsWithin
-- takes keys, asOf, 1
select "subject"."id", "wanted"."ordinal" as "ordinal"
from (
  select key as ordinal, value ->> '$.region' as "region", value ->> '$.kind' as "kind"
  from json_each(?)
  limit -1) as "wanted" cross
join "subject"
left join "region" on "region"."id" = "subject"."id"
left join "checkpoint" on "checkpoint"."id" = "subject"."id"
where subject.kind = wanted.kind
and (
  select "statement"."value"
  from "statement"
  inner join "source" on "source"."id" = "statement"."source_id"
  where "statement"."subject_id" = "subject"."id"
  and "statement"."property" = 'region'
  and "source"."published" <= ?
  order by source.published desc, case statement.locator_kind when 'TABLE' then 0 when 'TEXT' then 1 else 2 end, source.code, statement.position
  limit ?) in (with recursive inside (id) as (
    select "wanted"."region"
    union
    select region.id
    from inside
    join region on region.parent_id = inside.id)
  select place.code
  from inside
  join subject as place on place.id = inside.id)
order by "subject"."code";

-- suppliersByNeed
-- takes needs
select "subject"."id", "need_supplier"."need_id"
from "subject"
left join "region" on "region"."id" = "subject"."id"
left join "checkpoint" on "checkpoint"."id" = "subject"."id"
inner join "need_supplier" on "need_supplier"."port_id" = "subject"."id"
where "need_supplier"."need_id" in (select value from json_each(?))
order by "subject"."code";

-- targetSeries — subjects: false, indicators: false, sources: false
-- takes asOf, "YEAR", limit
select "observation"."subject_id" as "subject", "subject"."kind" as "subject_kind", "subject"."code" as "subject_code", "observation"."indicator_id" as "indicator", (
  select count(*)
  from observation as any_claim
  where any_claim.subject_id = observation.subject_id
  and any_claim.indicator_id = observation.indicator_id) as "claims"
from "observation"
inner join "source" on "source"."id" = "observation"."source_id"
inner join "subject" on "subject"."id" = "observation"."subject_id"
where "source"."published" <= ?
and observation.kind = 'TARGET'
and "observation"."frequency" = ?
and "observation"."value" is not null
group by "observation"."subject_id", "subject"."kind", "subject"."code", "observation"."indicator_id"
order by "subject"."code", "observation"."indicator_id"
limit ?;

-- targetSeries — subjects: true, indicators: true, sources: true
-- takes asOf, subjects, indicators, sources, "YEAR", limit
select "observation"."subject_id" as "subject", "subject"."kind" as "subject_kind", "subject"."code" as "subject_code", "observation"."indicator_id" as "indicator", (
  select count(*)
  from observation as any_claim
  where any_claim.subject_id = observation.subject_id
  and any_claim.indicator_id = observation.indicator_id) as "claims"
from "observation"
inner join "source" on "source"."id" = "observation"."source_id"
inner join "subject" on "subject"."id" = "observation"."subject_id"
where "source"."published" <= ?
and "observation"."subject_id" in (select value from json_each(?))
and "observation"."indicator_id" in (select value from json_each(?))
and (observation.subject_id, observation.indicator_id) in (
  select by_source.subject_id, by_source.indicator_id
  from observation as by_source
  where by_source.source_id in (select value from json_each(?)))
and observation.kind = 'TARGET'
and "observation"."frequency" = ?
and "observation"."value" is not null
group by "observation"."subject_id", "subject"."kind", "subject"."code", "observation"."indicator_id"
order by "subject"."code", "observation"."indicator_id"
limit ?;

-- undecidedClaims
-- takes subject
select "observation"."id", (
  select min(other.id)
  from observation as other
  where ("other"."subject_id" is not distinct from "observation"."subject_id"
    and "other"."indicator_id" is not distinct from "observation"."indicator_id"
    and "other"."period_start" is not distinct from "observation"."period_start"
    and "other"."period_label" is not distinct from "observation"."period_label"
    and "other"."kind" is not distinct from "observation"."kind"
    and "other"."direction" is not distinct from "observation"."direction"
    and "other"."commodity_id" is not distinct from "observation"."commodity_id"
    and "other"."partner_id" is not distinct from "observation"."partner_id"
    and "other"."part" is not distinct from "observation"."part")) as "thing", "observation"."value", "observation"."value_max" as "valueMax", "observation"."reported", "observation"."qualifier", "observation"."status", "observation"."locator_kind" as "locatorKind", "observation"."position", "source"."published", "source"."code" as "source", "unit"."code" as "unit", "base"."code" as "baseUnit"
from "undecided"
inner join "observation" on "observation"."id" = "undecided"."observation_id"
inner join "source" on "source"."id" = "observation"."source_id"
inner join "indicator" on "indicator"."id" = "observation"."indicator_id"
inner join "unit" as "base" on "base"."id" = "indicator"."unit_id"
left join "unit" on "unit"."id" = "observation"."unit_id"
where "undecided"."subject_id" = ?
order by "observation"."id";

-- updateKnownFrom
update "subject" set "known_from" = case when subject.kind in ('PORT', 'REGION') then (
  select min(source.published)
  from mention
  join source on source.id = mention.source_id
  where mention.subject_id in (with recursive family (id) as (
      select subject.id
      union
      select checkpoint.id
      from family
      join checkpoint on checkpoint.port_id = family.id
      union
      select region.id
      from family
      join region on region.parent_id = family.id)
    select id
    from family)) else (
  select min(source.published)
  from mention
  join source on source.id = mention.source_id
  where mention.subject_id in (subject.id)) end
where subject.known_from is not case when subject.kind in ('PORT', 'REGION') then (
  select min(source.published)
  from mention
  join source on source.id = mention.source_id
  where mention.subject_id in (with recursive family (id) as (
      select subject.id
      union
      select checkpoint.id
      from family
      join checkpoint on checkpoint.port_id = family.id
      union
      select region.id
      from family
      join region on region.parent_id = family.id)
    select id
    from family)) else (
  select min(source.published)
  from mention
  join source on source.id = mention.source_id
  where mention.subject_id in (subject.id)) end;

-- updateRow — table: zone, columns: source_id key name_zh, key: key, scope: source_id
-- takes source_id, key, name_zh, id
update "zone" set "source_id" = ?, "key" = ?, "name_zh" = ?
where "id" = ?;

-- upsertPackage
-- takes code, revision, fingerprint, revision, fingerprint
insert into "package" ("code", "revision", "fingerprint")
values (?, ?, ?)
on conflict ("code") do update set "revision" = ?, "fingerprint" = ?;

-- vocabularyTexts
select *
from (
  select "kind" as kind, "code" as code, 'NAME' as field, 1 as named, "name_zh" as text, null as source
  from "subject"
  where "name_zh" is not null
  union
  select "kind" as kind, "code" as code, 'NAME' as field, 1 as named, "name_en" as text, null as source
  from "subject"
  where "name_en" is not null
  union
  select "kind" as kind, "code" as code, 'CODE' as field, 1 as named, "code" as text, null as source
  from "subject"
  where "code" is not null
  union
  select 'INDICATOR' as kind, "code" as code, 'NAME' as field, 1 as named, "name_zh" as text, null as source
  from "indicator"
  where "name_zh" is not null
  union
  select 'INDICATOR' as kind, "code" as code, 'NAME' as field, 1 as named, "name_en" as text, null as source
  from "indicator"
  where "name_en" is not null
  union
  select 'INDICATOR' as kind, "code" as code, 'CODE' as field, 1 as named, "code" as text, null as source
  from "indicator"
  where "code" is not null
  union
  select 'INDICATOR' as kind, "code" as code, 'DEFINITION' as field, 0 as named, "definition_zh" as text, null as source
  from "indicator"
  where "definition_zh" is not null
  union
  select 'INDICATOR' as kind, "code" as code, 'DEFINITION' as field, 0 as named, "definition_en" as text, null as source
  from "indicator"
  where "definition_en" is not null
  union
  select 'COMMODITY' as kind, "code" as code, 'NAME' as field, 1 as named, "name_zh" as text, null as source
  from "commodity"
  where "name_zh" is not null
  union
  select 'COMMODITY' as kind, "code" as code, 'NAME' as field, 1 as named, "name_en" as text, null as source
  from "commodity"
  where "name_en" is not null
  union
  select 'COMMODITY' as kind, "code" as code, 'CODE' as field, 1 as named, "code" as text, null as source
  from "commodity"
  where "code" is not null
  union
  select coalesce(subject.kind, alias.kind) as kind, "alias"."code" as code, 'ALIAS' as field, 1 as named, "alias" as text, "alias"."source" as source
  from alias
  left join subject on alias.kind = 'SUBJECT'
  and subject.code = alias.code
  where "alias" is not null) as "found"
order by "kind", "code", "text";
