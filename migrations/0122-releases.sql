-- What may be published of the detected victims of a year, and what was.
create table statistics.release_budget (
  jurisdiction text not null,
  year int not null check (year between 2000 and 2100),
  -- The promise in words that people read, and what it is worth in the library's whole units.
  epsilon text not null,
  delta text not null,
  rho bigint not null check (rho > 0),
  threshold_delta bigint not null check (threshold_delta > 0),
  reason text not null,
  proposed_by uuid not null,
  proposed_at timestamptz not null,
  confirmed_by uuid check (confirmed_by <> proposed_by),
  confirmed_at timestamptz,
  primary key (jurisdiction, year)
);
comment on table statistics.release_budget is 'Public. Set by two people; once confirmed it never changes.';
alter table statistics.release_budget enable row level security;
alter table statistics.release_budget force row level security;
create policy anyone_reads on statistics.release_budget for select using (true);
create policy statistician_proposes on statistics.release_budget for insert with check (
  (select core.viewer_is_system())
  or ((core.viewer_has('statistician') or core.viewer_has('oversight'))
    and jurisdiction = (select core.viewer_jurisdiction()) and proposed_by = (select core.viewer())
    and confirmed_by is null));
create policy second_confirms on statistics.release_budget for update using (
  (select core.viewer_is_system())
  or ((core.viewer_has('statistician') or core.viewer_has('oversight'))
    and jurisdiction = (select core.viewer_jurisdiction())))
  with check ((select core.viewer_is_system())
    or (proposed_by = (select core.viewer()) and confirmed_by is null) or confirmed_by = (select core.viewer()));
grant select, insert, update on statistics.release_budget to panah_app;

-- The same people must not stand in two ledgers: a province's budget and the country's exclude each other.
create function statistics.keep_budget() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.confirmed_by is not null then
    raise exception 'a confirmed budget does not change';
  end if;
  if new.confirmed_by is not null then
    perform pg_advisory_xact_lock(122, new.year);
    if exists (select 1 from statistics.release_budget b where b.year = new.year
        and b.confirmed_by is not null and b.jurisdiction <> new.jurisdiction
        and (b.jurisdiction like new.jurisdiction || '-%' or new.jurisdiction like b.jurisdiction || '-%')) then
      raise exception 'these people have a budget already' using errcode = 'P0122';
    end if;
  end if;
  return new;
end $$;
create trigger keep_budget before insert or update on statistics.release_budget
  for each row execute function statistics.keep_budget();

create table statistics.release (
  jurisdiction text not null,
  id uuid not null,
  year int not null,
  kind text not null check (kind in ('table', 'records')),
  columns text[] not null,
  longest int not null,
  -- A table is made with k, records with an epsilon; chosen when the release is asked for.
  k int,
  epsilon text,
  purpose text,
  agency_id uuid not null,
  asked_by uuid not null,
  -- The moment of the count that is released.
  counted_at timestamptz not null,
  state text not null default 'weighing' check (state in
    ('weighing', 'weighed', 'asked', 'signed', 'published', 'refused', 'stopped', 'failed', 'withdrawn')),
  progress real not null default 0,
  -- Moves while the work goes on: work whose server has died is taken up again.
  beat_at timestamptz,
  decided_by uuid check (decided_by <> asked_by),
  decided_at timestamptz,
  reason text,
  primary key (jurisdiction, id)
);
comment on table statistics.release is 'A release from the first look to its end, for those who prepare and sign it. What the public may know stands in release_entry.';
create index release_by_day on statistics.release (jurisdiction, counted_at desc, id desc);
create index release_open on statistics.release (counted_at) where state in ('weighing', 'signed');
alter table statistics.release enable row level security;
alter table statistics.release force row level security;
create policy desk_reads on statistics.release for select using (
  (select core.viewer_is_system())
  or (jurisdiction = (select core.viewer_jurisdiction()) and (core.viewer_has('statistician')
    or core.viewer_has('oversight')
    or (core.viewer_has('supervisor') and agency_id = (select core.viewer_agency())))));
create policy statistician_begins on statistics.release for insert with check (
  (select core.viewer_is_system())
  or (core.viewer_has('statistician') and jurisdiction = (select core.viewer_jurisdiction())
    and agency_id = (select core.viewer_agency()) and asked_by = (select core.viewer())
    and state = 'weighing'));
create policy desk_decides on statistics.release for update using (
  (select core.viewer_is_system())
  or (jurisdiction = (select core.viewer_jurisdiction()) and (core.viewer_has('statistician')
    or core.viewer_has('oversight')
    or (core.viewer_has('supervisor') and agency_id = (select core.viewer_agency())))))
  with check ((select core.viewer_is_system()) or state in ('asked', 'signed', 'refused', 'stopped', 'withdrawn'));
grant select, insert, update on statistics.release to panah_app;

