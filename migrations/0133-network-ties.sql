-- What a file knows beside its people: a car, an agent, one more phone or account of somebody in it.
create table network.tie (
  jurisdiction text not null,
  id uuid not null,
  case_id uuid not null,
  person_id uuid,
  kind text not null check (kind in ('vehicle', 'agent', 'phone', 'account')),
  value_sealed text,
  value_index text,
  licensee_id uuid,
  rests_on text not null,
  certainty text not null check (certainty in ('said', 'supported', 'documented', 'established')),
  said_on date,
  said_by_sealed text,
  added_by uuid not null,
  added_at timestamptz not null,
  withdrawn_by uuid,
  withdrawn_at timestamptz,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, case_id) references cases.case_file,
  foreign key (jurisdiction, person_id) references cases.person on delete cascade,
  check ((kind = 'agent') = (licensee_id is not null)),
  check ((kind = 'agent') = (value_sealed is null)),
  check ((value_sealed is null) = (value_index is null))
);
comment on table network.tie is 'Seen with the case. Never deleted: what was entered in error is withdrawn.';
comment on column network.tie.value_sealed is 'Plate or number, sealed; shown only when asked for, each time with an audit line.';
create index tie_of_case on network.tie (case_id);
create index tie_value on network.tie (kind, value_index) where withdrawn_at is null;
create index tie_licensee on network.tie (licensee_id) where withdrawn_at is null;
alter table network.tie enable row level security;
alter table network.tie force row level security;
create policy with_the_case on network.tie for select using ((select core.viewer_is_system())
  or exists (select 1 from cases.case_file c where c.jurisdiction = tie.jurisdiction and c.id = tie.case_id));
create policy own_agency_adds on network.tie for insert with check (added_by = (select core.viewer())
  and exists (select 1 from cases.case_file c where c.jurisdiction = tie.jurisdiction and c.id = tie.case_id
    and c.agency_id = (select core.viewer_agency())));
create policy own_agency_withdraws on network.tie for update using (
  exists (select 1 from cases.case_file c where c.jurisdiction = tie.jurisdiction and c.id = tie.case_id
    and c.agency_id = (select core.viewer_agency())));
grant select, insert, update on network.tie to panah_app;

-- A place is looked up for the cases in it.
create index incident_place on cases.incident (place_code) where place_code is not null;
