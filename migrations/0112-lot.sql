-- Who gets a report is drawn by lot. Nothing here says who anybody is to the public: seats are hashes.
create table reports.absence (
  id uuid primary key,
  account_id uuid not null references core.account,
  from_on date not null,
  to_on date not null check (to_on >= from_on),
  reason text not null,
  declared_at timestamptz not null,
  withdrawn_at timestamptz
);
create index absence_of_account on reports.absence (account_id, to_on) where withdrawn_at is null;
comment on table reports.absence is 'Declared beforehand: on these days the officer is on no roster.';

create table reports.conflict (
  id uuid primary key,
  account_id uuid not null references core.account,
  place_code text references core.place,
  kind text,
  reason text not null,
  declared_at timestamptz not null,
  withdrawn_at timestamptz,
  check (place_code is not null or kind is not null)
);
create index conflict_of_account on reports.conflict (account_id) where withdrawn_at is null;
comment on table reports.conflict is 'Declared beforehand: reports that the officer may not get, as far as plain fields tell them.';

create table reports.roster (
  hash text primary key check (length(hash) = 43),
  desk_id uuid not null references reports.desk,
  text text not null,
  seats int not null,
  made_at timestamptz not null
);
create index roster_of_desk on reports.roster (desk_id, made_at);
comment on table reports.roster is 'Public: who was on duty, as hashes. Each is a line of the public log before any draw from it.';

create table reports.seat (
  roster_hash text not null references reports.roster,
  seat text not null,
  account_id uuid not null references core.account,
  opening jsonb not null,
  primary key (roster_hash, seat)
);
create index seat_of_account on reports.seat (account_id);
comment on table reports.seat is 'Who a seat stands for. Read by that officer, and by the bodies that inspect desks.';

create table reports.draw (
  jurisdiction text not null,
  report_id uuid not null,
  call_index bigint not null,
  desk_id uuid not null references reports.desk,
  roster_hash text not null references reports.roster,
  size bigint not null,
  passed text[] not null,
  account_id uuid references core.account,
  at timestamptz not null,
  primary key (jurisdiction, report_id, call_index),
  foreign key (jurisdiction, report_id) references reports.report
);
create index draw_of_report on reports.draw (report_id, at);
comment on column reports.draw.call_index is 'The line of the public log that asked for it.';
comment on column reports.draw.size is 'The first published checkpoint that covers that line: the draw follows from its root hash.';
comment on column reports.draw.account_id is 'Null where everybody on the roster had to be passed over.';

create table reports.allocation_change (
  jurisdiction text not null,
  id uuid not null,
  report_id uuid not null,
  desk_id uuid not null references reports.desk,
  kind text not null check (kind in ('redrawn', 'by-hand')),
  reason text not null,
  from_id uuid references core.account,
  to_id uuid references core.account,
  by_id uuid not null references core.account,
  at timestamptz not null,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, report_id) references reports.report
);
create index allocation_change_of_report on reports.allocation_change (report_id, at);
comment on table reports.allocation_change is 'Draws that were asked for anew, and reports that a supervisor gave to somebody by hand.';

alter table reports.report add column drawn_desk_id uuid references reports.desk;
comment on column reports.report.drawn_desk_id is 'The desk that has drawn who handles it; while it is the desk that holds it, nobody takes it by himself.';

do $$
declare name text;
begin
  foreach name in array array['absence', 'conflict', 'roster', 'seat', 'draw', 'allocation_change'] loop
    execute format('alter table reports.%I enable row level security', name);
    execute format('alter table reports.%I force row level security', name);
    execute format('create policy system on reports.%I for all
      using ((select core.viewer_is_system())) with check ((select core.viewer_is_system()))', name);
    execute format('grant select, insert, update on reports.%I to panah_app', name);
  end loop;
end $$;

create policy own on reports.absence for all
  using (account_id = (select core.viewer())) with check (account_id = (select core.viewer()));
create policy own on reports.conflict for all
  using (account_id = (select core.viewer())) with check (account_id = (select core.viewer()));
create policy everyone_reads on reports.roster for select using (true);
create policy own_or_inspectors_read on reports.seat for select
  using (account_id = (select core.viewer()) or (select core.viewer_has('oversight')));
create policy members_read on reports.draw for select using (reports.holds(jurisdiction, report_id));
create policy members_read on reports.allocation_change for select using (reports.holds(jurisdiction, report_id));
create policy members_add on reports.allocation_change for insert
  with check (kind = 'redrawn' and by_id = (select core.viewer()) and reports.holds(jurisdiction, report_id));

-- A supervisor gives a report to a member of the desk by hand: he sees its plain fields, and may change nothing else.
create function reports.assign_by_hand(of_jurisdiction text, of_report uuid, expected int, to_account uuid,
  why text, record_id uuid, moment timestamptz) returns int language plpgsql as $$
declare at_desk uuid; held_by uuid; now_version int;
begin
  select desk_id into at_desk from reports.report where jurisdiction = of_jurisdiction and id = of_report;
  if not (at_desk = any (reports.supervised_desks())) then return null; end if;
  perform set_config('panah.system', 'yes', true);
  select holder_id into held_by from reports.report
    where jurisdiction = of_jurisdiction and id = of_report and desk_id = at_desk and version = expected
      and exists (select from reports.desk_member m where m.desk_id = at_desk and m.account_id = to_account
        and m.removed_at is null) for update;
  if found then
    update reports.report set holder_id = to_account, held_since = moment, drawn_desk_id = at_desk, version = version + 1
      where jurisdiction = of_jurisdiction and id = of_report returning version into now_version;
    insert into reports.allocation_change values
      (of_jurisdiction, record_id, of_report, at_desk, 'by-hand', why, held_by, to_account, core.viewer(), moment);
  end if;
  perform set_config('panah.system', '', true);
  return now_version;
end $$;

create table oversight.call (
  jurisdiction text not null,
  report_id uuid not null,
  n int not null,
  unit text not null,
  primary key (jurisdiction, report_id, n)
);
comment on table oversight.call is 'Steps that ask for a draw which has not been made yet.';
alter table oversight.call enable row level security;
alter table oversight.call force row level security;
create policy system on oversight.call for all
  using ((select core.viewer_is_system())) with check ((select core.viewer_is_system()));
grant select, insert, update, delete on oversight.call to panah_app;
