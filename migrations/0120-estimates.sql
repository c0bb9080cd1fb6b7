-- From cases to lists, and from lists to how many nobody listed.
create table statistics.estimate (
  jurisdiction text not null,
  id uuid not null,
  asked_by uuid not null,
  asked_at timestamptz not null default now(),
  -- Where the lists come from: the cases of a period, or a file that the asker read in.
  source text not null check (source in ('cases', 'file')),
  from_on date,
  until_on date,
  state text not null default 'waiting' check (state in ('waiting', 'running', 'done', 'stopped', 'refused', 'failed')),
  progress real not null default 0,
  -- Moves while the work goes on: a run whose server has died is taken up again.
  beat_at timestamptz,
  finished_at timestamptz,
  lists jsonb,
  report jsonb,
  problem text,
  primary key (jurisdiction, id)
);
comment on table statistics.estimate is 'Read by statisticians and oversight of its country or province. Holds counts by combination of lists, never a case or a person.';
comment on column statistics.estimate.lists is 'Names of the lists and people by combination; small numbers are left out of whatever is exported.';
create index estimate_asked on statistics.estimate (jurisdiction, asked_at desc, id desc);
create index estimate_open on statistics.estimate (asked_at) where state in ('waiting', 'running');
alter table statistics.estimate enable row level security;
alter table statistics.estimate force row level security;
create policy reach_reads on statistics.estimate for select using (
  (select core.viewer_is_system())
  or ((core.viewer_has('statistician') or core.viewer_has('oversight'))
    and jurisdiction = (select core.viewer_jurisdiction())));
create policy statistician_asks on statistics.estimate for insert with check (
  (select core.viewer_is_system())
  or ((core.viewer_has('statistician') or core.viewer_has('oversight'))
    and jurisdiction = (select core.viewer_jurisdiction()) and asked_by = (select core.viewer())
    and state = 'waiting'));
create policy statistician_stops on statistics.estimate for update using (
  (select core.viewer_is_system())
  or ((core.viewer_has('statistician') or core.viewer_has('oversight'))
    and jurisdiction = (select core.viewer_jurisdiction())))
  with check ((select core.viewer_is_system()) or state = 'stopped');
grant select, insert, update on statistics.estimate to panah_app;
