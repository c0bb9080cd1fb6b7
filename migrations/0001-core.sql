-- What every room stands on: who is asking, who works here, what happened, who read what.
create schema core;

do $$
begin
  if not exists (select from pg_roles where rolname = 'panah_app') then
    create role panah_app nologin;
  end if;
  if not pg_has_role(current_user, 'panah_app', 'member') then
    execute format('grant panah_app to %I', current_user);
  end if;
end $$;

grant usage on schema core to panah_app;

-- The person of the request, set for one transaction by core.enter(). Policies call these as
-- (select core.viewer()), so that they are evaluated once for a statement and not once for a row.
create function core.viewer() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('panah.person', true), '')::uuid $$;
create function core.viewer_agency() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('panah.agency', true), '')::uuid $$;
create function core.viewer_team() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('panah.team', true), '')::uuid $$;
create function core.viewer_jurisdiction() returns text language sql stable parallel safe
  as $$ select nullif(current_setting('panah.jurisdiction', true), '') $$;
create function core.viewer_sees() returns text language sql stable parallel safe
  as $$ select coalesce(nullif(current_setting('panah.sees', true), ''), 'nothing') $$;
create function core.viewer_has(duty text) returns boolean language sql stable parallel safe
  as $$ select duty = any (string_to_array(coalesce(current_setting('panah.duties', true), ''), ',')) $$;
create function core.viewer_is_system() returns boolean language sql stable parallel safe
  as $$ select coalesce(current_setting('panah.system', true), '') = 'yes' $$;

create table core.setting (
  key text primary key,
  value jsonb not null
);
comment on table core.setting is 'Facts of this installation that are no secret: public salts, marks of the loaded reference data.';
alter table core.setting enable row level security;
alter table core.setting force row level security;
create policy everyone_reads on core.setting for select using (true);
create policy system_writes on core.setting for all using ((select core.viewer_is_system())) with check ((select core.viewer_is_system()));
grant select, insert, update on core.setting to panah_app;

create table core.account (
  id uuid primary key,
  handle text unique,
  agency_id uuid not null,
  team_id uuid,
  name_en text not null check (length(name_en) between 1 and 200),
  name_ur text not null check (length(name_ur) between 1 and 200),
  email_sealed text,
  email_index text unique,
  duties text[] not null,
  sees text not null check (sees in ('nothing', 'self', 'team', 'agency', 'jurisdiction')),
  jurisdiction text not null,
  language text not null default 'ur',
  state text not null default 'invited' check (state in ('invited', 'active', 'disabled')),
  created_at timestamptz not null default now(),
  version int not null default 1
);
comment on column core.account.handle is 'Only in the try-out: the made-up person to sign in as.';
comment on column core.account.email_sealed is 'Sealed with the field key. Shown to administrators and the person.';
alter table core.account enable row level security;
alter table core.account force row level security;
create policy staff_read on core.account for select
  using ((select core.viewer()) is not null or (select core.viewer_is_system()));
create policy administrator_writes on core.account for insert
  with check ((select core.viewer_has('administrator')) or (select core.viewer_is_system()));
create policy administrator_or_self_updates on core.account for update
  using ((select core.viewer_has('administrator')) or id = (select core.viewer()) or (select core.viewer_is_system()));
grant select, insert, update on core.account to panah_app;

create table core.session (
  id uuid primary key,
  token_hash bytea not null unique,
  account_id uuid not null references core.account,
  client text not null default '',
  begun_at timestamptz not null default now(),
  seen_at timestamptz not null default now(),
  until timestamptz not null,
  ended_at timestamptz
);
create index session_of_account on core.session (account_id) where ended_at is null;
alter table core.session enable row level security;
alter table core.session force row level security;
create policy own_or_administrator on core.session for select
  using (account_id = (select core.viewer()) or (select core.viewer_has('administrator')) or (select core.viewer_is_system()));
create policy system_begins on core.session for insert with check ((select core.viewer_is_system()));
create policy own_or_administrator_ends on core.session for update
  using (account_id = (select core.viewer()) or (select core.viewer_has('administrator')) or (select core.viewer_is_system()));
grant select, insert, update on core.session to panah_app;

-- Reading somebody else's case in an emergency: a reason, 24 hours, and the supervisor is told.
create table core.break_glass (
  id uuid primary key,
  person_id uuid not null references core.account,
  agency_id uuid not null,
  jurisdiction text not null,
  case_id uuid not null,
  reason text not null,
  words_sealed text not null,
  opened_at timestamptz not null default now(),
  until timestamptz not null,
  seen_by uuid,
  seen_at timestamptz,
  check (until <= opened_at + interval '24 hours')
);
create index break_glass_open on core.break_glass (person_id, until);
alter table core.break_glass enable row level security;
alter table core.break_glass force row level security;
create policy own_supervisor_administrator on core.break_glass for select
  using (person_id = (select core.viewer())
    or ((select core.viewer_has('supervisor')) and agency_id = (select core.viewer_agency()))
    or (select core.viewer_has('oversight'))
    or (select core.viewer_has('administrator'))
    or (select core.viewer_is_system()));
create policy own on core.break_glass for insert with check (person_id = (select core.viewer()));
create policy supervisor_marks_seen on core.break_glass for update
  using ((select core.viewer_has('supervisor')) and agency_id = (select core.viewer_agency()));
grant select, insert, update on core.break_glass to panah_app;

