-- A report whose reporter stays silent after the desk has asked ends by rule, never by anybody's will; a word
-- from the reporter opens it again.
select set_config('panah.system', 'yes', true);
alter table reports.report drop constraint report_status_check;
alter table reports.report add constraint report_status_check
  check (status in ('new', 'read', 'in-hand', 'asked-more', 'case-opened', 'closed', 'expired'));
drop index reports.report_open;
create index report_open on reports.report (desk_id, due_at, id)
  where owes <> 'nothing' or status not in ('closed', 'case-opened', 'expired');
create index report_asked on reports.report (id) where status = 'asked-more' and owes = 'nothing';

create or replace function reports.end_decide_by() returns trigger language plpgsql as $$
begin
  if new.status in ('new', 'closed', 'case-opened', 'expired') or new.desk_id <> old.desk_id then
    new.decide_by := null;
  end if;
  return new;
end $$;

create table reports.silence (
  jurisdiction text not null,
  report_id uuid not null,
  asked_at timestamptz not null,
  n int not null check (n between 1 and 3),
  kind text not null check (kind in ('reminded', 'expired')),
  desk_id uuid not null references reports.desk,
  at timestamptz not null,
  primary key (jurisdiction, report_id, asked_at, n),
  foreign key (jurisdiction, report_id) references reports.report
);
comment on table reports.silence is 'What came by rule of the reporter''s silence: two reminders in the mailbox, then the end. Written by the system alone.';
alter table reports.silence enable row level security;
alter table reports.silence force row level security;
grant select, insert on reports.silence to panah_app;
create policy system on reports.silence for all
  using ((select core.viewer_is_system())) with check ((select core.viewer_is_system()));
create policy reporter_or_members_read on reports.silence for select
  using (report_id = (select reports.viewer_mailbox()) or reports.holds(jurisdiction, report_id));

insert into reports.deadline_rule (id, step, kind, amount, unit, valid_from, source, grade)
select gen_random_uuid(), step, null, 10, 'working-days', '2026-01-01',
  'Panah''s own rule, until the agencies set another; no statute fixes this time', 'not-verified'
from (values ('remind'), ('expire')) as rule (step);
select set_config('panah.system', '', true);
