-- Reference data: places, agencies and their teams, helplines. Everybody may read them.

create table core.place (
  code text primary key,
  level text not null check (level in ('country', 'province', 'district')),
  parent text references core.place,
  name_en text not null,
  name_ur text not null,
  -- OCHA's code of the unit, where it has been checked.
  pcode text unique,
  -- Districts are made, split and renamed: a unit holds from one day to the day before another.
  valid_from date,
  valid_to date,
  grade text not null check (grade in ('G', 'S', 'N', 'M')),
  source text not null
);
comment on column core.place.grade is 'G gazette or Pakistan Code, S official page or full text elsewhere, N news, M from memory and unverified.';
create index place_parent on core.place (parent);

create table core.agency (
  id uuid primary key,
  key text not null unique,
  kind text not null check (kind in ('federal-investigation', 'provincial-police',
    'protector-of-emigrants', 'labour-department', 'child-protection', 'shelter', 'ngo',
    'prosecution', 'oversight-body', 'statistics-body', 'operator')),
  name_en text not null,
  name_ur text not null,
  jurisdiction text not null,
  place_code text references core.place,
  contact text,
  made_up boolean not null default false,
  grade text not null check (grade in ('G', 'S', 'N', 'M')),
  source text not null,
  valid_to date
);
comment on column core.agency.made_up is 'Belongs to the try-out and stands for no real body.';
create index agency_jurisdiction on core.agency (jurisdiction, kind);

create table core.team (
  id uuid primary key,
  key text not null unique,
  agency_id uuid not null references core.agency,
  name_en text not null,
  name_ur text not null
);
create index team_agency on core.team (agency_id);

create table core.helpline (
  key text primary key,
  number text not null,
  name_en text not null,
  name_ur text not null,
  for_en text not null,
  for_ur text not null,
  jurisdiction text not null,
  position int not null,
  grade text not null check (grade in ('G', 'S', 'N', 'M')),
  source text not null
);

alter table core.account add foreign key (agency_id) references core.agency;
alter table core.account add foreign key (team_id) references core.team;

do $$
declare name text;
begin
  foreach name in array array['place', 'agency', 'team', 'helpline'] loop
    execute format('alter table core.%I enable row level security', name);
    execute format('alter table core.%I force row level security', name);
    execute format('create policy everyone_reads on core.%I for select using (true)', name);
    execute format('create policy system_or_administrator_adds on core.%I for insert
      with check ((select core.viewer_is_system()) or (select core.viewer_has(''administrator'')))', name);
    execute format('create policy system_or_administrator_changes on core.%I for update
      using ((select core.viewer_is_system()) or (select core.viewer_has(''administrator'')))', name);
    execute format('grant select, insert, update on core.%I to panah_app', name);
  end loop;
end $$;
