-- What others ask to be counted: offences, suspects, prosecutions and verdicts, in codes and groups;
-- and the code lists of a standard that an installation loads itself.

-- Whole groups of the viewer's country or province, no case and no person, for statisticians and
-- oversight alone. Each person once for each measure, on the first day that it held.
create function statistics.justice_in_reach(from_on date, until_on date)
  returns table (measure text, jurisdiction text, sex text, laws text[], forms text[], n int)
  language plpgsql stable as $$
#variable_conflict use_column
declare before text := coalesce(current_setting('panah.system', true), '');
begin
  -- Not a SET clause: only a superuser may put that on a parameter of our own.
  perform set_config('panah.system', 'yes', true);
  return query
    with file as (
      select c.jurisdiction, c.id from cases.case_file c
      where (core.viewer_has('statistician') or core.viewer_has('oversight'))
        and (c.jurisdiction = core.viewer_jurisdiction() or c.jurisdiction like core.viewer_jurisdiction() || '-%')
    ), fir as (
      select f.jurisdiction, f.case_id, f.registered_on as on_day,
        array(select distinct split_part(s, ' ', 1) from unnest(f.sections) s order by 1) as laws
      from charges.fir f join file on file.jurisdiction = f.jurisdiction and file.id = f.case_id
    ), accused as (
      select p.jurisdiction, p.case_id, p.id, p.sex, (p.added_at at time zone 'Asia/Karachi')::date as named_on
      from cases.person p join file on file.jurisdiction = p.jurisdiction and file.id = p.case_id
      where 'accused' = any(p.roles)
    ), step as (
      select s.* from charges.court_step s
      join file on file.jurisdiction = s.jurisdiction and file.id = s.case_id
      where s.kind <> 'taken-back' and not exists (select 1 from charges.court_step r
        where r.jurisdiction = s.jurisdiction and r.corrects_id = s.id)
    ), first_fir as (
      select jurisdiction, case_id, min(on_day) as on_day,
        array(select distinct l from fir g, unnest(g.laws) l
          where g.jurisdiction = fir.jurisdiction and g.case_id = fir.case_id order by 1) as laws
      from fir group by 1, 2
    ), counted as (
      select 'offence' as measure, f.jurisdiction, f.case_id, '' as sex, f.laws, f.on_day from fir f
      union all
      select 'suspected', a.jurisdiction, a.case_id, a.sex, f.laws, greatest(f.on_day, a.named_on)
      from accused a join first_fir f on f.jurisdiction = a.jurisdiction and f.case_id = a.case_id
      union all
      -- A challan that names nobody is against every accused of the file.
      select 'prosecuted', a.jurisdiction, a.case_id, a.sex, coalesce(f.laws, '{}'), min(s.on_day)
      from accused a
      join step s on s.jurisdiction = a.jurisdiction and s.case_id = a.case_id
        and (s.accused_id is null or s.accused_id = a.id)
        and (s.kind = 'charge-framed' or (s.kind = 'challan' and s.outcome <> 'cancelled'))
      left join first_fir f on f.jurisdiction = a.jurisdiction and f.case_id = a.case_id
      group by a.jurisdiction, a.case_id, a.id, a.sex, f.laws
      union all
      select case when s.outcome = 'convicted' then 'convicted'
          when s.outcome = 'other-offence' then 'convicted-other' else 'acquitted' end,
        a.jurisdiction, a.case_id, a.sex,
        array(select distinct split_part(c, ' ', 1) from unnest(s.cited) c order by 1), s.on_day
      from accused a
      join lateral (select * from step where step.jurisdiction = a.jurisdiction
        and step.accused_id = a.id and step.kind = 'verdict' order by on_day limit 1) s on true
      union all
      select case when bool_or(s.life or s.death or coalesce(s.months, 0) > 0) then 'sentenced-prison'
          else 'sentenced-fine-only' end,
        a.jurisdiction, a.case_id, a.sex,
        array(select distinct split_part(c, ' ', 1) from step t, unnest(t.cited) c
          where t.jurisdiction = a.jurisdiction and t.accused_id = a.id and t.kind = 'sentence' order by 1),
        min(s.on_day)
      from accused a join step s on s.jurisdiction = a.jurisdiction and s.accused_id = a.id and s.kind = 'sentence'
      group by a.jurisdiction, a.case_id, a.id, a.sex
    )
    select c.measure, c.jurisdiction, c.sex, c.laws,
      array(select distinct f from statistics.detected_victim d, unnest(d.forms) f
        where d.jurisdiction = c.jurisdiction and d.case_id = c.case_id order by 1) as forms,
      count(*)::int
    from counted c where c.on_day between from_on and until_on
    group by 1, 2, 3, 4, 5;
  perform set_config('panah.system', before, true);
end $$;

create table statistics.code_list (
  jurisdiction text not null,
  id uuid not null,
  standard text not null check (standard in ('ic-tip')),
  edition text not null check (length(edition) between 1 and 120),
  source text not null check (length(source) between 1 and 400),
  entries jsonb not null,
  loaded_by uuid not null,
  loaded_at timestamptz not null,
  taken_back_at timestamptz,
  taken_back_by uuid,
  primary key (jurisdiction, id)
);
comment on table statistics.code_list is 'A standard''s codes as this country loaded them: no personal data. The latest that was not taken back counts; earlier ones stay.';
alter table statistics.code_list enable row level security;
alter table statistics.code_list force row level security;
create policy counters_read on statistics.code_list for select using (
  (select core.viewer_is_system())
  or ((core.viewer_has('statistician') or core.viewer_has('oversight'))
    and ((select core.viewer_jurisdiction()) = jurisdiction
      or (select core.viewer_jurisdiction()) like jurisdiction || '-%')));
create policy statistician_loads on statistics.code_list for insert with check (
  (select core.viewer_is_system())
  or (core.viewer_has('statistician') and jurisdiction = (select core.viewer_jurisdiction())
    and loaded_by = (select core.viewer())));
create policy statistician_takes_back on statistics.code_list for update using (
  (select core.viewer_is_system())
  or (core.viewer_has('statistician') and jurisdiction = (select core.viewer_jurisdiction())))
  with check ((select core.viewer_is_system()) or taken_back_by = (select core.viewer()));
grant select, insert on statistics.code_list to panah_app;
grant update (taken_back_at, taken_back_by) on statistics.code_list to panah_app;
