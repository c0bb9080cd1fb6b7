-- Case files: who is in them, what is said to have happened, who holds them, who may look in.
create schema cases;
grant usage on schema cases to panah_app;

-- Administrators, statisticians and oversight see no case content, however far they reach.
create function cases.viewer_works_cases() returns boolean language sql stable parallel safe
  as $$ select core.viewer_sees() <> 'nothing' and (
    core.viewer_has('desk-officer') or core.viewer_has('investigator') or core.viewer_has('screener')
    or core.viewer_has('case-worker') or core.viewer_has('prosecutor') or core.viewer_has('supervisor')) $$;

create table cases.case_file (
  jurisdiction text not null,
  id uuid not null,
  agency_id uuid not null,
  team_id uuid,
  holder_id uuid not null,
  held_since timestamptz not null,
  reference text not null,
  title_sealed text not null,
  summary_sealed text,
  status text not null default 'open' check (status in ('open', 'suspended', 'closed')),
  report_id uuid,
  opened_at timestamptz not null,
  opened_by uuid,
  next_due_at timestamptz,
  version int not null default 1,
  primary key (jurisdiction, id),
  unique (jurisdiction, agency_id, reference)
);
comment on column cases.case_file.title_sealed is 'Sealed: may name people. Shown to whoever may see the case.';
comment on column cases.case_file.next_due_at is 'The earliest deadline of an open task, kept with every change of a task.';
-- The list is read newest first through one of these, whichever column the viewer begins with.
create index case_file_id on cases.case_file (id);
create index case_file_reference on cases.case_file (reference);
create index case_file_report on cases.case_file (report_id) where report_id is not null;
create index case_file_agency on cases.case_file (agency_id, opened_at desc, id desc);
create index case_file_agency_status on cases.case_file (agency_id, status, opened_at desc, id desc);
create index case_file_team on cases.case_file (team_id, opened_at desc, id desc);
create index case_file_team_status on cases.case_file (team_id, status, opened_at desc, id desc);
create index case_file_jurisdiction on cases.case_file (jurisdiction, opened_at desc, id desc);
create index case_file_jurisdiction_status on cases.case_file (jurisdiction, status, opened_at desc, id desc);
create index case_file_holder on cases.case_file (holder_id, opened_at desc, id desc);
create index case_file_agency_due on cases.case_file (agency_id, next_due_at, id) where next_due_at is not null;
create index case_file_team_due on cases.case_file (team_id, next_due_at, id) where next_due_at is not null;
create index case_file_holder_due on cases.case_file (holder_id, next_due_at, id) where next_due_at is not null;
create index case_file_jurisdiction_due on cases.case_file (jurisdiction, next_due_at, id) where next_due_at is not null;

create table cases.share (
  jurisdiction text not null,
  id uuid not null,
  case_id uuid not null,
  agency_id uuid not null,
  reason text not null check (reason in ('prosecution', 'joint-investigation', 'victim-protection', 'legal-duty', 'other')),
  words_sealed text not null,
  until date not null,
  shared_by uuid not null,
  shared_at timestamptz not null default now(),
  withdrawn_by uuid,
  withdrawn_at timestamptz,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, case_id) references cases.case_file
);
comment on column cases.share.until is 'The last day, in Pakistan, on which the other agency may read the case.';
create index share_of_case on cases.share (case_id);
create index share_with_agency on cases.share (agency_id, case_id) where withdrawn_at is null;

-- Runs as the system, so that the policy of case_file can ask it without asking itself again.
-- (set_config rather than a SET clause: only a superuser may put that on a parameter of our own.)
create function cases.shared_with_viewer() returns setof uuid language plpgsql stable as $$
declare before text := coalesce(current_setting('panah.system', true), '');
begin
  perform set_config('panah.system', 'yes', true);
  return query select case_id from cases.share where agency_id = core.viewer_agency()
    and withdrawn_at is null and until >= (now() at time zone 'Asia/Karachi')::date;
  perform set_config('panah.system', before, true);
end $$;

-- Shelters and NGOs get referrals addressed to them, never the file: no share and no broken
-- glass reaches them. The same list is in rooms/cases/permissions.ts (mayReceiveCase).
create function cases.viewer_agency_may_receive() returns boolean language sql stable
  as $$ select exists (select 1 from core.agency where id = core.viewer_agency() and kind in
    ('federal-investigation', 'provincial-police', 'protector-of-emigrants', 'labour-department',
     'child-protection', 'prosecution')) $$;

create function cases.is_there(wanted uuid) returns boolean language plpgsql stable as $$
declare
  before text := coalesce(current_setting('panah.system', true), '');
  there boolean;
begin
  perform set_config('panah.system', 'yes', true);
  there := exists (select 1 from cases.case_file where id = wanted);
  perform set_config('panah.system', before, true);
  return there;
