-- Sealed reports. What is in them is bytes to the server: it has no key that opens any.
create schema reports;
grant usage on schema reports to panah_app;

-- The public salt of every receipt: 122 random bits, made once, kept for ever.
select set_config('panah.system', 'yes', true);
insert into core.setting (key, value)
  values ('reports.receipt-salt', to_jsonb(encode(uuid_send(gen_random_uuid()), 'base64')))
  on conflict do nothing;
select set_config('panah.system', '', true);

create table reports.desk (
  id uuid primary key,
  key text not null unique,
  agency_id uuid not null references core.agency,
  jurisdiction text not null,
  name_en text not null check (length(name_en) between 1 and 200),
  name_ur text not null check (length(name_ur) between 1 and 200),
  places text[] not null default '{}',
  kinds text[] not null default '{}',
  takes_reports boolean not null default true,
  needs_new_epoch boolean not null default false
);
comment on table reports.desk is 'Public: who can be written to.';
comment on column reports.desk.places is 'Place codes it serves; empty: everywhere in its jurisdiction.';
comment on column reports.desk.needs_new_epoch is 'A member was removed and still remembers the keys of the last epoch.';
create index desk_agency on reports.desk (agency_id);

create table reports.desk_epoch (
  desk_id uuid not null references reports.desk,
  epoch int not null check (epoch >= 1),
  statement text not null,
  signature text not null,
  recipient text not null unique,
  valid_from timestamptz not null,
  valid_until timestamptz not null,
  made_by uuid references core.account,
  made_at timestamptz not null default now(),
  primary key (desk_id, epoch)
);
comment on table reports.desk_epoch is 'Public: certificates of the desks'' keys, signed by the organisation root.';

create table reports.member_key (
  account_id uuid primary key references core.account,
  recipient text not null unique,
  made_at timestamptz not null default now()
);
comment on table reports.member_key is 'Public halves. Read by staff, who wrap epochs to them after comparing fingerprints.';

create table reports.member_lock (
  account_id uuid primary key references core.account,
  locks jsonb not null
);
comment on table reports.member_lock is 'The member''s identity, sealed by passphrase or passkey. Read by the member only.';

create table reports.desk_member (
  desk_id uuid not null references reports.desk,
  account_id uuid not null references core.account,
  since timestamptz not null default now(),
  added_by uuid references core.account,
  removed_at timestamptz,
  removed_by uuid references core.account,
  primary key (desk_id, account_id, since)
);
create unique index desk_member_active on reports.desk_member (account_id, desk_id) where removed_at is null;

-- The desks that the viewer belongs to: everything sealed is shown along these, and along nothing else.
create function reports.my_desks() returns uuid[] language sql stable as $$
  select coalesce(array_agg(desk_id), '{}') from reports.desk_member
  where account_id = (select core.viewer()) and removed_at is null $$;

-- The desks whose queue a supervisor watches: plain fields only.
create function reports.supervised_desks() returns uuid[] language sql stable as $$
  select case when core.viewer_has('supervisor')
    then (select coalesce(array_agg(id), '{}') from reports.desk where agency_id = core.viewer_agency())
    else '{}' end $$;

create table reports.epoch_wrap (
  desk_id uuid not null,
  epoch int not null,
  account_id uuid not null references core.account,
  blob bytea not null,
  primary key (account_id, desk_id, epoch),
  foreign key (desk_id, epoch) references reports.desk_epoch
);
comment on table reports.epoch_wrap is 'An epoch''s secrets sealed to one member. Read by that member only; gone when the member is removed.';

