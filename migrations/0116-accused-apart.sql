-- Who is accused is sealed apart, and handed out only after the desk has decided what becomes of the report.
create table reports.accused_part (
  jurisdiction text not null,
  report_id uuid not null,
  sealed bytea not null,
  primary key (jurisdiction, report_id),
  foreign key (jurisdiction, report_id) references reports.report
);
comment on table reports.accused_part is 'Sealed to the report''s key, which the desk holds: that it comes after the decision is up to the policy below.';
alter table reports.accused_part alter column sealed set storage external;

create table reports.accused_opening (
  jurisdiction text not null,
  id uuid not null,
  report_id uuid not null,
  reason text not null,
  by_id uuid not null references core.account,
  at timestamptz not null,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, report_id) references reports.report
);
create index accused_opening_of_report on reports.accused_opening (report_id, at);
comment on table reports.accused_opening is 'Who had the accused part opened before the decision, and why; each is a line of the public log.';

alter table reports.report add column accused_apart boolean not null default false;
comment on column reports.report.accused_apart is 'False for reports from before there was such a part.';

do $$
declare name text;
begin
  foreach name in array array['accused_part', 'accused_opening'] loop
    execute format('alter table reports.%I enable row level security', name);
    execute format('alter table reports.%I force row level security', name);
    execute format('create policy system on reports.%I for all
      using ((select core.viewer_is_system())) with check ((select core.viewer_is_system()))', name);
    execute format('grant select, insert on reports.%I to panah_app', name);
  end loop;
end $$;

create policy members_read on reports.accused_opening for select using (reports.holds(jurisdiction, report_id));
create policy members_add on reports.accused_opening for insert
  with check (by_id = (select core.viewer()) and reports.holds(jurisdiction, report_id));

-- The desk that holds the report has decided, or has said why it must know before. Asking for more is no
-- decision yet, and a decision of an earlier desk is none of this one.
create function reports.accused_released(of_jurisdiction text, of_report uuid) returns boolean language sql stable as $$
  with came as (select coalesce(max(at), '-infinity') as at from reports.hand_over
    where jurisdiction = of_jurisdiction and report_id = of_report)
  select exists (select from reports.triage t, came where t.jurisdiction = of_jurisdiction
      and t.report_id = of_report and t.decision <> 'ask-for-more' and t.at >= came.at)
    or exists (select from reports.accused_opening o, came where o.jurisdiction = of_jurisdiction
      and o.report_id = of_report and o.at >= came.at) $$;

create policy reporter_files on reports.accused_part for insert
  with check (report_id = (select reports.viewer_filing()));
create policy members_read_after_the_decision on reports.accused_part for select
  using (reports.holds(jurisdiction, report_id) and reports.accused_released(jurisdiction, report_id));
