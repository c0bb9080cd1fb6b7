-- The public log: what happened to every report, without anything about it.
create schema oversight;
grant usage on schema oversight to panah_app;

create table oversight.log (
  name text primary key,
  origin text not null,
  size bigint not null default 0,
  root bytea not null check (length(root) = 32),
  signed_size bigint not null default 0,
  note text
);
comment on table oversight.log is 'Two logs: "public", and "audit", whose entries nobody but oversight gets. The head as it is committed, and the newest published checkpoint.';
comment on column oversight.log.origin is 'Its name for ever, whatever address it is served from later.';

create table oversight.log_pending (
  log text not null,
  key text not null,
  entry bytea not null,
  at timestamptz not null default clock_timestamp(),
  trouble text,
  primary key (log, key)
);
create index log_pending_next on oversight.log_pending (log, at, key) where trouble is null;

create table oversight.log_key (
  log text not null,
  key text not null,
  index bigint not null,
  primary key (log, key)
);
comment on table oversight.log_key is 'What stands where: the same key never stands twice.';

create table oversight.log_tile (
  log text not null,
  level smallint not null,
  n bigint not null,
  bytes bytea not null,
  primary key (log, level, n)
);
create table oversight.log_bundle (
  log text not null,
  n bigint not null,
  bytes bytea not null,
  primary key (log, n)
);
create table oversight.log_checkpoint (
  log text not null,
  size bigint not null,
  note text not null,
  at timestamptz not null default now(),
  primary key (log, size)
);
-- Hashes do not compress: trying would only cost time.
alter table oversight.log_tile alter column bytes set storage external;
alter table oversight.log_bundle alter column bytes set storage external;

-- What the log remembers of a report between two steps. The secret goes when the report is erased:
-- what stands in the log then belongs to nobody.
create table oversight.thread (
  jurisdiction text not null,
  report_id uuid not null,
  secret bytea not null check (length(secret) = 32),
  steps int not null default 0,
  unit text not null,
  from_unit text,
  ended text,
  primary key (jurisdiction, report_id)
);
comment on column oversight.thread.from_unit is 'The unit that gave it away, until the new one acts on it.';
comment on column oversight.thread.ended is 'Reason it was closed for, or case-opened; null while it is open.';

create table oversight.step (
  jurisdiction text not null,
  report_id uuid not null,
  n int not null,
  key text not null unique,
  event text not null,
  line text not null,
  index bigint,
  primary key (jurisdiction, report_id, n)
);
comment on table oversight.step is 'The steps of a report as the log has them. Read by the report''s mailbox.';

create table oversight.overdue (
  jurisdiction text not null,
  report_id uuid not null,
  due_at timestamptz not null,
  desk_id uuid not null references reports.desk,
  since timestamptz not null,
  until timestamptz,
  primary key (jurisdiction, report_id, due_at)
);
create index overdue_now on oversight.overdue (since) where until is null;
comment on table oversight.overdue is 'Deadlines that have passed without what was owed, and until when.';

create table oversight.figures (
  size bigint primary key,
  at timestamptz not null default now(),
  tallies jsonb not null
);
comment on table oversight.figures is 'The official figures, counted from the reports themselves at the moment at which the log had this size.';

create table oversight.audit_mark (at timestamptz not null default 'epoch');
insert into oversight.audit_mark default values;
comment on table oversight.audit_mark is 'The youngest line of the audit trail that the private log has; one row.';

create table oversight.ceremony (
  id uuid primary key,
  kind text not null,
  desk_id uuid not null,
  reason text not null,
  at timestamptz not null default now(),
  by_id uuid
);
comment on table oversight.ceremony is 'Openings of a desk''s recovery key. Shown publicly, as an entry of the log, before the key is used.';

do $$
declare name text;
begin
  foreach name in array array['log', 'log_pending', 'log_key', 'log_tile', 'log_bundle', 'log_checkpoint',
    'thread', 'step', 'overdue', 'figures', 'audit_mark', 'ceremony'] loop
    execute format('alter table oversight.%I enable row level security', name);
    execute format('alter table oversight.%I force row level security', name);
    execute format('create policy system on oversight.%I for all
      using ((select core.viewer_is_system())) with check ((select core.viewer_is_system()))', name);
    execute format('grant select, insert, update, delete on oversight.%I to panah_app', name);
  end loop;
  foreach name in array array['log', 'log_key', 'log_tile', 'log_bundle', 'log_checkpoint'] loop
    execute format('create policy everyone_reads_the_public_log on oversight.%I for select using (%I = ''public'')',
      name, case when name = 'log' then 'name' else 'log' end);
  end loop;
end $$;
create policy everyone_reads on oversight.figures for select using (true);
create policy everyone_reads on oversight.ceremony for select using (true);
create policy reporter_reads on oversight.step for select using (report_id = (select reports.viewer_mailbox()));

-- What was sealed in the browser derives from the receipt; reports from before the log have one made here.
alter table reports.mailbox add column log_secret bytea check (length(log_secret) = 32);
comment on column reports.mailbox.log_secret is 'Derived from the receipt: with it the report''s holder, and nobody else, finds its steps in the public log.';

-- A line of the audit trail that nobody has committed to yet is found by its time.
create index event_work_of_subscriber on core.event_work (subscriber, event_id);