create table reports.report (
  jurisdiction text not null,
  id uuid not null,
  desk_id uuid not null references reports.desk,
  kind text not null,
  place_code text references core.place,
  danger_now boolean not null,
  language text not null,
  status text not null default 'new'
    check (status in ('new', 'read', 'in-hand', 'asked-more', 'case-opened', 'closed')),
  owes text not null default 'triage' check (owes in ('triage', 'reply', 'nothing')),
  received_at timestamptz not null,
  due_at timestamptz not null,
  read_at timestamptz,
  holder_id uuid references core.account,
  held_since timestamptz,
  unread boolean not null default true,
  sealed_on_arrival boolean not null default false,
  case_id uuid,
  version int not null default 1,
  primary key (jurisdiction, id)
);
comment on table reports.report is 'The plain fields a report is routed by. Read by members of its desk, and by supervisors of the desk''s agency.';
comment on column reports.report.unread is 'Something from the reporter that no member has opened yet.';
comment on column reports.report.sealed_on_arrival is 'Came through the form without JavaScript: the server saw it for a moment.';
create index report_id on reports.report (id);
create index report_open on reports.report (desk_id, due_at, id) where owes <> 'nothing' or status not in ('closed', 'case-opened');
create index report_all on reports.report (desk_id, due_at, id);
create index report_status on reports.report (desk_id, status, due_at, id);
create index report_place on reports.report (desk_id, place_code, due_at, id);
create index report_danger on reports.report (desk_id, due_at, id) where danger_now;
create index report_holder on reports.report (holder_id, due_at, id) where holder_id is not null;

-- Not part of the big tables' sharding: it is found by its locator, before anything else is known.
create table reports.mailbox (
  locator bytea primary key check (length(locator) = 16),
  token_hash bytea not null check (length(token_hash) = 32),
  jurisdiction text not null,
  report_id uuid not null unique,
  wrap bytea not null,
  body_hash bytea not null
);
comment on table reports.mailbox is 'Shown to nobody: it is looked up by whoever brings the receipt''s locator.';
comment on column reports.mailbox.wrap is 'The report key sealed to the reporter''s mailbox key.';

create table reports.key_wrap (
  jurisdiction text not null,
  report_id uuid not null,
  desk_id uuid not null,
  epoch int not null,
  blob bytea not null,
  primary key (jurisdiction, report_id, desk_id, epoch),
  foreign key (jurisdiction, report_id) references reports.report,
  foreign key (desk_id, epoch) references reports.desk_epoch
);
comment on table reports.key_wrap is 'The report key sealed to a desk''s epoch. Read by members of that desk while it holds the report.';

create table reports.envelope (
  jurisdiction text not null,
  report_id uuid not null,
  internal boolean not null,
  sequence int not null check (sequence >= 1),
  direction text not null check (direction in ('in', 'out', 'internal')),
  desk_id uuid not null,
  epoch int not null,
  sealed bytea not null,
  at timestamptz not null,
  by_id uuid references core.account,
  primary key (jurisdiction, report_id, internal, sequence),
  foreign key (jurisdiction, report_id) references reports.report,
  check (internal = (direction = 'internal'))
);
comment on column reports.envelope.internal is 'Two chains: the conversation, and the desk''s own notes, which the mailbox never gets.';
comment on column reports.envelope.desk_id is 'Who can open a note; for the conversation the desk of the time.';

create table reports.attachment (
  jurisdiction text not null,
  report_id uuid not null,
  id uuid not null,
  sealed_size int not null check (sealed_size between 1 and 27262976),
  sha256 bytea not null check (length(sha256) = 32),
  begun_at timestamptz not null,
  completed_at timestamptz,
  primary key (jurisdiction, report_id, id),
  foreign key (jurisdiction, report_id) references reports.report
);
comment on column reports.attachment.completed_at is 'Null until every part is here and the hash is right: until then it counts for nothing.';
create index attachment_unfinished on reports.attachment (begun_at) where completed_at is null;

create table reports.attachment_part (
  jurisdiction text not null,
  report_id uuid not null,
  attachment_id uuid not null,
  number int not null check (number between 0 and 25),
  bytes bytea not null,
  primary key (jurisdiction, report_id, attachment_id, number),
  foreign key (jurisdiction, report_id, attachment_id) references reports.attachment on delete cascade
);

-- Ciphertext does not compress: trying would only cost time.
alter table reports.envelope alter column sealed set storage external;
alter table reports.attachment_part alter column bytes set storage external;

create table reports.triage (
  jurisdiction text not null,
  id uuid not null,
  report_id uuid not null,
  decision text not null,
  reason text not null,
  by_id uuid not null references core.account,
  at timestamptz not null,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, report_id) references reports.report
);
create index triage_of_report on reports.triage (report_id, at);

