-- Those who send workers abroad for a fee: who is licensed, since when, and what is complained of.
create schema recruiters;
grant usage on schema recruiters to panah_app;

-- Whoever licenses and supervises: the protectors of emigrants and their directorate.
create function recruiters.viewer_supervises() returns boolean language sql stable parallel safe
  as $$ select exists (select 1 from core.agency
    where id = core.viewer_agency() and kind = 'protector-of-emigrants') $$;
create function recruiters.viewer_investigates() returns boolean language sql stable parallel safe
  as $$ select exists (select 1 from core.agency
    where id = core.viewer_agency() and kind = 'federal-investigation') $$;

create table recruiters.import (
  id uuid primary key,
  agency_id uuid not null,
  kind text not null check (kind in ('overseas-employment-promoter', 'travel-agent')),
  file_name text not null check (length(file_name) <= 200),
  as_of date not null,
  columns text[] not null,
  rows jsonb not null,
  first_line int not null,
  mapping jsonb,
  stated jsonb not null default '{}',
  state text not null default 'read' check (state in ('read', 'applied', 'undone')),
  brought_by uuid not null,
  brought_at timestamptz not null default now(),
  applied_by uuid,
  applied_at timestamptz,
  undone_by uuid,
  undone_at timestamptz,
  outcome jsonb,
  version int not null default 1
);
comment on table recruiters.import is 'An authority''s list as it came. Seen by the authority that brought it.';
comment on column recruiters.import.stated is 'What the list says of its own totals, by status and in all.';
create index import_of_agency on recruiters.import (agency_id, brought_at);

create table recruiters.licensee (
  id uuid primary key,
  kind text not null check (kind in ('overseas-employment-promoter', 'travel-agent')),
  licence_number text not null check (length(licence_number) between 1 and 60),
  licence_normal text not null,
  name_en text not null check (length(name_en) <= 200),
  name_ur text not null default '' check (length(name_ur) <= 200),
  place_code text references core.place,
  address text not null default '' check (length(address) <= 500),
  phones text[] not null default '{}',
  issued_on date,
  expires_on date,
  workers_sent int check (workers_sent >= 0),
  directors_sealed text,
  director_indexes text[] not null default '{}',
  status text not null check (status in ('valid', 'invalid', 'expired', 'suspended', 'cancelled', 'surrendered', 'delisted', 'banned')),
  status_since date,
  agency_id uuid not null,
  register_as_of date not null,
  version int not null default 1,
  check (name_en <> '' or name_ur <> ''),
  unique (kind, licence_normal)
);
comment on table recruiters.licensee is 'The register. Number, name, offices and status are public; directors are for the supervising authority.';
comment on column recruiters.licensee.directors_sealed is 'Names and CNICs of directors and partners, sealed. Seen by the supervising authority.';
comment on column recruiters.licensee.director_indexes is 'Blind indexes of the directors'' CNICs: the same person behind a new name is found by them.';
create index licensee_directors on recruiters.licensee using gin (director_indexes);
create index licensee_status on recruiters.licensee (kind, status);

create table recruiters.search_key (
  key text not null,
  kind text not null check (kind in ('licence', 'phone', 'name', 'word')),
  licensee_id uuid not null references recruiters.licensee on delete cascade,
  primary key (kind, key, licensee_id)
);
comment on table recruiters.search_key is 'What a licensee is found by. Made from public facts alone.';
create index search_key_of on recruiters.search_key (licensee_id);

create table recruiters.licence_event (
  id uuid primary key,
  licensee_id uuid not null references recruiters.licensee on delete cascade,
  on_day date not null,
  to_status text not null check (to_status in ('valid', 'invalid', 'expired', 'suspended', 'cancelled', 'surrendered', 'delisted', 'banned')),
  why text not null,
  order_number text not null default '' check (length(order_number) <= 100),
  until_day date,
  complaint_id uuid,
  import_id uuid references recruiters.import,
  recorded_by uuid,
  recorded_at timestamptz not null default now()
);
comment on table recruiters.licence_event is 'What happened to a licence and by which order. Public.';
create index licence_event_of on recruiters.licence_event (licensee_id, on_day, recorded_at);

create table recruiters.complaint (
  jurisdiction text not null,
  id uuid not null,
  reference text not null,
  agency_id uuid not null,
  licensee_id uuid references recruiters.licensee,
  named_sealed text,
  named_keys text[] not null default '{}',
  kind text not null,
  received_on date not null,
  contract_on date,
  joined_on date,
  paid int check (paid >= 0),
  allowed int,
  receipt_given boolean,
  destination text,
  complainant_sealed text,
  phone_sealed text,
  words_sealed text not null,
  report_id uuid,
  stage text not null default 'received' check (stage in ('received', 'before-director-general', 'show-cause', 'hearing', 'ordered', 'appealed', 'closed', 'sent-to-fia')),
  due_on date,
  recorded_by uuid not null,
  recorded_at timestamptz not null,
  version int not null default 1,
  primary key (jurisdiction, id),
  unique (jurisdiction, reference),
  check (licensee_id is not null or named_sealed is not null)
);
comment on table recruiters.complaint is 'Seen by the agency that received it. Who complains is sealed.';
comment on column recruiters.complaint.named_sealed is 'Whoever is named in it but stands in no register.';
comment on column recruiters.complaint.named_keys is 'Keyed indexes of that name and its phones: other complaints about the same are found by them.';
create index complaint_id on recruiters.complaint (id);
create index complaint_of on recruiters.complaint (licensee_id, received_on);
create index complaint_stage on recruiters.complaint (agency_id, stage, due_on);
create index complaint_named on recruiters.complaint using gin (named_keys);

