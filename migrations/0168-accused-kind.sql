-- What kind of person is accused is said after the decision, once the accused part may be opened: asked with
-- the decision it would have undone the blindness.
create table reports.accused_kind (
  jurisdiction text not null,
  report_id uuid not null,
  desk_id uuid not null references reports.desk,
  kind text not null check (kind in ('official', 'agent', 'employer', 'family', 'stranger', 'unknown')),
  by_id uuid not null references core.account,
  at timestamptz not null,
  primary key (jurisdiction, report_id, desk_id),
  foreign key (jurisdiction, report_id) references reports.report
);
comment on table reports.accused_kind is 'Who is accused, in kind, for the audit of outcomes: said once by each desk that decided. Never a name.';
comment on column reports.accused_kind.kind is 'unknown: the desk looked and cannot tell.';
comment on column reports.triage.accused is 'Said with decisions until there was accused_kind; nothing is written here any more.';
create index accused_kind_of_report on reports.accused_kind (report_id, at);
alter table reports.accused_kind enable row level security;
alter table reports.accused_kind force row level security;
grant select, insert on reports.accused_kind to panah_app;
create policy system on reports.accused_kind for all
  using ((select core.viewer_is_system())) with check ((select core.viewer_is_system()));
-- A desk that takes over decides as blindly as the first: it does not see what that one has said.
create policy members_read_after_the_decision on reports.accused_kind for select
  using (reports.holds(jurisdiction, report_id) and reports.accused_released(jurisdiction, report_id));
create policy members_say_after_the_decision on reports.accused_kind for insert
  with check (by_id = (select core.viewer()) and desk_id = any ((select reports.my_desks())::uuid[])
    and reports.holds(jurisdiction, report_id) and reports.accused_released(jurisdiction, report_id));

create or replace function oversight.audited_reports(from_on date, until_on date)
  returns table (desk text, district text, kind text, language text, accused text, victim_sex text,
    decision text, late boolean, received_at timestamptz, decided_at timestamptz, answered_at timestamptz)
  language plpgsql stable as $$
#variable_conflict use_column
declare before text := coalesce(current_setting('panah.system', true), '');
begin
  perform set_config('panah.system', 'yes', true);
  return query
    select d.key, r.place_code, r.kind, r.language,
      coalesce((select k.kind from reports.accused_kind k where k.report_id = r.id order by k.at desc limit 1),
        (select t.accused from reports.triage t where t.report_id = r.id and t.accused is not null order by t.at desc limit 1)),
      (select t.victim_sex from reports.triage t where t.report_id = r.id and t.victim_sex is not null order by t.at desc limit 1),
      (select t.decision from reports.triage t where t.report_id = r.id order by t.at desc limit 1),
      exists (select from oversight.overdue o where o.jurisdiction = r.jurisdiction and o.report_id = r.id),
      r.received_at,
      (select min(t.at) from reports.triage t where t.report_id = r.id),
      (select min(e.at) from reports.envelope e where e.jurisdiction = r.jurisdiction and e.report_id = r.id
        and not e.internal and e.direction = 'out')
    from reports.report r join reports.desk d on d.id = r.desk_id
    where core.viewer_has('oversight')
      and (r.jurisdiction = core.viewer_jurisdiction() or r.jurisdiction like core.viewer_jurisdiction() || '-%')
      and r.received_at >= (from_on::timestamp at time zone 'Asia/Karachi')
      and r.received_at < ((until_on + 1)::timestamp at time zone 'Asia/Karachi');
  perform set_config('panah.system', before, true);
end $$;
