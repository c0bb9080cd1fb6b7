-- Detected victims in codes: what the numbers are counted from.
create schema statistics;
grant usage on schema statistics to panah_app;

create table statistics.detected_victim (
  jurisdiction text not null,
  case_id uuid not null,
  person_id uuid not null,
  agency_id uuid not null,
  sex text not null,
  age_group text not null check (age_group in ('<18', '18+', 'not-recorded')),
  age_broad text not null,
  forms text[] not null,
  laws text[] not null,
  country text,
  province text,
  district text,
  status text not null check (status in ('presumed', 'confirmed')),
  detected_on date not null,
  primary key (jurisdiction, case_id, person_id)
);
comment on table statistics.detected_victim is 'One row for each person found to be a victim, presumed or confirmed. Codes only. Rebuilt from the cases at any time.';
comment on column statistics.detected_victim.case_id is 'Read only by who may see the case: statisticians count through a function that leaves it out.';
create index detected_victim_on on statistics.detected_victim (detected_on);
alter table statistics.detected_victim enable row level security;
alter table statistics.detected_victim force row level security;
create policy sees_the_case on statistics.detected_victim for select
  using ((select core.viewer_is_system()) or exists (select 1 from cases.case_file c
    where c.jurisdiction = detected_victim.jurisdiction and c.id = detected_victim.case_id));
create policy system_counts on statistics.detected_victim for all
  using ((select core.viewer_is_system())) with check ((select core.viewer_is_system()));
grant select, insert, update, delete on statistics.detected_victim to panah_app;

-- Counts of everything in the viewer's country or province, for statisticians and oversight alone:
-- whole groups, no case and no person. Runs as the system because they may see no case.
create function statistics.counted_in_reach(from_on date, until_on date)
  returns table (sex text, age_group text, age_broad text, forms text[], laws text[], country text,
    province text, district text, status text, year text, n int)
  language plpgsql stable as $$
#variable_conflict use_column
declare before text := coalesce(current_setting('panah.system', true), '');
begin
  -- Not a SET clause: only a superuser may put that on a parameter of our own.
  perform set_config('panah.system', 'yes', true);
  return query select sex, age_group, age_broad, forms, laws, country, province, district, status,
      extract(year from detected_on)::text, count(*)::int
    from statistics.detected_victim
    where (core.viewer_has('statistician') or core.viewer_has('oversight'))
      and (jurisdiction = core.viewer_jurisdiction() or jurisdiction like core.viewer_jurisdiction() || '-%')
      and detected_on between from_on and until_on
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10;
  perform set_config('panah.system', before, true);
end $$;

-- Whether the rows kept by events were the rows that a fresh count of the cases gives.
create table statistics.comparison (
  id uuid primary key,
  at timestamptz not null,
  victims int not null,
  missing int not null,
  superfluous int not null,
  different int not null
);
alter table statistics.comparison enable row level security;
alter table statistics.comparison force row level security;
create policy staff_reads on statistics.comparison for select
  using ((select core.viewer()) is not null or (select core.viewer_is_system()));
create policy system_writes on statistics.comparison for insert with check ((select core.viewer_is_system()));
grant select, insert on statistics.comparison to panah_app;