create function core.glass_open() returns uuid[] language sql stable
  as $$ select coalesce(array_agg(case_id), '{}') from core.break_glass
        where person_id = (select core.viewer()) and until > now() $$;

-- Finds the session behind a token and makes its person the viewer of this transaction.
create function core.enter(hash bytea, idle interval) returns jsonb language plpgsql as $$
declare found_one record;
begin
  perform set_config('panah.system', 'yes', true);
  select s.id as session_id, s.seen_at, s.until, a.*, g.kind as agency_kind into found_one
    from core.session s
    join core.account a on a.id = s.account_id
    join core.agency g on g.id = a.agency_id
    where s.token_hash = hash and s.ended_at is null and s.until > now()
      and s.seen_at > now() - idle and a.state = 'active';
  if not found then
    perform set_config('panah.system', '', true);
    return null;
  end if;
  -- A write a minute is enough to know that somebody is still there.
  if found_one.seen_at < now() - interval '1 minute' then
    update core.session set seen_at = now() where id = found_one.session_id;
  end if;
  perform set_config('panah.system', '', true);
  perform set_config('panah.person', found_one.id::text, true);
  perform set_config('panah.agency', found_one.agency_id::text, true);
  perform set_config('panah.team', coalesce(found_one.team_id::text, ''), true);
  perform set_config('panah.jurisdiction', found_one.jurisdiction, true);
  perform set_config('panah.sees', found_one.sees, true);
  perform set_config('panah.duties', array_to_string(found_one.duties, ','), true);
  return jsonb_build_object(
    'id', found_one.id, 'handle', found_one.handle, 'agencyId', found_one.agency_id,
    'agencyKind', found_one.agency_kind, 'teamId', found_one.team_id,
    'nameEn', found_one.name_en, 'nameUr', found_one.name_ur, 'duties', found_one.duties,
    'sees', found_one.sees, 'jurisdiction', found_one.jurisdiction,
    'language', found_one.language, 'sessionId', found_one.session_id,
    'glass', core.glass_open());
end $$;

create table core.audit_line (
  jurisdiction text not null,
  id uuid not null,
  at timestamptz not null default now(),
  person_id uuid not null,
  agency_id uuid not null,
  what text not null,
  about uuid[] not null,
  outcome text not null check (outcome in ('done', 'refused')),
  why text,
  primary key (jurisdiction, id)
);
comment on table core.audit_line is 'Who read or wrote what, when and why. Codes and ids only: no personal data. Append-only.';
create index audit_line_at on core.audit_line (at desc);
create index audit_line_person on core.audit_line (person_id, at desc);
create index audit_line_about on core.audit_line using gin (about);
alter table core.audit_line enable row level security;
alter table core.audit_line force row level security;
create policy own_lines_are_written on core.audit_line for insert
  with check (person_id = (select core.viewer()) or (select core.viewer_is_system()));
create policy administrator_oversight_supervisor on core.audit_line for select
  using ((select core.viewer_has('administrator')) or (select core.viewer_has('oversight'))
    or ((select core.viewer_has('supervisor')) and agency_id = (select core.viewer_agency()))
    or (select core.viewer_is_system()));
grant select, insert on core.audit_line to panah_app;

create function core.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the audit trail is append-only';
end $$;
-- For each statement: it speaks up even where row-level security would let no row be touched.
create trigger append_only before update or delete or truncate on core.audit_line
  for each statement execute function core.refuse_change();

-- What happened, in codes. Rows with a file_id are that case's timeline; the policy that lets a
-- case's viewers read them comes with the cases themselves.
create table core.event (
  jurisdiction text not null,
  id uuid not null,
  kind text not null,
  about uuid not null,
  file_id uuid,
  person_id uuid,
  at timestamptz not null default now(),
  data jsonb not null default '{}',
  primary key (jurisdiction, id)
);
create index event_of_file on core.event (file_id, id desc) where file_id is not null;
create index event_about on core.event (about, id);
alter table core.event enable row level security;
alter table core.event force row level security;
create policy anyone_announces on core.event for insert with check (true);
create policy system_or_actor on core.event for select
  using ((select core.viewer_is_system()) or person_id = (select core.viewer()));
grant select, insert on core.event to panah_app;

-- One row for each subscriber that has yet to act on an event; gone once it has.
create table core.event_work (
  event_jurisdiction text not null,
  event_id uuid not null,
  subscriber text not null,
  tries int not null default 0,
  next_at timestamptz not null default now(),
  trouble text,
  primary key (event_jurisdiction, event_id, subscriber)
);
create index event_work_due on core.event_work (next_at);
alter table core.event_work enable row level security;
alter table core.event_work force row level security;
create policy anyone_queues on core.event_work for insert with check (true);
create policy system_works on core.event_work for all using ((select core.viewer_is_system())) with check (true);
grant select, insert, update, delete on core.event_work to panah_app;

-- The answer to a request that creates something, kept so that a repeat creates nothing twice.
create table core.idempotency (
  holder text not null,
  key text not null,
  route text not null,
  request_hash bytea not null,
  answer_sealed text,
  at timestamptz not null default now(),
  primary key (holder, key)
);
create index idempotency_at on core.idempotency (at);
alter table core.idempotency enable row level security;
alter table core.idempotency force row level security;
create policy own on core.idempotency for all
  using (holder = coalesce((select core.viewer())::text, 'anyone') or (select core.viewer_is_system()))
  with check (holder = coalesce((select core.viewer())::text, 'anyone'));
grant select, insert, update, delete on core.idempotency to panah_app;