create table recruiters.complaint_step (
  jurisdiction text not null,
  id uuid not null,
  complaint_id uuid not null,
  stage text not null,
  on_day date not null,
  outcome text,
  words_sealed text,
  recorded_by uuid not null,
  recorded_at timestamptz not null,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, complaint_id) references recruiters.complaint (jurisdiction, id)
);
create index complaint_step_of on recruiters.complaint_step (jurisdiction, complaint_id, on_day);

create table recruiters.message (
  id text primary key,
  sender_index text not null,
  language text not null,
  outcome text not null,
  answer text not null,
  at timestamptz not null default now()
);
comment on table recruiters.message is 'Answers given by SMS, so that one sent twice is answered once. Who asked is a keyed index only; rows go after a week.';
create index message_of_sender on recruiters.message (sender_index, at);

do $$
declare name text;
begin
  foreach name in array array['import', 'licensee', 'search_key', 'licence_event', 'complaint', 'complaint_step', 'message'] loop
    execute format('alter table recruiters.%I enable row level security', name);
    execute format('alter table recruiters.%I force row level security', name);
  end loop;
end $$;

create policy own_agency on recruiters.import for all
  using ((select core.viewer_is_system()) or (agency_id = (select core.viewer_agency()) and (select recruiters.viewer_supervises())))
  with check ((select core.viewer_is_system()) or (agency_id = (select core.viewer_agency()) and (select recruiters.viewer_supervises())));
grant select, insert, update on recruiters.import to panah_app;

-- The register is public by law (Emigration Ordinance 1979, s. 14: the Director General keeps a register).
create policy everyone_reads on recruiters.licensee for select using (true);
create policy authority_adds on recruiters.licensee for insert
  with check ((select core.viewer_is_system()) or (select recruiters.viewer_supervises()));
create policy authority_changes on recruiters.licensee for update
  using ((select core.viewer_is_system()) or (select recruiters.viewer_supervises()));
create policy authority_takes_back on recruiters.licensee for delete
  using ((select core.viewer_is_system()) or (select recruiters.viewer_supervises()));
grant select, insert, update, delete on recruiters.licensee to panah_app;

create policy everyone_reads on recruiters.search_key for select using (true);
create policy authority_writes on recruiters.search_key for all
  using ((select core.viewer_is_system()) or (select recruiters.viewer_supervises()))
  with check ((select core.viewer_is_system()) or (select recruiters.viewer_supervises()));
grant select, insert, delete on recruiters.search_key to panah_app;

create policy everyone_reads on recruiters.licence_event for select using (true);
create policy authority_adds on recruiters.licence_event for insert
  with check ((select core.viewer_is_system()) or (select recruiters.viewer_supervises()));
create policy authority_takes_back on recruiters.licence_event for delete
  using ((select core.viewer_is_system()) or (select recruiters.viewer_supervises()));
grant select, insert, delete on recruiters.licence_event to panah_app;

create policy own_agency_reads on recruiters.complaint for select
  using ((select core.viewer_is_system())
    or (agency_id = (select core.viewer_agency()) and (select core.viewer_sees()) <> 'nothing')
    -- A serious complaint goes to the federal investigators with the file (Emigration Rules 1979, r. 29(4)).
    or (stage = 'sent-to-fia' and (select recruiters.viewer_investigates())
      and (select core.viewer_sees()) <> 'nothing'
      and (select core.viewer_jurisdiction()) in ('PK', jurisdiction)));
create policy own_agency_records on recruiters.complaint for insert
  with check (agency_id = (select core.viewer_agency()) and (select recruiters.viewer_supervises()));
create policy own_agency_moves on recruiters.complaint for update
  using (agency_id = (select core.viewer_agency()) and (select recruiters.viewer_supervises()));
grant select, insert, update on recruiters.complaint to panah_app;

create policy with_the_complaint on recruiters.complaint_step for select
  using (exists (select 1 from recruiters.complaint c
    where c.jurisdiction = complaint_step.jurisdiction and c.id = complaint_step.complaint_id));
create policy own_agency_records on recruiters.complaint_step for insert
  with check (recorded_by = (select core.viewer()) and exists (select 1 from recruiters.complaint c
    where c.jurisdiction = complaint_step.jurisdiction and c.id = complaint_step.complaint_id
      and c.agency_id = (select core.viewer_agency())));
grant select, insert on recruiters.complaint_step to panah_app;

create policy system_only on recruiters.message for all
  using ((select core.viewer_is_system())) with check ((select core.viewer_is_system()));
grant select, insert, delete on recruiters.message to panah_app;