create table statistics.release_snapshot (
  release_id uuid primary key,
  rows jsonb not null
);
comment on table statistics.release_snapshot is 'The coded victims of a release, one line a person, without case or person. Only the system reads it; it is emptied when the release has ended.';
alter table statistics.release_snapshot enable row level security;
alter table statistics.release_snapshot force row level security;
create policy system_only on statistics.release_snapshot for all
  using ((select core.viewer_is_system())) with check ((select core.viewer_is_system()));
grant select, insert, delete on statistics.release_snapshot to panah_app;

create table statistics.release_preview (
  jurisdiction text not null,
  release_id uuid primary key,
  losses jsonb not null
);
comment on table statistics.release_preview is 'What each budget would lose, measured on the real people: never published, and read only by who may count them all.';
alter table statistics.release_preview enable row level security;
alter table statistics.release_preview force row level security;
create policy counters_read on statistics.release_preview for select using (
  (select core.viewer_is_system())
  or (jurisdiction = (select core.viewer_jurisdiction())
    and (core.viewer_has('statistician') or core.viewer_has('oversight'))));
create policy system_writes on statistics.release_preview for all
  using ((select core.viewer_is_system())) with check ((select core.viewer_is_system()));
grant select, insert, update, delete on statistics.release_preview to panah_app;

create table statistics.release_entry (
  release_id uuid primary key,
  jurisdiction text not null,
  year int not null,
  kind text not null check (kind in ('dp', 'exact')),
  what text not null,
  rho bigint not null check (rho >= 0),
  threshold_delta bigint not null check (threshold_delta >= 0),
  epsilon text,
  k int,
  columns text[] not null,
  longest int not null,
  counted_on date not null,
  signed_at timestamptz not null,
  outcome text not null default 'being-made' check (outcome in ('being-made', 'published', 'stopped', 'failed')),
  published_at timestamptz,
  guarantee jsonb,
  withdrawn_at timestamptz,
  withdrawn_reason text
);
comment on table statistics.release_entry is 'The ledger, public: each line is a budget that was spent. Lines are only added; what is spent stays spent, also if nothing came of it.';
create index release_entry_of on statistics.release_entry (jurisdiction, year, signed_at);
alter table statistics.release_entry enable row level security;
alter table statistics.release_entry force row level security;
create policy anyone_reads on statistics.release_entry for select using (true);
create policy second_spends on statistics.release_entry for insert with check (
  (select core.viewer_is_system())
  or exists (select 1 from statistics.release r where r.id = release_id
    and r.jurisdiction = release_entry.jurisdiction and r.state = 'signed'
    and r.decided_by = (select core.viewer())));
create policy outcome_moves on statistics.release_entry for update using (
  (select core.viewer_is_system()) or exists (select 1 from statistics.release r where r.id = release_id));
grant select, insert, update on statistics.release_entry to panah_app;

-- The last guard: whoever writes, the budget of these people is never overspent and no line is changed.
create function statistics.keep_ledger() returns trigger language plpgsql as $$
declare budget statistics.release_budget;
declare spent record;
begin
  if tg_op = 'UPDATE' then
    if (old.release_id, old.jurisdiction, old.year, old.kind, old.what, old.rho, old.threshold_delta, old.signed_at)
        is distinct from
       (new.release_id, new.jurisdiction, new.year, new.kind, new.what, new.rho, new.threshold_delta, new.signed_at)
       or (old.published_at is not null and (old.published_at, old.guarantee) is distinct from (new.published_at, new.guarantee))
       or (old.withdrawn_at is not null and new.withdrawn_at is distinct from old.withdrawn_at) then
      raise exception 'what stands in the ledger stays';
    end if;
    return new;
  end if;
  perform pg_advisory_xact_lock(123, hashtext(new.jurisdiction || new.year));
  select * into budget from statistics.release_budget b
    where b.jurisdiction = new.jurisdiction and b.year = new.year and b.confirmed_by is not null;
  if not found then raise exception 'these people have no budget'; end if;
  select coalesce(sum(e.rho), 0) as rho, coalesce(sum(e.threshold_delta), 0) as delta into spent
    from statistics.release_entry e where e.jurisdiction = new.jurisdiction and e.year = new.year;
  if spent.rho + new.rho > budget.rho or spent.delta + new.threshold_delta > budget.threshold_delta then
    raise exception 'the budget does not suffice';
  end if;
  return new;
end $$;
create trigger keep_ledger before insert or update on statistics.release_entry
  for each row execute function statistics.keep_ledger();

create table statistics.release_file (
  release_id uuid not null,
  name text not null,
  type text not null,
  sha256 text not null,
  size int not null,
  bytes bytea not null,
  primary key (release_id, name)
);
comment on table statistics.release_file is 'Public while its release stands.';
alter table statistics.release_file enable row level security;
alter table statistics.release_file force row level security;
create policy anyone_reads_published on statistics.release_file for select using (
  (select core.viewer_is_system())
  or exists (select 1 from statistics.release_entry e where e.release_id = release_file.release_id
    and e.outcome = 'published' and e.withdrawn_at is null));
create policy system_writes on statistics.release_file for insert with check ((select core.viewer_is_system()));
grant select, insert on statistics.release_file to panah_app;
