-- Closing: what is about an official, a child or a death, and what was settled or taken back, is never
-- closed by one person. The first proposes, a second one agrees or refuses.
alter table reports.report add column concerns text[]
  check (concerns <@ array['official', 'child', 'death']);
comment on column reports.report.concerns is 'Said with a decision, and never unsaid; null: nobody has said, which is not "none of these".';

alter table reports.report drop constraint report_owes_check;
alter table reports.report add constraint report_owes_check check (owes in ('triage', 'reply', 'second', 'nothing'));

create table reports.closing (
  jurisdiction text not null,
  id uuid not null,
  report_id uuid not null,
  desk_id uuid not null references reports.desk,
  decision text not null,
  reason text not null,
  talk jsonb,
  accused text,
  victim_sex text,
  for_oversight boolean not null,
  state text not null default 'proposed' check (state in ('proposed', 'agreed', 'refused', 'lapsed')),
  proposed_by uuid not null references core.account,
  proposed_at timestamptz not null,
  due_at timestamptz not null,
  answered_by uuid references core.account,
  answered_at timestamptz,
  refusal text,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, report_id) references reports.report,
  check (answered_by <> proposed_by)
);
comment on table reports.closing is 'Proposals to close a report. Codes only: the words are a sealed note of the desk.';
comment on column reports.closing.talk is 'Codes of the talk with the victim without the accused: who, how, on which day.';
comment on column reports.closing.for_oversight is 'About an official: somebody of the oversight body agrees, nobody of the agency.';
create unique index closing_proposed on reports.closing (report_id) where state = 'proposed';
create index closing_of_report on reports.closing (report_id, proposed_at);
create index closing_waiting on reports.closing (due_at) where state = 'proposed';

alter table reports.closing enable row level security;
alter table reports.closing force row level security;
grant select, insert, update on reports.closing to panah_app;
create policy system on reports.closing for all
  using ((select core.viewer_is_system())) with check ((select core.viewer_is_system()));
create policy desk_supervisor_oversight_reporter_read on reports.closing for select
  using (desk_id = any ((select reports.my_desks())::uuid[])
    or desk_id = any ((select reports.supervised_desks())::uuid[])
    or (select core.viewer_has('oversight'))
    or report_id = (select reports.viewer_mailbox()));
create policy members_propose on reports.closing for insert
  with check (proposed_by = (select core.viewer()) and state = 'proposed' and reports.holds(jurisdiction, report_id));
-- Whoever proposed may not answer; what is about an official is answered by oversight alone.
create policy second_person_answers on reports.closing for update
  using (state = 'proposed' and proposed_by <> (select core.viewer())
    and case when for_oversight then (select core.viewer_has('oversight'))
      else desk_id = any ((select reports.my_desks())::uuid[]) or desk_id = any ((select reports.supervised_desks())::uuid[]) end)
  with check (state in ('agreed', 'refused') and answered_by = (select core.viewer()) and proposed_by <> (select core.viewer())
    and case when for_oversight then (select core.viewer_has('oversight'))
      else desk_id = any ((select reports.my_desks())::uuid[]) or desk_id = any ((select reports.supervised_desks())::uuid[]) end);
create policy lapses_when_something_else_happens on reports.closing for update
  using (state = 'proposed' and (report_id = (select reports.viewer_mailbox()) or desk_id = any ((select reports.my_desks())::uuid[])))
  with check (state = 'lapsed' and answered_by is null);

-- The reports that wait for the viewer's agreement: she sees their plain fields and may end the wait, whatever else she may not.
create function reports.second_ids() returns uuid[] language sql stable as $$
  select coalesce(array_agg(report_id), '{}') from reports.closing
  where state = 'proposed' and proposed_by <> (select core.viewer())
    and case when for_oversight then (select core.viewer_has('oversight'))
      else desk_id = any (reports.my_desks()) or desk_id = any (reports.supervised_desks()) end $$;
create policy second_person_reads on reports.report for select
  using (id = any ((select reports.second_ids())::uuid[]));
create policy second_person_ends_the_wait on reports.report for update
  using (id = any ((select reports.second_ids())::uuid[]));
create policy second_person_decides on reports.triage for insert
  with check (report_id = any ((select reports.second_ids())::uuid[]));

select set_config('panah.system', 'yes', true);
insert into reports.deadline_rule (id, step, kind, amount, unit, valid_from, source, grade)
values (gen_random_uuid(), 'second-person', null, 2, 'working-days', '2026-01-01',
  'Panah''s own rule, until the agencies set another; no statute fixes this time', 'not-verified');
select set_config('panah.system', '', true);
