-- Somebody is made to pay for a report: said in one tap by the reporter or by an officer, seen by the oversight
-- body alone. The desk never learns that its reporter said so.
create table reports.retaliation (
  jurisdiction text not null,
  id uuid not null,
  report_id uuid not null,
  desk_id uuid not null references reports.desk,
  raised_by text not null check (raised_by in ('reporter', 'desk')),
  by_id uuid references core.account,
  raised_at timestamptz not null,
  seen_by uuid references core.account,
  seen_at timestamptz,
  done text check (length(done) between 1 and 40),
  done_by uuid references core.account,
  done_at timestamptz,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, report_id) references reports.report,
  check ((raised_by = 'reporter') = (by_id is null)),
  check (done_at is null or seen_at is not null)
);
comment on table reports.retaliation is 'Read by the oversight body, and by whoever raised it; codes only, no word of what happened.';
create unique index retaliation_open on reports.retaliation (report_id, raised_by) where done_at is null;
alter table reports.retaliation enable row level security;
alter table reports.retaliation force row level security;
grant select, insert on reports.retaliation to panah_app;
grant update (seen_by, seen_at, done, done_by, done_at) on reports.retaliation to panah_app;
create policy system on reports.retaliation for all
  using ((select core.viewer_is_system())) with check ((select core.viewer_is_system()));
create policy oversight_reads on reports.retaliation for select
  using ((select core.viewer_has('oversight')) and (jurisdiction = (select core.viewer_jurisdiction())
    or jurisdiction like (select core.viewer_jurisdiction()) || '-%'));
create policy raiser_reads on reports.retaliation for select
  using (by_id = (select core.viewer())
    or (raised_by = 'reporter' and report_id = (select reports.viewer_mailbox())));
create policy reporter_raises on reports.retaliation for insert
  with check (raised_by = 'reporter' and report_id = (select reports.viewer_mailbox()) and seen_at is null);
create policy member_raises on reports.retaliation for insert
  with check (raised_by = 'desk' and by_id = (select core.viewer()) and seen_at is null
    and reports.holds(jurisdiction, report_id));
create policy oversight_answers on reports.retaliation for update
  using ((select core.viewer_has('oversight')) and (jurisdiction = (select core.viewer_jurisdiction())
    or jurisdiction like (select core.viewer_jurisdiction()) || '-%'))
  with check (seen_by is not null);
