-- What is late goes up by itself: first to the desk's supervisor, then to the oversight body.
select set_config('panah.system', 'yes', true);

-- Besides what a desk owes next, a report that was opened has a day by which it must be decided for good.
alter table reports.report add column decide_by timestamptz;
comment on column reports.report.decide_by is 'Until when a report that was opened must become a case or be closed; null where it has not been opened, or is decided.';
create index report_decide_by on reports.report (decide_by) where decide_by is not null;

create function reports.end_decide_by() returns trigger language plpgsql as $$
begin
  if new.status in ('new', 'closed', 'case-opened') or new.desk_id <> old.desk_id then
    new.decide_by := null;
  end if;
  return new;
end $$;
create trigger end_decide_by before update on reports.report
  for each row execute function reports.end_decide_by();

insert into reports.deadline_rule (id, step, kind, amount, unit, valid_from, source, grade)
select gen_random_uuid(), step, null, amount, unit, '2026-01-01',
  'Panah''s own rule, until the agencies set another; no statute fixes this time', 'not-verified'
from (values ('final', 30, 'working-days'), ('with-supervisor', 24, 'hours'),
    ('with-supervisor-danger', 60, 'minutes'), ('with-oversight', 2, 'working-days'))
  as rule (step, amount, unit);

-- The same day may be the end of two things that are owed.
alter table oversight.overdue add column id uuid not null default gen_random_uuid(),
  add column step text not null default 'triage' check (step in ('triage', 'reply', 'second', 'decision'));
update oversight.overdue o set step = r.owes from reports.report r
  where r.jurisdiction = o.jurisdiction and r.id = o.report_id and o.until is null and r.owes <> 'nothing';
alter table oversight.overdue alter column step drop default, drop constraint overdue_pkey,
  add primary key (jurisdiction, report_id, step, due_at), add unique (jurisdiction, id);
comment on column oversight.overdue.step is 'What was owed; decision: that the report becomes a case or is closed.';

create table oversight.escalation (
  jurisdiction text not null,
  overdue_id uuid not null,
  level int not null check (level in (1, 2)),
  at timestamptz not null,
  answer_by timestamptz not null,
  primary key (jurisdiction, overdue_id, level),
  foreign key (jurisdiction, overdue_id) references oversight.overdue (jurisdiction, id)
);
comment on table oversight.escalation is 'Who has been told of a deadline that passed: 1 the supervisor of the desk, 2 the oversight body; each once.';
comment on column oversight.escalation.answer_by is 'When it goes one level up; at the highest, when the oversight body itself should have acted.';

create table oversight.late_word (
  jurisdiction text not null,
  id uuid not null,
  overdue_id uuid not null,
  kind text not null check (kind in ('explained', 'asked', 'acknowledged')),
  code text not null check (length(code) between 1 and 40),
  by_id uuid not null references core.account,
  at timestamptz not null,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, overdue_id) references oversight.overdue (jurisdiction, id)
);
create index late_word_of_overdue on oversight.late_word (overdue_id, at);
comment on table oversight.late_word is 'What a supervisor and the oversight body said about a deadline that passed: codes only. None of it stops a clock.';

-- What is late and the viewer answers for: the desks that a supervisor watches, all of them for oversight. No
-- kind, no place, no word of a report. Runs as the system because oversight may read no report.
create function oversight.late_reports() returns table (jurisdiction text, id uuid, report_id uuid, desk_id uuid,
    step text, due_at timestamptz, since timestamptz, danger boolean, case_id uuid, holder_en text, holder_ur text,
    level int, level_since timestamptz, answer_by timestamptz)
  language plpgsql stable as $$
#variable_conflict use_column
declare
  before text := coalesce(current_setting('panah.system', true), '');
  desks uuid[] := reports.supervised_desks();
  whole text := case when core.viewer_has('oversight') then core.viewer_jurisdiction() end;
begin
  perform set_config('panah.system', 'yes', true);
  return query
    select o.jurisdiction, o.id, o.report_id, o.desk_id, o.step, o.due_at, o.since, r.danger_now, r.case_id,
      a.name_en, a.name_ur, e.level, e.at, e.answer_by
    from oversight.overdue o
    join reports.report r on r.jurisdiction = o.jurisdiction and r.id = o.report_id
    left join core.account a on a.id = r.holder_id
    left join lateral (select level, at, answer_by from oversight.escalation x
      where x.jurisdiction = o.jurisdiction and x.overdue_id = o.id order by level desc limit 1) e on true
    where o.until is null
      and (o.desk_id = any (desks) or o.jurisdiction = whole or o.jurisdiction like whole || '-%');
  perform set_config('panah.system', before, true);
end $$;

-- The ids that the viewer may say a word about, or read the words of.
create function oversight.late_ids() returns uuid[] language sql stable as $$
  select coalesce(array_agg(id), '{}') from oversight.late_reports() $$;

do $$
declare name text;
begin
  foreach name in array array['escalation', 'late_word'] loop
    execute format('alter table oversight.%I enable row level security', name);
    execute format('alter table oversight.%I force row level security', name);
    execute format('create policy system on oversight.%I for all
      using ((select core.viewer_is_system())) with check ((select core.viewer_is_system()))', name);
    execute format('grant select, insert on oversight.%I to panah_app', name);
  end loop;
end $$;
create policy supervisor_and_oversight_read on oversight.late_word for select
  using (overdue_id = any ((select oversight.late_ids())::uuid[]));
create policy supervisor_explains on oversight.late_word for insert
  with check (kind = 'explained' and by_id = (select core.viewer()) and (select core.viewer_has('supervisor'))
    and overdue_id = any ((select oversight.late_ids())::uuid[]));
create policy oversight_asks on oversight.late_word for insert
  with check (kind in ('asked', 'acknowledged') and by_id = (select core.viewer()) and (select core.viewer_has('oversight'))
    and overdue_id = any ((select oversight.late_ids())::uuid[]));
select set_config('panah.system', '', true);
