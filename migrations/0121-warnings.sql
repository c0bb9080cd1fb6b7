-- Early warning: what was looked at, what stood out, what people made of it.
create table statistics.past_event (
  jurisdiction text not null,
  id uuid not null,
  known_on date not null,
  happened_on date,
  district text,
  destination text,
  forms text[] not null default '{}',
  made_up boolean not null default false,
  primary key (jurisdiction, id)
);
comment on table statistics.past_event is 'Events from registers older than this house: codes and days only, no case and no person behind them. Early warning needs a past to compare with.';

create table statistics.warning_run (
  jurisdiction text not null,
  id uuid not null,
  asked_by uuid,
  asked_at timestamptz not null default now(),
  until_on date not null,
  weeks int not null check (weeks between 26 and 520),
  seed int not null,
  simulations int not null check (simulations between 99 and 9999),
  version text not null,
  again_of uuid,
  state text not null default 'waiting' check (state in ('waiting', 'running', 'done', 'stopped', 'refused', 'failed')),
  progress real not null default 0,
  beat_at timestamptz,
  finished_at timestamptz,
  input_digest text,
  result jsonb,
  compared text check (compared in ('same', 'cases-changed', 'different')),
  problem text,
  primary key (jurisdiction, id)
);
comment on column statistics.warning_run.asked_by is 'Nobody: the nightly look.';
comment on column statistics.warning_run.again_of is 'The run that this one repeats: same day, same seed, same length.';
create index warning_run_asked on statistics.warning_run (jurisdiction, asked_at desc, id desc);
create index warning_run_open on statistics.warning_run (asked_at) where state in ('waiting', 'running');

create table statistics.warning_alarm (
  jurisdiction text not null,
  id uuid not null,
  key text not null,
  method text not null check (method in ('scan', 'farrington', 'ears', 'cusum')),
  stream text not null check (stream in ('all', 'district', 'form', 'route', 'recruiter', 'phone')),
  units text[] not null,
  from_on date not null,
  to_on date not null,
  observed int not null,
  expected double precision not null,
  p double precision not null,
  recurrence double precision not null,
  weekly int[] not null,
  first_at timestamptz not null,
  last_at timestamptz not null,
  run_id uuid not null,
  judgement text not null default 'new' check (judgement in ('new', 'acknowledged', 'dismissed')),
  reason text,
  fate text,
  version int not null default 1,
  primary key (jurisdiction, id)
);
comment on column statistics.warning_alarm.units is 'Codes of districts, forms or routes; for recruiters and phones a keyed index that names nobody.';
create index warning_alarm_last on statistics.warning_alarm (jurisdiction, last_at desc, id desc);
create index warning_alarm_key on statistics.warning_alarm (jurisdiction, key, last_at desc);

create table statistics.warning_case (
  jurisdiction text not null,
  alarm_id uuid not null,
  case_jurisdiction text not null,
  case_id uuid not null,
  primary key (jurisdiction, alarm_id, case_id),
  foreign key (jurisdiction, alarm_id) references statistics.warning_alarm
);
comment on table statistics.warning_case is 'The cases that an alarm rests on: read only by who may see the case.';

create table statistics.warning_step (
  jurisdiction text not null,
  id uuid not null,
  alarm_id uuid not null,
  kind text not null check (kind in ('acknowledged', 'dismissed', 'reopened', 'fate')),
  code text check (length(code) <= 40),
  words_sealed text not null,
  by_id uuid not null,
  at timestamptz not null,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, alarm_id) references statistics.warning_alarm
);
comment on table statistics.warning_step is 'Append-only: who judged an alarm how, and what became of it.';
create index warning_step_of_alarm on statistics.warning_step (alarm_id, at);

create function statistics.viewer_watches(wanted text) returns boolean language sql stable as $$
  select (core.viewer_has('statistician') or core.viewer_has('oversight') or core.viewer_has('supervisor'))
    and wanted = core.viewer_jurisdiction() $$;

do $$
declare name text;
begin
  foreach name in array array['past_event', 'warning_run', 'warning_alarm', 'warning_case', 'warning_step'] loop
    execute format('alter table statistics.%I enable row level security', name);
    execute format('alter table statistics.%I force row level security', name);
    execute format('create policy system on statistics.%I for all
      using ((select core.viewer_is_system())) with check ((select core.viewer_is_system()))', name);
  end loop;
  foreach name in array array['warning_run', 'warning_alarm', 'warning_step'] loop
    execute format('create policy watchers_read on statistics.%I for select
      using (statistics.viewer_watches(jurisdiction))', name);
  end loop;
end $$;
create policy sees_the_case on statistics.warning_case for select using (
  statistics.viewer_watches(jurisdiction) and exists (select 1 from cases.case_file c
    where c.jurisdiction = case_jurisdiction and c.id = case_id));
create policy watchers_ask on statistics.warning_run for insert with check (
  statistics.viewer_watches(jurisdiction) and asked_by = (select core.viewer()) and state = 'waiting');
create policy watchers_stop on statistics.warning_run for update
  using (statistics.viewer_watches(jurisdiction)) with check (state = 'stopped');
create policy watchers_judge on statistics.warning_alarm for update
  using (statistics.viewer_watches(jurisdiction)) with check (statistics.viewer_watches(jurisdiction));
create policy watchers_add on statistics.warning_step for insert with check (
  statistics.viewer_watches(jurisdiction) and by_id = (select core.viewer()));
grant select, insert on statistics.past_event, statistics.warning_step to panah_app;
grant select, insert, update on statistics.warning_run, statistics.warning_alarm to panah_app;
grant select, insert, delete on statistics.warning_case to panah_app;