create table reports.hand_over (
  jurisdiction text not null,
  id uuid not null,
  report_id uuid not null,
  from_desk_id uuid not null references reports.desk,
  to_desk_id uuid not null references reports.desk,
  reason text not null,
  by_id uuid not null references core.account,
  at timestamptz not null,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, report_id) references reports.report
);
comment on table reports.hand_over is 'Read by the members of both desks.';
create index hand_over_of_report on reports.hand_over (report_id, at);

-- The reporter of this transaction: set after the token has been compared, or for the report being filed.
create function reports.viewer_mailbox() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('panah.mailbox', true), '')::uuid $$;
create function reports.viewer_filing() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('panah.filing', true), '')::uuid $$;
create function reports.viewer_locator() returns bytea language sql stable parallel safe
  as $$ select decode(nullif(current_setting('panah.locator', true), ''), 'hex') $$;

-- True where the viewer is a member of the desk that now holds the report.
create function reports.holds(of_jurisdiction text, of_report uuid) returns boolean language sql stable as $$
  select exists (select 1 from reports.report r where r.jurisdiction = of_jurisdiction and r.id = of_report
    and r.desk_id = any (reports.my_desks())) $$;

do $$
declare name text;
begin
  foreach name in array array['desk', 'desk_epoch', 'member_key', 'member_lock', 'desk_member', 'epoch_wrap',
    'report', 'mailbox', 'key_wrap', 'envelope', 'attachment', 'attachment_part', 'triage', 'hand_over'] loop
    execute format('alter table reports.%I enable row level security', name);
    execute format('alter table reports.%I force row level security', name);
    execute format('create policy system on reports.%I for all
      using ((select core.viewer_is_system())) with check ((select core.viewer_is_system()))', name);
    execute format('grant select, insert, update on reports.%I to panah_app', name);
  end loop;
end $$;
grant delete on reports.epoch_wrap, reports.attachment, reports.attachment_part to panah_app;

create policy everyone_reads on reports.desk for select using (true);
create policy members_note on reports.desk for update using (id = any ((select reports.my_desks())::uuid[]));

create policy everyone_reads on reports.desk_epoch for select using (true);
create policy members_add on reports.desk_epoch for insert with check (desk_id = any ((select reports.my_desks())::uuid[]));

create policy staff_read on reports.member_key for select using ((select core.viewer()) is not null);
create policy own_added on reports.member_key for insert with check (account_id = (select core.viewer()));
create policy own_changed on reports.member_key for update using (account_id = (select core.viewer()));
create policy own on reports.member_lock for all
  using (account_id = (select core.viewer())) with check (account_id = (select core.viewer()));

create policy own_or_same_agency on reports.desk_member for select
  using (account_id = (select core.viewer())
    or desk_id in (select id from reports.desk where agency_id = (select core.viewer_agency())));
create policy members_add on reports.desk_member for insert with check (desk_id = any ((select reports.my_desks())::uuid[]));
create policy members_remove on reports.desk_member for update
  using (desk_id = any ((select reports.my_desks())::uuid[])) with check (true);

create policy own_read on reports.epoch_wrap for select using (account_id = (select core.viewer()));
create policy members_add on reports.epoch_wrap for insert with check (desk_id = any ((select reports.my_desks())::uuid[]));
create policy own_gone on reports.epoch_wrap for delete using (account_id = (select core.viewer()));

create policy members_supervisors_reporter on reports.report for select
  using (desk_id = any ((select reports.my_desks())::uuid[])
    or desk_id = any ((select reports.supervised_desks())::uuid[])
    or id = (select reports.viewer_mailbox()));
create policy reporter_files on reports.report for insert
  with check (id = (select reports.viewer_filing()) and status = 'new' and case_id is null);
create policy members_or_reporter_change on reports.report for update
  using (desk_id = any ((select reports.my_desks())::uuid[]) or id = (select reports.viewer_mailbox()));

create policy by_locator on reports.mailbox for select
  using (locator = (select reports.viewer_locator()) or report_id = (select reports.viewer_filing())
    or report_id = (select reports.viewer_mailbox()));
create policy reporter_files on reports.mailbox for insert with check (report_id = (select reports.viewer_filing()));

create policy members_read on reports.key_wrap for select
  using (desk_id = any ((select reports.my_desks())::uuid[]) and reports.holds(jurisdiction, report_id));
create policy reporter_or_members_add on reports.key_wrap for insert
  with check (report_id = (select reports.viewer_filing()) or reports.holds(jurisdiction, report_id));
create policy members_replace on reports.key_wrap for update using (reports.holds(jurisdiction, report_id));

create policy members_or_reporter_read on reports.envelope for select
  using ((report_id = (select reports.viewer_mailbox()) and not internal) or reports.holds(jurisdiction, report_id));
create policy reporter_or_members_add on reports.envelope for insert
  with check ((direction = 'in' and report_id in ((select reports.viewer_filing()), (select reports.viewer_mailbox())))
    or (direction <> 'in' and reports.holds(jurisdiction, report_id)));

create policy members_or_reporter_read on reports.attachment for select
  using (report_id = (select reports.viewer_mailbox()) or reports.holds(jurisdiction, report_id));
create policy reporter_adds on reports.attachment for insert with check (report_id = (select reports.viewer_mailbox()));
create policy reporter_completes on reports.attachment for update using (report_id = (select reports.viewer_mailbox()));
create policy members_or_reporter_read on reports.attachment_part for select
  using (report_id = (select reports.viewer_mailbox()) or reports.holds(jurisdiction, report_id));
create policy reporter_adds on reports.attachment_part for insert with check (report_id = (select reports.viewer_mailbox()));
create policy reporter_sends_again on reports.attachment_part for update using (report_id = (select reports.viewer_mailbox()));

create policy members_or_reporter_read on reports.triage for select
  using (report_id = (select reports.viewer_mailbox()) or reports.holds(jurisdiction, report_id));
create policy members_decide on reports.triage for insert with check (reports.holds(jurisdiction, report_id));

create policy both_desks_or_reporter_read on reports.hand_over for select
  using (report_id = (select reports.viewer_mailbox())
    or from_desk_id = any ((select reports.my_desks())::uuid[])
    or to_desk_id = any ((select reports.my_desks())::uuid[]));

-- Hands a report over in one step, because in between the giver no longer sees it and the taker does not yet.
create function reports.hand_over_to(of_jurisdiction text, of_report uuid, expected int, to_desk uuid, to_epoch int,
  wrap bytea, why text, record_id uuid, due timestamptz, moment timestamptz) returns int language plpgsql as $$
declare from_desk uuid; now_version int;
begin
  if not reports.holds(of_jurisdiction, of_report) then return null; end if;
  perform set_config('panah.system', 'yes', true);
  select desk_id into from_desk from reports.report
    where jurisdiction = of_jurisdiction and id = of_report and version = expected for update;
  if found then
    insert into reports.key_wrap values (of_jurisdiction, of_report, to_desk, to_epoch, wrap)
      on conflict (jurisdiction, report_id, desk_id, epoch) do update set blob = excluded.blob;
    insert into reports.hand_over values
      (of_jurisdiction, record_id, of_report, from_desk, to_desk, why, core.viewer(), moment);
    update reports.report set desk_id = to_desk, status = 'new', owes = 'triage', due_at = due, holder_id = null,
      held_since = null, unread = true, version = version + 1
      where jurisdiction = of_jurisdiction and id = of_report returning version into now_version;
  end if;
  perform set_config('panah.system', '', true);
  return now_version;
end $$;

-- Ends a membership at once: the wraps go with it, which only their holder and the system may touch.
create function reports.remove_member(of_desk uuid, of_account uuid, moment timestamptz) returns boolean language plpgsql as $$
declare was_member boolean;
begin
  if not (of_desk = any (reports.my_desks())) then return false; end if;
  perform set_config('panah.system', 'yes', true);
  update reports.desk_member set removed_at = moment, removed_by = core.viewer()
    where desk_id = of_desk and account_id = of_account and removed_at is null;
  was_member := found;
  if was_member then
    delete from reports.epoch_wrap where desk_id = of_desk and account_id = of_account;
    update reports.report set holder_id = null, held_since = null, version = version + 1
      where desk_id = of_desk and holder_id = of_account;
    update reports.desk set needs_new_epoch = true where id = of_desk;
  end if;
  perform set_config('panah.system', '', true);
  return was_member;
end $$;