end $$;

-- Tells "not yours" from "not there", to those only who could break the glass; nothing else of
-- the case is given away.
create function cases.offers_glass(wanted uuid) returns boolean language sql stable
  as $$ select cases.viewer_works_cases() and cases.viewer_agency_may_receive() and cases.is_there(wanted) $$;

alter table cases.case_file enable row level security;
alter table cases.case_file force row level security;
create policy within_reach on cases.case_file for select using (
  (select core.viewer_is_system())
  or ((select cases.viewer_works_cases()) and (
    (holder_id = (select core.viewer()) and agency_id = (select core.viewer_agency()))
    or (agency_id = (select core.viewer_agency()) and (select core.viewer_sees()) in ('agency', 'jurisdiction'))
    or (team_id = (select core.viewer_team()) and agency_id = (select core.viewer_agency()) and (select core.viewer_sees()) = 'team')
    or (jurisdiction = (select core.viewer_jurisdiction()) and (select core.viewer_sees()) = 'jurisdiction')
    or ((select cases.viewer_agency_may_receive())
      and (id in (select cases.shared_with_viewer()) or id = any ((select core.glass_open())::uuid[])))))
);
create policy opened_for_own_agency on cases.case_file for insert with check (
  (select core.viewer_is_system())
  or ((select cases.viewer_works_cases()) and agency_id = (select core.viewer_agency())
    and jurisdiction = (select core.viewer_jurisdiction()))
);
-- A share and a broken glass are for reading: only the agency whose file it is writes in it.
create policy own_agency_writes on cases.case_file for update using (
  (select core.viewer_is_system())
  or ((select cases.viewer_works_cases()) and agency_id = (select core.viewer_agency()))
);
grant select, insert, update on cases.case_file to panah_app;

alter table cases.share enable row level security;
alter table cases.share force row level security;
grant select, insert, update on cases.share to panah_app;

create table cases.holding (
  jurisdiction text not null,
  id uuid not null,
  case_id uuid not null,
  holder_id uuid not null,
  team_id uuid,
  since timestamptz not null,
  until timestamptz,
  reason text not null check (reason in ('opened', 'transfer', 'leave', 'workload', 'expertise', 'conflict-of-interest', 'other')),
  words_sealed text,
  moved_by uuid,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, case_id) references cases.case_file
);
comment on table cases.holding is 'Who held the file, since when, and why it moved: a posting in mid-case leaves its reason here.';
create index holding_of_case on cases.holding (case_id, since);

create table cases.status_change (
  jurisdiction text not null,
  id uuid not null,
  case_id uuid not null,
  from_status text not null,
  to_status text not null,
  words_sealed text not null,
  changed_by uuid not null,
  changed_at timestamptz not null default now(),
  primary key (jurisdiction, id),
  foreign key (jurisdiction, case_id) references cases.case_file
);
comment on column cases.status_change.words_sealed is 'Why a case was suspended, closed or taken up again: no case is closed without a reason.';
create index status_change_of_case on cases.status_change (case_id);

create table cases.person (
  jurisdiction text not null,
  id uuid not null,
  case_id uuid not null,
  roles text[] not null check (cardinality(roles) > 0 and roles <@ array['victim', 'accused', 'witness', 'informant', 'family']),
  name_sealed text,
  name_index text,
  other_name_sealed text,
  other_name_index text,
  father_name_sealed text,
  cnic_sealed text,
  cnic_index text,
  passport_sealed text,
  passport_index text,
  phone_sealed text,
  phone_index text,
  account_sealed text,
  account_index text,
  address_sealed text,
  sex text not null default 'NonSpecifiedUnknown' check (sex in ('Feminine', 'Masculine', 'TransgenderFeminine', 'TransgenderMasculine', 'NonConforming', 'NonSpecifiedUnknown')),
  birth_on date,
  age_stated int check (age_stated between 0 and 120),
  age_stated_on date,
  citizenship text check (citizenship ~ '^[A-Z]{3}$'),
  process_role text,
  added_by uuid,
  added_at timestamptz not null default now(),
  version int not null default 1,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, case_id) references cases.case_file,
  check ((age_stated is null) = (age_stated_on is null))
);
comment on column cases.person.other_name_sealed is 'The same person''s name in the other script, or the name people use.';
comment on column cases.person.cnic_sealed is 'Shown only when asked for, each time with an audit line. So are passport, phone, account and address.';
comment on column cases.person.name_index is 'Keyed blind index of the name in its normal form; says nothing without the field key.';
create index person_of_case on cases.person (case_id);
create index person_name on cases.person (name_index) where name_index is not null;
create index person_other_name on cases.person (other_name_index) where other_name_index is not null;
create index person_cnic on cases.person (cnic_index) where cnic_index is not null;
create index person_passport on cases.person (passport_index) where passport_index is not null;
create index person_phone on cases.person (phone_index) where phone_index is not null;
create index person_account on cases.person (account_index) where account_index is not null;

create table cases.incident (
  jurisdiction text not null,
  id uuid not null,
  case_id uuid not null,
  kind text not null check (kind in ('Recruitment', 'Transit', 'Exploitation')),
  from_on date,
  until_on date,
  place_code text,
  country text check (country ~ '^[A-Z]{3}$'),
  place_words_sealed text,
  description_sealed text,
  added_by uuid,
  added_at timestamptz not null default now(),
  version int not null default 1,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, case_id) references cases.case_file,
  check (until_on is null or from_on is null or from_on <= until_on)
);
create index incident_of_case on cases.incident (case_id);

create table cases.allegation (
  jurisdiction text not null,
  id uuid not null,
  case_id uuid not null,
  fact text not null,
  accused_id uuid,
  victim_id uuid,
  said_by_person_id uuid,
  said_by_words_sealed text,
  rests_on text not null,
  certainty text not null check (certainty in ('said', 'supported', 'documented', 'established', 'disputed')),
  said_on date,
  words_sealed text,
  disputed_at timestamptz,
  disputed_by uuid,
  dispute_words_sealed text,
  supersedes_id uuid,
  superseded_by_id uuid,
  superseded_at timestamptz,
  correction_words_sealed text,
  added_by uuid,
  added_at timestamptz not null default now(),
  version int not null default 1,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, case_id) references cases.case_file,
  foreign key (jurisdiction, accused_id) references cases.person,
  foreign key (jurisdiction, victim_id) references cases.person,
  foreign key (jurisdiction, said_by_person_id) references cases.person
);
comment on table cases.allegation is 'What somebody said, and how sure. Never deleted: a correction supersedes, a dispute stands beside it.';
create index allegation_of_case on cases.allegation (case_id);

create table cases.task (
  jurisdiction text not null,
  id uuid not null,
  case_id uuid not null,
  words_sealed text not null,
  due_at timestamptz not null,
  for_id uuid,
  set_by uuid,
  set_at timestamptz not null default now(),
  done_at timestamptz,
  done_by uuid,
  version int not null default 1,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, case_id) references cases.case_file
);
create index task_of_case on cases.task (case_id, due_at);

do $$
declare child text;
begin
  foreach child in array array['holding', 'status_change', 'person', 'incident', 'allegation', 'task', 'share'] loop
    execute format('alter table cases.%I enable row level security', child);
    execute format('alter table cases.%I force row level security', child);
    execute format('create policy with_the_case on cases.%I for select using (
      (select core.viewer_is_system())
      or exists (select 1 from cases.case_file c where c.jurisdiction = %I.jurisdiction and c.id = %I.case_id))',
      child, child, child);
    execute format('create policy own_agency_adds on cases.%I for insert with check (
      (select core.viewer_is_system())
      or exists (select 1 from cases.case_file c where c.jurisdiction = %I.jurisdiction and c.id = %I.case_id
        and c.agency_id = (select core.viewer_agency())))', child, child, child);
    execute format('create policy own_agency_changes on cases.%I for update using (
      (select core.viewer_is_system())
      or exists (select 1 from cases.case_file c where c.jurisdiction = %I.jurisdiction and c.id = %I.case_id
        and c.agency_id = (select core.viewer_agency())))', child, child, child);
    execute format('grant select, insert, update on cases.%I to panah_app', child);
  end loop;
end $$;

-- References are counted per agency and year: openings wait only for one in their own agency.
create table cases.reference_prefix (
  agency_id uuid primary key,
  prefix text not null unique check (prefix ~ '^[A-Z]{3}[0-9]*$')
);
create table cases.reference_counter (
  agency_id uuid not null,
  year int not null,
  last int not null,
  primary key (agency_id, year)
);
alter table cases.reference_prefix enable row level security;
alter table cases.reference_prefix force row level security;
create policy staff_reads on cases.reference_prefix for select
  using ((select core.viewer()) is not null or (select core.viewer_is_system()));
create policy own_agency on cases.reference_prefix for insert
  with check (agency_id = (select core.viewer_agency()) or (select core.viewer_is_system()));
grant select, insert on cases.reference_prefix to panah_app;
alter table cases.reference_counter enable row level security;
alter table cases.reference_counter force row level security;
create policy own_agency on cases.reference_counter for all
  using (agency_id = (select core.viewer_agency()) or (select core.viewer_is_system()))
  with check (agency_id = (select core.viewer_agency()) or (select core.viewer_is_system()));
grant select, insert, update on cases.reference_counter to panah_app;

-- What happened in a case is shown to whoever may see the case.
create policy case_viewers on core.event for select using (
  file_id is not null and exists (select 1 from cases.case_file c where c.id = file_id)
);
